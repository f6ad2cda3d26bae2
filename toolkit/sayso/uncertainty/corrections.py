"""Corrections for many tests at once. A p-value of None was not to be had: it stays None and counts as no test."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Ps = Sequence[float | None]


def bonferroni(ps: Ps) -> list[float | None]:
    """Bonferroni's correction: every p times the number of tests.

    Holds the chance of any false finding to the level, whatever the tests have to do with each other.

    Raises:
        UsageError: A p-value outside 0 to 1.
    """
    return _corrected(ps, lambda ordered: [len(ordered) * p for p in ordered])


def holm(ps: Ps) -> list[float | None]:
    """Holm's step-down correction: the smallest p times m, the next times m − 1, never falling.

    Holds the same as Bonferroni's, and finds more.

    Source: Holm (1979), Scandinavian Journal of Statistics 6.

    Raises:
        UsageError: A p-value outside 0 to 1.
    """
    return _corrected(
        ps, lambda ordered: list(accumulate(((len(ordered) - i) * p for i, p in enumerate(ordered)), max))
    )


def benjamini_hochberg(ps: Ps) -> list[float | None]:
    """Benjamini and Hochberg's step-up correction: the i-th smallest p times m / i, never rising from the end.

    Holds the expected share of false findings among all findings, for independent or positively dependent tests.

    Source: Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57.

    Raises:
        UsageError: A p-value outside 0 to 1.
    """

    def step_up(ordered: list[float]) -> list[float]:
        scaled = [len(ordered) / (i + 1) * p for i, p in enumerate(ordered)]
        return list(accumulate(reversed(scaled), min))[::-1]

    return _corrected(ps, step_up)


def _corrected(ps: Ps, rule: Callable[[list[float]], list[float]]) -> list[float | None]:
    """A rule over the ordered p-values, its results where the p-values stood."""
    there = [(p, place) for place, p in enumerate(ps) if p is not None]
    for p, place in there:
        if not 0 <= p <= 1:
            raise UsageError(f"p-value {p!r} at place {place}: expected 0 to 1, or None where there is none")
    there.sort()
    found: list[float | None] = [None] * len(ps)
    for (_, place), corrected in zip(there, rule([p for p, _ in there]), strict=True):
        found[place] = min(1.0, corrected)
    return found
