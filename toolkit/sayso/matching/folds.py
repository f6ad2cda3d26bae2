"""Copies: items that nothing can tell apart but their place, of which the first stands for all.

A thousand copies of one quote in gold and a thousand in a run are a million pairs, all alike. Where there are more
pairs than there is room for, items are *folded* into classes: what the criterion compares, the label, and all that an
agreement looks at are equal within a class, so that pairs of classes say as much as pairs of items.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sayso.data.keys import runs_of

if TYPE_CHECKING:
    from sayso.data.keys import Bools, Ints

ROOM = 50_000
"""Pairs that are always made one by one; beyond them and some for each item, copies are looked for."""
ROOM_OF_AN_ITEM = 4


class CrowdedError(Exception):
    """There are more pairs than there is room for; caught where copies can be folded, and never seen outside."""


def room_for(gold: int, predicted: int) -> int:
    """How many pairs may be made of so many items before copies are looked for."""
    return ROOM + ROOM_OF_AN_ITEM * (gold + predicted)


def hold(pairs: int, most: int | None) -> None:
    """Refuse to make more pairs than there is room for; any number where `most` is None.

    Raises:
        CrowdedError: There are more.
    """
    if most is not None and pairs > most:
        raise CrowdedError


@dataclass(frozen=True, slots=True)
class Fold:
    """The items of one side by class.

    Attributes:
        number: The class of each item.
        members: Places of the items, sorted by class, then place.
        first: Where the members of each class begin; one more than there are classes.
    """

    number: Ints
    members: Ints
    first: Ints

    @property
    def size(self) -> Ints:
        """How many members each class has."""
        return np.diff(self.first)

    @property
    def foremost(self) -> Ints:
        """The first member of each class, none of which is empty."""
        return self.members[self.first[:-1]]

    @property
    def first_left(self) -> Ints:
        """The first member of each class that has any left."""
        return self.members[self.first[:-1][self.size > 0]]

    def left(self, keep: Bools) -> Fold:
        """The same classes without the members that a mask over the items drops."""
        kept = keep[self.members]
        return Fold(self.number, self.members[kept], np.concatenate([[0], np.cumsum(kept)])[self.first])

    def touched(self, some: Bools) -> Bools:
        """Which classes have a member in a mask over the items."""
        return self.left(some).size > 0


def fold(key: Ints) -> Fold:
    """Classes of items with equal keys."""
    members = np.argsort(key, kind="stable")
    first, begins = runs_of(key[members])
    number = np.empty(len(key), dtype=np.int64)
    number[members] = np.cumsum(begins) - 1
    return Fold(number, members, np.append(first, len(key)))
