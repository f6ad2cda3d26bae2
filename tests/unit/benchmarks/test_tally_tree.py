"""The tree of tallies: exact sums, whatever the tree and the blocks, rounded once."""

import math
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

FOLDER = Path(__file__).resolve().parents[3] / "benchmarks"


@pytest.fixture(scope="module")
def tree():
    sys.path.insert(0, str(FOLDER))
    try:
        import tally_tree as module
    finally:
        sys.path.remove(str(FOLDER))
    return module


def test_three_trees_and_any_blocks_have_the_same_bits(tree):
    whole = tree.summed(
        *(np.concatenate(side) for side in zip(*(tree.block(3, n, 500) for n in range(9)), strict=True))
    )
    found = tree.roots(4_500, 500, 3)
    assert {name: root.numbers() for name, root in found.items()} == dict.fromkeys(found, whole.numbers())
    assert {root.rows for root in found.values()} == {4_500}


def test_the_last_block_may_be_smaller(tree):
    assert list(tree.blocks(25, 10)) == [(0, 10), (1, 10), (2, 5)]
    assert tree.roots(25, 10, 1)["balanced"].rows == 25


@given(values=st.lists(st.floats(0, 1e300, allow_nan=False, allow_infinity=False), min_size=1, max_size=30))
def test_a_sum_of_fractions_is_rounded_once(tree, values):
    """As `math.fsum` does, from the smallest numbers there are to very large ones, in one block or in two."""
    counters = np.zeros((len(values), 3), dtype=np.int64)
    middle = len(values) // 2
    parts = [tree.summed(counters[part], np.array(values[part])) for part in (slice(middle), slice(middle, None))]
    assert tree.summed(counters, np.array(values)).fraction() == math.fsum(values)
    assert (parts[0] + parts[1]).fraction() == math.fsum(values)


def test_integers_beyond_floating_point_stay_exact(tree):
    """2**53 + 1 is no floating-point number."""
    one = tree.Partial(1, (2**53, 1, 1), np.zeros((2, tree.EXPONENTS), dtype=np.int64), 0.0)
    other = tree.Partial(1, (1, 1, 1), np.zeros((2, tree.EXPONENTS), dtype=np.int64), 0.0)
    assert (one + other).integers[0] == 2**53 + 1


def test_more_rows_than_there_is_room_for_are_refused(tree):
    half = tree.Partial(tree.MOST_ROWS, (1, 1, 1), np.zeros((2, tree.EXPONENTS), dtype=np.int64), 0.0)
    with pytest.raises(tree.TooManyError, match="found 68,719,476,736 rows, expected at most 34,359,738,368"):
        half + half


def test_a_chain_of_nothing_has_no_sum(tree):
    with pytest.raises(ValueError, match="nothing was added"):
        tree.Chain().root()
