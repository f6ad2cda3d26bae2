"""Planning a study: how many documents it takes to show a difference, with the spread of a pilot or a stated one.

The arithmetic is that of `sayso.uncertainty.power`. Where Holm's correction will count several tests, each is planned
at its first step, (1 - level) / tests. A standard deviation from a pilot is itself uncertain, so a second number of
documents is given for its one-sided upper limit of 80 % (Browne 1995, Statistics in Medicine 14:1933-1940).
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from sayso.errors import UsageError
from sayso.uncertainty.power import documents_needed
from sayso.uncertainty.power import plan as planned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.evaluate.comparison import Compared
    from sayso.uncertainty.power import Planned

DIFFERENCES = (0.01, 0.02, 0.03, 0.05, 0.1, 0.2)
_DRAWN = 0.05
_CAUTION = 0.8


@dataclass(frozen=True, slots=True)
class Need:
    """How many documents a difference takes.

    Attributes:
        difference: The difference.
        documents: How many documents show it.
        cautious: How many do if the standard deviation is at the upper limit that the pilot allows for; None without a
            pilot.
    """

    difference: float
    documents: int
    cautious: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A study planned.

    Attributes:
        name: What it is about: a measure, or the standard deviation as stated.
        sd: Standard deviation between documents of the difference: that of its jackknife pseudo-values.
        sd_upper: Its upper limit, None where it was stated.
        pilot: How many documents the pilot had, None where the standard deviation was stated.
        level: Level.
        power: How often a difference is to be shown.
        tests: How many tests Holm's correction will count.
        needs: By difference, how many documents it takes.
        drawn: The difference whose power is drawn.
        curve: By number of documents the power to show it, and what is detectable.
    """

    name: str
    sd: float
    sd_upper: float | None
    pilot: int | None
    level: float
    power: float
    tests: int
    needs: tuple[Need, ...]
    drawn: float
    curve: tuple[Planned, ...]

    def to_dict(self) -> dict[str, Any]:
        """The plan as it stands in JSON."""
        found = asdict(self)
        return {**found, "needs": list(found["needs"]), "curve": [row.to_dict() for row in self.curve]}


def plan(
    sd: float,
    differences: Sequence[float] = (),
    *,
    name: str = "",
    pilot: int | None = None,
    level: float = 0.95,
    power: float = 0.8,
    tests: int = 1,
) -> Plan:
    """How many documents some differences take, for one standard deviation.

    Args:
        sd: Standard deviation between documents of the difference.
        differences: The differences, above 0 and at most 1; some usual ones if none are given.
        name: What the plan is about; how the standard deviation was stated, if nothing is said.
        pilot: From how many documents the standard deviation was estimated.
        level: 1 - level is what counts as significant.
        power: How often a difference is to be shown.
        tests: How many tests Holm's correction will count.

    Raises:
        UsageError: A number that makes no sense, or a study of more than a billion documents.
    """
    _check(sd, differences, tests)
    corrected = 1 - (1 - level) / tests
    upper = None if pilot is None else sd * math.sqrt((pilot - 1) / _chi_square(1 - _CAUTION, pilot - 1))

    def needed(difference: float, spread: float) -> int:
        return documents_needed(difference, spread, power=power, level=corrected)

    drawn = min(differences, default=_DRAWN)
    return Plan(
        name=name or f"sd {sd:.4g}",
        sd=sd,
        sd_upper=upper,
        pilot=pilot,
        level=level,
        power=power,
        tests=tests,
        needs=tuple(
            Need(one, needed(one, sd), None if upper is None else needed(one, upper))
            for one in sorted(set(differences or DIFFERENCES))
        ),
        drawn=drawn,
        # Fewer documents than a test needs have no power at all.
        curve=tuple(_certain(row) for row in planned(drawn, sd, level=corrected) if row.power),
    )


def _certain(row: Planned) -> Planned:
    """The row, power 1 where scipy's noncentral t gives nan, which it does only far out."""
    return replace(row, power=1.0) if math.isnan(row.power) else row


def spread_of(compared: Compared) -> tuple[float, str, int]:
    """The standard deviation between documents that a pilot found, of which measure, and from how many documents.

    Formula: jackknife standard error of the difference · √n.

    Raises:
        UsageError: The pilot says nothing of how documents vary.
    """
    error, documents = compared.interval.error, compared.interval.documents
    if not error:
        why = compared.interval.reason
        msg = f"{compared.measure}: no plan from this pilot: {why}; state a standard deviation instead (--sd)"
        raise UsageError(msg)
    return error * math.sqrt(documents), compared.measure, documents


def _chi_square(share: float, freedom: int) -> float:
    from scipy.special import chdtri

    # chdtri counts from above.
    return float(chdtri(freedom, 1 - share))


def _check(sd: float, differences: Sequence[float], tests: int) -> None:
    if not 0 < sd < math.inf:
        msg = f"a standard deviation of {sd} makes no plan; expected a number above 0"
        raise UsageError(msg)
    wrong = [one for one in differences if not 0 < one <= 1]
    if wrong:
        msg = f"found a difference of {wrong[0]}, expected one above 0 and at most 1, as in 0.05 for five points"
        raise UsageError(msg)
    if tests < 1:
        msg = f"{tests} tests are none; give the number that Holm's correction will count, 1 or more"
        raise UsageError(msg)
