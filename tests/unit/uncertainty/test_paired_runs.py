import json

import numpy as np
import pytest
from counted import accuracy, detection, mean_of
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sayso.errors import UsageError
from sayso.uncertainty import Settings, paired
from sayso.uncertainty.paired import p_bootstrap

FEW = Settings(resamples=200)
ROW = st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 2)).map(lambda r: (r[0], r[0] + r[1], r[0] + r[2]))
ROWS = st.one_of(
    st.lists(st.tuples(ROW, ROW), min_size=1, max_size=8), st.lists(st.tuples(ROW, ROW), min_size=20, max_size=24)
)


def only(baseline, run, settings=FEW):
    (found,) = paired([(baseline, run)], settings)
    return found


def two_runs(documents, gain=1):
    """Ten items a document; the run has from 0 to twice `gain` more of them."""
    generator = np.random.Generator(np.random.PCG64(4))
    right = generator.integers(2, 7, size=documents)
    more = generator.integers(0, 2 * gain + 1, size=documents)
    return accuracy([(int(a), 10) for a in right]), accuracy([(int(a), 10) for a in right + more])


@given(ROWS, st.sampled_from("PRF"))
def test_identical_runs_differ_by_nothing_with_p_one(pairs, statistic):
    rows = [baseline for baseline, _ in pairs]
    found = only(detection(rows, statistic), detection(rows, statistic))
    if found.difference is None:
        assert found.reason == "the measure is undefined in both runs"
        return
    assert found.difference == 0
    assert found.p == (1 if found.documents > 1 else None)
    assert found.p_bootstrap in {None, 1}
    assert found.interval.low is None
    assert found.interval.reason


@given(ROWS, st.sampled_from("PRF"))
def test_exchanging_the_runs_negates_the_difference_and_keeps_p(pairs, statistic):
    baseline, run = (detection(list(rows), statistic) for rows in zip(*pairs, strict=True))
    there, back = only(baseline, run), only(run, baseline)
    if there.difference is None:
        assert back.difference is None
        return
    assert back.difference == -there.difference
    assert (back.p, back.p_bootstrap, back.undefined) == (there.p, there.p_bootstrap, there.undefined)
    assert back.detectable == there.detectable
    if there.interval.low is not None:
        assert back.interval.high == pytest.approx(-there.interval.low, abs=1e-12)
        assert there.interval.low <= there.difference <= there.interval.high
        assert -1 <= there.interval.low < there.interval.high <= 1


@given(ROWS)
def test_p_is_above_zero_and_at_most_one(pairs):
    baseline, run = (detection(list(rows)) for rows in zip(*pairs, strict=True))
    found = only(baseline, run)
    for p in (found.p, found.p_bootstrap):
        assert p is None or 0 < p <= 1
    assert found.p is None or found.p >= found.floor
    assert (found.p is None) == (found.difference is None or found.documents < 2)
    json.dumps(found.to_dict(), allow_nan=False)


def test_the_interval_of_a_difference_of_means_is_that_of_the_paired_t_test():
    before, after = [0.2, 0.4, 0.5, 0.3, 0.6], [0.3, 0.45, 0.7, 0.3, 0.5]
    found = only(mean_of(before), mean_of(after))
    expected = stats.ttest_rel(after, before).confidence_interval(0.95)
    assert found.difference == pytest.approx(0.05)
    assert (found.interval.low, found.interval.high) == pytest.approx((expected.low, expected.high))
    error = stats.sem(np.array(after) - before)
    assert found.interval.error == pytest.approx(error)
    assert found.detectable == pytest.approx((stats.t.ppf(0.975, 4) + stats.t.ppf(0.8, 4)) * error)


@pytest.mark.parametrize(
    ("documents", "method", "resamples", "floor"),
    [
        (2, "exact sign-flip", 4, 0.5),
        (5, "exact sign-flip", 32, 0.0625),
        (19, "exact sign-flip", 2**19, 2 / 2**19),
        (20, "approximate randomisation", 200, 1 / 201),
    ],
)
def test_the_number_of_documents_decides_the_method(documents, method, resamples, floor):
    found = only(*two_runs(documents))
    assert (found.method, found.resamples, found.floor) == (method, resamples, floor)
    assert (found.p_bootstrap is None) == (documents < 20)
    assert (found.interval.bootstrap is None) == (documents < 20)


