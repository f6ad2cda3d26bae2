"""The minimum detectable difference: how large a difference would have had to be for this study to notice it.

It stands beside every "no difference": a study that could only have seen twenty points says little about two.
"""

from __future__ import annotations

from sayso.uncertainty.interval import t_quantile
from sayso.uncertainty.settings import checked_level

POWER = 0.8
"""How often a difference of the size that is called detectable would be found."""


def detectable(error: float, documents: int, *, level: float = 0.95) -> float:
    """Minimum detectable difference.

    Formula: (t at (1 + level)/2 + t at 0.8) · error, t with n − 1 degrees of freedom.
    Source: Bloom (1995), Evaluation Review 19, with t for the normal.

    Args:
        error: Standard error of the difference.
        documents: From how many documents; two or more.
        level: 1 − level is what counts as significant.
    """
    checked_level(level)
    return (t_quantile((1 + level) / 2, documents) + t_quantile(POWER, documents)) * error
