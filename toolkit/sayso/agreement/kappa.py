"""Cohen's κ: agreement of two annotators beyond chance, by scikit-learn, with a reason where it is undefined."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

Weights = Literal["linear", "quadratic"]


@dataclass(frozen=True, slots=True)
class Kappa:
    """κ, None where it is undefined, with the reason."""

    value: float | None
    reason: str | None


def kappa(
    one: Sequence[Hashable],
    other: Sequence[Hashable],
    *,
    weights: Weights | None = None,
    labels: Sequence[Hashable] | None = None,
) -> Kappa:
    """Cohen's κ of the labels of two annotators.

    Range:      below 0 to 1
    Undefined:  without items, or where both use one and the same label throughout
    Source:     Cohen (1960), (1968) with weights; scikit-learn's `cohen_kappa_score`

    Raises:
        UsageError: Two lists of different length.
    """
    if len(one) != len(other):
        msg = f"{len(one)} labels and {len(other)} labels; give both annotators the same items"
        raise UsageError(msg)
    if not len(one):
        return Kappa(None, "there are no items")
    from sklearn.metrics import cohen_kappa_score

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nothing over nothing is told below, in words
        value = float(cohen_kappa_score(one, other, weights=weights, labels=labels))
    if math.isnan(value):
        return Kappa(None, "both use one label throughout, so that chance would agree as well")
    return Kappa(value, None)
