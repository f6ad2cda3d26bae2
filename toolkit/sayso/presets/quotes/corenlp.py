"""Stanford CoreNLP's quote attribution: mentions and speakers of quotes, paired by position."""

from __future__ import annotations

import decimal
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sayso.presets.preset import Conventions, Defect, Pair, Preset, ScorerError
from sayso.presets.quotes.speakers import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.presets.preset import Numbers

LEFT_OUT = frozenset({"UNSURE", "NOTANUTTERANCE"})
NO_LABEL = "No label"
# The sieves whose answers are counted apart, in the order of the report.
MENTION_SIEVES = (
    "trigram CVQ",
    "trigram VCQ",
    "trigram PVQ",
    "trigram VPQ",
    "trigram QVC",
    "trigram QCV",
    "trigram QVP",
    "trigram QPV",
    "Deterministic depparse",
    "Deterministic oneNameSentence",
    "Deterministic Vocative -- name",
    "Deterministic Vocative -- animate noun",
    "Deterministic endQuoteClosestBefore",
    "Deterministic one speaker sentence",
    "supervised",
    "conv",
    "loose",
    NO_LABEL,
)
SPEAKER_SIEVES = (
    "automatic name",
    "coref",
    "Baseline Top conversation - prev",
    "Baseline Top conversation - next",
    "Baseline Top family animate",
    "Baseline Top",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """Mention (first and last token, both included) and speaker, None for none, with the sieves that found them."""

    mention: tuple[int, int] | None
    speaker: str | None
    mention_sieve: str | None = None
    speaker_sieve: str | None = None


def corenlp(gold: Sequence[Answer], predicted: Sequence[Answer]) -> dict[str, Any]:
    """Precision, recall, F1 and accuracy of mentions and of speakers.

    Prediction i meets gold i. Left out are gold speakers UNSURE and NOTANUTTERANCE and gold quotes without a mention. A
    mention is right if its last token lies within the gold mention; a speaker if it is the same text; none is skipped.
    P = C / (C + I), R = C / (C + S), F1 = 2PR / (P + R), accuracy = C / (C + I + S) for correct, incorrect and skipped.

    Args:
        gold: A speaker for each quote, in order, and a mention where there is one.
        predicted: Likewise; what gold has more is passed over.

    Returns:
        `mention` and `speaker` with their counts, the four figures (None for nothing over nothing) and `printed`: the
        same with three decimals, half up; `by_sieve`: sieve, correct, incorrect, skipped, precision.

    Raises:
        ScorerError: More predictions than gold (IndexOutOfBoundsException), or gold without a speaker
            (NullPointerException).

    Source:     stanfordnlp/CoreNLP QuoteAttributionEvaluation at 1b7edd1 (rules alone); Muzny et al. (2017)
    """
    if len(predicted) > len(gold):
        raise ScorerError("IndexOutOfBoundsException", f"{len(predicted)} predictions for {len(gold)} gold quotes")
    mentions: Counter[str] = Counter()
    speakers: Counter[str] = Counter()
    by_mention: Counter[tuple[str, str]] = Counter()
    by_speaker: Counter[tuple[str, str]] = Counter()
    for one, other in zip(gold, predicted, strict=False):
        if one.speaker is None:
            raise ScorerError("NullPointerException", "a gold quote has no speaker")
        if one.speaker in LEFT_OUT or one.mention is None:
            continue
        of_mention, of_speaker = _mention(one.mention, other.mention), _speaker(one.speaker, other.speaker)
        mentions[of_mention] += 1
        speakers[of_speaker] += 1
        by_mention[other.mention_sieve or NO_LABEL, of_mention] += 1
        by_speaker[other.speaker_sieve or "", of_speaker] += 1
    listed = [_row(name, by_mention) for name in MENTION_SIEVES if _seen(name, by_mention)]
    listed += [_row(name, by_speaker) for name in SPEAKER_SIEVES if _seen(name, by_speaker)]
    return {"mention": _figures(mentions), "speaker": _figures(speakers), "by_sieve": listed}


def _mention(gold: tuple[int, int], predicted: tuple[int, int] | None) -> str:
    if predicted is None:
        return "skipped"
    return "correct" if gold[0] <= predicted[1] <= gold[1] else "incorrect"


def _speaker(gold: str, predicted: str | None) -> str:
    if predicted is None:
        return "skipped"
    return "correct" if gold == predicted else "incorrect"


def _seen(name: str, counts: Counter[tuple[str, str]]) -> bool:
    return any(sieve == name for sieve, _ in counts)


def _row(name: str, counts: Counter[tuple[str, str]]) -> list[str | int | float]:
    correct, incorrect, skipped = (counts[name, kind] for kind in ("correct", "incorrect", "skipped"))
    return [name, correct, incorrect, skipped, _ratio(correct, correct + incorrect) or 0.0]


def _figures(counts: Counter[str]) -> dict[str, Any]:
    correct, incorrect, skipped = counts["correct"], counts["incorrect"], counts["skipped"]
    precision, recall = _ratio(correct, correct + incorrect), _ratio(correct, correct + skipped)
    figures = {
        "precision": precision,
        "recall": recall,
        "f1": _harmonic(precision, recall),
        "accuracy": _ratio(correct, correct + incorrect + skipped),
    }
    printed = {name: _printed(value) for name, value in figures.items()}
    return {"correct": correct, "incorrect": incorrect, "skipped": skipped, **figures, "printed": printed}


def _ratio(numerator: float, denominator: float) -> float | None:
    return numerator / denominator if denominator else None


def _harmonic(precision: float | None, recall: float | None) -> float | None:
    if precision is None or recall is None:
        return None
    return _ratio(2 * (precision * recall), precision + recall)


def _printed(value: float | None) -> float | None:
    """Three decimals, half up, of the shortest decimal form."""
    if value is None:
        return None
    return float(decimal.Decimal(repr(value)).quantize(decimal.Decimal("0.001"), decimal.ROUND_HALF_UP))


def _given(pairs: Sequence[Pair], _conventions: Conventions) -> tuple[list[Answer], list[Answer]]:
    gold: list[Answer] = []
    predicted: list[Answer] = []
    for pair in pairs:
        answers = said(pair.predicted)
        for content, quote in said(pair.gold).items():
            if quote.name is not None:
                answer = answers.get(content)
                gold.append(Answer(quote.source, quote.name))
                predicted.append(Answer(None, None) if answer is None else Answer(answer.source, answer.name))
    return gold, predicted


def _scored(answers: tuple[list[Answer], list[Answer]], _conventions: Conventions) -> Numbers:
    found = corenlp(*answers)
    names = ("precision", "recall", "f1", "accuracy")
    return {side: {name: found[side][name] for name in names} for side in ("mention", "speaker")}


PRESETS = (
    Preset(
        name="corenlp-quotes",
        scorer="CoreNLP QuoteAttributionEvaluation",
        version="1b7edd1",
        layer="quotes",
        unit="quotes",
        source="stanfordnlp/CoreNLP QuoteAttributionEvaluation at 1b7edd1, GPL-3.0; Muzny et al. (2017); rules alone",
        differs=(
            "quotes.source.accuracy and quotes.speaker.accuracy count a wrong answer against the quotes found. Here "
            "recall is correct over correct and skipped, and what is wrong never lowers it."
        ),
        defects=(
            Defect(
                what="Recall leaves wrong answers out.",
                example="One right, nine wrong, none skipped: recall 1.0.",
            ),
            Defect(
                what="A mention is right when its end lies within the gold mention, wherever it begins.",
                example="Gold tokens 4 to 8, predicted 0 to 8: right; predicted 6 to 10: wrong.",
            ),
            Defect(
                what="Quotes are paired by position.",
                example="Three right answers in the reverse order: one of three is right.",
            ),
        ),
        native=corenlp,
        given=_given,
        scored=_scored,
        vectors="quotes/corenlp_quote_attribution.json",
        headline="speaker.f1",
    ),
)
