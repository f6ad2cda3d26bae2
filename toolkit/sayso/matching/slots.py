"""The order rule along the candidates: the smallest list of partners among equally good assignments.

A *slot* is a column, or, for each row, having no partner. Every slot has a holder: a row, or nobody, who may hold any
number of them. A row takes a slot if its holder and those after it can move on, and the last takes the slot given up.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sayso.data.keys import Bools, Ints

_NOBODY = -1


def by_order(row: Ints, column: Ints, partner: Ints, row_may_stay: Bools, column_may_stay: Bools) -> Ints:
    """Turn a best assignment into the one that the order rule wants.

    Gold items decide in row order: each takes its earliest predicted item that still leaves all others a best
    assignment.

    Args:
        row: The row of each candidate, sorted; every assignment of candidates is best that leaves none without a
            partner but those that may stay.
        column: Its column, sorted within a row.
        partner: Such an assignment: the column of each row, -1 for none.
        row_may_stay: Which rows may stay without a partner.
        column_may_stay: Which columns may.
    """
    slots = _Slots(row, column, partner, row_may_stay, column_may_stay)
    for one in range(len(partner)):
        slots.settle(one)
    return slots.partners()


class _Slots:
    """Who holds which slot; columns come first, then for each row the slot without a column."""

    def __init__(self, row: Ints, column: Ints, partner: Ints, row_may_stay: Bools, column_may_stay: Bools) -> None:
        self._rows, self._columns = len(partner), len(column_may_stay)
        self._slot = np.where(partner < 0, self._columns + np.arange(self._rows), partner).tolist()
        self._holder = [_NOBODY] * (self._columns + self._rows)
        for one, slot in enumerate(self._slot):
            self._holder[slot] = one
        first = np.searchsorted(row, np.arange(self._rows + 1)).tolist()
        choices = column.tolist()
        self._wanted = [choices[low:high] for low, high in itertools.pairwise(first)]
        self._may_stay = row_may_stay.tolist()
        self._settled: set[int] = set()
        self._part, self._of_nobody = self._parted(row, column, row_may_stay, column_may_stay)

    def _parted(self, row: Ints, column: Ints, *may_stay: Bools) -> tuple[list[int], dict[int, list[int]]]:
        """For each row its component, and for each component the slots that nobody may hold.

        As nobody can hold any number of slots, no exchange need leave a component.
        """
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import connected_components

        size = self._rows + self._columns
        graph = coo_array((np.ones(len(row), dtype=np.int8), (row, self._rows + column)), shape=(size, size))
        label = connected_components(graph, directed=False)[1]
        parts: list[int] = label[: self._rows].tolist()
        slots: dict[int, list[int]] = {}
        for one in np.flatnonzero(may_stay[1]).tolist():
            slots.setdefault(int(label[self._rows + one]), []).append(one)
        for one in np.flatnonzero(may_stay[0]).tolist():
            slots.setdefault(parts[one], []).append(self._columns + one)
        return parts, slots

    def partners(self) -> Ints:
        """For each row its column, -1 for none."""
        found = np.array(self._slot, dtype=np.int64)
        return np.where(found < self._columns, found, -1)

    def settle(self, row: int) -> None:
        """Give a row the first column that it can have."""
        for column in self._wanted[row]:
            if column not in self._settled and (self._slot[row] == column or self._exchange(row, column)):
                self._settled.add(column)  # nobody reaches it any more, so its holder never has to move
                return

    def _exchange(self, row: int, column: int) -> bool:
        """Give `column` to `row` if the others can move on; change something only then."""
        goal = self._slot[row]
        came_from: dict[int, int] = {column: row}
        given_up = {self._holder[column]: column}
        queue = list(given_up)
        for mover in queue:
            for slot in self._choices(mover, row):
                if slot in came_from or slot in self._settled:
                    continue
                came_from[slot] = mover
                if slot == goal:
                    self._move(came_from, given_up, goal, column)
                    return True
                holder = self._holder[slot]
                if holder not in given_up:
                    given_up[holder] = slot
                    queue.append(holder)
        return False

    def _choices(self, mover: int, row: int) -> list[int]:
        if mover == _NOBODY:
            return self._of_nobody.get(self._part[row], [])
        staying = [self._columns + mover] if self._may_stay[mover] else []
        return self._wanted[mover] + staying

    def _move(self, came_from: dict[int, int], given_up: dict[int, int], goal: int, column: int) -> None:
        """Everyone takes the slot that was reached from theirs, from `goal` back to `column`."""
        slot = goal
        while True:
            mover = came_from[slot]
            self._holder[slot] = mover
            if mover != _NOBODY:
                self._slot[mover] = slot
            if slot == column:
                return
            slot = given_up[mover]
