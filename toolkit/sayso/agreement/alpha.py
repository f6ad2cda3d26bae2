"""Krippendorff's α: agreement on labels of any number of annotators, with values missing, beyond chance.

α = 1 - Do / De: disagreement observed within units over that expected if values were paired at random.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

Scale = Literal["nominal", "ordinal", "interval", "ratio"]
Values: TypeAlias = Sequence[Hashable | None]


@dataclass(frozen=True, slots=True)
class Alpha:
    """An agreement coefficient with what it is made of.

    Attributes:
        value: α, None where it is undefined.
        observed: Do, disagreement observed.
        expected: De, disagreement expected by chance.
        units: Units that two annotators or more gave a value.
        same: The share of pairs of values within units that are equal, None without a pair.
        reason: Why α is undefined.
    """

    value: float | None
    observed: float | None
    expected: float | None
    units: int
    same: float | None
    reason: str | None


def alpha(annotators: Sequence[Values], scale: Scale = "nominal", *, domain: Sequence[Hashable] = ()) -> Alpha:
    """Krippendorff's α of values given by annotators to units.

    Formula:    1 - Do / De over the coincidences of values within units; a unit's pairs weigh 1 / (values - 1)
    Range:      below 0 (systematic disagreement) to 1
    Undefined:  no unit with two values, or a single value throughout: no disagreement could be expected
    Source:     Krippendorff (2011), Computing Krippendorff's Alpha-Reliability

    Args:
        annotators: For each annotator a value for each unit, None where there is none.
        scale: How values differ: nominal, ordinal (by ranks), interval or ratio (numbers).
        domain: The values there are, in order; else those that occur, sorted.

    Raises:
        UsageError: Annotators gave values to different numbers of units.
    """
    if len({len(values) for values in annotators}) > 1:
        counts = ", ".join(str(len(values)) for values in annotators)
        msg = f"annotators have values for {counts} units; give each a value, or None, for the same units"
        raise UsageError(msg)
    units = [[value for value in unit if value is not None] for unit in zip(*annotators, strict=True)]
    units = [unit for unit in units if len(unit) > 1]
    if not units:
        return Alpha(None, None, None, 0, None, "no unit has values of two annotators")
    values = list(domain) or sorted({value for unit in units for value in unit}, key=_ordered)
    coincidences = _coincidences(units, {value: place for place, value in enumerate(values)})
    totals = coincidences.sum(axis=0)
    n = totals.sum()
    apart = _DISTANCES[scale](values, totals)
    observed = float((coincidences * apart).sum() / n)
    expected = float((np.outer(totals, totals) * apart).sum() / (n * (n - 1)))
    same = float(np.trace(coincidences) / n)
    if expected == 0:
        reason = "every value is the same, so that no disagreement could be expected"
        return Alpha(None, observed, expected, len(units), same, reason)
    return Alpha(1 - observed / expected, observed, expected, len(units), same, None)


def _ordered(value: Hashable) -> tuple[bool, float, str]:
    """Numbers by size, other values after them by their spelling."""
    number = isinstance(value, (int, float))
    return (not number, float(value) if isinstance(value, (int, float)) else 0.0, "" if number else str(value))


def _coincidences(units: Sequence[Sequence[Hashable]], place: dict[Hashable, int]) -> Matrix:
    found = np.zeros((len(place), len(place)))
    for unit in units:
        counts = np.bincount([place[value] for value in unit], minlength=len(place)).astype(np.float64)
        found += (np.outer(counts, counts) - np.diag(counts)) / (len(unit) - 1)
    return found


def _nominal(values: Sequence[Hashable], _totals: Matrix) -> Matrix:
    return 1 - np.eye(len(values))


def _ordinal(_values: Sequence[Hashable], totals: Matrix) -> Matrix:
    """The values between two, each end counted by half, squared."""
    upto = np.cumsum(totals) - totals / 2
    distance: Matrix = (upto[:, None] - upto[None, :]) ** 2
    return distance


def _interval(values: Sequence[Hashable], _totals: Matrix) -> Matrix:
    numbers = _numbers(values)
    distance: Matrix = (numbers[:, None] - numbers[None, :]) ** 2
    return distance


def _ratio(values: Sequence[Hashable], _totals: Matrix) -> Matrix:
    numbers = _numbers(values)
    sums = numbers[:, None] + numbers[None, :]
    differences = numbers[:, None] - numbers[None, :]
    return np.divide(differences, sums, out=np.zeros_like(sums), where=sums != 0) ** 2


def _numbers(values: Sequence[Hashable]) -> Matrix:
    try:
        return np.array(values, dtype=np.float64)
    except ValueError as error:
        msg = (
            f"interval and ratio scales are for numbers, found {values!r}; labels are nominal, or ordinal with a domain"
        )
        raise UsageError(msg) from error


_DISTANCES: dict[str, Callable[[Sequence[Hashable], Matrix], Matrix]] = {
    "nominal": _nominal,
    "ordinal": _ordinal,
    "interval": _interval,
    "ratio": _ratio,
}
