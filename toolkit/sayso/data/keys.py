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

_ROOM = 2**62


def dense(key: Ints) -> Ints:
    """Numbers 0, 1, … in the order of the key, equal where the key is."""
    numbers: Ints = np.unique(key, return_inverse=True)[1].astype(np.int64, copy=False)
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
        if room * size > _ROOM:
            packed = dense(packed)
            room = int(packed.max()) + 1
        if room * size > _ROOM:
            column = dense(column)  # noqa: PLW2901 - the same column in fewer numbers
            low, size = np.int64(0), int(column.max()) + 1
        packed = packed * size + (column - low)
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
    return dense(code)


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
