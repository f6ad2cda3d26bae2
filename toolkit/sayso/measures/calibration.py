"""Calibration: whether items that a run gives a score of .8 are right eight times in ten."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from sayso.measures.averages import number
from sayso.measures.statistics import precision, ratio

if TYPE_CHECKING:
    from sayso.measures.curve import Curve

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The items with scores from `low` to `high`, its lower end not included but for 0.

    Attributes:
        low, high: Its ends.
        score: The mean score of its items, None where it is empty.
        predicted: How many items it has.
        matched: How many matches they add to those of higher scores.
        share: matched / predicted, None where it is empty.
    """

    low: float
    high: float
    score: float | None
    predicted: int
    matched: int
    share: float | None


def calibration(curve: Curve, bins: int = BINS) -> tuple[Bin, ...]:
    """A run's scores beside the share of items that are right, by bins of equal width.

    Pairs are those of the curve: at a threshold the items that score no less are matched anew, so the matches of a bin
    are what its items add. Items without a score are matched before all others and are in no bin.

    Source:
        Reliability diagrams: Murphy and Winkler (1977), Journal of the Royal Statistical Society C 26:41-47.
    """
    matched, predicted = (
        np.diff(column, prepend=first)
        for column, first in zip((curve.matched, curve.predicted), curve.first, strict=True)
    )
    # .7 · 10 is a little more than 7, and .7 belongs to the bin that ends there.
    place = np.clip(np.ceil((curve.thresholds * bins).round(9)).astype(int) - 1, 0, bins - 1)
    counts, right, sums = (
        np.bincount(place, weights, minlength=bins) for weights in (predicted, matched, predicted * curve.thresholds)
    )
    shares = precision({"matched": right, "predicted": counts}, Fraction(1))
    scores = ratio(sums, counts)
    return tuple(
        Bin(one / bins, (one + 1) / bins, number(scores[one]), int(counts[one]), int(right[one]), number(shares[one]))
        for one in range(bins)
    )
