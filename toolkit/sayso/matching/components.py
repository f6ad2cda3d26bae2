"""Cutting a graph of candidate pairs into components, and laying each out as a small matrix problem."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sayso.data.keys import Bools, Ints


@dataclass(frozen=True, slots=True)
class Component:
    """Candidates that compete: `row` and `column` number its gold and predicted items in row order.

    `places` are the candidates' places in the list they came from, sorted by (row, column).
    """

    places: Ints
    row: Ints
    column: Ints
    rows: int
    columns: int
    weights: Sequence[Ints]


@dataclass(frozen=True, slots=True)
class Components:
    """Candidates sorted by component.

    `order` sorts them, `number` is the component of each in that order; `begin` is where each component begins, and
    `star` whether one item stands against all others in it, so that it is solved by sorting.
    """

    order: Ints
    number: Ints
    begin: Ints
    star: Bools

    def rivalries(self, gold: Ints, predicted: Ints, weights: Sequence[Ints]) -> Iterator[Component]:
        """The components that are no stars; arguments are in the sorted order."""
        if self.star.all():
            return
        keep = np.flatnonzero(~self.star[self.number])
        number = self.number[keep]
        row, rows = _numbered(gold[keep], number)
        column, columns = _numbered(predicted[keep], number)
        kept = [weight[keep] for weight in weights]
        cuts = np.flatnonzero(np.diff(number)) + 1
        edges = [0, *cuts.tolist(), len(keep)]
        heights, widths = rows[number[edges[:-1]]].tolist(), columns[number[edges[:-1]]].tolist()
        for k, (low, high) in enumerate(itertools.pairwise(edges)):
            part = slice(low, high)
            yield Component(
                keep[part], row[part], column[part], heights[k], widths[k], [weight[part] for weight in kept]
            )


def components(gold: Ints, predicted: Ints) -> Components:
    """Cut candidates into connected components, each sorted by (gold, predicted) row."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    shift = int(gold.max()) + 1
    size = shift + int(predicted.max()) + 1
    graph = coo_array((np.ones(len(gold), dtype=np.int8), (gold, predicted + shift)), shape=(size, size))
    label = connected_components(graph, directed=False)[1][gold]
    order = np.lexsort((predicted, gold, label))
    ordered = label[order]
    begins = np.ones(len(order), dtype=np.bool_)
    begins[1:] = ordered[1:] != ordered[:-1]
    begin = np.flatnonzero(begins)
    star = _all_equal(gold[order], begin) | _all_equal(predicted[order], begin)
    return Components(order, np.cumsum(begins) - 1, begin, star)


def _all_equal(values: Ints, begin: Ints) -> Bools:
    return np.minimum.reduceat(values, begin) == np.maximum.reduceat(values, begin)


def _numbered(items: Ints, component: Ints) -> tuple[Ints, Ints]:
    """Numbers 0, 1, … of the items within their component, in row order, and how many each component has."""
    _, first, index = np.unique(items, return_index=True, return_inverse=True)
    of_item = component[first]
    order = np.argsort(of_item, kind="stable")
    count = np.bincount(of_item)
    number = np.empty(len(order), dtype=np.int64)
    number[order] = np.arange(len(order)) - np.repeat(np.cumsum(count) - count, count)
    return number[index], count
