"""Ranges of integers, one after the other."""

import numpy as np
import pytest

from sayso.matching.ranges import owners, ranges


@pytest.mark.parametrize("parts", [[], [(7, 2), (2, 3)], [(5, 0), (1, 1), (9, 0), (0, 4)]], ids=str)
def test_ranges_and_their_owners_are_those_of_a_loop(parts):
    begin, count = (np.array([part[k] for part in parts], dtype=np.int64) for k in (0, 1))
    expected = [(owner, begin + step) for owner, (begin, count) in enumerate(parts) for step in range(count)]
    assert list(zip(owners(count).tolist(), ranges(begin, count).tolist(), strict=True)) == expected
