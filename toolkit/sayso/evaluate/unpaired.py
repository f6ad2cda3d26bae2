"""Missed and spurious items, with their text: the errors behind the numbers.

For each kind of item what its headline measure leaves unpaired (measures.md §8), in documents where that is
defined; elsewhere what plain detection leaves.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
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

    def to_dict(self) -> dict[str, Any]:
        """The item as it stands in JSON."""
        return {**asdict(self), "spans": [list(span) for span in self.spans]}


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
    for row, (spans, text, label, note), other_text in zip(rows.tolist(), found, instead, strict=True):
        error = CLASSES[number[row]]
        yield Unpaired(run, doc_ids[docs[row]], part.items, side, spans, text, label, note, error, other_text)


def _partners(scene: Scene, side: Side, items: str, rows: Ints) -> list[str]:
    """The partner of each row in words, '' where it has none."""
    words = {
        row: text for row, text in zip(rows.tolist(), _in_words(scene, side, items, rows), strict=True) if row >= 0
    }
    return [words.get(row, "") for row in rows.tolist()]


def _in_words(scene: Scene, side: Side, items: str, rows: Ints) -> Iterator[str]:
    known = wordings(scene, side, items, rows[rows >= 0])
    for row in rows.tolist():
        if row < 0:
            yield ""
            continue
        _, text, label, note = next(known)
        yield " · ".join(part for part in (text, label, note) if part)
