"""Large components: the same best assignment, found along the candidates instead of in a matrix of all pairs.

In a document of the length of a book ten thousand entities may be tangled in one component, whose matrix has a hundred
million cells. Here memory grows with the candidates alone. Objectives are maximised in turn; after each, only those
candidates stay that occur in some best assignment, and what they leave open is, after the last, for the order rule.

Assignments are changed by *exchanges*: a row takes the column of another, or one that is free, or none. "Nobody" is a
node beside the rows, which holds whatever is free. Prices are shortest paths of exchanges, in integers; tight exchanges
lose nothing, and a candidate occurs in some best assignment if it is made, or its exchange is on a cycle of tight ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sayso.data.keys import runs_of
from sayso.matching.slots import by_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sayso.data.keys import Bools, Ints
    from sayso.matching.components import Component

    Weights = NDArray[np.int64] | NDArray[np.float64]


def solve_along_candidates(component: Component, stages: Sequence[Ints]) -> Bools:
    """Which candidates of a component make its best assignment.

    Args:
        component: The candidates.
        stages: Their weights for each stage, the most important first, all at least 0.
    """
    left = _everything(component)
    partner = np.full(component.rows, -1, dtype=np.int64)
    for weight in stages:
        here = weight[left.places]
        partner = left.partners(here)
        left = left.narrowed(here, partner)
    partner = by_order(left.row, left.column, partner, left.row_may_stay, left.column_may_stay)
    return partner[component.row] == component.column


def heaviest_along_candidates(component: Component, weight: Weights) -> Bools:
    """Which candidates make an assignment of the largest sum of weights above 0."""
    return _everything(component).partners(weight)[component.row] == component.column


def _everything(component: Component) -> _Open:
    staying = (np.ones(size, dtype=np.bool_) for size in (component.rows, component.columns))
    return _Open(np.arange(len(component.row)), component.row, component.column, *staying)


@dataclass(frozen=True, slots=True)
class _Open:
    """What is open: candidates by place, row and column, and which rows and columns may stay without a partner."""

    places: Ints
    row: Ints
    column: Ints
    row_may_stay: Bools
    column_may_stay: Bools

    def partners(self, weight: Weights) -> Ints:
        """For each row its column in an assignment of the largest sum of weights, -1 for none.

        Rows and columns that may stay have a stand-in of their own. Where some column must not stay, the candidates
        are mirrored among the stand-ins, so that those that are not needed find each other.
        """
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import min_weight_full_bipartite_matching

        rows, columns = len(self.row_may_stay), len(self.column_may_stay)
        staying = np.flatnonzero(self.row_may_stay)
        pairs = [np.stack([self.row, self.column]), np.stack([staying, columns + staying])]
        height = rows
        if not self.column_may_stay.all():
            staying = np.flatnonzero(self.column_may_stay)
            pairs += [np.stack([rows + staying, staying]), np.stack([rows + self.column, columns + self.row])]
            height += columns
        places = np.concatenate(pairs, axis=1)
        # The solver wants the least sum, and no zeros; every row has one pair, so that a constant changes nothing.
        cost = np.full(places.shape[1], float(weight.max()) + 1)
        cost[: len(weight)] -= weight
        graph = csr_array((cost, (places[0], places[1])), shape=(height, columns + rows))
        found = min_weight_full_bipartite_matching(graph)[1][:rows].astype(np.int64)
        return np.where(found < columns, found, -1)

    def narrowed(self, weight: Ints, partner: Ints) -> _Open:
        """What stays open once the sum of further weights must be the largest, as it is with these partners."""
        nobody = len(partner)
        holder = np.full(len(self.column_may_stay), nobody)
        holder[partner[partner >= 0]] = np.flatnonzero(partner >= 0)
        made = partner[self.row] == self.column
        own = np.zeros(nobody, dtype=np.int64)
        own[self.row[made]] = weight[made]
        leaving = np.flatnonzero(self.row_may_stay)
        # What nobody may take: the columns that may stay of rows that have one, and the place of rows that have none.
        freed = np.flatnonzero((partner < 0) | self.column_may_stay[partner])
        giver = np.concatenate([self.row, leaving, np.full(len(freed), nobody)])
        taker = np.concatenate([holder[self.column], np.full(len(leaving), nobody), freed])
        loss = np.concatenate([own[self.row] - weight, own[leaving], np.zeros(len(freed), dtype=np.int64)])
        parts = np.split(_open_exchanges(giver, taker, loss, nobody + 1), np.cumsum([len(self.row), len(leaving)]))
        keep = made | parts[0]
        row_may_stay = np.zeros_like(self.row_may_stay)
        row_may_stay[leaving[parts[1]]] = True
        column_may_stay = holder == nobody
        released = partner[freed[parts[2]]]
        column_may_stay[released[released >= 0]] = True
        return _Open(self.places[keep], self.row[keep], self.column[keep], row_may_stay, column_may_stay)


def _open_exchanges(giver: Ints, taker: Ints, loss: Ints, nodes: int) -> Bools:
    """Which exchanges are on a cycle that loses nothing."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    price = _prices(giver, taker, loss, nodes)
    tight = loss + price[taker] == price[giver]
    ends = giver[tight], taker[tight]
    graph = coo_array((np.ones(len(ends[0]), dtype=np.int8), ends), shape=(nodes, nodes))
    part = connected_components(graph, directed=True, connection="strong")[1]
    return tight & (part[giver] == part[taker])


def _prices(giver: Ints, taker: Ints, loss: Ints, nodes: int) -> Ints:
    """For each node the shortest way of exchanges from it, by repeated relaxation."""
    order = np.argsort(giver, kind="stable")
    taker, loss = taker[order], loss[order]
    begin = runs_of(giver[order])[0]
    node = giver[order][begin]
    price = np.zeros(nodes, dtype=np.int64)
    while True:
        relaxed = price.copy()
        relaxed[node] = np.minimum(price[node], np.minimum.reduceat(loss + price[taker], begin))
        if np.array_equal(relaxed, price):
            return price
        price = relaxed
