"""Every run against every other: a table of differences with letters that tell what could not be told apart.

Runs that share a letter are not shown to differ. The letters are the largest sets of runs in which no two differ
significantly (Piepho 2004, Journal of Computational and Graphical Statistics 13:456-466: insert and absorb), the
first letter at the best run.
"""

from __future__ import annotations

import string
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    import pandas as pd


@dataclass(frozen=True, slots=True)
class Matrix:
    """All runs by pairs on one measure.

    Attributes:
        measure: The measure's canonical spelling.
        level: The level at which letters part.
        runs: Runs and groups, the best first, undefined ones last.
        values: Their values.
        differences: For each run (row) its value less that of each other (column); None where undefined.
        p: For each pair p after Holm over all pairs of the matrix, None where there is none.
        letters: For each run its letters.
        tests: How many pairs had a p.
    """

    measure: str
    level: float
    runs: tuple[str, ...]
    values: tuple[float | None, ...]
    differences: tuple[tuple[float | None, ...], ...]
    p: tuple[tuple[float | None, ...], ...]
    letters: tuple[str, ...]
    tests: int

    def to_dict(self) -> dict[str, Any]:
        """The matrix as it stands in JSON."""
        return {
            "measure": self.measure,
            "level": self.level,
            "runs": list(self.runs),
            "values": list(self.values),
            "differences": [list(row) for row in self.differences],
            "p_holm": [list(row) for row in self.p],
            "letters": list(self.letters),
            "tests": self.tests,
        }

    def to_frame(self) -> pd.DataFrame:
        """Differences, row less column, with runs as index and columns."""
        import pandas as pd

        return pd.DataFrame(self.differences, index=list(self.runs), columns=list(self.runs), dtype=float)


def matrix_of(
    measure: str,
    level: float,
    values: Mapping[str, float | None],
    found: Mapping[tuple[str, str], tuple[float | None, float | None]],
    tests: int,
) -> Matrix:
    """Lay out what was found of all pairs.

    Args:
        measure: The measure's canonical spelling.
        level: The level.
        values: By run.
        found: For each pair (baseline, other) of the runs in the order of `values` the difference and p after Holm.
        tests: How many pairs had a p.
    """
    order = sorted(values, key=lambda run: -1.0 if values[run] is None else values[run] or 0.0, reverse=True)
    both = {**{(b, a): (_less(d), p) for (a, b), (d, p) in found.items()}, **found}
    apart = {
        frozenset((order.index(a), order.index(b)))
        for (a, b), (_, p) in found.items()
        if p is not None and p <= round(1 - level, 12)
    }
    return Matrix(
        measure,
        level,
        tuple(order),
        tuple(values[run] for run in order),
        tuple(tuple(_own(values[row]) if row == of else both[of, row][0] for of in order) for row in order),
        tuple(tuple(None if row == of else both[of, row][1] for of in order) for row in order),
        letters_of(len(order), apart),
        tests,
    )


def _less(difference: float | None) -> float | None:
    return None if difference is None else -difference


def _own(value: float | None) -> float | None:
    return None if value is None else 0.0


def letters_of(count: int, apart: Iterable[Collection[int]]) -> tuple[str, ...]:
    """The letters of so many runs, of which some pairs differ significantly: no such pair shares one."""
    sets = [frozenset(range(count))]
    for pair in sorted(map(sorted, apart)):
        one, other = pair
        split = [part for whole in sets for part in _parted(whole, one, other)]
        # A set within another says nothing of its own.
        sets = [part for part in dict.fromkeys(split) if not any(part < other_set for other_set in split)]
    ordered = sorted(sets, key=sorted)
    return tuple("".join(_letter(place) for place, one in enumerate(ordered) if run in one) for run in range(count))


def _parted(whole: frozenset[int], one: int, other: int) -> Sequence[frozenset[int]]:
    return (whole - {other}, whole - {one}) if {one, other} <= whole else (whole,)


def _letter(place: int) -> str:
    """The letters a to z, then a2, b2, …."""
    turn, letter = divmod(place, len(string.ascii_lowercase))
    return f"{string.ascii_lowercase[letter]}{turn + 1 if turn else ''}"
