import itertools

import numpy as np
import pytest
from counted import accuracy, detection
from hypothesis import given
from hypothesis import strategies as st

from sayso.uncertainty.jackknife import jackknife
from sayso.uncertainty.quantity import difference_of
from sayso.uncertainty.settings import Settings
from sayso.uncertainty.signflip import exact, floor, sampled

SETTINGS = Settings(resamples=200)
ROW = st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 2)).map(lambda r: (r[0], r[0] + r[1], r[0] + r[2]))
PAIRS = st.lists(st.tuples(ROW, ROW), min_size=2, max_size=7)


def sides(pairs, statistic="F"):
    return [detection(list(rows), statistic) for rows in zip(*pairs, strict=True)]


def naive(pairs, statistic):
    """Every pattern of exchanges, written out."""
    as_large = undefined = 0
    observed = [one.value() for one in sides(pairs, statistic)]
    size = abs(observed[1] - observed[0])
    for flips in itertools.product([False, True], repeat=len(pairs)):
        flipped = [pair[::-1] if flip else pair for pair, flip in zip(pairs, flips, strict=True)]
        first, second = (one.value() for one in sides(flipped, statistic))
        undefined += np.isnan(second - first)
        as_large += np.isnan(second - first) or abs(second - first) >= size - 1e-12
    return as_large / 2 ** len(pairs), undefined / 2 ** len(pairs)


@given(PAIRS, st.sampled_from("PRF"))
def test_enumeration_agrees_with_a_loop_over_all_patterns(pairs, statistic):
    quantity = difference_of(*sides(pairs, statistic))
    left = jackknife(quantity)
    if np.isnan(left.value):
        return
    found = exact(quantity, left, SETTINGS)
    p, undefined = naive(pairs, statistic)
    assert found.p == p
    assert found.undefined / found.resamples == undefined
    assert found.resamples == 2**left.documents
    assert found.floor == 2 / 2**left.documents
    assert found.floor <= found.p <= 1


@given(PAIRS, st.sampled_from([1, 100, 400, 5000]))
def test_the_size_of_a_block_changes_nothing(pairs, block):
    quantity = difference_of(*sides(pairs))
    left = jackknife(quantity)
    if np.isnan(left.value):
        return
    assert exact(quantity, left, SETTINGS) == exact(quantity, left, SETTINGS, block=block)
    assert sampled([quantity], SETTINGS) == sampled([quantity], SETTINGS, block=block)


def test_all_documents_on_one_side_reach_the_floor():
    baseline, run = accuracy([(1, 4)] * 19), accuracy([(3, 4)] * 19)
    quantity = difference_of(baseline, run)
    assert exact(quantity, jackknife(quantity), SETTINGS).p == 2 / 2**19


def test_ties_count_against_significance():
    """Three documents up by one item, one down: patterns at least as large are 4 + 4 of 16 and both extremes."""
    baseline, run = accuracy([(1, 4), (1, 4), (1, 4), (2, 4)]), accuracy([(2, 4), (2, 4), (2, 4), (1, 4)])
    quantity = difference_of(baseline, run)
    assert exact(quantity, jackknife(quantity), SETTINGS).p == 10 / 16


def test_a_pattern_in_which_a_value_is_undefined_counts_against_significance():
    """Each run predicts in one document: of four patterns two leave a run without predictions."""
    baseline, run = detection([(1, 2, 2), (0, 2, 0)], "P"), detection([(0, 2, 0), (2, 2, 2)], "P")
    quantity = difference_of(baseline, run)
    found = exact(quantity, jackknife(quantity), SETTINGS)
    assert (found.p, found.undefined, found.resamples) == (1.0, 2, 4)


def test_the_patterns_of_a_thousand_documents_are_those_of_the_few_that_take_part():
    """Elsewhere gold has nothing, whatever was predicted: recall is not concerned."""
    few = [((1, 4, 4), (3, 4, 4)), ((2, 4, 4), (3, 4, 4)), ((1, 4, 4), (2, 4, 4))]
    quantity = difference_of(*sides([*few, *[((0, 0, 1), (0, 0, 2))] * 1000], "R"))
    found = exact(quantity, jackknife(quantity), SETTINGS)
    assert (found.p, found.resamples) == (2 / 8, 8)


def test_randomisation_comes_near_enumeration():
    pairs = [((i % 3, 4, 4), ((i * 7 + 2) % 5, 4, 4)) for i in range(12)]
    quantity = difference_of(*sides(pairs))
    left = jackknife(quantity)
    (found,) = sampled([quantity], Settings(resamples=20_000))
    assert found.p == pytest.approx(exact(quantity, left, SETTINGS).p, abs=0.02)


def test_the_floor_of_samples_is_that_of_their_number():
    assert floor(5, SETTINGS) == 0.0625
    assert floor(6, SETTINGS) == 0.03125
    assert floor(20, SETTINGS) == 1 / 201


def test_nothing_to_test_gives_nothing():
    assert sampled([], SETTINGS) == []
