"""Packed keys keep order and equality of their columns."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sayso.data.keys import bounds, dense, elements_of, first_of_equal, pack, refine

small = st.integers(-1, 3)
huge = st.sampled_from([-1, 0, 1, 2**61, 2**61 + 1])


@given(st.lists(st.tuples(small, huge, huge), min_size=1, max_size=8))
def test_packing_keeps_order_and_equality(rows):
    """Also where the columns together would not fit into an integer."""
    key = pack(*(np.array(column, dtype=np.int64) for column in zip(*rows, strict=True)))
    for i, a in enumerate(rows):
        for j, b in enumerate(rows):
            assert (key[i] < key[j]) == (a < b)
            assert (key[i] == key[j]) == (a == b)


def test_nothing_packs_to_nothing():
    none = np.zeros(0, dtype=np.int64)
    assert pack(none, none).tolist() == []
    assert first_of_equal(none).tolist() == []


@given(st.lists(st.tuples(small, st.lists(small.map(abs), max_size=3)), min_size=1, max_size=8))
def test_refining_orders_lists_with_the_shorter_first(rows):
    code = np.array([one for one, _ in rows])
    first = np.cumsum([0, *(len(values) for _, values in rows)])
    values = np.array([value for _, values in rows for value in values], dtype=np.int64)
    finer = refine(code, elements_of(first, values))
    for i, a in enumerate(rows):
        for j, b in enumerate(rows):
            assert (finer[i] < finer[j]) == (a < b)
            assert (finer[i] == finer[j]) == (a == b)


def test_dense_numbers_follow_the_order_of_the_key():
    assert dense(np.array([7, -2, 7, 40])).tolist() == [1, 0, 1, 2]


def test_bounds_tell_where_each_owner_begins():
    assert bounds(np.array([0, 0, 2]), 4).tolist() == [0, 2, 2, 3, 3]
