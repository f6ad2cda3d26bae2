"""Classes of copies assigned to each other: so many units of each row go to columns that take so many.

The heaviest assignment is found along shortest augmenting paths, which move as many units at once as fit, with weights
and prices in exact integers of any size. What is tight under the prices makes up all best assignments; among these the
order rule is decided item by item, along cycles of exchanges between classes. A class of ten thousand copies costs ten
thousand looks at the columns it may go to, and no pair of copies is ever made.
"""

from __future__ import annotations

import heapq
from collections import deque
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sayso.data.keys import Ints

    Edges = Sequence[Mapping[int, int]]

    Node = tuple[str, int]

_NOBODY = ("nobody", -1)


class Transport:
    """A best assignment of units, and the prices that prove it.

    Attributes:
        flow: For each row how many of its units go to which column.
        staying: How many units of each row go nowhere.
        free: How many more each column would take.
        row_price, column_price: Their sum is the weight where a pair may be used in a best assignment, and more
            elsewhere; only rows and columns of price 0 may have units left.
    """

    def __init__(self, edges: Edges, supply: Sequence[int], room: Sequence[int]) -> None:
        """Assign units so that the sum of weights is the largest.

        Args:
            edges: For each row the columns it may go to, with the weight of a unit, above 0.
            supply: How many units each row has.
            room: How many units each column takes.
        """
        self.edges = edges
        self.flow: list[dict[int, int]] = [{} for _ in edges]
        self.staying = [0] * len(edges)
        self.free = list(room)
        self.row_price = [max(weights.values(), default=0) for weights in edges]
        self.column_price = [0] * len(room)
        self.sources: list[dict[int, None]] = [{} for _ in room]
        for row, units in enumerate(supply):
            left = units
            while left:
                left -= self._augment(row, left)

    def add(self, row: int, column: int, units: int) -> None:
        """Send so many more units of a row to a column, or fewer."""
        now = self.flow[row].get(column, 0) + units
        if now:
            self.flow[row][column] = now
            self.sources[column][row] = None
        else:
            del self.flow[row][column]
            del self.sources[column][row]

    def _augment(self, source: int, units: int) -> int:
        """Find the cheapest place for units of a row, and move as many as go the same way."""
        ways = _Ways(self, source)
        for row, way in ways.to_row.items():
            self.row_price[row] -= max(ways.best - way, 0)
        for column, way in ways.to_column.items():
            self.column_price[column] += max(ways.best - way, 0)
        return self._move(source, units, ways)

    def _move(self, source: int, units: int, ways: _Ways) -> int:
        """Move units along the way to its end, as many as all of it lets through."""
        stays, end = ways.end
        row = end if stays else ways.row_before[end]
        least = units if stays else min(units, self.free[end])
        steps = [] if stays else [(row, end, 1)]
        while row != source:
            left = ways.column_before[row]
            least = min(least, self.flow[row][left])
            steps.append((row, left, -1))
            row = ways.row_before[left]
            steps.append((row, left, 1))
        if stays:
            self.staying[end] += least
        else:
            self.free[end] -= least
        for row, column, sign in steps:
            self.add(row, column, sign * least)
        return least


class _Ways:
    """The cheapest ways from a row to others: it takes the place of a unit in a column, and that another, and so on.

    Attributes:
        to_row, to_column: What the cheapest way to each costs.
        row_before, column_before: From where it comes to each column, and to each row.
        best: What the cheapest way to an end costs.
        end: Whether that is a row of which a unit stays without a column, or else a column with room; and which.
    """

    def __init__(self, state: Transport, source: int) -> None:
        self._state = state
        self.to_row, self.to_column = {source: 0}, dict[int, int]()
        self.row_before, self.column_before = dict[int, int](), dict[int, int]()
        self.best, self.end = state.row_price[source], (True, source)
        self._heap: list[tuple[int, bool, int]] = [(0, False, source)]
        while self._heap and self._heap[0][0] < self.best:
            way, is_column, node = heapq.heappop(self._heap)
            if not is_column:
                self._from_row(node, way)
            elif way == self.to_column[node]:
                self._from_column(node, way)

    def _from_row(self, row: int, way: int) -> None:
        state = self._state
        way += state.row_price[row]
        if way < self.best:
            self.best, self.end = way, (True, row)
        for column, weight in state.edges[row].items():
            further = way + state.column_price[column] - weight
            if further < self.to_column.get(column, self.best):
                self.to_column[column], self.row_before[column] = further, row
                heapq.heappush(self._heap, (further, True, column))

    def _from_column(self, column: int, way: int) -> None:
        if self._state.free[column]:
            self.best, self.end = way, (False, column)
            return
        for row in self._state.sources[column]:
            if row not in self.to_row:
                self.to_row[row], self.column_before[row] = way, column
                heapq.heappush(self._heap, (way, False, row))


