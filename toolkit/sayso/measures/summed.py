"""A measure as a function of sums over documents: what a resample computes again.

Every measure is elementwise over totals of columns: counters summed over documents, then a ratio (pooled); values of
single documents and how many there are (mean over documents); counters of every label (macro). So whatever weights
documents, a bootstrap, a sign flip or a document left out, needs one matrix product for all measures together.

Entries are chosen so that sums of them are exact in floating point, in any order: integers as they are, fractions cut
into two parts on fixed grids. The bits of a resample depend on neither blocks nor threads nor a library's order of
summation.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sayso.measures.averages import by_document, macro_by_document, statistic_of
from sayso.measures.statistics import ratio

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from sayso.measures.measure import Measure
    from sayso.measures.statistics import Numbers
    from sayso.tallies import Tally

# Fractions on two grids: below 2**33 in steps of 2**-20, and the rest in steps of 2**-52. Sums over four million
# documents stay exact; what is cut off is below 2**-53 a document.
_COARSE, _FINE = 2.0**20, 2.0**52


@dataclass(frozen=True, slots=True)
class Summed:
    """A measure over sums of columns.

    Attributes:
        measure: The measure.
        columns: Documents × columns; a document's row is what it adds to every sum.
    """

    measure: Measure
    columns: NDArray[np.float64]
    _value: Callable[[NDArray[np.float64]], Numbers] = field(repr=False)

    def __len__(self) -> int:
        return len(self.columns)

    def values(self, totals: NDArray[np.float64]) -> Numbers:
        """The measure for each row of totals; nan where it is undefined.

        Shape: (…, columns) → (…).
        """
        return self._value(totals)

    def value(self) -> float:
        """The measure over all documents; nan where it is undefined."""
        return float(self.values(self.columns.sum(axis=0)))

    def by_document(self) -> Numbers:
        """The measure of each document alone; nan where it is undefined."""
        return self.values(self.columns)


def summed(measure: Measure, tallies: Mapping[str | None, Tally]) -> Summed:
    """A measure over sums.

    Args:
        measure: The measure.
        tallies: Its tally under None; for an average over labels that of each label besides.
    """
    labels = [tallies[label] for label in sorted(label for label in tallies if label is not None)]
    if measure.average == "documents":
        values = by_document(measure, tallies[None])
        if measure.by is not None:
            values = macro_by_document(measure, labels, len(tallies[None]))
        return _mean_over_documents(measure, values)
    if measure.by is not None:
        return _macro(measure, labels, len(tallies[None]))
    columns, read = _columns(tallies[None])
    return Summed(measure, columns, lambda totals: statistic_of(measure, read(totals)))


def _mean_over_documents(measure: Measure, values: Numbers) -> Summed:
    there = ~np.isnan(values)
    coarse, fine = _parts(np.where(there, values, 0.0))
    columns = np.stack([coarse, fine, there.astype(np.float64)], axis=1)
    return Summed(measure, columns, lambda totals: ratio(totals[..., 0] + totals[..., 1], totals[..., 2]))


def _macro(measure: Measure, labels: Sequence[Tally], documents: int) -> Summed:
    parts = [_columns(tally) for tally in labels]
    edges = np.cumsum([0, *(columns.shape[1] for columns, _ in parts)])
    columns = np.concatenate([np.empty((documents, 0)), *(columns for columns, _ in parts)], axis=1)

    def value(totals: NDArray[np.float64]) -> Numbers:
        found = [
            statistic_of(measure, read(totals[..., edges[place] : edges[place + 1]]))
            for place, (_, read) in enumerate(parts)
        ]
        if not found:
            return np.full(totals.shape[:-1], np.nan)
        table = np.stack(found)
        there = ~np.isnan(table)
        counts = there.sum(axis=0)
        enough = counts == len(table) if measure.strict else counts > 0
        # One label after the other: numpy would add up a lone row in another order than several.
        sums = functools.reduce(np.add, np.where(there, table, 0.0))
        means = ratio(sums, counts)
        return np.where(enough, means, np.nan)

    return Summed(measure, columns, value)


def _columns(tally: Tally) -> tuple[NDArray[np.float64], Callable[[NDArray[np.float64]], dict[str, Numbers]]]:
    """A tally's columns, and how to read its counters from their totals."""
    rows = np.where(tally.defined[:, None], tally.rows, 0).astype(np.float64)
    columns: list[Numbers] = []
    places: dict[str, tuple[int, ...]] = {}
    for name, column in zip(tally.counters, rows.T, strict=True):
        parts = _parts(column) if name in tally.fractions else (column,)
        places[name] = tuple(range(len(columns), len(columns) + len(parts)))
        columns += parts

    def read(totals: NDArray[np.float64]) -> dict[str, Numbers]:
        return {name: functools.reduce(np.add, [totals[..., one] for one in place]) for name, place in places.items()}

    return np.stack(columns, axis=1), read


def _parts(values: Numbers) -> tuple[Numbers, Numbers]:
    coarse = np.rint(values * _COARSE) / _COARSE
    return coarse, np.rint((values - coarse) * _FINE) / _FINE
