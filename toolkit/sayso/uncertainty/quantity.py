"""What is estimated: the value of a measure, or the difference of a measure between two runs.

Both are functions of sums over documents, so that every statistic of this package is written once: for sums that a
resample weights, that lack a document, or in which two runs have exchanged one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from sayso.measures.summed import Summed

    Numbers = NDArray[np.float64]
    # How often a document counts: whole numbers, which single precision holds.
    Weights = NDArray[np.float32]

BLOCK = 2**24
"""Bytes of a block of resamples, a row of weights each; what else is held at once is a small multiple of it."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that documents add up to.

    Attributes:
        name: `value` or `difference`, as messages call it.
        tables: Documents × columns; of a difference a table of the baseline, then one of the other run. They are the
            measures' own: nothing is copied.
        defined: In which documents the measure is defined by themselves; for a difference in one of the runs.
        lowest: The least it can be; the most is 1.
    """

    name: str
    tables: tuple[Numbers, ...]
    defined: NDArray[np.bool_]
    lowest: float
    _value: Callable[[Numbers], Numbers] = field(repr=False)

    def __len__(self) -> int:
        return len(self.tables[0])

    @property
    def width(self) -> int:
        """How many columns there are."""
        return sum(table.shape[1] for table in self.tables)

    def rows(self, first: int, last: int) -> Numbers:
        """The columns of some documents, tables side by side."""
        return np.concatenate([table[first:last] for table in self.tables], axis=1)

    def totals(self) -> Numbers:
        """The sums of all columns."""
        return np.concatenate([table.sum(axis=0) for table in self.tables])

    def values(self, totals: Numbers) -> Numbers:
        """The quantity for each row of totals; nan where it is undefined.

        Shape: (rows, columns) → (rows,).
        """
        # numpy adds a single column in another order than several side by side. A row is never evaluated alone, so
        # that its bits do not depend on how many stand in its block.
        if len(totals) == 1:
            return self._value(np.repeat(totals, 2, axis=0))[:1]
        return self._value(totals)

    def value(self) -> float:
        """The quantity over all documents; nan where it is undefined."""
        return float(self.values(self.totals()[None])[0])

    def exchanges(self, documents: NDArray[np.bool_]) -> Numbers:
        """Of a difference, what each of some documents adds to the columns when the two runs exchange it."""
        baseline, run = (table[documents] for table in self.tables)
        return np.concatenate([run - baseline, baseline - run], axis=1)


def value_of(summed: Summed) -> Quantity:
    """The value of a measure."""
    return Quantity("value", (summed.columns,), ~np.isnan(summed.by_document()), 0.0, summed.values)


def difference_of(baseline: Summed, run: Summed) -> Quantity:
    """How much higher a measure is for a run than for a baseline on the same documents.

    Raises:
        UsageError: The two are not the same measure over the same number of documents.
    """
    _check_pair(baseline, run)
    half = baseline.columns.shape[1]

    def value(totals: Numbers) -> Numbers:
        found: Numbers = run.values(totals[:, half:]) - baseline.values(totals[:, :half])
        return found

    defined = ~np.isnan(baseline.by_document()) | ~np.isnan(run.by_document())
    return Quantity("difference", (baseline.columns, run.columns), defined, -1.0, value)


def check_lengths(quantities: Sequence[Quantity]) -> None:
    """Quantities of one call are over the same documents.

    Raises:
        UsageError: They are not.
    """
    lengths = sorted({len(one) for one in quantities})
    if len(lengths) > 1:
        raise UsageError(
            f"measures over {lengths[0]} and over {lengths[-1]} documents in one call; expected the same documents "
            "for all: resample each corpus by itself"
        )


def _check_pair(baseline: Summed, run: Summed) -> None:
    if baseline.measure != run.measure:
        raise UsageError(f"a pair of {str(baseline.measure)!r} and {str(run.measure)!r}; expected one measure twice")
    if baseline.columns.shape != run.columns.shape:
        raise UsageError(
            f"{baseline.measure}: a baseline of {len(baseline)} documents × {baseline.columns.shape[1]} columns "
            f"and a run of {len(run)} × {run.columns.shape[1]}; expected the same documents and labels for both"
        )
