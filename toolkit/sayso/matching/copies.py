"""The best assignment where many items are copies of each other: the same as item by item, without their pairs.

Members of a class have the same candidates with the same weights, so that to exchange two of them changes no sum. In
the list that the order rule takes they have their partners in ascending order, then none, and of a class the first
members are taken. What is left to find is how many members of one class pair with how many of another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sayso.matching.assignment import assign
from sayso.matching.components import components
from sayso.matching.ranges import owners, ranges
from sayso.matching.transport import problem, transported

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.data.keys import Bools, Ints
    from sayso.matching.folds import Fold

FEW = 4
"""So many pairs of members for each pair of classes are made one by one: they are solved many components at once."""
FEW_AT_ALL = 64


def assign_copies(
    gold: Ints, predicted: Ints, objectives: Sequence[Ints], folds: tuple[Fold, Fold]
) -> tuple[Ints, Ints]:
    """The best assignment of the members of classes: see `assignment.assign`.

    Args:
        gold: The gold class of each candidate pair of classes, no pair twice.
        predicted: Its predicted class.
        objectives: Weights of each candidate, as of `assign`.
        folds: The classes of both sides.

    Returns:
        Places of gold and predicted items, pair by pair, in gold order.
    """
    size = folds[0].size[gold], folds[1].size[predicted]
    there = np.flatnonzero((size[0] > 0) & (size[1] > 0))
    if not len(there):
        return there, there
    parts = components(gold[there], predicted[there])
    order = there[parts.order]
    gold, predicted = gold[order], predicted[order]
    weights = [objective[order] for objective in objectives]
    cells = np.add.reduceat((size[0] * size[1])[order], parts.begin)
    count = np.diff(np.append(parts.begin, len(order)))
    few = cells <= np.maximum(FEW * count, FEW_AT_ALL)
    alone = ~few & (count == 1)
    some = few[parts.number]
    found = [_one_by_one(gold[some], predicted[some], [weight[some] for weight in weights], folds)]
    some = alone[parts.number]
    found.append(_first_with_first(gold[some], predicted[some], folds))
    for number in np.flatnonzero(~few & ~alone).tolist():
        part = slice(int(parts.begin[number]), int(parts.begin[number] + count[number]))
        found.append(_tangled(gold[part], predicted[part], [weight[part] for weight in weights], folds))
    g, p = (np.concatenate([one[side] for one in found]) for side in (0, 1))
    by_gold = np.argsort(g, kind="stable")
    return g[by_gold], p[by_gold]


def _one_by_one(gold: Ints, predicted: Ints, weights: Sequence[Ints], folds: tuple[Fold, Fold]) -> tuple[Ints, Ints]:
    """Classes of hardly more than one member: all pairs of these."""
    pair, g, p = expanded(gold, predicted, folds)
    chosen = assign(g, p, [weight[pair] for weight in weights])
    return g[chosen], p[chosen]


def expanded(gold: Ints, predicted: Ints, folds: tuple[Fold, Fold]) -> tuple[Ints, Ints, Ints]:
    """All pairs of members of pairs of classes: which of these, and the places of the items."""
    width = folds[1].size[predicted]
    count = folds[0].size[gold] * width
    pair, place = owners(count), ranges(np.zeros(len(gold), dtype=np.int64), count)
    one, other = place // width[pair], place % width[pair]
    return (
        pair,
        folds[0].members[folds[0].first[gold][pair] + one],
        folds[1].members[folds[1].first[predicted][pair] + other],
    )


def _first_with_first(gold: Ints, predicted: Ints, folds: tuple[Fold, Fold]) -> tuple[Ints, Ints]:
    """Two classes with each other alone: the first members pair, the second, and so on."""
    count = np.minimum(folds[0].size[gold], folds[1].size[predicted])
    return (
        folds[0].members[ranges(folds[0].first[gold], count)],
        folds[1].members[ranges(folds[1].first[predicted], count)],
    )


def _tangled(gold: Ints, predicted: Ints, weights: Sequence[Ints], folds: tuple[Fold, Fold]) -> tuple[Ints, Ints]:
    """A component of many copies and several classes."""
    most = int(np.minimum(folds[0].size[gold].sum(), folds[1].size[predicted].sum()))
    edges, *classes = problem(gold, predicted, _packed(weights, most))
    rows, columns = (
        [one.members[one.first[i] : one.first[i + 1]].tolist() for i in numbers.tolist()]
        for one, numbers in zip(folds, classes, strict=True)
    )
    pairs = np.array(transported(edges, rows, columns), dtype=np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def _packed(weights: Sequence[Ints], units: int) -> list[int]:
    """All weights as one, the most important first, in integers of any size."""
    packed = [0] * len(weights[0])
    for weight in weights:
        room = int(weight.max()) * units + 1
        packed = [high * room + low for high, low in zip(packed, weight.tolist(), strict=True)]
    return packed


def beside(some: Bools, mine: Ints, others: Ints, folds: tuple[Fold, Fold]) -> Bools:
    """Which items have a candidate with one of some items.

    Args:
        some: A mask over the other side's items.
        mine: Classes of the candidates, of the side that is asked.
        others: Their classes of the other side.
        folds: The classes of these sides, in that order.
    """
    hit = np.zeros(len(folds[0].first) - 1, dtype=np.bool_)
    hit[mine[folds[1].touched(some)[others]]] = True
    return hit[folds[0].number]
