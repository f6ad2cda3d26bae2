"""Slices: a measure over parts of a corpus, everything matched once and for all.

measures.md §5: recall over the gold items and precision over the predicted items that have a value. A restriction by
label (`quotes.F(kind=direct)`) matches anew among the items with the label; a slice tells how the one matching fares
there.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sayso.errors import MeasureError
from sayso.matching.match import Judgement, Match
from sayso.matching.parts import Parts, attributes_of, parts
from sayso.measures.chained import harmonic
from sayso.measures.statistics import Kind, Statistic, ratio
from sayso.measures.tallying import defined
from sayso.tallies.counts import detected, judged
from sayso.tallies.tally import by_document, tally_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from sayso.data.keys import Bools
    from sayso.matching.scene import Scene
    from sayso.measures.measure import Measure
    from sayso.measures.statistics import Counters, Numbers
    from sayso.tallies import Tally

DOCUMENT = "doc."
COUNTERS = ("gold_matched", "gold", "predicted_matched", "predicted")
# Items that lines without labels of their own look at.
_ITEMS = {"entities": "entities", "speakers": "entities", "entities.type": "entities"}


def slice_precision(counts: Counters, _beta: Fraction) -> Numbers:
    """Precision in a slice: how many of the predicted items with the value are matched, with whatever gold item.

    Formula:    predicted_matched / predicted
    Range:      0 to 1; higher is better
    Undefined:  where no predicted item has the value
    Shape:      elementwise, the shape of the counters
    Source:     measures.md §5, slices
    """
    return ratio(counts["predicted_matched"], counts["predicted"])


def slice_recall(counts: Counters, _beta: Fraction) -> Numbers:
    """Recall in a slice: how many of the gold items with the value are matched, with whatever predicted item.

    Formula:    gold_matched / gold
    Range:      0 to 1; higher is better
    Undefined:  where no gold item has the value
    Shape:      elementwise, the shape of the counters
    Source:     measures.md §5, slices
    """
    return ratio(counts["gold_matched"], counts["gold"])


def slice_f(counts: Counters, beta: Fraction) -> Numbers:
    """Weighted harmonic mean of precision and recall in a slice.

    Formula:    (1 + b²) · P · R / (b² · P + R), where b = `beta`; 0 where both are 0, or one is and the other undefined
    Range:      0 to 1; higher is better
    Undefined:  where both are undefined, or one is and the other above 0
    Shape:      elementwise, the shape of the counters
    Source:     measures.md §5, slices
    """
    p, r = slice_precision(counts, beta), slice_recall(counts, beta)
    # Items of a value may all be found under another one: then there is nothing to average.
    half = (np.isnan(p) & (r > 0)) | (np.isnan(r) & (p > 0))
    return np.where(half, np.nan, harmonic(p, r, beta))


SLICED = Kind(
    "slice",
    detected,
    COUNTERS,
    {
        "P": Statistic("P", slice_precision),
        "R": Statistic("R", slice_recall),
        "F": Statistic("F", slice_f),
    },
)


@dataclass(frozen=True, slots=True)
class Cut:
    """A measure to be reported by an attribute of its items, or by a field of the document (`doc.FIELD`)."""

    measure: Measure
    by: str

    @property
    def field(self) -> str | None:
        """The document's field, if it is by one."""
        return self.by.removeprefix(DOCUMENT) if self.by.startswith(DOCUMENT) else None

    def of_slice(self) -> Measure:
        """The measure as it is computed from a slice's counters."""
        line = self.measure.line
        if self.field is not None or line.kind.name == "accuracy":
            return self.measure
        return replace(self.measure, request=replace(self.measure.request, line=replace(line, kind=SLICED)))


def cut(measure: Measure, by: str) -> Cut:
    """A measure by an attribute.

    Raises:
        MeasureError: The measure does not look at items that have such an attribute.
    """
    if by.startswith(DOCUMENT):
        return Cut(measure, by)
    items = items_of(measure)
    if items is None or measure.by is not None:
        msg = (
            f"{measure} cannot be sliced by {by!r}: it is no ratio of items; by a field of the document it can (doc.…)"
        )
        raise MeasureError(msg)
    known = attributes_of(items)
    if by not in known:
        close = difflib.get_close_matches(by, known, n=1)
        offer = f"did you mean {close[0]!r}? " if close else ""
        msg = f"{measure} cannot be sliced by {by!r}; {offer}{items} have {', '.join(known)}, and doc.FIELD"
        raise MeasureError(msg)
    return Cut(measure, by)


def can_cut(measure: Measure, by: str) -> bool:
    """Whether a measure can be sliced by an attribute."""
    items = None if measure.by is not None else items_of(measure)
    return by.startswith(DOCUMENT) or (items is not None and by in attributes_of(items))


def items_of(measure: Measure) -> str | None:
    """The kind of items that a measure counts, None if it counts none that have attributes."""
    line = measure.line
    if line.kind.name == "detection":
        return line.items or _ITEMS.get(line.name)
    if line.kind.name == "accuracy":
        return _ITEMS.get(line.name) or line.name.split(".", 1)[0]
    return None


def sliced(scene: Scene, found: Cut) -> Mapping[str | None, Tally]:
    """The tally of each value that occurs in a scene."""
    request = found.measure.request
    seen = request.line.find(scene, request.options)
    values = parts(scene, items_of(found.measure) or "", found.by)
    tally = _judged if isinstance(seen, Judgement) else _detected
    flags = defined(scene, request)
    return {value: tally(seen, values, value, flags) for value in values.codes}


def document_parts(values: Sequence[str | None]) -> Mapping[str | None, Bools]:
    """For each value of a document's field, which documents have it."""
    return {value: np.array([value == one for one in values], dtype=np.bool_) for value in dict.fromkeys(values)}


def _detected(match: Match, values: Parts, value: str | None, flags: Bools) -> Tally:
    gold = values.members(value, values.gold[match.gold_row])
    predicted = values.members(value, values.predicted[match.predicted_row])
    counts = by_document(
        len(flags),
        gold_matched=match.gold_doc[match.g[gold[match.g]]],
        gold=match.gold_doc[gold],
        predicted_matched=match.predicted_doc[match.p[predicted[match.p]]],
        predicted=match.predicted_doc[predicted],
    )
    return tally_of(counts, flags)


def _judged(seen: Judgement, values: Parts, value: str | None, flags: Bools) -> Tally:
    """Pairs whose gold item has the value."""
    here = values.members(value, values.gold[seen.g])
    return judged(Judgement(seen.doc[here], seen.g[here], seen.p[here], seen.agrees[here]), len(flags), flags)


def blank(kind: Kind, flags: Bools) -> Tally:
    """A tally of nothing, for documents in which a value does not occur."""
    return tally_of({name: np.zeros(len(flags), dtype=np.int64) for name in kind.counters}, flags)
