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

BLOCK = 2**24
"""Bytes of a block of resamples, a row of weights each; what else is held at once is a small multiple of it."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that documents add up to.

    Attributes:
        name: `value` or `difference`, as messages call it.
        columns: Documents × columns; of a difference those of the baseline, then those of the other run.
        defined: In which documents the measure is defined by themselves; for a difference in one of the runs.
        lowest: The least it can be; the most is 1.
    """

    name: str
    columns: Numbers
    defined: NDArray[np.bool_]
    lowest: float
    _value: Callable[[Numbers], Numbers] = field(repr=False)

    def __len__(self) -> int:
        return len(self.columns)

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
        return float(self.values(self.columns.sum(axis=0, keepdims=True))[0])

    def exchanges(self) -> Numbers:
        """Of a difference, what every document adds to the columns when the two runs exchange it."""
        half = self.columns.shape[1] // 2
        baseline, run = self.columns[:, :half], self.columns[:, half:]
        return np.concatenate([run - baseline, baseline - run], axis=1)


def value_of(summed: Summed) -> Quantity:
    """The value of a measure."""
    return Quantity("value", summed.columns, ~np.isnan(summed.by_document()), 0.0, summed.values)


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

    columns = np.concatenate([baseline.columns, run.columns], axis=1)
    defined = ~np.isnan(baseline.by_document()) | ~np.isnan(run.by_document())
    return Quantity("difference", columns, defined, -1.0, value)


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
