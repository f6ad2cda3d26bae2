"""One component solved exactly: objectives in turn, then the order rule.

Weights are integers. As many objectives as fit into 2^53, the exact range of the solver's floating point, are
packed into one weight and solved at once; what doesn't fit is solved in stages. After a stage only *tight*
pairs remain, those that occur in
some optimum of it: they are read off the dual prices, which are found in integers. Where the order rule does
    not fit either, it is
decided pair by pair along alternating cycles of tight pairs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sayso.matching.order_rule import by_order_rule
from sayso.matching.sparse import solve_along_candidates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sayso.data.keys import Bools, Ints
    from sayso.matching.components import Component

EXACT = 2**53

MOST_CELLS = 250_000
"""The most cells of a matrix: it is solved in some milliseconds; beyond that a component is solved without one."""


def solve(component: Component) -> Bools:
    """Which candidates of a component make its best assignment."""
    size = max(component.rows, component.columns)
    limit = EXACT // (4 * size)
    if is_large(component):
        return solve_along_candidates(component, _stages(component.weights, size, limit))
    bonus = _order_bonus(component, limit)
    weights = [*component.weights, bonus] if bonus is not None else list(component.weights)
    stages = _stages(weights, size, limit)
    if bonus is not None and len(stages) == 1:
        return _chosen(component, _maximise(_matrix(component, stages[0], size)))
    matching, tight = _in_stages(component, stages, size)
    if bonus is not None:
        return _chosen(component, matching)
    return _chosen(component, by_order_rule(component, matching, tight))


def is_large(component: Component) -> bool:
    """Whether a matrix of all pairs would be too large."""
    return component.rows * component.columns > MOST_CELLS


def _order_bonus(component: Component, limit: int) -> Ints | None:
    """The order rule as a weight: the earliest gold item counts most, and for each its earliest predicted item."""
    degree = np.bincount(component.row, minlength=component.rows)
    worth, total = [1] * component.rows, 1
    for row in range(component.rows - 1, -1, -1):
        worth[row] = total
        total *= int(degree[row]) + 1
        if total > limit:
            return None
    begin = np.cumsum(degree) - degree
    place = np.arange(len(component.row)) - begin[component.row]
    return (degree[component.row] - place) * np.array(worth, dtype=np.int64)[component.row]


def _stages(weights: Sequence[Ints], size: int, limit: int) -> list[Ints]:
    """Pack weights, the most important first, into as few as stay exact."""
    stages: list[Ints] = []
    most = limit + 1  # so that the first begins a stage
    for weight in weights:
        room = int(weight.max()) * size + 1
        if most * room <= limit:
            stages[-1] = stages[-1] * room + weight
            most *= room
        else:
            stages.append(weight)
            most = room
    return stages


def _matrix(component: Component, weight: Ints, size: int) -> Ints:
    """A square matrix of weights; 0 is a pair that is not made."""
    matrix = np.zeros((size, size), dtype=np.int64)
    matrix[component.row, component.column] = weight
    return matrix


def _maximise(matrix: NDArray[np.int64] | NDArray[np.float64]) -> Ints:
    """For each row the column it gets in an assignment of the largest sum."""
    from scipy.optimize import linear_sum_assignment

    return linear_sum_assignment(matrix, maximize=True)[1].astype(np.int64, copy=False)


def _chosen(component: Component, matching: Ints) -> Bools:
    return matching[component.row] == component.column


def _in_stages(component: Component, stages: Sequence[Ints], size: int) -> tuple[Ints, Bools]:
    """Solve stage by stage, each among the optima of those before.

    Returns:
        A best matching (the column of each row of the square matrix) and which cells occur in some best
        matching's prices.
    """
    allowed = np.ones((size, size), dtype=np.bool_)
    matching = np.arange(size)
    for weight in stages:
        matrix = _matrix(component, weight, size)
        matching = _maximise(np.where(allowed, matrix, -np.inf))
        allowed = _tight(matrix, matching, allowed)
    return matching, allowed


def _tight(matrix: Ints, matching: Ints, allowed: Bools) -> Bools:
    """Cells of zero reduced cost under dual prices for an optimal matching.

    Prices are shortest paths in the graph of exchanges (row i takes the column of row k), found by repeated
    relaxation in integers; every optimal matching consists of tight cells, and every perfect matching of
    tight cells is optimal.
    """
    rows = np.arange(len(matching))
    own = matrix[rows, matching]
    far = np.iinfo(np.int64).max // 4
    exchange = np.where(allowed[:, matching], own[None, :] - matrix[:, matching], far)
    price = np.zeros(len(matching), dtype=np.int64)
    while True:
        relaxed = np.minimum(price, (price[None, :] + exchange).min(axis=1))
        if np.array_equal(relaxed, price):
            break
        price = relaxed
    holder = np.empty_like(matching)
    holder[matching] = rows
    return allowed & (exchange[:, holder] + price[holder][None, :] == price[:, None])
