"""The order rule where it is too fine for a weight: the smallest list of partners among equally good assignments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sayso.data.keys import Bools, Ints
    from sayso.matching.components import Component


def by_order_rule(component: Component, matching: Ints, tight: Bools) -> Ints:
    """Turn a best matching into the one that the order rule wants.

    Gold items decide in row order: each takes its earliest predicted item that still leaves all others a best
    assignment. To take it, its holder must find another column, and so on, along an alternating cycle of
    tight cells that ends at the column given up.

    Args:
        component: The candidates.
        matching: A best matching, the column of each row of the square matrix.
        tight: Cells that any best matching consists of.
    """
    matching = matching.copy()
    free = tight.copy()
    real = np.zeros_like(tight)
    real[component.row, component.column] = True
    for row in range(component.rows):
        wanted = np.flatnonzero(free[row] & real[row])
        for column in wanted.tolist():
            if matching[row] == column or _exchange(free, matching, row, column):
                free[:, column] = False  # nobody reaches it any more, so its holder never has to move
                break
    return matching


def _exchange(free: Bools, matching: Ints, row: int, column: int) -> bool:
    """Give `column` to `row` if its holder and those after it can move on; change `matching` only then."""
    goal = int(matching[row])
    holder = np.empty_like(matching)
    holder[matching] = np.arange(len(matching))
    came_from = np.empty_like(matching)  # for each column reached, the row that would move to it
    seen = np.zeros(len(matching), dtype=np.bool_)
    seen[column] = True
    queue = [int(holder[column])]
    while queue:
        mover = queue.pop(0)
        reached = np.flatnonzero(free[mover] & ~seen)
        seen[reached] = True
        came_from[reached] = mover
        if seen[goal]:
            _move(matching, came_from, goal, column)
            matching[row] = column
            return True
        queue.extend(holder[reached].tolist())
    return False


def _move(matching: Ints, came_from: Ints, goal: int, column: int) -> None:
    """Move each row along the path that ends at `goal`; the path begins at the holder of `column`."""
    while goal != column:
        mover = int(came_from[goal])
        left = int(matching[mover])
        matching[mover] = goal
        goal = left


__all__ = ["by_order_rule"]
