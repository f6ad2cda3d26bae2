"""Gender Gap Tracker: quotes matched greedily by how much of the gold span they cover, in percent."""

from __future__ import annotations

import bisect
import statistics
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sayso.presets.preset import Defect, Preset, ScorerError
from sayso.presets.quotes.documents import CONTENT_CHOICES, CONTENTS, documents_of
from sayso.presets.quotes.quotients import or_stop, prf

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sayso.presets.preset import Conventions, Numbers, Pair
    from sayso.presets.quotes.documents import Document, Quote, Span

THRESHOLDS = (0.3, 0.8)
_DECIMALS = 3


@dataclass(frozen=True, slots=True)
class Matched:
    """The quotes of a document as they were matched.

    Attributes:
        tp: Matched gold quotes.
        fn: Gold quotes without a match.
        fp: Predictions left over.
        speakers: Matches whose speaker is right.
        verbs: Matches whose verb is right.
        pairs: Each match as (place in gold, place in predicted, coverage, speaker right, verb right); of equal
            predictions the first one's place.
    """

    tp: int
    fn: int
    fp: int
    speakers: int
    verbs: int
    pairs: tuple[tuple[int, int, float, bool, bool], ...]


def gender_gap_tracker(documents: Iterable[Document]) -> dict[str, float | dict[str, float]]:
    """Quotes, speakers and verbs in percent, at coverages above .3 and above .8, as evaluate.py reports them.

    Precision, recall and F1 of quotes at each threshold; the share of matches with the right speaker, and verb; and
    speakers and verbs by themselves: how many pairs of a gold and a predicted quote of a document have speakers
    (verbs) that share two characters or more, over the number of gold and of predicted speakers (verbs). Each figure
    is rounded to three decimals; F1 is the harmonic mean of rounded precision and recall, rounded again.

    Args:
        documents: Documents; those without a list on either side are left out. A quote's content is its first span
            through its last; its source is the first span of `source`, its verb the text of the cue.

    Returns:
        `quotes_0.3`, `quotes_0.8`, `speakers_independent`, `verbs_independent`: precision, recall, f1; and
        `speaker_accuracy_…`, `verb_accuracy_…` at each threshold.

    Raises:
        ScorerError: No document is on both sides (KeyError); any denominator is 0 (ZeroDivisionError).

    Source:     sfu-discourse-lab/GenderGapTracker nlp/english/evaluation/src/evaluate.py at 5501de3 (MIT)
    """
    common = in_common(documents)
    if not common:
        raise ScorerError("KeyError", "no document is on both sides")
    report: dict[str, float | dict[str, float]] = {}
    for threshold in THRESHOLDS:
        total = summed([matched(document, threshold) for document in common])
        report[f"quotes_{threshold}"] = _rounded_prf(total.tp, total.tp + total.fp, total.tp + total.fn)
        for name, right in (("speaker", total.speakers), ("verb", total.verbs)):
            report[f"{name}_accuracy_{threshold}"] = _percent(right, total.tp, "matches")
    counts = independent(common)
    for name in ("speaker", "verb"):
        report[f"{name}s_independent"] = _rounded_prf(
            counts[f"{name}_tp"], counts[f"predicted_{name}s"], counts[f"gold_{name}s"]
        )
    return report


def printed(total: Matched) -> dict[str, float]:
    """The same sums as evaluate_quotes.py prints them: F1 from precision and recall that are not rounded.

    Raises:
        ScorerError: Any denominator is 0 (ZeroDivisionError).
    """
    precision = or_stop(total.tp, total.tp + total.fp, "predictions")
    recall = or_stop(total.tp, total.tp + total.fn, "gold quotes")
    figures = {
        **prf(precision, recall),
        "speaker_accuracy": or_stop(total.speakers, total.tp, "matches"),
        "verb_accuracy": or_stop(total.verbs, total.tp, "matches"),
    }
    return {name: round(100 * value, _DECIMALS) for name, value in figures.items()}


