"""From counters to numbers: precision, recall, F and accuracy.

Every quotient of the package is formed here. Functions are elementwise over the counters: the totals of a
corpus, its documents one by one, or the totals of a thousand resamples are all the same to them. Nothing over
nothing is nan.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sayso.tallies.counts import detected, judged

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from fractions import Fraction

    from numpy.typing import ArrayLike, NDArray

    from sayso.tallies.tally import Tally

    Counters = Mapping[str, ArrayLike]
    Numbers = NDArray[np.float64]

MACRO = "MacroF"


@dataclass(frozen=True, slots=True)
class Statistic:
    """A number over the counters of a kind of line."""

    name: str
    value: Callable[[Counters, Fraction], Numbers]

    @property
    def takes_beta(self) -> bool:
        """Whether `beta` is a parameter of it."""
        return self.name == "F"

    @property
    def doc(self) -> str:
        """Its docstring."""
        return self.value.__doc__ or ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of line: how its findings are tallied, and its statistics by name."""

    name: str
    tally: Callable[..., Tally]
    counters: tuple[str, ...]
    statistics: Mapping[str, Statistic]
    macro: bool = False


def ratio(numerator: ArrayLike, denominator: ArrayLike) -> Numbers:
    """A quotient, elementwise; nan where the denominator is 0."""
    top, bottom = np.broadcast_arrays(np.asarray(numerator, float), np.asarray(denominator, float))
    quotient: Numbers = np.divide(top, bottom, out=np.full(top.shape, np.nan), where=bottom != 0)
    return quotient


def precision(counts: Counters, _beta: Fraction) -> Numbers:
    """Precision: how much of what was predicted is right.

    Formula:    matched / predicted
    Range:      0 to 1; higher is better
    Undefined:  where nothing is predicted
    Shape:      elementwise, the shape of the counters
    Source:     van Rijsbergen (1979), Information Retrieval, 2nd ed., ch. 7; measures.md §3
    """
    return ratio(counts["matched"], counts["predicted"])


def recall(counts: Counters, _beta: Fraction) -> Numbers:
    """Recall: how much of gold was found.

    Formula:    matched / gold
    Range:      0 to 1; higher is better
    Undefined:  where gold has no items
    Shape:      elementwise, the shape of the counters
    Source:     van Rijsbergen (1979), Information Retrieval, 2nd ed., ch. 7; measures.md §3
    """
    return ratio(counts["matched"], counts["gold"])


def f_measure(counts: Counters, beta: Fraction) -> Numbers:
    """Weighted harmonic mean of precision and recall.

    Formula:    (1 + b²) · matched / (b² · gold + predicted), where b = `beta`
    Range:      0 to 1; higher is better
    Undefined:  where there are neither gold nor predicted items
    Shape:      elementwise, the shape of the counters
    Source:     van Rijsbergen (1979), Information Retrieval, 2nd ed., ch. 7; measures.md §3
    """
    # Numerator and denominator of beta² apart: all terms stay integers, and the one division is the only
    # rounding.
    up, down = beta.numerator**2, beta.denominator**2
    matched, gold, predicted = (np.asarray(counts[name]) for name in ("matched", "gold", "predicted"))
    return ratio((up + down) * matched, up * gold + down * predicted)


def accuracy(counts: Counters, _beta: Fraction) -> Numbers:
    """Accuracy: the share of considered pairs that agree.

    Formula:    agreeing / considered
    Range:      0 to 1; higher is better
    Undefined:  where no pair is considered
    Shape:      elementwise, the shape of the counters
    Source:     measures.md §5, Accuracy: a pair agrees only if every rival prediction does, so that hedging gains
        nothing
    """
    return ratio(counts["agreeing"], counts["considered"])


def _statistics(**functions: Any) -> Mapping[str, Statistic]:  # noqa: ANN401
    return {name: Statistic(name, function) for name, function in functions.items()}


DETECTION = Kind(
    "detection",
    detected,
    ("matched", "gold", "predicted"),
    _statistics(P=precision, R=recall, F=f_measure),
    macro=True,
)
ACCURACY = Kind("accuracy", judged, ("agreeing", "considered"), _statistics(accuracy=accuracy))
