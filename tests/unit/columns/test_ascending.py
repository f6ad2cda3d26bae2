"""The one sort of keys gives what a stable sort of places gives, with room and without, in order and not."""

import numpy as np
import pytest

from sayso.data.keys import ascending, dense, pack

WIDE = 2**61


@pytest.mark.parametrize(
    "key",
    [
        [],
        [7],
        [1, 1, 2, 5],
        [3, -1, 3, 0, -1],
        [WIDE, -WIDE, WIDE, 0],  # No room for places below.
    ],
)
def test_rows_in_order_equal_ones_as_they_stand(key):
    key = np.array(key, dtype=np.int64)
    assert ascending(key).tolist() == np.argsort(key, kind="stable").tolist()
    assert dense(key).tolist() == np.unique(key, return_inverse=True)[1].tolist()


def test_a_column_that_is_the_same_everywhere_changes_no_key():
    first = np.array([4, 2, 2])
    assert pack(first, np.full(3, 9), np.array([0, 1, 0])).tolist() == pack(first, np.array([0, 1, 0])).tolist()
