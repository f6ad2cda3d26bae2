"""Calibration: scores beside the share of items that are right, by bins."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.measures.calibration import Bin, calibration
from sayso.measures.curve import Curve


def curve(thresholds, matched, predicted, first=(0, 0)):
    return Curve("quotes.F", np.array(thresholds), np.array(matched), np.array(predicted), 10, first[1], first)


def test_a_bin_has_the_items_whose_scores_are_in_it():
    """Scores .9 (two items, two right), .8 (two, one right) and .3 (one, wrong), in two bins.

    Above .5 are four items with a mean score of (2·.9 + 2·.8) / 4 = .85, of which 3 are right.
    """
    lower, upper = calibration(curve([0.9, 0.8, 0.3], [2, 3, 3], [2, 4, 5]), bins=2)

    assert upper == Bin(0.5, 1.0, pytest.approx(0.85), 4, 3, 0.75)
    assert lower == Bin(0.0, 0.5, 0.3, 1, 0, 0.0)


def test_ends_of_bins_belong_to_the_bin_below_and_zero_to_the_first():
    found = calibration(curve([1.0, 0.5, 0.0], [1, 2, 3], [1, 2, 3]), bins=2)

    assert [one.predicted for one in found] == [2, 1]
    assert [one.predicted for one in calibration(curve([0.7, 0.3], [1, 2], [1, 2]))] == [0, 0, 1, 0, 0, 0, 1, 0, 0, 0]


def test_an_empty_bin_is_undefined():
    found = calibration(curve([0.95], [1], [1]))

    assert [(one.score, one.share) for one in found[:-1]] == [(None, None)] * 9


def test_items_without_a_score_are_in_no_bin():
    """Two items without score, one right; then one of score .9, wrong, and two of .3, of which one is right."""
    lower, upper = calibration(curve([0.9, 0.3], [1, 2], [3, 5], first=(1, 2)), bins=2)

    assert upper == Bin(0.5, 1.0, pytest.approx(0.9), 1, 0, 0.0)
    assert lower == Bin(0.0, 0.5, pytest.approx(0.3), 2, 1, 0.5)


@given(st.lists(st.tuples(st.integers(0, 100), st.booleans()), min_size=1, max_size=30), st.integers(1, 12))
def test_every_item_is_in_one_bin(items, bins):
    scores = sorted({score / 100 for score, _ in items}, reverse=True)
    predicted = [sum(score / 100 >= one for score, _ in items) for one in scores]
    matched = [sum(right and score / 100 >= one for score, right in items) for one in scores]
    found = calibration(curve(scores, matched, predicted), bins)

    assert sum(one.predicted for one in found) == len(items)
    assert sum(one.matched for one in found) == sum(right for _, right in items)
    for one in found:
        assert one.score is None or one.low - 1e-9 <= one.score <= one.high + 1e-9
