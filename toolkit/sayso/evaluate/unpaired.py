"""Missed and spurious items, with their text: the errors behind the numbers.

For each kind of item what its headline measure leaves unpaired (measures.md §8), in documents where that is
defined; elsewhere what plain detection leaves.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import numpy as np

from sayso.evaluate.wording import wordings
from sayso.matching.classes import CLASSES
from sayso.measures import HEADLINES
from sayso.measures.classing import classed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sayso.data.columns import Side
    from sayso.data.keys import Ints
    from sayso.matching.scene import Scene
    from sayso.measures.classing import Classed

    Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, order=True)
class Unpaired:
    """An item that was missed, or that is spurious.

    Attributes:
        run: The run.
        doc_id: The document.
        layer: The kind of item: mentions, entities, quotes, events, arguments or stances.
        side: `missed` (gold) or `spurious` (predicted).
        spans: What it covers, in code points, half open; empty for what has no place in the text.
        text: The text it covers, or what it is about.
        label: Its label (type, kind, role, polarity), '' for none.
        note: What else identifies it: speakers, event, holder and target.
        error: Its error class (measures.md §8), one of `sayso.matching.classes.CLASSES`.
        instead: For classes of pairs, the item of the other side that it is paired with, in words.
        instead_spans: What that item covers.
    """

    run: str
    doc_id: str
    layer: str
    side: str
    spans: tuple[tuple[int, int], ...]
    text: str
    label: str
    note: str
    error: str
    instead: str
    instead_spans: tuple[tuple[int, int], ...] = ()

    def __reduce__(self) -> tuple[type[Unpaired], tuple[Any, ...]]:
        """How it is sent to another process: a hundred for every document, so by its values alone."""
        return Unpaired, _values(self)

    def to_dict(self) -> dict[str, Any]:
        """The item as it stands in JSON."""
        return {
            **asdict(self),
            "spans": [list(span) for span in self.spans],
            "instead_spans": [list(span) for span in self.instead_spans],
        }


_values = attrgetter(*(field.name for field in fields(Unpaired)))


def unpaired(scene: Scene, run: str, doc_ids: Sequence[str], attempted: Collection[str]) -> Iterator[Unpaired]:
    """The missed and spurious items of a scene, in every layer that the run attempts."""
    for items in HEADLINES:
        for part in classed(scene, items, attempted):
            yield from _of_side(scene, part, "missed", (run, doc_ids))
            yield from _of_side(scene, part, "spurious", (run, doc_ids))


def _of_side(scene: Scene, part: Classed, side: str, names: tuple[str, Sequence[str]]) -> Iterator[Unpaired]:
    """The items of one side, each with its class and, where that is one of pairs, what it was taken for."""
    run, doc_ids = names
    missed = side == "missed"
    own, other = (scene.gold, scene.predicted) if missed else (scene.predicted, scene.gold)
    docs = part.view.gold_doc if missed else part.view.predicted_doc
    number = part.classes.gold if missed else part.classes.predicted
    partner = part.classes.gold_partner if missed else part.classes.predicted_partner
    rows = np.flatnonzero((number >= 0) & part.here[docs])
    found = wordings(scene, own, part.items, rows)
    instead = _partners(scene, other, part.items, partner[rows])
    for row, (spans, text, label, note), (other_text, other_spans) in zip(rows.tolist(), found, instead, strict=True):
        doc_id, error = doc_ids[docs[row]], CLASSES[number[row]]
        yield Unpaired(run, doc_id, part.items, side, spans, text, label, note, error, other_text, other_spans)


def _partners(scene: Scene, side: Side, items: str, rows: Ints) -> list[tuple[str, Spans]]:
    """The partner of each row in words, and what it covers; '' and nothing where it has none."""
    some = rows[rows >= 0]
    words = {
        row: (" · ".join(part for part in (text, label, note) if part), spans)
        for row, (spans, text, label, note) in zip(some.tolist(), wordings(scene, side, items, some), strict=True)
    }
    return [words.get(row, ("", ())) for row in rows.tolist()]
