"""BookNLP's speakers: accuracy and B-cubed over quotes, by the best of ten candidates."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from sayso.presets.preset import Conventions, Defect, Pair, Preset, ScorerError
from sayso.presets.quotes.speakers import said

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from sayso.presets.preset import Numbers

    Candidates = Sequence[tuple[Hashable, float]]

CANDIDATES = 10
PADDING = -1e9


def booknlp_speakers(
    gold: Sequence[Hashable], predicted: Sequence[Candidates], *, padding: float = PADDING
) -> dict[str, Any]:
    """Accuracy of the best candidate, and B-cubed of the quotes grouped by speaker.

    Candidates are padded to ten; where padding scores highest the quote is a cluster of its own, and wrong.

    Args:
        gold: The speaker of each quote.
        predicted: The candidates of each quote with their scores; of equal scores the first counts.
        padding: The score of what fills up the ten.

    Returns:
        `chosen`, `b3_precision`, `b3_recall`, `b3_f1`, `correct`, `total` and `accuracy`.

    Raises:
        ScorerError: No quotes (ZeroDivisionError); `before` has the B-cubed figures. Candidates for more or fewer
            quotes than there are (IndexError).

    Source:     booknlp/booknlp BERTSpeakerID.evaluate and common/b3.py at 3d900fc
    """
    if len(gold) != len(predicted):
        raise ScorerError("IndexError", f"there are {len(gold)} quotes, and candidates for {len(predicted)}")
    chosen = [_best(candidates, padding, place) for place, candidates in enumerate(predicted)]
    precision, recall, f1 = _b_cubed(gold, chosen)
    found: dict[str, Any] = {"chosen": chosen, "b3_precision": precision, "b3_recall": recall, "b3_f1": f1}
    found["correct"] = float(sum(one == other for one, other in zip(gold, chosen, strict=True)))
    found["total"] = float(len(gold))
    if not gold:
        raise ScorerError("ZeroDivisionError", "there are no quotes", found)
    return {**found, "accuracy": found["correct"] / found["total"]}


def _best(candidates: Candidates, padding: float, place: int) -> Hashable:
    """The first candidate with the highest score, or a nobody of its own by the place of the quote."""
    best: Hashable = None
    highest = -float("inf")
    for speaker, score in candidates:
        if score > highest:
            best, highest = speaker, score
    if len(candidates) < CANDIDATES and padding > highest:
        return f"none-{place}"
    return best


def _b_cubed(gold: Sequence[Hashable], predicted: Sequence[Hashable]) -> tuple[float, float, float]:
    shared = Counter(zip(gold, predicted, strict=True))
    sizes = Counter(gold), Counter(predicted)
    if not gold:
        return 0.0, 0.0, 0.0
    precision = recall = 0.0
    for one, other in zip(gold, predicted, strict=True):
        precision += shared[one, other] / sizes[1][other]
        recall += shared[one, other] / sizes[0][one]
    precision, recall = precision / len(gold), recall / len(gold)
    return precision, recall, (2 * precision * recall) / (precision + recall)


def _given(pairs: Sequence[Pair], _conventions: Conventions) -> tuple[list[Hashable], list[Candidates]]:
    gold: list[Hashable] = []
    predicted: list[Candidates] = []
    for pair in pairs:
        answers = said(pair.predicted)
        for content, quote in said(pair.gold).items():
            answer = answers.get(content)
            gold.append((pair.doc_id, quote.name))
            named = answer is not None and answer.name is not None
            predicted.append([((pair.doc_id, answer.name), 1.0)] if answer is not None and named else [])
    return gold, predicted


def _scored(sides: tuple[list[Hashable], list[Candidates]], _conventions: Conventions) -> Numbers:
    return {name: value for name, value in booknlp_speakers(*sides).items() if name != "chosen"}


PRESETS = (
    Preset(
        name="booknlp-speakers",
        scorer="BookNLP BERTSpeakerID.evaluate",
        version="3d900fc",
        layer="quotes",
        unit="quotes",
        source="booknlp/booknlp english/speaker_attribution.py and common/b3.py at 3d900fc, MIT",
        differs=(
            "quotes.speaker.accuracy compares entities through their alignment, over the quotes found. Here the quotes "
            "are given, speakers are compared by name, and B-cubed compares groups of quotes whatever they are called."
        ),
        defects=(
            Defect(
                what="B-cubed compares groups alone: speakers that are wrong throughout score 1.",
                example="Quotes of A, A, B all given to C, C, D: accuracy 0, B-cubed F 1.",
            ),
            Defect(
                what="Without quotes B-cubed is 0 and accuracy raises.",
                example="No quotes: b3_f1 0, then ZeroDivisionError.",
            ),
        ),
        native=booknlp_speakers,
        given=_given,
        scored=_scored,
        vectors="quotes/booknlp_speaker.json",
        headline="accuracy",
    ),
)
