"""Groups of seeds: their mean as a measure, what documents and what seeds add, and no best seed anywhere."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sayso
from quoted_corpora import gold_of, run_of
from sayso.evaluate.seeds import crossed, interval_over_seeds, mean_over_seeds, seeds_of, squares_of
from sayso.measures import parse
from sayso.measures.statistics import ratio
from sayso.measures.summed import Summed
from sayso.uncertainty import Settings, paired

F = "quotes.F@overlap(0.5)"
BEFORE = ["+-"] * 8
GOOD, FAIR, POOR = ["++"] * 8, ["++"] * 5 + ["+-"] * 3, ["++"] * 2 + ["+-"] * 6


def grouped(*, baseline="old", groups=None):
    runs = [run_of(words, name) for words, name in ((BEFORE, "old"), (GOOD, "s1"), (FAIR, "s2"), (POOR, "s3"))]
    return sayso.compare(
        gold=gold_of(BEFORE),
        baseline=baseline,
        predicted=runs,
        measures=[F],
        groups={"new": ["s1", "s2", "s3"]} if groups is None else groups,
    )


def mean_of(values):
    """A measure that is the mean of one number a document."""
    return weighted_mean_of(values, np.ones(len(values)))


def weighted_mean_of(values, there):
    columns = np.stack([np.multiply(values, there), np.asarray(there)], axis=1).astype(float)
    return Summed(parse("quotes.F"), columns, lambda totals: ratio(totals[..., 0], totals[..., 1]))


def test_a_group_is_compared_by_its_mean():
    """Seeds 1, 2·13/(16 + 13) and 2·10/(16 + 10); the baseline 2/3."""
    one = grouped()["new", F]
    mean = (1 + 26 / 29 + 20 / 26) / 3

    assert one.values == (2 / 3, pytest.approx(mean))
    assert one.difference == pytest.approx(mean - 2 / 3)
    assert (one.wins, one.losses, one.ties) == (8, 0, 0)


def test_only_the_group_is_compared_and_never_its_best_seed():
    comparison = grouped()

    assert comparison.runs == ("new",)
    assert comparison.groups == {"new": ("s1", "s2", "s3")}
    assert comparison.tests == 1
    assert {flip.run for flip in comparison.flips} == {"new"}


def test_mean_and_spread_over_seeds():
    (seeds,) = grouped().seeds["new"]
    values = [1, 26 / 29, 20 / 26]

    assert seeds.values == pytest.approx(tuple(values))
    assert seeds.mean == pytest.approx(sum(values) / 3)
    assert seeds.spread == pytest.approx(np.std(values, ddof=1))
    assert (seeds.low, seeds.high) == (20 / 26, 1.0)
    assert seeds.reason is None


def test_the_order_of_seeds_changes_nothing():
    one, other = grouped()["new", F], grouped(groups={"new": ["s3", "s1", "s2"]})["new", F]

    assert one.paired == other.paired
    assert one.over_seeds == other.over_seeds


def test_groups_of_different_sizes_are_compared():
    comparison = grouped(baseline="few", groups={"few": ["s2", "s3"], "more": ["old", "s1"]})
    one = comparison["more", F]

    assert one.difference == pytest.approx((2 / 3 + 1) / 2 - (26 / 29 + 20 / 26) / 2)
    assert one.over_seeds is not None


def test_items_that_changed_are_told_with_how_many_seeds_changed_them():
    """Documents 0-1 are right in all three seeds, 2-4 in two of them, 5-7 in the first alone; the baseline in none."""
    flips = grouped().flips

    assert [(flip.change, flip.run) for flip in flips] == [("gained", "new")] * 8
    assert [(flip.seeds.run, flip.seeds.of_run) for flip in flips] == [(3, 3)] * 2 + [(2, 3)] * 3 + [(1, 3)] * 3
    assert {(flip.seeds.baseline, flip.seeds.of_baseline) for flip in flips} == {(0, 1)}
    assert flips[0].to_dict()["seeds"] == {"baseline": 0, "of_baseline": 1, "run": 3, "of_run": 3}


def test_items_of_two_groups_change_with_the_share_of_their_seeds():
    """s1 and s2 find documents 0-4 twice and 5-7 once, t1 and t2 0-1 twice, 2-4 once and 5-7 never."""
    runs = [run_of(GOOD, "s1"), run_of(FAIR, "s2"), run_of(FAIR, "t1"), run_of(POOR, "t2")]
    groups = {"s": ["s1", "s2"], "t": ["t1", "t2"]}
    found = sayso.compare(gold=gold_of(BEFORE), baseline="s", predicted=runs, measures=[F], groups=groups).flips

    assert [flip.change for flip in found] == ["lost"] * 6
    assert [(flip.seeds.baseline, flip.seeds.run) for flip in found] == [(2, 1)] * 3 + [(1, 0)] * 3


def test_a_group_against_itself_would_differ_in_nothing():
    parts = [mean_of([0.1, 0.5, 0.9]), mean_of([0.2, 0.2, 0.3])]
    one, other = crossed(parts, parts)

    assert one.value() == other.value() == pytest.approx(mean_over_seeds(parts).value())


def test_a_single_run_is_not_wrapped():
    part = mean_of([0.5, 1.0])

    assert mean_over_seeds([part]) is part
    assert crossed([part], [part]) == (part, part)


def test_the_squares_of_a_table_by_hand():
    """Documents (rows) × seeds 0 2, 2 4, 4 12: means 1 3 8 and 2 6 of 4.

    MS(documents) = 2 · (9 + 1 + 16)/2 = 26; MS(seeds) = 3 · (4 + 4)/1 = 24; rest: 1 -1, 1 -1, -2 2: 12/2 = 6.
    """
    parts = [mean_of([0, 2, 4]), mean_of([2, 4, 12])]
    squares = squares_of(parts)
    seeds = seeds_of(F, parts)

    assert (squares.documents, squares.seeds, squares.rest) == pytest.approx((26, 24, 6))
    assert seeds.sd_documents == pytest.approx(math.sqrt((26 - 6) / 2))
    assert seeds.sd_seeds == pytest.approx(math.sqrt((24 - 6) / 3))
    assert seeds.sd_rest == pytest.approx(math.sqrt(6))
    assert seeds.error_documents == pytest.approx(math.sqrt(26 / 6))
    assert seeds.error_seeds == pytest.approx(math.sqrt((24 - 6) / 3 / 2))


def test_seeds_that_differ_less_than_chance_add_nothing():
    """MS(seeds) = 0 below MS(rest): a variance below zero is zero."""
    seeds = seeds_of(F, [mean_of([0, 4]), mean_of([4, 0])])

    assert (seeds.sd_seeds, seeds.error_seeds) == (0.0, 0.0)


def test_documents_that_take_no_part_dilute_nothing():
    few = squares_of([mean_of([0, 2, 4]), mean_of([2, 4, 12])])
    many = squares_of([weighted_mean_of(values, [1, 1, 1, 0]) for values in ([0, 2, 4, 0], [2, 4, 12, 0])])

    assert many == few


def test_one_document_and_undefined_seeds_say_why():
    alone = seeds_of(F, [mean_of([0.5]), mean_of([1.0])])
    missing = seeds_of(F, [mean_of([0.5, 1.0]), mean_of([math.nan, 1.0])])

    assert (alone.mean, alone.error_seeds) == (0.75, None)
    assert alone.reason == "one document: what documents add cannot be told from what seeds add"
    assert (missing.mean, missing.values[1]) == (None, None)
    assert missing.reason == "undefined under some seed"
    assert missing.to_dict()["values"] == [0.75, None]


@given(st.lists(st.tuples(*[st.floats(0, 1)] * 3), min_size=2, max_size=8))
def test_the_error_over_documents_is_the_jackknife_error_of_the_mean(rows):
    parts = [mean_of(column) for column in zip(*rows, strict=True)]
    means = np.mean(rows, axis=1)

    assert seeds_of(F, parts).error_documents == pytest.approx(np.std(means, ddof=1) / math.sqrt(len(rows)), abs=1e-9)


def test_other_seeds_widen_the_interval():
    one = grouped()["new", F]
    low, high = one.over_seeds

    assert low < one.interval.low
    assert high > one.interval.high
    assert (
        grouped()
        .conclusions["new"]
        .endswith(f"p = 0.008 for these seeds; over documents and seeds [{low:.3f}, {high:.3f}].")
    )


def test_what_other_seeds_may_take_away_is_said():
    comparison = grouped(groups={"new": ["s1", "s3"]})
    low, high = comparison["new", F].over_seeds

    assert low < 0
    assert (
        f"for these seeds; with other seeds there may be none, over documents and seeds [{low:.3f}, {high:.3f}]"
        in comparison.conclusions["new"]
    )


def test_the_interval_over_seeds_by_hand():
    """Variance of the error over documents and of σ²(b)/k; degrees of freedom by Satterthwaite."""
    from scipy.stats import t

    comparison = grouped()
    one, (seeds,) = comparison["new", F], comparison.seeds["new"]
    documents, others = one.interval.error**2, seeds.error_seeds**2
    freedom = (documents + others) ** 2 / (documents**2 / 7 + others**2 / 2)
    half = t.ppf(0.975, freedom) * math.sqrt(documents + others)

    assert one.over_seeds == pytest.approx((max(-1, one.difference - half), min(1, one.difference + half)))


def test_without_a_group_there_is_no_such_interval():
    assert grouped(groups={})["s1", F].over_seeds is None


def test_the_interval_over_seeds_holds_its_level_where_that_over_documents_does_not():
    """Documents, seeds and their interaction add up; two groups of three seeds differ in nothing."""
    chance = np.random.default_rng(1)
    held = {"documents": 0, "seeds": 0}
    for _ in range(300):
        documents = chance.normal(0.5, 0.15, (8, 1))
        groups = [
            [
                mean_of(column)
                for column in (documents + chance.normal(0, 0.1, (1, 3)) + chance.normal(0, 0.1, (8, 3))).T
            ]
            for _ in range(2)
        ]
        (one,) = paired([crossed(*groups)], Settings(resamples=1))
        low, high = interval_over_seeds(one, (groups[0], groups[1]), 0.95)
        held["documents"] += one.interval.low <= 0 <= one.interval.high
        held["seeds"] += low <= 0 <= high

    assert held["documents"] / 300 < 0.75
    assert 0.91 < held["seeds"] / 300 < 0.985
