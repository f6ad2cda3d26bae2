"""γ: agreement on units and categories together, by the best alignment of everybody's units.

A unitary alignment takes at most one unit from each annotator; its disorder is the mean dissimilarity of its pairs,
where nothing against a unit costs `empty`. The alignment of all units with the least disorder is exact here: an
assignment for two annotators, an integer program for more.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from sayso.agreement.unitizing import Unit

    Side = Sequence[Unit]

_ALIGNMENTS = 200_000
_TOLERANCE = 1e-12


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
        UsageError: Fewer than two annotators, or more units near each other than can be looked at.
    """
    return _disorder([sides], empty=empty)


def _disorder(documents: Sequence[Sequence[Side]], *, empty: float = 1.0) -> float | None:
    """The same over several documents, whose units never meet."""
    annotators = len(documents[0]) if documents else 0
    if annotators < 2:  # noqa: PLR2004 - agreement takes two
        msg = f"{annotators} annotator cannot agree; give two or more"
        raise UsageError(msg)
    mean = sum(len(side) for sides in documents for side in sides) / annotators
    if not mean:
        return None
    least = _of_two if annotators == 2 else _of_many  # noqa: PLR2004
    return sum(least(sides, empty=empty) for sides in documents) / mean


def _of_two(sides: Sequence[Side], *, empty: float) -> float:
    from scipy.optimize import linear_sum_assignment

    one, other = sides
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
    pairs = len(sides) * (len(sides) - 1) / 2
    count = 0
    for places, apart in _near(sides, (), 0.0, limit=pairs * empty * len(sides), empty=empty):
        there = sum(place is not None for place in places)
        cost = (apart + empty * _lone_pairs(there, len(sides) - there)) / pairs
        if there and cost <= empty * there + _TOLERANCE:
            count += 1
            if count > _ALIGNMENTS:
                msg = f"more than {_ALIGNMENTS:,} ways to align units of {len(sides)} annotators; give fewer at once"
                raise UsageError(msg)
            yield places, cost


def _near(
    sides: Sequence[Side], places: tuple[int | None, ...], apart: float, *, limit: float, empty: float
) -> Iterator[tuple[tuple[int | None, ...], float]]:
    """Choices of at most one unit from each annotator whose dissimilarities stay within a limit together."""
    if len(places) == len(sides):
        yield places, apart
        return
    yield from _near(sides, (*places, None), apart, limit=limit, empty=empty)
    there = [side[place] for side, place in zip(sides, places, strict=False) if place is not None]
    for place, unit in enumerate(sides[len(places)]):
        more = apart + sum(dissimilarity(one, unit, empty=empty) for one in there)
        if more <= limit:
            yield from _near(sides, (*places, place), more, limit=limit, empty=empty)


def _lone_pairs(there: int, missing: int) -> float:
    """Pairs of a unit and nothing, and of nothing and nothing, which costs as much."""
    return there * missing + missing * (missing - 1) / 2


def gamma(
    documents: Sequence[Sequence[Unit]], annotators: Sequence[Hashable], *, samples: int = 30, seed: int = 1
) -> Gamma:
    """γ = 1 - observed / expected disorder, over the units of each document.

    Chance is a seeded sampler: in every sample each annotator's units of a document are shifted round its continuum by
    an offset of their own, so that lengths, gaps and categories stay and only their meeting is by chance.

    Range:      below 0 to 1
    Undefined:  without units, or where chance could not disagree
    Source:     Mathet, Widlöcher and Métivier (2015); the sampler shifts units as theirs does, with a seed
    """
    sides = [[[unit for unit in units if unit.annotator == one] for one in annotators] for units in documents if units]
    observed = _disorder(sides) if sides else None
    if observed is None:
        return Gamma(None, None, None, samples, seed, "nobody marked anything")
    chance = np.random.Generator(np.random.PCG64(seed))
    drawn = [_disorder([_by_chance(side, chance) for side in sides]) or 0.0 for _ in range(samples)]
    expected = float(np.mean(drawn))
    if expected == 0:
        return Gamma(None, observed, expected, samples, seed, "chance agrees too: there is one place for every unit")
    return Gamma(1 - observed / expected, observed, expected, samples, seed, None)


def _by_chance(sides: Sequence[Side], chance: np.random.Generator) -> list[list[Unit]]:
    begin = min(unit.start for side in sides for unit in side)
    end = max(unit.end for side in sides for unit in side)
    return [_shifted(side, begin, end, int(chance.integers(end - begin))) for side in sides]


def _shifted(side: Side, begin: int, end: int, offset: int) -> list[Unit]:
    found = []
    for unit in side:
        start = begin + (unit.start - begin + offset) % (end - begin)
        found.append(replace(unit, start=start, end=start + unit.end - unit.start))
    return found
