"""Many small components at once: their matrices lie in one buffer, so that only the solver is called for each.

An assignment takes microseconds; to lay out a matrix of three by three for it takes ten times as long.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sayso.matching.lone_solver import solver

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sayso.data.keys import Bools, Ints
    from sayso.matching.components import Rivalries

    Weights = NDArray[np.int64] | NDArray[np.float64]

MOST_CELLS = 256
"""The most cells of a matrix in the buffer: beyond that the solver takes longer than its preparation."""


def are_small(rivalries: Rivalries) -> Bools:
    """Which components are small enough for the buffer."""
    return rivalries.rows * rivalries.columns <= MOST_CELLS


def packed(rivalries: Rivalries, weights: Sequence[Ints], most: int) -> tuple[Ints, Bools]:
    """All weights and the order rule as one weight: its largest sum is the best assignment, and the only one.

    Args:
        rivalries: The components.
        weights: Weights of their candidates, at least 0, the most important first.
        most: What the sum of a component must not reach.

    Returns:
        The weight, and the components for which it is exact; it means nothing in the others.
    """
    size = np.maximum(rivalries.rows, rivalries.columns)
    bits = np.zeros(len(rivalries))
    packed = np.zeros(len(rivalries.places), dtype=np.int64)
    for weight in weights:
        room = np.maximum.reduceat(weight, rivalries.begin) * size + 1
        packed = packed * room[rivalries.number] + weight
        bits += np.log2(room)
    bonus, room = _order_rule(rivalries)
    bits += rivalries.rows * np.log2(room)
    packed = packed * room[rivalries.number] ** rivalries.rows[rivalries.number] + bonus
    return packed, bits + np.log2(size) < np.log2(most) - 1  # a bit to spare for the rounding of logarithms


def _order_rule(rivalries: Rivalries) -> tuple[Ints, Ints]:
    """The order rule as a number of as many digits as a component has rows, and the base of its digits.

    The earliest gold item counts most, and for each its earliest predicted item.
    """
    row = np.cumsum(np.append(0, rivalries.rows))[rivalries.number] + rivalries.row
    degree = np.bincount(row)
    digit = (np.cumsum(degree))[row] - np.arange(len(row))
    base = np.maximum.reduceat(degree[row], rivalries.begin) + 1
    later = rivalries.rows[rivalries.number] - 1 - rivalries.row
    return digit * base[rivalries.number] ** later, base


def solve_in_buffer(rivalries: Rivalries, weight: Weights, which: Bools) -> Ints:
    """Places of the candidates that are in the assignments of the largest sums of these components.

    Args:
        rivalries: The components.
        weight: The weight of each candidate, at least 0.
        which: The components that are solved.
    """
    # The solver wants the shorter side as rows, and gives their columns in turn.
    upright = (rivalries.rows <= rivalries.columns)[rivalries.number]
    height, width = np.minimum(rivalries.rows, rivalries.columns), np.maximum(rivalries.rows, rivalries.columns)
    row = np.where(upright, rivalries.row, rivalries.column)
    column = np.where(upright, rivalries.column, rivalries.row)
    height, cells = np.where(which, height, 0), np.where(which, height * width, 0)
    first_row, first_cell = np.cumsum(height) - height, np.cumsum(cells) - cells
    place = np.flatnonzero(which[rivalries.number])
    number, row, column = rivalries.number[place], row[place], column[place]
    buffer = np.zeros(int(cells.sum()))
    buffer[first_cell[number] + row * width[number] + column] = weight[place]
    taken = np.empty(int(height.sum()), dtype=np.int64)
    row_end = cell_end = 0
    solve = solver()
    for rows, columns in zip(height[which].tolist(), width[which].tolist(), strict=True):
        row_begin, cell_begin = row_end, cell_end
        row_end, cell_end = row_begin + rows, cell_begin + rows * columns
        matrix = buffer[cell_begin:cell_end].reshape(rows, columns)
        taken[row_begin:row_end] = solve(matrix, maximize=True)[1]
    return rivalries.places[place[taken[first_row[number] + row] == column]]
