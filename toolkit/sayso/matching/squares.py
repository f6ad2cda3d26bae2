"""Components of two gold and two predicted items, all at once: most of those that compete at all are no larger.

There are two assignments: the first with the first and the second with the second (*straight*), or the other way round
(*crossed*). Where one of the four candidates is missing, one of them is a single pair.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.data.keys import Bools, Ints
    from sayso.matching.components import Components

_CELLS = 4


def squares(parts: Components, gold: Ints, predicted: Ints) -> Bools:
    """Which components are of two gold and two predicted items; candidates are in the sorted order."""
    count = np.diff(np.append(parts.begin, len(gold)))
    found = (count == _CELLS - 1) & ~parts.star
    four = np.flatnonzero((count == _CELLS) & ~parts.star)
    first = parts.begin[four]
    found[four] = (
        (gold[first] == gold[first + 1])
        & (gold[first + 2] == gold[first + 3])
        & (predicted[first] == predicted[first + 2])
        & (predicted[first + 1] == predicted[first + 3])
    )
    return found


def solve_squares(parts: Components, which: Bools, gold: Ints, predicted: Ints, weights: Sequence[Ints]) -> Ints:
    """Places of the candidates, in the sorted order, that make the best assignments of these components."""
    place = np.flatnonzero(which[parts.number])
    part = (np.cumsum(which) - 1)[parts.number[place]]
    begin = parts.begin[which]
    last = np.append(parts.begin, len(gold))[1:][which] - 1
    # A component begins with its first gold item; the last candidate of the second row has the second column, but
    # where that is missing: then the first row has both.
    second_row = gold[place] != gold[begin][part]
    columns = np.maximum(predicted[last], predicted[begin + 1])
    second_column = predicted[place] == columns[part]
    cell = 2 * second_row + second_column
    there = np.zeros((len(begin), _CELLS), dtype=np.bool_)
    there[part, cell] = True
    straight = _is_straight(there, [_table(there.shape, part, cell, weight[place]) for weight in weights])
    return place[straight[part] == (second_row == second_column)]


def _table(shape: tuple[int, ...], part: Ints, cell: Ints, weight: Ints) -> Ints:
    table = np.zeros(shape, dtype=np.int64)
    table[part, cell] = weight
    return table


def _is_straight(there: Bools, weights: Sequence[Ints]) -> Bools:
    """Objectives in turn; then the order rule: the first gold item takes the first predicted one if it may."""
    better = np.zeros(len(there), dtype=np.int64)
    for weight in weights:
        more = np.sign(weight[:, 0] + weight[:, 3] - weight[:, 1] - weight[:, 2])
        better = np.where(better == 0, more, better)
    return np.where(better == 0, there[:, 0], better > 0)
