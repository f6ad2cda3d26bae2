"""The columns of many quantities together: one product with the weights gives the totals of all of them.

Precision, recall and F of one line share their counters, two runs what is counted in gold: each column that differs is
multiplied once. Tables are read where they are. As long as all columns fit a block they are set side by side once; of
more documents a part of them at a time, for as many resamples as fit a few blocks as bytes.

Counts of items are whole numbers. Those whose sums stay below 2**24 are multiplied in single precision, which holds
such numbers exactly and takes half the time; the bits are those of double precision.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from sayso.uncertainty.quantity import BLOCK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from sayso.uncertainty.quantity import Numbers, Quantity, Weights

    # A column of a table, less the same column of another where there is one.
    Column = tuple[Numbers, int, Numbers | None]

PACKED = 4 * BLOCK
"""Bytes of the weights of many documents that are held as small integers."""

_WHOLE = 2.0**24
"""Up to here single precision holds every whole number."""


class Together:
    """Quantities over the same documents, of which totals are made together.

    Args:
        quantities: Values; or differences, of which documents may be exchanged.
        exchanged: Whether a weight of 1 exchanges a document between both runs. Then what is multiplied is how far
            they are apart, which one run's totals gain and the other's lose.
        block: Bytes of the columns that are side by side at once.

    The weights of a row add up to no more than the number of documents.
    """

    def __init__(self, quantities: Sequence[Quantity], *, exchanged: bool, block: int = BLOCK) -> None:
        """Find the columns that differ."""
        self._quantities = quantities
        self._base = [one.totals() for one in quantities] if exchanged else None
        self._block = block
        self._columns: list[Column] = []
        self._single: list[bool] = []
        self._places: list[NDArray[np.intp]] = []
        self._documents = len(quantities[0])
        known: dict[bytes, int] = {}
        for quantity in quantities:
            place = [self._place(column, known) for column in _columns(quantity, exchanged=exchanged)]
            self._places.append(np.array(place, dtype=np.intp))

    def _place(self, column: Column, known: dict[bytes, int]) -> int:
        values = np.ascontiguousarray(_rows(column, 0, self._documents))
        key = hashlib.blake2b(values.data, digest_size=16).digest()
        if key not in known:
            known[key] = len(self._columns)
            self._columns.append(column)
            self._single.append(_sums_are_whole(values))
        return known[key]

    def totals(self, weights: Iterator[Weights]) -> Iterator[Numbers]:
        """Columns × rows of weights, block by block."""
        if 8 * self._documents * len(self._columns) <= self._block:
            columns = self._side_by_side(0, self._documents)
            yield from (self._product(columns, block) for block in weights)
        else:
            yield from map(self._in_parts, _packed(weights))

    def _in_parts(self, weights: Sequence[NDArray[np.unsignedinteger]]) -> Numbers:
        """The totals for some rows of weights, a part of the documents after the other; sums are exact in any order."""
        rows = sum(map(len, weights))
        found = np.zeros((len(self._columns), rows))
        step = max(1, self._block // (8 * max(rows, len(self._columns))))
        for first in range(0, self._documents, step):
            part = np.concatenate([block[:, first : first + step] for block in weights]).astype(np.float32)
            found += self._product(self._side_by_side(first, first + step), part)
        return found

    def _product(self, columns: tuple[Weights, Numbers], weights: Weights) -> Numbers:
        """Columns × rows of weights, from columns in single and in double precision."""
        single, double = columns
        if not len(double):
            return (single @ weights.T).astype(np.float64)
        found = np.empty((len(self._columns), len(weights)))
        chosen = np.array(self._single, dtype=np.bool_)
        found[chosen] = single @ weights.T
        found[~chosen] = double @ weights.astype(np.float64).T
        return found

    def _side_by_side(self, first: int, last: int) -> tuple[Weights, Numbers]:
        """Columns × some documents, in single and in double precision."""
        single = np.empty((sum(self._single), min(last, self._documents) - first), dtype=np.float32)
        double = np.empty((len(self._columns) - len(single), single.shape[1]))
        singles, doubles = iter(single), iter(double)
        for column, whole in zip(self._columns, self._single, strict=True):
            row: Weights | Numbers = next(singles) if whole else next(doubles)
            row[:] = _rows(column, first, last)
        return single, double

    def values(self, totals: Numbers) -> Numbers:
        """Rows × quantities from columns × rows; nan where a quantity is undefined."""
        found = [one.values(self._of(number, totals).T) for number, one in enumerate(self._quantities)]
        return np.stack(found, axis=1)

    def _of(self, number: int, totals: Numbers) -> Numbers:
        """The totals of one quantity, its columns × rows."""
        own: Numbers = totals[self._places[number]]
        if self._base is None:
            return own
        baseline, run = np.split(self._base[number][:, None], 2)
        return np.concatenate([baseline + own, run - own])


def _columns(quantity: Quantity, *, exchanged: bool) -> Iterator[Column]:
    if exchanged:
        baseline, run = quantity.tables
        yield from ((run, place, baseline) for place in range(run.shape[1]))
    else:
        yield from ((table, place, None) for table in quantity.tables for place in range(table.shape[1]))


def _rows(column: Column, first: int, last: int) -> Numbers:
    table, place, less = column
    found: Numbers = table[first:last, place]
    return found if less is None else found - less[first:last, place]


def _sums_are_whole(values: Numbers) -> bool:
    """Whether all sums of a column, weighted by as many documents as it has, are held by single precision."""
    most = float(np.abs(values).max(initial=0))
    return most * len(values) < _WHOLE and bool((values == np.rint(values)).all())


def _packed(weights: Iterator[Weights]) -> Iterator[list[NDArray[np.unsignedinteger]]]:
    """Weights, which are small whole numbers, as bytes or what they take; as many rows as fit."""
    waiting: list[NDArray[np.unsignedinteger]] = []
    for block in weights:
        waiting.append(block.astype(np.min_scalar_type(int(block.max()))))
        if sum(one.nbytes for one in waiting) >= PACKED:
            yield waiting
            waiting = []
    if waiting:
        yield waiting
