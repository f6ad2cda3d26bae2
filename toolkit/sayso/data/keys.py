"""Keys of many columns: one integer an item, in the order of the columns and equal where they are equal.

Everything that is sorted, joined or counted in a batch goes through these few functions. Columns are integer
arrays of one length; -1 stands for no value and sorts first. Keys of two sides can be compared only if they
were packed in one call, which is why both sides of a batch stand in one table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

_BITS = 63
_ROOM = 2**62


def ascending(key: Ints) -> Ints:
    """The rows of a key in its order, equal ones as they stand."""
    return _ascending(key)[0]


def _ascending(key: Ints) -> tuple[Ints, Ints]:
    """The same, and the key in that order.

    Sorting values takes half the time of sorting places by them, so each value is sorted with its place in its lower
    bits, if there is room; and many keys are in order as they come.
    """
    if np.all(key[1:] >= key[:-1]):
        return np.arange(len(key)), key
    bits = len(key).bit_length()
    low = int(key.min())
    if (int(key.max()) - low).bit_length() + bits < _BITS:
        places = key - low
        places <<= bits
        places |= np.arange(len(key))
        places.sort()
        places &= (1 << bits) - 1
    else:
        places = np.argsort(key, kind="stable")
    return places, key[places]


def dense(key: Ints) -> Ints:
    """Numbers 0, 1, … in the order of the key, equal where the key is."""
    rows, ordered = _ascending(key)
    numbers = np.empty(len(key), dtype=np.int64)
    numbers[rows] = np.cumsum(runs_of(ordered)[1]) - 1
    return numbers


def distinct(key: Ints) -> Ints:
    """The distinct values in order. Sorting beats the hash table that `np.unique` uses for plain values."""
    ordered = np.sort(key, kind="stable")
    return ordered[runs_of(ordered)[1]]


def pack(*columns: Ints) -> Ints:
    """One key for several columns, the first counting most.

    Each column is shifted by its own minimum: a -1 would borrow from the digit before it.
    """
    packed = np.asarray(columns[0], dtype=np.int64)
    if not len(packed):
        return packed
    packed = packed - packed.min()
    room = int(packed.max()) + 1
    for column in columns[1:]:
        low = column.min()
        size = int(column.max()) - int(low) + 1
        if size == 1:
            continue  # The same everywhere, as where nobody gives tags.
        if room * size > _ROOM:
            packed = dense(packed)
            room = int(packed.max()) + 1
        if room * size > _ROOM:
            column = dense(column)  # noqa: PLW2901 - the same column in fewer numbers
            low, size = np.int64(0), int(column.max()) + 1
        packed *= size
        packed += column
        if low:
            packed -= low
        room *= size
    return packed


def runs_of(key: Ints) -> tuple[Ints, Bools]:
    """Where each run of equal values begins in a sorted key, and for each place whether it begins one."""
    begins = np.ones(len(key), dtype=np.bool_)
    np.not_equal(key[1:], key[:-1], out=begins[1:])
    return np.flatnonzero(begins), begins


def first_of_equal(key: Ints) -> Ints:
    """For each place of a sorted key, the first place that has the same value."""
    starts, begins = runs_of(key)
    return starts[np.cumsum(begins) - 1] if len(key) else starts


def refine(code: Ints, element: Callable[[int, Ints], Ints]) -> Ints:
    """A finer code: where `code` is equal, lists decide, element by element, a shorter list first.

    Args:
        code: Integers; equal ones are tied.
        element: Called with (j, rows) for the j-th elements of the lists of these rows, at least 0, or -1
            past the end.

    Returns:
        Dense numbers in the order of (code, list). Work is done on tied rows alone, so that the usual batch,
        which has hardly any, costs two sorts, and long lists of a few rows cost no more than these.
    """
    code = _places(dense(code))
    rows = np.flatnonzero(np.bincount(code, minlength=len(code))[code] > 1)
    j = 0
    while len(rows):
        value = element(j, rows)
        # Within a group of equal codes, those that go on together come next to each other, at the place they belong to.
        order = np.lexsort((value, code[rows]))
        rows, value = rows[order], value[order]
        group, first = code[rows], first_of_equal(code[rows])
        finer = first_of_equal(pack(group, value))
        code[rows] = group + finer - first
        size = np.bincount(finer, minlength=len(rows))[finer]
        rows = rows[(value >= 0) & (size > 1)]
        j += 1
    return _numbers(code)


def _numbers(place: Ints) -> Ints:
    """Dense numbers of codes that are less than there are rows: without sorting."""
    taken = np.zeros(len(place), dtype=np.int64)
    taken[place] = 1
    return (np.cumsum(taken) - 1)[place]


def _places(code: Ints) -> Ints:
    """For each row of a dense code how many rows come before all that are equal to it."""
    size = np.bincount(code)
    return (np.cumsum(size) - size)[code]


def elements_of(first: Ints, values: Ints) -> Callable[[int, Ints], Ints]:
    """Access to lists for `refine`: list i is `values[first[i]:first[i + 1]]`."""

    def element(j: int, rows: Ints) -> Ints:
        place = first[rows] + j
        inside = place < first[rows + 1]
        found = np.full(len(rows), -1, dtype=np.int64)
        found[inside] = values[place[inside]]
        return found

    return element


def bounds(owner: Ints, owners: int) -> Ints:
    """Where the items of each owner begin in a column sorted by owner; one more than there are owners."""
    first = np.zeros(owners + 1, dtype=np.int64)
    np.cumsum(np.bincount(owner, minlength=owners), out=first[1:])
    return first
