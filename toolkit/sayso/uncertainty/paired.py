"""Two runs on the same documents: how far apart, between which ends, and whether by more than chance.

Everything is paired by document: the jackknife leaves the same one out of both runs, a resample weights it alike in
both, the sign-flip test exchanges the two runs' counts of it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sayso.uncertainty.bootstrap import MOST_UNDEFINED
from sayso.uncertainty.detectable import detectable
from sayso.uncertainty.few import expanded_p
from sayso.uncertainty.interval import Interval, interval, resample
from sayso.uncertainty.jackknife import Jackknife, jackknife
from sayso.uncertainty.quantity import check_lengths, difference_of
from sayso.uncertainty.settings import TOLERANCE, Settings
from sayso.uncertainty.signflip import SignFlip, enumerated, exact, sampled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.measures.summed import Summed
    from sayso.uncertainty.quantity import Numbers, Quantity


@dataclass(frozen=True, slots=True)
class Paired:
    """How a run compares with a baseline in one measure.

    Attributes:
        difference: The run's value minus the baseline's; None where either is undefined.
        interval: Its t interval, and from twenty documents on its bootstrap.
        p: Two-sided p of the sign-flip test, None where there is none.
        method: `exact sign-flip` through 19 documents, else `approximate randomisation`.
        resamples: How many patterns of exchanges were looked at, or sampled.
        undefined: In how many of them a value was undefined; they count against significance.
        floor: The smallest p that so many documents can give. Where it is above 1 − level no difference is significant.
        p_bootstrap: Two-sided p of the paired bootstrap, from twenty documents on.
        detectable: The minimum detectable difference.
        documents: From how many documents: those in which the measure is defined, or which move the difference.
        reason: What could not be had, or was undefined, and why.
    """

    difference: float | None
    interval: Interval
    p: float | None
    method: str | None
    resamples: int | None
    undefined: int
    floor: float | None
    p_bootstrap: float | None
    detectable: float | None
    documents: int
    reason: str | None

    def to_dict(self) -> dict[str, Any]:
        """The comparison as it stands in JSON."""
        return {**asdict(self), "interval": self.interval.to_dict()}


def paired(pairs: Sequence[tuple[Summed, Summed]], settings: Settings | None = None) -> list[Paired]:
    """Compares a run with a baseline in each measure; resamples and patterns are shared.

    Args:
        pairs: For each measure the baseline's and the run's, over the same documents.
        settings: Level, resamples and seed.

    Raises:
        UsageError: A pair of different measures, or over different documents.
    """
    settings = settings or Settings()
    quantities = [difference_of(baseline, run) for baseline, run in pairs]
    check_lengths(quantities)
    jackknives = [jackknife(one) for one in quantities]
    resampled = resample(quantities, jackknives, settings)
    tests = _tests(quantities, jackknives, settings)
    return [
        _paired(pair, quantity, (left, found, test), settings)
        for pair, quantity, left, found, test in zip(pairs, quantities, jackknives, resampled, tests, strict=True)
    ]


def _tests(
    quantities: Sequence[Quantity], jackknives: Sequence[Jackknife], settings: Settings
) -> list[SignFlip | None]:
    """The sign-flip test of each difference that has a value and two documents or more."""
    tests: list[SignFlip | None] = [None] * len(quantities)
    many = []
    for place, (quantity, left) in enumerate(zip(quantities, jackknives, strict=True)):
        if _no_test(left) is not None:
            continue
        if enumerated(left.documents):
            tests[place] = exact(quantity, left, settings)
        else:
            many.append(place)
    for place, test in zip(many, sampled([quantities[place] for place in many], settings), strict=True):
        tests[place] = test
    return tests


def _no_test(left: Jackknife) -> str | None:
    """Why there is no test; None where there is one."""
    if left.value != left.value:
        return "the difference is undefined"
    if left.given == 1:
        return "one document: no p-value can be had from it; the items gained and lost say what changed"
    if left.documents < 2:  # noqa: PLR2004 - to exchange one document is to exchange all
        return f"the measure is defined in {left.documents} of {left.given} documents: no p-value can be had"
    return None


def _paired(
    pair: tuple[Summed, Summed],
    quantity: Quantity,
    found: tuple[Jackknife, Numbers | None, SignFlip | None],
    settings: Settings,
) -> Paired:
    left, replicates, test = found
    ends = interval(quantity, left, replicates, settings)
    return Paired(
        difference=None if left.value != left.value else left.value,
        interval=ends,
        p=test.p if test else None,
        method=test.method if test else None,
        resamples=test.resamples if test else None,
        undefined=test.undefined if test else 0,
        floor=test.floor if test else None,
        p_bootstrap=None if replicates is None else _p_bootstrap(replicates, left, settings),
        detectable=None if ends.error is None else detectable(ends.error, left.documents, level=settings.level),
        documents=left.documents,
        reason=_reason(pair, left, test),
    )


def _p_bootstrap(found: Numbers, left: Jackknife, settings: Settings) -> float | None:
    p = p_bootstrap(found, left.value)
    return p if p is None or settings.plain else min(1.0, expanded_p(p, left.documents))


def p_bootstrap(found: Numbers, difference: float) -> float | None:
    """Two-sided p of the paired bootstrap; None where too many resamples are undefined.

    Formula: (k + 1)/(n + 1), k the resamples with |d* − d| ≥ |d|; undefined ones and ties count among them.
    Source: Efron and Tibshirani (1993), ch. 16.4, resamples shifted to the hypothesis of no difference.
    """
    missing = np.isnan(found)
    if missing.sum() > MOST_UNDEFINED * len(found):
        return None
    as_large = missing | (np.abs(found - difference) >= abs(difference) - TOLERANCE)
    return (int(as_large.sum()) + 1) / (len(found) + 1)


def _reason(pair: tuple[Summed, Summed], left: Jackknife, test: SignFlip | None) -> str | None:
    if left.value != left.value:
        return f"the measure is undefined in {_where_undefined(pair)}"
    if test is not None and test.undefined:
        patterns = f"{test.undefined} of {test.resamples} patterns of exchanges"
        return f"a value is undefined in {patterns}; they count against significance"
    return _no_test(left)


def _where_undefined(pair: tuple[Summed, Summed]) -> str:
    gone = [one.value() != one.value() for one in pair]
    if all(gone):
        return "both runs"
    return "the baseline" if gone[0] else "the run"
