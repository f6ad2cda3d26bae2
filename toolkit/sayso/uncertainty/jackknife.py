"""The delete-one-document jackknife: a quantity computed again without each document in turn.

It gives the standard error of any smooth function of sums, pooled ratios and averages of them included, and with n − 1
degrees of freedom an interval that holds its level from three documents on, where a bootstrap does not
(`benchmarks/` has the simulation).

A document *takes part* if the measure is defined in it, or if leaving it out moves the quantity (an average over two
labels is undefined in a document that has only one of them, and moved by it all the same). The number of documents is
that of those which take part.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sayso.uncertainty.quantity import BLOCK
from sayso.uncertainty.settings import TOLERANCE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sayso.uncertainty.quantity import Numbers, Quantity


@dataclass(frozen=True)
class Jackknife:
    """A quantity, and what it is without each document that takes part.

    Attributes:
        value: Over all documents; nan where it is undefined.
        without: Without each of the documents that take part, in their order.
        taking_part: Of all documents that were given, which take part.
    """

    value: float
    without: Numbers
    taking_part: NDArray[np.bool_]

    @property
    def given(self) -> int:
        """How many documents were given, taking part or not."""
        return len(self.taking_part)

    @property
    def documents(self) -> int:
        """How many documents take part."""
        return len(self.without)

    @cached_property
    def undefined(self) -> int:
        """For how many documents the rest is undefined."""
        return int(np.isnan(self.without).sum())

    @cached_property
    def same(self) -> bool:
        """Whether no document moves the value: all give the same."""
        return bool((np.abs(self.without - self.value) <= TOLERANCE).all())

    @cached_property
    def error(self) -> float:
        """Standard error.

        Formula: √((n − 1)/n · Σ (θ₍ᵢ₎ − θ₍.₎)²), θ₍ᵢ₎ without document i, θ₍.₎ their mean.
        Source: Efron and Tibshirani (1993), An Introduction to the Bootstrap, eq. 11.5.
        """
        n = self.documents
        return math.sqrt((n - 1) / n * float((self._moves * self._moves).sum()))

    @cached_property
    def acceleration(self) -> float:
        """Acceleration of BCa: how the standard error changes with the value.

        Formula: Σ (θ₍.₎ − θ₍ᵢ₎)³ / (6 · (Σ (θ₍.₎ − θ₍ᵢ₎)²)^1.5).
        Source: Efron and Tibshirani (1993), eq. 14.15.
        """
        squares = self._moves * self._moves
        return float((squares * self._moves).sum() / (6 * squares.sum() ** 1.5))

    @cached_property
    def _moves(self) -> Numbers:
        found: Numbers = self.without.mean() - self.without
        return found


def jackknife(quantity: Quantity) -> Jackknife:
    """A quantity without each document in turn."""
    value, total = quantity.value(), quantity.totals()
    rows = max(2, BLOCK // (8 * max(1, quantity.width)))
    without = np.concatenate(
        [
            np.empty(0),
            *(quantity.values(total - quantity.rows(first, first + rows)) for first in range(0, len(quantity), rows)),
        ]
    )
    moved = ~((without == value) | (np.isnan(without) & math.isnan(value)))
    taking_part = quantity.defined | moved
    return Jackknife(value, without[taking_part], taking_part)
