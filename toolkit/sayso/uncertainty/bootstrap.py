"""The document bootstrap: percentile and BCa intervals from what a quantity was in resamples of documents."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sayso.uncertainty.resampling import drawn, under
from sayso.uncertainty.settings import TOLERANCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.uncertainty.jackknife import Jackknife
    from sayso.uncertainty.quantity import Numbers, Quantity
    from sayso.uncertainty.settings import Settings

MOST_UNDEFINED = 0.05
"""Where a quantity is undefined in more of the resamples than this share, no interval is read from the others."""


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """What a document bootstrap says; None with a reason where it says nothing.

    Attributes:
        resamples: How many were drawn.
        seed: From which seed.
        undefined: In how many the quantity is undefined; intervals leave these out.
        percentile: Lower and upper end of the percentile interval.
        bca: Those of the bias-corrected and accelerated interval.
        reason: Why one of them, or both, cannot be had.
        level: The level whose quantiles the ends are.
        expanded: Whether that is above the level asked for, so that so few documents hold it (`few.py`).
    """

    resamples: int
    seed: int
    undefined: int
    percentile: tuple[float, float] | None
    bca: tuple[float, float] | None
    reason: str | None
    level: float
    expanded: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The bootstrap as it stands in JSON."""
        ends = {name: None if pair is None else list(pair) for name, pair in self._intervals().items()}
        return {**asdict(self), **ends}

    def _intervals(self) -> dict[str, tuple[float, float] | None]:
        return {"percentile": self.percentile, "bca": self.bca}


def replicates(quantities: Sequence[Quantity], settings: Settings) -> Numbers:
    """What each quantity is in resamples of the documents, drawn with replacement; nan where it is undefined.

    All quantities are computed from the same resamples.

    Returns:
        Resamples × quantities.
    """
    if not quantities:
        return np.empty((settings.resamples, 0))
    return under(drawn(len(quantities[0]), settings), quantities)


def bootstrap(
    found: Numbers, left: Jackknife, settings: Settings, name: str = "value", *, tolerance: float = TOLERANCE
) -> Bootstrap:
    """Percentile and BCa intervals.

    Formula: Percentile: the quantiles (1 − level)/2 and its complement. BCa: those at Φ(z₀ + (z₀ + z)/(1 − a(z₀ + z))),
        z the normal quantile of either, z₀ that of the share of resamples below the value (ties count half), a the
        acceleration from the jackknife. Quantiles are interpolated linearly.
    Source: Efron (1987), JASA 82; Efron and Tibshirani (1993), ch. 13 and 14.3; the numbers of scipy.stats.bootstrap.

    Args:
        found: What the quantity was in each resample; nan where it was undefined.
        left: Its jackknife.
        settings: Level, resamples and seed.
        name: What it is called in reasons.
        tolerance: A resample no further than this from the value is a tie. scipy has none: there rounding decides.
    """
    kept = found[~np.isnan(found)]
    undefined = len(found) - len(kept)
    reason = _no_interval(kept, undefined, name)
    if reason is not None:
        return Bootstrap(len(found), settings.seed, undefined, None, None, reason, settings.level)
    shares, reason = bca_shares(kept, left, settings, tolerance=tolerance)
    ends = np.quantile(kept, [settings.tail, 1 - settings.tail, *(shares or ())]).tolist()
    percentile, bca = (ends[0], ends[1]), (ends[2], ends[3]) if shares else None
    return Bootstrap(len(found), settings.seed, undefined, percentile, bca, reason, settings.level)


def bca_shares(
    kept: Numbers, left: Jackknife, settings: Settings, *, tolerance: float = TOLERANCE
) -> tuple[tuple[float, float] | None, str | None]:
    """At which shares of the resamples the BCa interval ends; or None, and why."""
    from scipy.special import ndtr, ndtri

    if left.undefined or left.same:
        return None, "no BCa interval: the jackknife gives no acceleration"
    ties = np.abs(kept - left.value) <= tolerance
    below = ((kept < left.value) & ~ties).sum() + ties.sum() / 2
    if not 0 < below < len(kept):
        return None, "no BCa interval: the value lies beyond all resamples"
    bias, spread = float(ndtri(below / len(kept))), float(ndtri(1 - settings.tail))
    shifted = [bias - spread, bias + spread]
    bottoms = [1 - left.acceleration * z for z in shifted]
    if min(bottoms) <= 0:
        return None, "no BCa interval: the acceleration is too large for this level"
    low, high = (float(ndtr(bias + z / bottom)) for z, bottom in zip(shifted, bottoms, strict=True))
    return (low, high), None


def _no_interval(kept: Numbers, undefined: int, name: str) -> str | None:
    drawn_in_all = len(kept) + undefined
    if undefined > MOST_UNDEFINED * drawn_in_all:
        return f"the {name} is undefined in {undefined} of {drawn_in_all} resamples"
    if np.ptp(kept) <= TOLERANCE:
        return f"every resample gives the same {name}"
    return None
