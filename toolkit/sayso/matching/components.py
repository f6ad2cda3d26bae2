"""Cutting a graph of candidate pairs into components, and numbering what competes within each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sayso.data.keys import runs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

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
class Rivalries:
    """Components one after the other: candidates with their rows and columns, numbered within each component.

    Attributes:
        places: The candidates' places in the list they came from, sorted by (component, row, column).
        number: The component of each.
        row, column: Its row and column.
        begin: Where each component begins.
        rows, columns: How many of either each component has.
    """

    places: Ints
    number: Ints
    row: Ints
    column: Ints
    begin: Ints
    rows: Ints
    columns: Ints

    def __len__(self) -> int:
        return len(self.begin)

    def component(self, number: int, weights: Sequence[Ints]) -> Component:
        """One of them, with its part of weights that are given for all candidates here."""
        end = self.begin[number + 1] if number + 1 < len(self) else len(self.places)
        part = slice(int(self.begin[number]), int(end))
        return Component(
            self.places[part],
            self.row[part],
            self.column[part],
            int(self.rows[number]),
            int(self.columns[number]),
            [weight[part] for weight in weights],
        )


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

    def rivalries(self, gold: Ints, predicted: Ints) -> Rivalries:
        """The components that are no stars; arguments are in the sorted order."""
        keep = np.flatnonzero(~self.star[self.number])
        begin, begins = runs_of(self.number[keep])
        number = np.cumsum(begins) - 1
        row, rows = _numbered(gold[keep], number)
        column, columns = _numbered(predicted[keep], number)
        return Rivalries(keep, number, row, column, begin, rows, columns)


def components(gold: Ints, predicted: Ints) -> Components:
    """Cut candidates into connected components, each sorted by (gold, predicted) row."""
    order = np.lexsort((predicted, gold))
    label = _connected(gold[order], predicted[order])
    by_label = np.argsort(label, kind="stable")
    order = order[by_label]
    begin, begins = runs_of(label[by_label])
    star = _all_equal(gold[order], begin) | _all_equal(predicted[order], begin)
    return Components(order, np.cumsum(begins) - 1, begin, star)


def _connected(gold: Ints, predicted: Ints) -> Ints:
    """For each candidate a number that is equal within its component; candidates are sorted by gold row.

    A gold item is labelled by the first that is known to hang together with it. In each turn it takes the least label
    of those that share a prediction with it, its old label takes its new one, and labels are followed a step, so that
    a chain of n items takes about log n turns.
    """
    first, begins = runs_of(gold)
    gold = np.cumsum(begins) - 1
    order = np.argsort(predicted, kind="stable")
    of_prediction, begins = runs_of(predicted[order])
    prediction = np.empty(len(order), dtype=np.int64)
    prediction[order] = np.cumsum(begins) - 1
    gold_by_prediction = gold[order]
    label = np.arange(len(first))
    while True:
        least = np.minimum.reduceat(label[gold_by_prediction], of_prediction)
        found = np.minimum.reduceat(least[prediction], first)
        np.minimum.at(found, label, found.copy())
        found = found[found]
        if np.array_equal(found, label):
            return label[gold]
        label = found


def _all_equal(values: Ints, begin: Ints) -> Bools:
    return np.minimum.reduceat(values, begin) == np.maximum.reduceat(values, begin)


def _numbered(items: Ints, component: Ints) -> tuple[Ints, Ints]:
    """Numbers 0, 1, … of the items within their component, in row order, and how many each component has."""
    order = np.lexsort((items, component))
    begins = runs_of(items[order])[1]  # no item is in two components
    count = np.bincount(component[begins])
    number = np.empty(len(order), dtype=np.int64)
    number[order] = np.cumsum(begins) - 1
    return number - (np.cumsum(count) - count)[component], count
