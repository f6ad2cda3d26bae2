"""A tally: counters by document, and in which documents they mean something."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from sayso.data.keys import Bools, Ints


@dataclass(frozen=True, slots=True)
class Tally:
    """Counters by document.

    Attributes:
        counters: Column names.
        rows: Documents × counters; integers, or floating point where a counter is a sum of fractions.
        defined: In which documents the aspect is annotated and was attempted; the others take part in no total.
        fractions: The counters that are sums of fractions; all others are integers.
    """

    counters: tuple[str, ...]
    rows: NDArray[np.int64] | NDArray[np.float64]
    defined: Bools
    fractions: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def total(self) -> dict[str, int | float]:
        """Sums over the documents where the aspect is defined; sums of fractions are rounded once."""
        kept = self.rows[self.defined]
        return {
            name: math.fsum(column.tolist()) if name in self.fractions else int(column.sum())
            for name, column in zip(self.counters, kept.T, strict=True)
        }

    def document(self, row: int) -> dict[str, int | float]:
        """The counters of one document."""
        return {
            name: value if name in self.fractions else int(value)
            for name, value in zip(self.counters, self.rows[row].tolist(), strict=True)
        }

    def where(self, keep: Bools) -> Tally:
        """The same tally, defined only where `keep` is true as well."""
        return replace(self, defined=self.defined & keep)

    def ordered(self, order: Ints) -> Tally:
        """The same tally, its documents in another order, given as row numbers."""
        return replace(self, rows=self.rows[order], defined=self.defined[order])


def concatenated(tallies: Sequence[Tally]) -> Tally:
    """One tally of the documents of several, in their order."""
    rows = np.concatenate([tally.rows for tally in tallies])
    return replace(tallies[0], rows=rows, defined=np.concatenate([tally.defined for tally in tallies]))


def by_document(documents: int, **docs: Ints) -> Mapping[str, Ints]:
    """How many of each kind of thing every document has; each argument lists the documents of its things."""
    return {name: np.bincount(doc, minlength=documents) for name, doc in docs.items()}


def tally_of(columns: Mapping[str, Ints], defined: Bools) -> Tally:
    """A tally of integer columns."""
    return Tally(tuple(columns), np.stack(list(columns.values()), axis=1), defined)