def problem(gold: Ints, predicted: Ints, weight: Iterable[int]) -> tuple[Edges, Ints, Ints]:
    """The edges of pairs of classes with weights, and which classes the rows and the columns are."""
    rows, row = np.unique(gold, return_inverse=True)
    columns, column = np.unique(predicted, return_inverse=True)
    edges: list[dict[int, int]] = [{} for _ in rows]
    for one, other, units in zip(row.tolist(), column.tolist(), weight, strict=True):
        edges[one][other] = units
    return edges, rows, columns


def transported(edges: Edges, rows: Sequence[Sequence[int]], columns: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """The best assignment of the members of classes, ties decided by the order rule.

    Args:
        edges: For each class of gold items the classes of predicted items it may pair with, and the weight of a pair.
        rows: The members of each gold class, ascending.
        columns: The members of each predicted class, ascending.

    Returns:
        Pairs of members, in the order of the gold ones.
    """
    best = Transport(edges, [len(members) for members in rows], [len(members) for members in columns])
    return list(_Order(best, rows, columns).pairs())


class _Order:
    """Gold items decide in turn: each takes its earliest predicted item that leaves all others a best assignment."""

    def __init__(self, best: Transport, rows: Sequence[Sequence[int]], columns: Sequence[Sequence[int]]) -> None:
        self._best, self._rows, self._columns = best, rows, columns
        self._next = [0] * len(columns)
        self._held = [len(members) - free for members, free in zip(columns, best.free, strict=True)]
        # The columns that a row may still go to.
        self._open = [
            {column: None for column, weight in weights.items() if price + best.column_price[column] == weight}
            for weights, price in zip(best.edges, best.row_price, strict=True)
        ]

    def pairs(self) -> Iterator[tuple[int, int]]:
        best, columns, settled = self._best, self._columns, self._next
        turns = sorted((member, row) for row, members in enumerate(self._rows) for member in members)
        for member, row in turns:
            choices = [(columns[c][settled[c]], c) for c in self._open[row] if settled[c] < len(columns[c])]
            for other, column in sorted(choices):
                if column in best.flow[row] or self._exchange(row, column):
                    best.add(row, column, -1)
                    self._held[column] -= 1
                    settled[column] += 1
                    yield member, other
                    break
                del self._open[row][column]  # what is settled later leaves no more ways than there are now
            else:
                best.staying[row] -= 1

    def _exchange(self, row: int, column: int) -> bool:
        """Send a unit of a row to a column, if others can move on; change something only then."""
        start, goal = ("column", column), ("row", row)
        came_from = {start: start}
        queue = deque([start])
        while queue and goal not in came_from:
            node = queue.popleft()
            for reached in self._reached(*node):
                if reached not in came_from:
                    came_from[reached] = node
                    queue.append(reached)
        if goal not in came_from:
            return False
        node = goal
        while node != start:
            self._step(came_from[node], node)
            node = came_from[node]
        self._best.add(row, column, 1)
        self._held[column] += 1
        return True

    def _reached(self, kind: str, place: int) -> Iterator[Node]:
        """Where a unit that is too many at a node may go: "nobody" holds what is free and has no partner."""
        best = self._best
        if kind == "row":
            yield from (("column", column) for column in self._open[place])
            if not best.row_price[place]:
                yield _NOBODY
        elif kind == "column":
            yield from (("row", row) for row in best.sources[place])
            if best.free[place]:
                yield _NOBODY
        else:
            yield from (("row", row) for row, units in enumerate(best.staying) if units)
            held = enumerate(self._held)
            yield from (("column", column) for column, units in held if units and not best.column_price[column])

    def _step(self, node: Node, reached: Node) -> None:
        (kind, one), (other_kind, other) = node, reached
        if kind == "row" and other_kind == "column":
            self._best.add(one, other, 1)
            self._held[other] += 1
        elif kind == "column" and other_kind == "row":
            self._best.add(other, one, -1)
            self._held[one] -= 1
        elif "row" in {kind, other_kind}:
            self._best.staying[max(one, other)] += 1 if kind == "row" else -1
        else:
            self._best.free[max(one, other)] += 1 if other_kind == "column" else -1
