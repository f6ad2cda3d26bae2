"""Precision and recall over a run's scores: the curve, the area under it, and the threshold that was best here."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from sayso.measures.averages import number
from sayso.measures.statistics import f_measure, precision, recall

if TYPE_CHECKING:
    from sayso.data.keys import Ints
    from sayso.measures.statistics import Numbers


@dataclass(frozen=True, slots=True)
class Curve:
    """A detection measure at every threshold on the score, highest first.

    At a threshold the run has the items that score no less, and those without a score; pairs are made anew.

    Attributes:
        measure: The measure's canonical spelling.
        thresholds: Distinct scores, falling.
        matched, predicted: Items at each threshold.
        gold: Gold items.
        unscored: Predicted items without a score, which are in at every threshold.
        first: Of these alone what is matched and predicted, as the measure counts.
    """

    measure: str
    thresholds: Numbers
    matched: Ints
    predicted: Ints
    gold: int
    unscored: int
    first: tuple[int, int] = (0, 0)

    @property
    def precision(self) -> Numbers:
        """Precision at each threshold, nan where nothing is predicted."""
        return precision({"matched": self.matched, "predicted": self.predicted}, Fraction(1))

    @property
    def recall(self) -> Numbers:
        """Recall at each threshold, nan where gold has no items."""
        return recall({"matched": self.matched, "gold": np.full(len(self.matched), self.gold)}, Fraction(1))

    @property
    def f(self) -> Numbers:
        """F at each threshold, nan where there are neither gold nor predicted items."""
        gold = np.full(len(self.matched), self.gold)
        return f_measure({"matched": self.matched, "gold": gold, "predicted": self.predicted}, Fraction(1))

    @property
    def average_precision(self) -> float | None:
        """Average precision: precision at each threshold, weighted by the recall gained there.

        Formula:    Σ (Rᵢ - Rᵢ₋₁) · Pᵢ over falling thresholds, R₀ = 0; no interpolation
        Range:      0 to 1; higher is better
        Undefined:  where gold has no items
        Source:     as scikit-learn 1.4 defines `average_precision_score`
        """
        if self.gold == 0:
            return None
        gained = np.diff(np.concatenate([[0.0], self.recall]))
        return number(np.sum(gained * np.nan_to_num(self.precision)))

    @property
    def area(self) -> float | None:
        """Area under the curve by trapezoids between its points, from the first recall reached.

        Formula:    Σ (Rᵢ - Rᵢ₋₁) · (Pᵢ + Pᵢ₋₁) / 2 over falling thresholds, from the second
        Range:      0 to 1; higher is better; below the average precision where the first point has recall
        Undefined:  where gold has no items
        Source:     Davis and Goadrich (2006) warn of interpolating between distant points: these are all real
        """
        if self.gold == 0:
            return None
        heights = np.nan_to_num(self.precision)
        return number(np.sum(np.diff(self.recall) * (heights[1:] + heights[:-1]) / 2))

    @property
    def best(self) -> tuple[float, float] | None:
        """The threshold with the highest F and that F, the higher threshold of equals; None if F is nowhere defined.

        It was chosen on the very data it is told of, so it is an upper bound and no score of the run.
        """
        values = self.f
        if not len(values) or bool(np.all(np.isnan(values))):
            return None
        place = int(np.nanargmax(values))
        return float(self.thresholds[place]), float(values[place])