def test_a_clear_gain_on_many_documents_is_found_by_all():
    found = only(*two_runs(40, gain=2), Settings(resamples=2000))
    plain = only(*two_runs(40, gain=2), Settings(resamples=2000, plain=True))
    assert found.p == plain.p == plain.p_bootstrap == 1 / 2001
    # The same p, stretched for 40 documents: 2 · P(T < √(39/40) · Φ⁻¹(p/2)), T with 39 degrees of freedom.
    assert found.p_bootstrap == pytest.approx(0.0014112571404948, abs=1e-12)
    assert found.interval.low > 0
    assert found.interval.bootstrap.percentile[0] > 0
    assert found.interval.bootstrap.bca[0] > 0


def test_one_document_has_a_difference_and_no_p():
    found = only(accuracy([(1, 4)]), accuracy([(3, 4)]))
    assert found.difference == 0.5
    assert (found.p, found.method, found.resamples, found.floor, found.detectable) == (None, None, None, None, None)
    assert found.reason == ("one document: no p-value can be had from it; the items gained and lost say what changed")
    assert found.interval.reason == "one document: how the difference varies between documents cannot be told"


def test_a_measure_in_one_of_many_documents_has_no_p():
    found = only(accuracy([(1, 4), (0, 0)]), accuracy([(3, 4), (0, 0)]))
    assert found.reason == "the measure is defined in 1 of 2 documents: no p-value can be had"


@pytest.mark.parametrize(
    ("first", "second", "where"),
    [((0, 2, 0), (1, 2, 2), "the baseline"), ((1, 2, 2), (0, 2, 0), "the run"), ((0, 2, 0), (0, 2, 0), "both runs")],
)
def test_a_value_that_is_undefined_has_no_difference(first, second, where):
    found = only(detection([first] * 3, "P"), detection([second] * 3, "P"))
    assert (found.difference, found.p, found.p_bootstrap, found.interval.low) == (None, None, None, None)
    assert found.reason == f"the measure is undefined in {where}"
    assert found.interval.reason == "the difference is undefined"


def test_undefined_patterns_are_reported():
    found = only(detection([(1, 2, 2), (0, 2, 0)], "P"), detection([(0, 2, 0), (2, 2, 2)], "P"))
    assert (found.p, found.undefined) == (1.0, 2)
    assert found.reason == "a value is undefined in 2 of 4 patterns of exchanges; they count against significance"


def test_undefined_resamples_count_against_significance_until_they_are_too_many():
    """Nine resamples near the difference, two undefined; of 40 two are 5 %."""
    found = np.array([np.nan, np.nan, *[0.3] * 9, *[0.31] * 29])
    assert p_bootstrap(found, 0.3) == (2 + 1) / 41
    assert p_bootstrap(found[:39], 0.3) is None


def test_a_gain_that_is_equal_everywhere_has_no_interval_and_still_a_p():
    found = only(accuracy([(1, 4)] * 6), accuracy([(2, 4)] * 6))
    assert found.p == 2 / 2**6
    assert found.detectable is None
    assert found.interval.reason == (
        "every document gives the same difference: how it varies between documents cannot be told"
    )


def test_measures_of_few_and_of_many_documents_stand_side_by_side():
    few = [(1, 4)] * 3 + [(0, 0)] * 22
    more = [(3, 4), (2, 4), (4, 4)] + [(0, 0)] * 22
    found = paired([two_runs(25), (accuracy(few), accuracy(more))], FEW)
    assert [one.method for one in found] == ["approximate randomisation", "exact sign-flip"]
    assert found[0] == only(*two_runs(25))
    assert found[1].p == 2 / 8
    assert found[1].documents == 3


def test_no_pairs_have_no_comparison():
    assert paired([], FEW) == []


def test_pairs_that_do_not_belong_together_are_refused():
    with pytest.raises(UsageError) as raised:
        only(accuracy([(1, 2)]), detection([(1, 2, 2)]))
    assert str(raised.value) == (
        "a pair of 'quotes.kind.accuracy@exact' and 'quotes.F@exact'; expected one measure twice"
    )
    with pytest.raises(UsageError) as raised:
        only(accuracy([(1, 2)]), accuracy([(1, 2)] * 2))
    assert str(raised.value) == (
        "quotes.kind.accuracy@exact: a baseline of 1 documents × 2 columns and a run of 2 × 2; expected the same "
        "documents and labels for both"
    )
