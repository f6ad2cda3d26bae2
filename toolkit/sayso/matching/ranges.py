"""Many ranges of integers, one after the other: how lists of different lengths are walked at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sayso.data.keys import Ints


def ranges(begin: Ints, count: Ints) -> Ints:
    """So many integers from each beginning on: `ranges([7, 2], [2, 3])` is 7, 8, 2, 3, 4."""
    return np.arange(count.sum()) + np.repeat(begin - (np.cumsum(count) - count), count)


def owners(count: Ints) -> Ints:
    """To which range each of these integers belongs: `owners([2, 3])` is 0, 0, 1, 1, 1."""
    return np.repeat(np.arange(len(count)), count)
