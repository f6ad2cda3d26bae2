"""The best one-to-one assignment among admitted pairs, all ties decided.

Maximised in turn: each of the given objectives, summed over the chosen pairs; last, the *order rule*: of the lists
that give each gold item, in row order, the row of its predicted item (unpaired after all rows), the smallest is taken.
Rows are canonical ranks, so the choice depends on nothing but the content (measures.md §3).

Pairs are admitted candidates (g, p), rows of gold and predicted items of a whole batch. Only items that compete are
ever solved: a pair without rivals stands at once, a star (one item against several) is sorted, and the rest falls into
components: those of two against two are compared, other small ones are solved in one buffer, large ones each by itself.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sayso.data.keys import runs_of
from sayso.matching.components import components
from sayso.matching.folds import hold
from sayso.matching.lone_solver import solver
from sayso.matching.matrices import are_small, solve_in_buffer
from sayso.matching.ranges import owners, ranges
from sayso.matching.solver import is_large, solve_all
from sayso.matching.sparse import heaviest_along_candidates
from sayso.matching.squares import solve_squares, squares

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sayso.data.keys import Bools, Ints
    from sayso.matching.components import Component, Rivalries

    Floats = NDArray[np.float64]


def assign(gold: Ints, predicted: Ints, objectives: Sequence[Ints]) -> Bools:
    """Which of the candidate pairs make the best assignment.

    Args:
        gold: Row of the gold item of each candidate, no pair twice.
        predicted: Row of its predicted item.
        objectives: Weights of each candidate, at least 0, the most important first. Some objective is above 0
            in every candidate: an admitted pair is always worth making.

    Returns:
        A mask over the candidates; each gold and each predicted row is chosen at most once.
    """
    chosen = np.zeros(len(gold), dtype=np.bool_)
    if not len(gold):
        return chosen
    rest = contested(gold, predicted)
    chosen[:] = True
    chosen[rest] = False
    if len(rest):
        chosen[_assign_rivals(rest, gold, predicted, objectives)] = True
    return chosen


def contested(gold: Ints, predicted: Ints) -> Ints:
    """Places of the candidates whose gold or predicted item has another one; only their weights matter."""
    return np.flatnonzero((np.bincount(gold)[gold] > 1) | (np.bincount(predicted)[predicted] > 1))


def heaviest(gold: Ints, predicted: Ints, weight: Floats) -> Ints:
    """Places of the pairs of a one-to-one assignment with the largest sum of weights above 0, in order.

    Weights are fractions, so among assignments that differ by rounding alone any may be taken; always the same one,
    since a component looks the same in every batch.
    """
    chosen = (np.bincount(gold)[gold] == 1) & (np.bincount(predicted)[predicted] == 1)
    rest = np.flatnonzero(~chosen)
    if len(rest):
        parts = components(gold[rest], predicted[rest])
        rest = rest[parts.order]
        best = np.lexsort((predicted[rest], gold[rest], -weight[rest], parts.number))
        chosen[rest[best[parts.begin[parts.star]]]] = True
        rivalries = parts.rivalries(gold[rest], predicted[rest])
        chosen[rest[_heaviest_of_all(rivalries, weight[rest])]] = True
    return np.flatnonzero(chosen)


def _heaviest_of_all(rivalries: Rivalries, weight: Floats) -> Ints:
    """Places of the candidates that make the heaviest assignments of components."""
    small = are_small(rivalries)
    places = [solve_in_buffer(rivalries, weight[rivalries.places], small)]
    for number in np.flatnonzero(~small).tolist():
        component = rivalries.component(number, ())
        places.append(component.places[_heaviest(component, weight[component.places])])
    return np.concatenate(places)


def _heaviest(component: Component, weight: Floats) -> Bools:
    """Which candidates of a component make its heaviest assignment."""
    if is_large(component):
        return heaviest_along_candidates(component, weight)
    matrix = np.zeros((component.rows, component.columns))
    matrix[component.row, component.column] = weight
    taken = np.zeros(matrix.shape, dtype=np.bool_)
    taken[solver()(matrix, maximize=True)] = True
    return taken[component.row, component.column]


def first_with_first(gold_key: Ints, predicted_key: Ints) -> tuple[Ints, Ints]:
    """Pair rows of equal keys, the first with the first, the second with the second, and so on.

    This is the assignment of a criterion that is plain equality: every admitted pair of an item is as good as
        any other.

    Returns:
        Rows of gold and of predicted items, pair by pair, in no particular order.
    """
    key = np.concatenate([gold_key, predicted_key])
    order = np.argsort(key, kind="stable")
    begin, begins = runs_of(key[order])
    predicted = order >= len(gold_key)
    # Within a run of equal keys gold comes first; in a run of both, this is where the predicted rows begin.
    middle = 1 + np.flatnonzero(predicted[1:] & ~predicted[:-1] & ~begins[1:])
    run = (np.cumsum(begins) - 1)[middle]
    count = np.minimum(middle - begin[run], np.append(begin[1:], len(key))[run] - middle)
    return order[ranges(begin[run], count)], order[ranges(middle, count)] - len(gold_key)


def equal_pairs(gold_key: Ints, predicted_key: Ints, most: int | None = None) -> tuple[Ints, Ints]:
    """All pairs of rows with equal keys, sorted by gold, then predicted row.

    Raises:
        CrowdedError: There are more than `most`.
    """
    p = np.argsort(predicted_key, kind="stable")
    ordered = predicted_key[p]
    low = np.searchsorted(ordered, gold_key)
    count = np.searchsorted(ordered, gold_key, side="right") - low
    hold(int(count.sum()), most)
    return owners(count), p[ranges(low, count)]


def _assign_rivals(rest: Ints, gold: Ints, predicted: Ints, objectives: Sequence[Ints]) -> Ints:
    """The chosen ones among candidates that share an item with another candidate."""
    parts = components(gold[rest], predicted[rest])
    rest = rest[parts.order]
    g, p = gold[rest], predicted[rest]
    weights = [objective[rest] for objective in objectives]
    best = np.lexsort((p, g, *(-weight for weight in reversed(weights)), parts.number))
    chosen = [rest[best[parts.begin[parts.star]]]]
    small = squares(parts, g, p)
    chosen.append(rest[solve_squares(parts, small, g, p, weights)])
    rivalries = replace(parts, star=parts.star | small).rivalries(g, p)
    chosen.append(rest[solve_all(rivalries, [weight[rivalries.places] for weight in weights])])
    return np.concatenate(chosen)
