"""Components solved exactly: objectives in turn, then the order rule.

Weights are integers. Of small components all objectives and the order rule are packed into one weight, where that fits
into 2^53, the exact range of the solver's floating point (`sayso.matching.matrices`). Others are solved one by one, in
stages of as many objectives as fit. After a stage only *tight* pairs remain, those that occur in some optimum of it:
they are read off the dual prices, which are found in integers. The order rule is then decided pair by pair along
alternating cycles of tight pairs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sayso.matching.lone_solver import solver
from sayso.matching.matrices import are_small, packed, solve_in_buffer
from sayso.matching.order_rule import by_order_rule
from sayso.matching.sparse import solve_along_candidates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sayso.data.keys import Bools, Ints
    from sayso.matching.components import Component, Rivalries

EXACT = 2**53

MOST_CELLS = 250_000
"""The most cells of a matrix: it is solved in some milliseconds; beyond that a component is solved without one."""


def solve_all(rivalries: Rivalries, weights: Sequence[Ints]) -> Ints:
    """Places of the candidates that make the best assignments of components."""
    if not len(rivalries):
        return rivalries.places
    weight, fits = packed(rivalries, weights, EXACT // 4)
    fits &= are_small(rivalries)
    places = [solve_in_buffer(rivalries, weight, fits)]
    for number in np.flatnonzero(~fits).tolist():
        component = rivalries.component(number, weights)
        places.append(component.places[solve(component)])
    return np.concatenate(places)


def solve(component: Component) -> Bools:
    """Which candidates of a component make its best assignment."""
    size = max(component.rows, component.columns)
    stages = _stages(component.weights, size, EXACT // (4 * size))
    if is_large(component):
        return solve_along_candidates(component, stages)
    matching = by_order_rule(component, *_in_stages(component, stages, size))
    return matching[component.row] == component.column


def is_large(component: Component) -> bool:
    """Whether a matrix of all pairs would be too large."""
    return component.rows * component.columns > MOST_CELLS


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
    return solver()(matrix, maximize=True)[1].astype(np.int64, copy=False)


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
