"""The mapping of predicted templates onto gold ones with the highest F1, as GTT looks for it.

It tries all mappings: for each prediction in turn gold's templates in their order, then none; the first mapping with
the highest F1 stands. So it is here where these are few; where they are many, whole branches are left out that cannot
hold it. F1 is concave in the entities that are
right on either side, and grows with them in proportion, so that every tangent of it bounds it from above; and the best
that is left under a tangent is an assignment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sayso.data.keys import Ints

    Tangent = tuple[float, float]

# Values of F1 that differ by less are equal: those of different counts are further apart.
_EQUAL = 1e-12
_TANGENTS = 8
# So many mappings are tried one by one.
_FEW = 512


def best_mapping(right: Ints, found: Ints, predicted: int, gold: int) -> list[int | None]:
    """The first mapping with the highest F1, from each prediction to a gold template or none; no gold template twice.

    Args:
        right: Predicted items that are right if a prediction is mapped to a gold template: predictions × gold.
        found: Gold items that are found by it, likewise; above 0 exactly where `right` is.
        predicted: How many items are predicted.
        gold: How many there are in gold.
    """
    if not right.any():
        return [None] * len(right)
    search = _Search(right, found, predicted, gold)
    search.descend([], 0, 0)
    return search.mapping


class _Search:
    """A search through the mappings in their order.

    Attributes:
        mapping: The first with the highest F1 so far.
    """

    def __init__(self, right: Ints, found: Ints, predicted: int, gold: int) -> None:
        self.mapping: list[int | None] = []
        self._right, self._found = right, found
        self._gains = np.stack((right, found), axis=-1).tolist()
        self._predicted, self._gold = predicted, gold
        self._reached = -1.0
        self._sure = 0.0
        self._tangents: list[Tangent] = []
        if (right.shape[1] + 1) ** len(right) > _FEW:
            self._explore()

    def _f1(self, right: float, found: float) -> float:
        precision, recall = right / self._predicted, found / self._gold
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def _tangent(self, right: float, found: float) -> Tangent:
        """The gradient of 2 · right · found / (right · gold + found · predicted)."""
        bottom = (right * self._gold + found * self._predicted) ** 2
        return 2 * found**2 * self._predicted / bottom, 2 * right**2 * self._gold / bottom

    def _explore(self) -> None:
        """Find tangents near the best mapping, and an F1 that some mapping has."""
        right, found = 1.0, 1.0
        for _ in range(_TANGENTS):
            tangent = self._tangent(right, found)
            if tangent in self._tangents:
                return
            self._tangents.append(tangent)
            rows, columns = _heaviest(tangent[0] * self._right + tangent[1] * self._found)
            right, found = float(self._right[rows, columns].sum()), float(self._found[rows, columns].sum())
            self._sure = max(self._sure, self._f1(right, found))

    def descend(self, mapped: list[int | None], right: int, found: int) -> None:
        """Go through the mappings that begin like this, of which so many items are right and found already."""
        place = len(mapped)
        if place == len(self._right):
            value = self._f1(right, found)
            if value > self._reached + (_EQUAL if self._tangents else 0):
                self.mapping, self._reached = list(mapped), value
            return
        for option, gain in enumerate(self._gains[place]):
            if option not in mapped:
                self._enter([*mapped, option], right + gain[0], found + gain[1])
        self._enter([*mapped, None], right, found)

    def _enter(self, mapped: list[int | None], right: int, found: int) -> None:
        if self._tangents:
            bound = self._bound(mapped, right, found)
            if bound <= self._reached + _EQUAL or bound < self._sure - _EQUAL:
                return
        self.descend(mapped, right, found)

    def _bound(self, mapped: list[int | None], right: int, found: int) -> float:
        """What no mapping that begins like this can exceed."""
        free = np.setdiff1d(np.arange(self._right.shape[1]), [one for one in mapped if one is not None])
        left = np.ix_(np.arange(len(mapped), len(self._right)), free)
        bounds = []
        for one, other in self._tangents:
            weight = one * self._right[left] + other * self._found[left]
            bounds.append(one * right + other * found + weight[_heaviest(weight)].sum())
        return float(min(bounds))


def _heaviest(weight: NDArray[np.float64]) -> tuple[Ints, Ints]:
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment(weight, maximize=True)
    return rows, columns
