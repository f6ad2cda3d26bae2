"""Few documents: intervals that keep their word where the plain ones fall short.

The plain t interval is symmetric, a share near its limit is not: it covers too little where documents differ much. And
percentiles of a bootstrap of few documents are too close together, by √((n − 1)/n) and by the normal quantile that they
stand for in the place of Student's. The simulation in `benchmarks/simulation.py` shows both rules beside each other.
"""

from __future__ import annotations

import math


def logit_interval(value: float, error: float, documents: int, *, level: float) -> tuple[float, float] | None:
    """The t interval of the jackknife, made on the logit and turned back; None for a value of 0 or 1.

    Formula: expit(logit θ ± t · se/(θ(1 − θ))), t with n − 1 degrees of freedom.
    Source: survey statistics' interval of a proportion: `svyciprop(method="xlogit")` of R's survey, SUDAAN, Stata.
    """
    from scipy.special import expit, logit

    if not 0 < value < 1:
        return None
    reach = _quantile(level, documents) * error / (value * (1 - value))
    return float(expit(logit(value) - reach)), float(expit(logit(value) + reach))


def expanded(level: float, documents: int) -> float:
    """The level at which percentiles of a bootstrap are as far out as a t interval of `level` reaches.

    Formula: 1 − 2Φ(−√(n/(n − 1)) · t), t with n − 1 degrees of freedom.
    Source: Hesterberg (2015), The American Statistician 69, "expanded percentile interval".
    """
    from scipy.special import ndtr

    return 1 - 2 * float(ndtr(-math.sqrt(documents / (documents - 1)) * _quantile(level, documents)))


def expanded_p(p: float, documents: int) -> float:
    """The p at which an expanded interval just touches no difference, where a percentile interval does at `p`.

    Formula: 2 · P(T < √((n − 1)/n) · Φ⁻¹(p/2)), T with n − 1 degrees of freedom; the inverse of `expanded`.
    """
    from scipy.special import ndtri, stdtr

    return 2 * float(stdtr(documents - 1, math.sqrt((documents - 1) / documents) * float(ndtri(p / 2))))


def _quantile(level: float, documents: int) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(documents - 1, (1 + level) / 2))
