"""γ: agreement on units and categories together, by the best alignment of everybody's units.

A unitary alignment takes at most one unit from each annotator; its disorder is the mean dissimilarity of its pairs,
where nothing against a unit costs `empty`. The alignment of all units with the least disorder is exact here: an
assignment for two annotators, an integer program for more.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from sayso.agreement.unitizing import Unit

    Side = Sequence[Unit]

_ALIGNMENTS = 200_000


@dataclass(frozen=True, slots=True)
class Gamma:
    """γ with the disorder observed and that expected of chance; None where it is undefined, with the reason."""

    value: float | None
    observed: float | None
    expected: float | None
    samples: int
    seed: int
    reason: str | None


def dissimilarity(one: Unit, other: Unit, *, empty: float = 1.0) -> float:
    """How far two units are apart: their places, as a share of their lengths, squared; and 1 for other categories.

    Source:     Mathet, Widlöcher and Métivier (2015), The Unified and Holistic Method Gamma, §4, α = β = 1
    """
    places = abs(one.start - other.start) + abs(one.end - other.end)
    positional = (places / ((one.end - one.start) + (other.end - other.start))) ** 2
    return empty * (positional + (one.category != other.category))


def disorder(sides: Sequence[Side], *, empty: float = 1.0) -> float | None:
    """The least disorder of any alignment, divided by the mean number of units an annotator has; None without units.

    Raises:
        UsageError: Fewer than two annotators, or so many units of so many that not all alignments can be looked at.
    """
    if len(sides) < 2:  # noqa: PLR2004 - agreement takes two
        msg = f"{len(sides)} annotator cannot agree; give two or more"
        raise UsageError(msg)
    mean = sum(len(side) for side in sides) / len(sides)
    if not mean:
        return None
    least = _of_two(*sides, empty=empty) if len(sides) == 2 else _of_many(sides, empty=empty)  # noqa: PLR2004
    return least / mean


def _of_two(one: Side, other: Side, *, empty: float) -> float:
    from scipy.optimize import linear_sum_assignment

    size = len(one) + len(other)
    costs = np.full((size, size), empty)
    costs[len(one) :, len(other) :] = 0.0
    for i, ours in enumerate(one):
        for j, theirs in enumerate(other):
            costs[i, j] = dissimilarity(ours, theirs, empty=empty)
    rows, columns = linear_sum_assignment(costs)
    return float(costs[rows, columns].sum())


def _of_many(sides: Sequence[Side], *, empty: float) -> float:
    """The least disorder by choosing unitary alignments so that each unit is in exactly one."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    chosen = list(_unitary(sides, empty=empty))
    first = np.cumsum([0, *(len(side) for side in sides)])
    rows, columns = [], []
    for column, (places, _) in enumerate(chosen):
        for side, place in enumerate(places):
            if place is not None:
                rows.append(int(first[side]) + place)
                columns.append(column)
    units = int(first[-1])
    holds = csr_array((np.ones(len(rows)), (rows, columns)), shape=(units, len(chosen)))
    found = milp(
        np.array([cost for _, cost in chosen]),
        integrality=np.ones(len(chosen), dtype=np.int64),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(holds, 1, 1),
    )
    return float(found.fun or 0.0)


def _unitary(sides: Sequence[Side], *, empty: float) -> Iterator[tuple[tuple[int | None, ...], float]]:
    """All unitary alignments that may be part of a best one, with their disorder.

    One that is dearer than its units taken alone is none: splitting it would cost less.
    """
    options = [[None, *range(len(side))] for side in sides]
    count = 1
    for option in options:
        count *= len(option)
    if count > _ALIGNMENTS:
        msg = f"{count:,} ways to align units of {len(sides)} annotators are too many; look at fewer documents at once"
        raise UsageError(msg)
    pairs = len(sides) * (len(sides) - 1) / 2
    alone = empty
    for places in itertools.product(*options):
        there = [side[place] for side, place in zip(sides, places, strict=True) if place is not None]
        if not there:
            continue
        apart = sum(dissimilarity(a, b, empty=empty) for a, b in itertools.combinations(there, 2))
        missing = len(sides) - len(there)
        cost = (apart + empty * _lone_pairs(len(there), missing)) / pairs
        if cost <= alone * len(there) + 1e-12:
            yield places, cost


def _lone_pairs(there: int, missing: int) -> float:
    """Pairs of a unit and nothing, and of nothing and nothing, which costs as much."""
    return there * missing + missing * (missing - 1) / 2


def gamma(units: Sequence[Unit], annotators: Sequence[Hashable], *, samples: int = 30, seed: int = 1) -> Gamma:
    """γ = 1 - observed / expected disorder.

    Chance is a seeded sampler: in every sample each annotator's units are shifted round the continuum by an offset of
    their own, so that lengths, gaps and categories stay and only their meeting is by chance.

    Range:      below 0 to 1
    Undefined:  without units, or where chance could not disagree
    Source:     Mathet, Widlöcher and Métivier (2015); the sampler is the shift of §5.2.1 with a seed
    """
    sides = [[unit for unit in units if unit.annotator == one] for one in annotators]
    observed = disorder(sides)
    if observed is None:
        return Gamma(None, None, None, samples, seed, "nobody marked anything")
    chance = np.random.Generator(np.random.PCG64(seed))
    begin, end = min(unit.start for unit in units), max(unit.end for unit in units)
    drawn = [
        disorder([_shifted(side, begin, end, int(chance.integers(end - begin))) for side in sides]) or 0.0
        for _ in range(samples)
    ]
    expected = float(np.mean(drawn))
    if expected == 0:
        return Gamma(None, observed, expected, samples, seed, "chance agrees too: there is one place for every unit")
    return Gamma(1 - observed / expected, observed, expected, samples, seed, None)


def _shifted(side: Side, begin: int, end: int, offset: int) -> list[Unit]:
    found = []
    for unit in side:
        start = begin + (unit.start - begin + offset) % (end - begin)
        found.append(replace(unit, start=start, end=start + unit.end - unit.start))
    return found
