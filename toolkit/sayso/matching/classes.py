"""Why an item is unpaired: each missed or spurious item in exactly one error class.

measures.md §8. The rules take turns, each from what those before it left: single predictions that could be placed
nowhere or repeat another, pairs that differ in one thing, pairs that merely meet, fragments of what is paired
elsewhere; what remains is missed or spurious.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sayso.data.keys import first_of_equal
from sayso.matching.candidates import choose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.data.keys import Bools, Ints
    from sayso.matching.candidates import Candidates

CLASSES = (
    "ungrounded",
    "duplicate",
    "trigger",
    "wikidata",
    "type",
    "speaker",
    "role",
    "polarity",
    "target",
    "holder",
    "boundary",
    "boundary and label",
    "split",
    "merged",
    "missed",
    "spurious",
)


@dataclass(frozen=True, slots=True)
class View:
    """One kind of item as the rules see it; all numbers are rows of the layer.

    Attributes:
        gold_doc, predicted_doc: Documents of all items.
        pairs: What the headline measure pairs.
        ungrounded: Which predictions could be placed nowhere.
        key: Equal for predictions that repeat each other.
        detached: Gold and predicted items whose event is not paired; only of arguments.
        rules: Classes of pairs in their order, each with its candidates.
        meets: Pairs of items that meet, for `split` and `merged`; None where these don't exist.
    """

    gold_doc: Ints
    predicted_doc: Ints
    pairs: tuple[Ints, Ints]
    ungrounded: Bools
    key: Ints
    rules: Sequence[tuple[str, Candidates]]
    meets: Candidates | None = None
    detached: tuple[Bools, Bools] | None = None


@dataclass(frozen=True, slots=True)
class Classes:
    """For each item its place in `CLASSES` (-2: the headline pairs it), and the row it is paired with (-1: none)."""

    gold: Ints
    predicted: Ints
    gold_partner: Ints
    predicted_partner: Ints


class _Left:
    """What is left of both sides while the rules take turns."""

    def __init__(self, view: View) -> None:
        self.gold_class = np.full(len(view.gold_doc), -1, dtype=np.int64)
        self.predicted_class = np.full(len(view.predicted_doc), -1, dtype=np.int64)
        self.gold_partner = np.full(len(view.gold_doc), -1, dtype=np.int64)
        self.predicted_partner = np.full(len(view.predicted_doc), -1, dtype=np.int64)
        self.pair(-2, *view.pairs)

    def pair(self, number: int, g: Ints, p: Ints) -> None:
        self.gold_class[g], self.predicted_class[p] = number, number
        self.gold_partner[g], self.predicted_partner[p] = p, g

    def take(self, name: str, *, gold: Bools | None = None, predicted: Bools | None = None) -> None:
        number = CLASSES.index(name)
        if gold is not None:
            self.gold_class[gold & (self.gold_class == -1)] = number
        if predicted is not None:
            self.predicted_class[predicted & (self.predicted_class == -1)] = number

    def among(self, candidates: Candidates) -> Candidates:
        """The candidates of which both items are left."""
        return candidates.among(self.gold_class == -1, self.predicted_class == -1)


def classify(view: View) -> Classes:
    """Put every unpaired item into its class."""
    left = _Left(view)
    left.take("ungrounded", predicted=view.ungrounded)
    left.take("duplicate", predicted=_repeated(view))
    if view.detached is not None:
        left.take("trigger", gold=view.detached[0], predicted=view.detached[1])
    for name, candidates in view.rules:
        left.pair(CLASSES.index(name), *choose(left.among(candidates)))
    if view.meets is not None:
        _take_fragments(left, view.meets)
    left.take("missed", gold=left.gold_class == -1)
    left.take("spurious", predicted=left.predicted_class == -1)
    return Classes(left.gold_class, left.predicted_class, left.gold_partner, left.predicted_partner)


def _repeated(view: View) -> Bools:
    """Predictions equal to a paired one, or to one of lower rank."""
    paired = np.zeros(len(view.key), dtype=np.bool_)
    paired[view.pairs[1]] = True
    order = np.argsort(view.key, kind="stable")
    first = first_of_equal(view.key[order])
    with_paired = np.zeros(len(order), dtype=np.bool_)
    np.logical_or.at(with_paired, first, paired[order])
    repeated = np.zeros(len(order), dtype=np.bool_)
    repeated[order] = with_paired[first] | (first != np.arange(len(order)))
    return repeated & ~paired


def _take_fragments(left: _Left, meets: Candidates) -> None:
    """`split`: predictions that meet a gold item paired elsewhere; `merged`: gold items likewise."""
    merged, split = meets.beside(left.gold_partner >= 0, left.predicted_partner >= 0)
    left.take("split", predicted=split)
    left.take("merged", gold=merged)