def in_common(documents: Iterable[Document]) -> list[Document]:
    """The documents that both sides have."""
    return [document for document in documents if document.gold is not None and document.predicted is not None]


def matched(document: Document, threshold: float) -> Matched:
    """Greedy matching: each gold quote in its turn takes the prediction left that covers most of it.

    The coverage must exceed the threshold; of equal ones the first is taken. With the prediction go all those that
    are equal to it.
    """
    left = list(document.predicted or ())
    first = {quote: place for place, quote in reversed(list(enumerate(left)))}
    gold = document.gold or ()
    pairs: list[tuple[int, int, float, bool, bool]] = []
    for place, quote in enumerate(gold):
        taken, highest = None, threshold
        for other in left:
            if (coverage := _coverage(_extent(quote), _extent(other))) > highest:
                taken, highest = other, coverage
        if taken is not None:
            left = [other for other in left if other != taken]
            right = _speaker_right(quote, taken), _verb(document.text, quote) == _verb(document.text, taken)
            pairs.append((place, first[taken], highest, *right))
    speakers, verbs = (sum(pair[field] for pair in pairs) for field in (3, 4))
    return Matched(len(pairs), len(gold) - len(pairs), len(left), int(speakers), int(verbs), tuple(pairs))


def summed(all_matched: Sequence[Matched]) -> Matched:
    """The counts of several documents."""
    tp, fn, fp, speakers, verbs = (
        sum(getattr(one, name) for one in all_matched) for name in ("tp", "fn", "fp", "speakers", "verbs")
    )
    return Matched(tp, fn, fp, speakers, verbs, ())


def independent(documents: Sequence[Document]) -> dict[str, int]:
    """Speakers and verbs by themselves: pairs that share two characters, and how many there are on either side."""
    found = dict.fromkeys(
        ("speaker_tp", "gold_speakers", "predicted_speakers", "verb_tp", "gold_verbs", "predicted_verbs"), 0
    )
    for document in documents:
        for name, span_of in (("speaker", _source), ("verb", _cue)):
            gold, predicted = (
                [span for quote in side or () if (span := span_of(quote)) is not None]
                for side in (document.gold, document.predicted)
            )
            found[f"gold_{name}s"] += len(gold)
            found[f"predicted_{name}s"] += len(predicted)
            found[f"{name}_tp"] += _sharing_two(gold, predicted)
    return found


def _sharing_two(gold: Sequence[Span], predicted: Sequence[Span]) -> int:
    """How many pairs share two characters: all, but those where one ends before the other's second character."""
    long = [[(start, end - 1) for start, end in side if end - start > 1] for side in (gold, predicted)]
    starts, ends = (sorted(span[edge] for span in long[1]) for edge in (0, 1))
    before = sum(bisect.bisect_right(ends, start) for start, _ in long[0])
    after = sum(len(starts) - bisect.bisect_left(starts, end) for _, end in long[0])
    return len(long[0]) * len(long[1]) - before - after


def _coverage(gold: Span | None, predicted: Span | None) -> float:
    if gold is None or predicted is None or gold[0] >= gold[1]:
        return 0.0
    return max(0, min(gold[1], predicted[1]) - max(gold[0], predicted[0])) / (gold[1] - gold[0])


def _speaker_right(gold: Quote, predicted: Quote) -> bool:
    if _coverage(_source(gold), _source(predicted)) > 0:
        return True
    return predicted.floating and not (gold.speaker or "").strip()


def _verb(text: str, quote: Quote) -> str:
    return text[slice(*quote.cue)].lower().strip() if quote.cue else ""


def _extent(quote: Quote) -> Span | None:
    return (quote.content[0][0], quote.content[-1][1]) if quote.content else None


def _source(quote: Quote) -> Span | None:
    return quote.source[0] if quote.source else None


def _cue(quote: Quote) -> Span | None:
    return quote.cue


def _percent(part: int, whole: int, what: str) -> float:
    return round(100 * or_stop(part, whole, what), _DECIMALS)


