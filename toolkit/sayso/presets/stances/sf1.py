"""SemEval-2022 task 10: structured sentiment as tuples of token sets, scored by sentiment tuple F1 (SF1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.presets.preset import Conventions, Defect, Pair, Preset
from sayso.presets.stances import documents
from sayso.presets.stances.opinions import BySentence, Opinion, bounds, converted, same_sentences, touches

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sayso.presets.preset import Numbers

# Each of the four figures, and what it takes into account.
FIGURES = {
    "polarity_weighted": {"polarity": True, "weighted": True},
    "polarity_binary": {"polarity": True, "weighted": False},
    "nopolarity_weighted": {"polarity": False, "weighted": True},
    "nopolarity_binary": {"polarity": False, "weighted": False},
}


def sf1(gold: Sequence[Mapping[str, Any]], predicted: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, float]]:
    """Sentiment tuple precision, recall and F1, with and without polarity, weighted by shared tokens or not.

    An opinion is right if one of the other side in its sentence touches it in holder, target and polar expression, and
    has its polarity. A holder or target missing on both sides is touched; an expression without tokens never is. Its
    weight is the highest mean share, over the three parts, of its own tokens that any opinion it touches has, of
    whichever polarity. P sums over predictions, R over gold; there is no one-to-one.

    Tokens are what stands between single blanks. A span takes tokens from one that starts exactly at its start through
    one that ends exactly at its end.

    Args:
        gold: Sentences of the task's JSON: `sent_id`, `text` and `opinions`, each with `Source`, `Target`,
            `Polar_expression` (texts and `start:end` offsets) and `Polarity`.
        predicted: Likewise, for the same sentences.

    Returns:
        `polarity_weighted` (what the task prints, with three decimals), `polarity_binary`, `nopolarity_weighted`,
        `nopolarity_binary`, each with `precision`, `recall`, `f1`; 0 over nothing.

    Raises:
        ScorerError: The sentences are not the same (AssertionError), or not of that form, as in the original.

    Source:     jerbarnes/semeval22_structured_sentiment evaluation/ at aa65f2c, no licence file; Barnes et al. (2022),
        SemEval 2022 Task 10
    """
    one, other = (converted(side, token_sets) for side in (gold, predicted))
    same_sentences(one, other)
    return figures(one, other)


def figures(gold: BySentence, predicted: BySentence) -> dict[str, dict[str, float]]:
    """The four figures of opinions as token sets."""
    found = touches(gold, predicted)
    return {name: found.scores(**settings) for name, settings in FIGURES.items()}


def token_sets(sentence: Mapping[str, Any]) -> list[Opinion]:
    """The opinions of a sentence as sets of tokens, as the original derives them."""
    tokens = blank_separated(sentence["text"])
    found = []
    for one in sentence["opinions"]:
        holder, target, expression = (
            spanned(map(bounds, one[part][1]), tokens) for part in ("Source", "Target", "Polar_expression")
        )
        found.append(Opinion(holder, target, expression, one["Polarity"]))
    return found


def blank_separated(text: str) -> list[tuple[int, int]]:
    """What stands between single blanks, empty where two follow each other, but none before a first or after a last."""
    found = []
    start = 0
    for piece in text.split(" "):
        found.append((start, start + len(piece)))
        start += len(piece) + 1
    return [
        token
        for place, token in enumerate(found)
        if token != (0, 0) and (token[1] > token[0] or place + 1 < len(found))
    ]


def spanned(spans: Iterable[tuple[int, int]], tokens: Sequence[tuple[int, int]]) -> frozenset[int | str]:
    """The tokens from one that starts where a span starts through one that ends where it ends.

    Without such a start there are none; without such an end they run on to the end of the sentence.
    """
    found: set[int | str] = set()
    for start, end in spans:
        within = False
        for number, token in enumerate(tokens):
            within = within or token[0] == start
            if within:
                found.add(number)
            within = within and token[1] != end
    return frozenset(found)


def _given(pairs: Sequence[Pair], conventions: Conventions) -> tuple[BySentence, BySentence]:
    raw = _raw if conventions["tokens"] == "raw" else None
    return documents.opinions(pairs, conventions, documents.SENTIMENT, raw)


def _scored(sides: tuple[BySentence, BySentence], _conventions: Conventions) -> Numbers:
    return figures(*sides)


def _raw(text: str, spans: Iterable[tuple[int, int]]) -> frozenset[int | str]:
    return spanned(spans, blank_separated(text))


PRESETS = (
    Preset(
        name="semeval-2022-task10",
        scorer="SemEval-2022 task 10 SF1",
        version="aa65f2c",
        layer="stances",
        unit="tuples of token sets",
        source=(
            "jerbarnes/semeval22_structured_sentiment evaluation/ at aa65f2c; no licence file; Barnes et al. (2022), "
            "SemEval 2022 Task 10: Structured Sentiment Analysis"
        ),
        differs=(
            "stances.F pairs stances one to one, by aligned holders and targets, and stances.evidence.F weighs the "
            "evidence of the pairs. Here any touch will do, twins are right, and a document is one sentence, the "
            "evidence of its stances the expressions."
        ),
        defects=(
            Defect(
                what="There is no one-to-one: every prediction that touches a gold opinion is right.",
                example="One gold opinion, predicted three times: P, R and F1 1.0.",
            ),
            Defect(
                what="The weight looks at no polarity: the best share may come from an opinion of the opposite one.",
                example=(
                    "Gold: Positive on one of a prediction's two target tokens, Negative on both; predicted Positive: "
                    "its weight is 1, taken from the Negative one, not 5/6."
                ),
            ),
            Defect(
                what="An end within a token lets the span run on to the end of the text; a start in one empties it.",
                example="Text 'the attack began today', target 4:9 for 4:10: tokens 1, 2 and 3. Target 5:10: none.",
            ),
            Defect(
                what="An opinion without expression is never right, not even against itself.",
                example="Gold and prediction the same, with no polar expression: F1 0.",
            ),
            Defect(
                what="Polarities are compared as they are written, and intensities and texts not at all.",
                example="Gold Negative, predicted negative: F1 0. Gold Strong, predicted Slight: F1 1.0.",
            ),
            Defect(
                what="A later sentence with the same id replaces an earlier one without a word.",
                example="Gold has sentence 1 with an opinion and again without: the opinion is gone, F1 0.",
            ),
        ),
        native=sf1,
        given=_given,
        scored=_scored,
        conventions=documents.CONVENTIONS,
        choices={**documents.CHOICES, "tokens": (*documents.CHOICES["tokens"], "raw")},
        vectors="stances/semeval2022_sf1.json",
        headline="polarity_weighted.f1",
    ),
)
