"""Planning a study: how many documents it takes to notice a difference.

What is needed is how much the difference varies between documents: the standard deviation of the pseudo-values of a
pilot (which for a mean are the differences of the documents themselves), or one that is stated. The rest is the power
of the t test. Below six documents at level .95 the sign-flip test can't find anything, whatever is there: the power
is 0.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sayso.errors import UsageError
from sayso.uncertainty.detectable import POWER, detectable
from sayso.uncertainty.interval import no_interval, t_quantile
from sayso.uncertainty.jackknife import jackknife
from sayso.uncertainty.quantity import difference_of
from sayso.uncertainty.settings import checked_level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.measures.summed import Summed
    from sayso.uncertainty.quantity import Numbers

DOCUMENTS = (2, 3, 5, 6, 8, 10, 15, 20, 30, 50, 75, 100, 150, 200, 300, 500, 1000)
"""The sizes that a plan looks at unless others are asked for."""

_MOST = 2**30
_NODES = 200


@dataclass(frozen=True, slots=True)
class Planned:
    """A study of some size.

    Attributes:
        documents: Its documents.
        power: How often it would find the difference.
        detectable: The minimum detectable difference at that size.
    """

    documents: int
    power: float
    detectable: float

    def to_dict(self) -> dict[str, Any]:
        """The row as it stands in JSON."""
        return asdict(self)


def deviation(baseline: Summed, run: Summed) -> float:
    """Standard deviation between documents of a pilot's difference: that of its jackknife pseudo-values.

    Formula: jackknife standard error · √n.
    Source: Tukey (1958), Annals of Mathematical Statistics 29.

    Raises:
        UsageError: The pilot has too few documents, or no variation, or the two are not of one measure.
    """
    quantity = difference_of(baseline, run)
    left = jackknife(quantity)
    reason = no_interval(quantity, left)
    if reason is not None:
        raise UsageError(f"{run.measure}: no plan from this pilot: {reason}; state a standard deviation instead")
    return left.error * math.sqrt(left.documents)


def power(difference: float, deviation: float, documents: int, *, level: float = 0.95) -> float:
    """How often a study finds a difference that is there: the power of the paired t test, two-sided.

    Formula: P(|T| > t at (1 + level)/2), T noncentral t with n − 1 degrees of freedom around |d| · √n / sd; 0 where
        2/2ⁿ > 1 − level, since no sign-flip test can find anything there.
    Source: Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, ch. 2.

    Args:
        difference: The true difference.
        deviation: Its standard deviation between documents, above 0.
        documents: How many documents the study has.
        level: 1 − level is what counts as significant.

    Raises:
        UsageError: A deviation that is not above 0, fewer than two documents, or a level outside 0 to 1.
    """
    _check(deviation, documents, level)
    if not _can_find(documents, level):
        return 0.0
    return _beyond(abs(difference) / deviation * math.sqrt(documents), documents, level)


def documents_needed(difference: float, deviation: float, *, power: float = POWER, level: float = 0.95) -> int:
    """The fewest documents with which a study finds a difference often enough.

    Raises:
        UsageError: No difference, a power or level outside 0 to 1, a deviation that is not above 0, or more than a
            billion documents.
    """
    if difference == 0 or not math.isfinite(difference):
        raise UsageError(f"difference={difference!r}: expected a number other than 0; nothing finds what is not there")
    if not 0 < power < 1:
        raise UsageError(f"power={power!r}: expected a number between 0 and 1, as 0.8")
    high = 2
    while _power(difference, deviation, high, level) < power:
        high *= 2
        if high > _MOST:
            raise UsageError(
                f"a difference of {difference!r} at a deviation of {deviation!r} takes over {_MOST} documents"
            )
    low = high // 2
    while low + 1 < high:
        middle = (low + high) // 2
        low, high = (middle, high) if _power(difference, deviation, middle, level) < power else (low, middle)
    return high


def plan(
    difference: float, deviation: float, *, documents: Sequence[int] = DOCUMENTS, level: float = 0.95
) -> list[Planned]:
    """What studies of several sizes would find.

    Args:
        difference: The difference to be found.
        deviation: Its standard deviation between documents: `deviation` of a pilot, or stated.
        documents: The sizes.
        level: 1 − level is what counts as significant.

    Raises:
        UsageError: As `power` does.
    """
    return [
        Planned(n, power(difference, deviation, n, level=level), detectable(deviation / math.sqrt(n), n, level=level))
        for n in documents
    ]


def _power(difference: float, deviation: float, documents: int, level: float) -> float:
    return power(difference, deviation, documents, level=level)


def _can_find(documents: int, level: float) -> bool:
    return 2.0 ** (1 - documents) <= 1 - level


def _beyond(centre: float, documents: int, level: float) -> float:
    """P(|T| > t) for a noncentral t: the normal probability, averaged over the estimated deviation.

    scipy's noncentral t is nan in far tails, in several versions.
    """
    import numpy as np
    from scipy.special import ndtr

    edge, freedom = t_quantile((1 + level) / 2, documents), documents - 1
    nodes, weights = _quadrature()
    # Estimated over true deviation: a chi over the root of its degrees of freedom, all of it within ten deviations.
    reach = 10 / math.sqrt(2 * freedom)
    low, high = max(0.0, 1 - reach), 1 + reach
    ratio = (low + high) / 2 + (high - low) / 2 * nodes
    density = (freedom - 1) * np.log(ratio) - freedom * ratio**2 / 2
    weights = weights * np.exp(density - density.max())
    beyond = ndtr(centre - edge * ratio) + ndtr(-centre - edge * ratio)
    return float((weights * beyond).sum() / weights.sum())


@cache
def _quadrature() -> tuple[Numbers, Numbers]:
    import numpy as np

    nodes, weights = np.polynomial.legendre.leggauss(_NODES)
    return nodes, weights


def _check(deviation: float, documents: int, level: float) -> None:
    checked_level(level)
    if not (math.isfinite(deviation) and deviation > 0):
        raise UsageError(f"deviation={deviation!r}: expected a number above 0")
    if documents < 2:  # noqa: PLR2004 - a variation takes two
        raise UsageError(f"documents={documents!r}: expected 2 or more")
