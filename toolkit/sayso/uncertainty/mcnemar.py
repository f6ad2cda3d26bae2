"""McNemar's test, exact: which of two runs is right on the items where only one is."""

from __future__ import annotations

from sayso.errors import UsageError


def mcnemar(gained: int, lost: int) -> float:
    """Exact two-sided p of McNemar's test.

    It speaks of items drawn independently. Items of one document are not: between documents use the sign-flip test,
    and name this one *within this article*.

    Formula: 2 · P(X ≤ min(gained, lost)), at most 1, X binomial(gained + lost, ½); 1 where no item changed.
    Source: McNemar (1947), Psychometrika 12, in its exact binomial form.

    Args:
        gained: Gold items that the new run has right and the baseline has not.
        lost: Those that the baseline has right and the new run has not.

    Raises:
        UsageError: A negative number.
    """
    from scipy.special import bdtr

    if min(gained, lost) < 0:
        raise UsageError(f"gained={gained}, lost={lost}: expected numbers of items, 0 or more")
    return min(1.0, 2 * float(bdtr(min(gained, lost), gained + lost, 0.5)))