def _rounded_prf(right: int, predicted: int, gold: int) -> dict[str, float]:
    precision = _percent(right, predicted, "predictions")
    recall = _percent(right, gold, "gold items")
    f1 = round(statistics.harmonic_mean([precision, recall]), _DECIMALS)
    return {"precision": precision, "recall": recall, "f1": f1}


def _given(pairs: Sequence[Pair], conventions: Conventions) -> list[Document]:
    documents = documents_of(pairs, conventions)
    if conventions["floating"] == "cueless":
        documents = [
            replace(one, predicted=[replace(quote, floating=quote.cue is None) for quote in one.predicted or ()])
            for one in documents
        ]
    return documents


def _scored(documents: Sequence[Document], _conventions: Conventions) -> Numbers:
    return gender_gap_tracker(documents)


PRESETS = (
    Preset(
        name="gender-gap-tracker",
        scorer="Gender Gap Tracker evaluate.py, quotes",
        version="5501de3",
        layer="quotes",
        unit="quotes",
        source="sfu-discourse-lab/GenderGapTracker nlp/english/evaluation/src at 5501de3; MIT",
        differs=(
            "Sayso pairs the most quotes that the criterion admits, whatever their order, and divides overlap by the "
            "union (quotes.F@overlap(0.5)); here a prediction may be as long as one likes, and order decides."
        ),
        defects=(
            Defect(
                what="Overlap is divided by the length of gold alone, so that a prediction of the whole text matches.",
                example="Gold [15, 37) of a text of 193 characters, predicted [0, 193): 1 tp, 0 fp at both thresholds.",
            ),
            Defect(
                what="Gold quotes choose in their turn, so that a better matching is missed and order matters.",
                example="Gold [0, 10), [10, 20); predicted [0, 20), [0, 9): the first takes [0, 20), the second none: "
                "1 tp, 1 fn, 1 fp, where 2 tp were to be had.",
            ),
            Defect(
                what="Of equal coverages the first prediction in the list wins, whoever it names as speaker.",
                example="Two predictions of the gold span, the first with another speaker: speaker accuracy 0.",
            ),
            Defect(
                what="With a match go all predictions equal to it: copies are no errors, and match no other gold.",
                example="One gold quote predicted three times: 1 tp, 0 fp, precision 100.",
            ),
            Defect(
                what="Documents that one side lacks are left out, with all that was missed in them.",
                example="Two gold documents with a quote each, predictions for one only, right there: recall 100.",
            ),
            Defect(
                what="A denominator of 0 stops the report: no match, no speaker or no verb on a side.",
                example="No quote has a cue: ZeroDivisionError, though all quotes are right.",
            ),
            Defect(
                what="A coverage that equals the threshold is not enough.",
                example="Gold [0, 10), predicted [0, 8): no match at .8.",
            ),
            Defect(
                what="Speakers and verbs by themselves count every gold and predicted pair: above 100 percent.",
                example="One mention is speaker of three quotes on both sides: 9 of 3, precision and recall 300.",
            ),
            Defect(
                what="Verbs of matches are compared as text, not by place; two that are missing are equal.",
                example="Gold cue `said` at [10, 14), predicted cue `Said` at [162, 166): verb right.",
            ),
            Defect(
                what="A gold quote without speaker is right only if the prediction is flagged floating.",
                example="No speaker on either side, not floating: speaker wrong.",
            ),
            Defect(
                what="F1 is formed from percentages already rounded.",
                example="Precision 66.667 and recall 33.333: F1 44.444 of rounded figures.",
            ),
        ),
        native=gender_gap_tracker,
        given=_given,
        scored=_scored,
        conventions={**CONTENTS, "floating": "cueless"},
        choices={**CONTENT_CHOICES, "floating": ("cueless", "none")},
        vectors="quotes/gender_gap_tracker.json",
        headline="quotes_0.3.f1",
    ),
)
