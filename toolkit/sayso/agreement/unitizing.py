"""Krippendorff's α for unitizing: agreement on where units are, and of what category, along a continuum.

For each category every annotator cuts the continuum into units and gaps. Units that overlap differ by the squares of
what sticks out on either side, a unit within a gap by the square of its length.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that an annotator marked, half open, with its category."""

    annotator: Hashable
    start: int
    end: int
    category: Hashable


@dataclass(frozen=True, slots=True)
class Unitized:
    """αᵤ, and that of each category; None where nothing was marked, with the reason."""

    value: float | None
    by_category: Mapping[Hashable, float | None]
    reason: str | None


@dataclass(frozen=True, slots=True)
class _Section:
    start: int
    length: int
    marked: bool


def alpha_u(units: Sequence[Unit], annotators: Sequence[Hashable], begin: int, length: int) -> Unitized:
    """α for unitizing over a continuum.

    Formula:    1 - mean Do / mean De over categories; Do and De as in the source
    Range:      below 0 to 1
    Undefined:  where nobody marked anything
    Source:     Krippendorff (1995), On the Reliability of Unitizing Continuous Data; averaged over categories as by
        dkpro-statistics f7f4f89

    Args:
        units: What was marked; units of one annotator and category do not overlap.
        annotators: Everybody, those who marked nothing too.
        begin: Where the continuum begins.
        length: How long it is, in the unit of the offsets.

    Raises:
        UsageError: Fewer than two annotators.
    """
    if len(annotators) < 2:  # noqa: PLR2004 - agreement takes two
        msg = f"{len(annotators)} annotator cannot agree; give two or more"
        raise UsageError(msg)
    categories = list(dict.fromkeys(unit.category for unit in units))
    if not categories:
        return Unitized(None, {}, "nobody marked anything")
    parts = {}
    for category in categories:
        cuts = [
            _sections((unit for unit in units if (unit.annotator, unit.category) == (one, category)), begin, length)
            for one in annotators
        ]
        parts[category] = (_observed(cuts, length), _expected(cuts, length))
    observed, expected = (sum(part[place] for part in parts.values()) / len(parts) for place in (0, 1))
    by_category = {category: _alpha(*part) for category, part in parts.items()}
    return Unitized(_alpha(observed, expected), by_category, None)


def _alpha(observed: float, expected: float) -> float | None:
    return 1 - observed / expected if expected else None


def _sections(units: Iterable[Unit], begin: int, length: int) -> list[_Section]:
    """An annotator's continuum as units and the gaps between them."""
    found: list[_Section] = []
    at = begin
    for unit in sorted(units, key=lambda unit: (unit.start, unit.end)):
        if unit.start > at:
            found.append(_Section(at, unit.start - at, marked=False))
        found.append(_Section(unit.start, unit.end - unit.start, marked=True))
        at = unit.end
    if at < begin + length:
        found.append(_Section(at, begin + length - at, marked=False))
    return found


def _observed(cuts: Sequence[Sequence[_Section]], length: int) -> float:
    total = sum(
        _apart(one, other)
        for i, ours in enumerate(cuts)
        for j, theirs in enumerate(cuts)
        if i != j
        for one in ours
        for other in theirs
    )
    return total / (len(cuts) * (len(cuts) - 1) * length**2)


def _apart(one: _Section, other: _Section) -> int:
    shift = one.start - other.start
    if one.marked and other.marked:
        meets = -one.length < shift < other.length
        return shift**2 + (shift + one.length - other.length) ** 2 if meets else 0
    if one.marked and not other.marked:
        return one.length**2 if other.length - one.length >= shift >= 0 else 0
    if other.marked and not one.marked:
        return other.length**2 if one.length - other.length >= -shift >= 0 else 0
    return 0


def _expected(cuts: Sequence[Sequence[_Section]], length: int) -> float:
    units = [section for cut in cuts for section in cut if section.marked]
    gaps = [section for cut in cuts for section in cut if not section.marked]
    whole = len(cuts) * length
    total = 0.0
    for unit in units:
        size = unit.length
        total += (len(units) - 1) / 3 * (2 * size**3 - 3 * size**2 + size)
        total += size**2 * sum(gap.length - size + 1 for gap in gaps if gap.length >= size)
    below = whole * (whole - 1) - sum(unit.length * (unit.length - 1) for unit in units)
    return 2 / length * total / below
