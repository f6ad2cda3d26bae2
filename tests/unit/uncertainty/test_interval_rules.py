import json

import numpy as np
import pytest
from counted import accuracy, counted, detection, mean_of
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from scipy.special import expit, logit

from sayso.errors import UsageError
from sayso.uncertainty import Settings, intervals
from sayso.uncertainty.bootstrap import bootstrap
from sayso.uncertainty.jackknife import Jackknife

FEW = Settings(resamples=300)
ROWS = st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(0, 3)).map(
    lambda r: (r[0], r[0] + r[1], r[0] + r[2])
)


def only(summed, settings=FEW):
    (found,) = intervals([summed], settings)
    return found


def many(count, seed=1):
    generator = np.random.Generator(np.random.PCG64(seed))
    considered = generator.integers(5, 15, size=count)
    return [(int(generator.integers(0, n + 1)), int(n)) for n in considered]


@given(st.lists(st.integers(0, 1000), min_size=2, max_size=15), st.sampled_from([0.8, 0.95, 0.99]))
def test_the_plain_interval_of_a_mean_is_students(thousandths, level):
    values = [one / 1000 for one in thousandths]
    found = only(mean_of(values), Settings(level=level, plain=True))
    if len(set(thousandths)) == 1:
        assert found.low is found.high is found.error is None
        return
    expected = stats.t.interval(level, len(values) - 1, loc=np.mean(values), scale=stats.sem(values))
    assert (found.low, found.high) == pytest.approx((max(0, expected[0]), min(1, expected[1])), abs=1e-12)


@given(st.lists(st.integers(1, 999), min_size=2, max_size=15), st.sampled_from([0.8, 0.95, 0.99]))
def test_the_interval_of_a_mean_is_students_on_the_logit(thousandths, level):
    values = [one / 1000 for one in thousandths]
    found = only(mean_of(values), Settings(level=level))
    if len(set(thousandths)) == 1:
        assert found.low is found.high is found.error is None
        return
    mean = np.mean(values)
    reach = stats.t.ppf((1 + level) / 2, len(values) - 1) * stats.sem(values) / (mean * (1 - mean))
    assert 0 <= found.low <= mean <= found.high <= 1
    assert (found.low, found.high) == pytest.approx(
        tuple(expit(logit(mean) + sign * reach) for sign in (-1, 1)), abs=1e-9
    )


@given(st.lists(ROWS, min_size=1, max_size=24), st.sampled_from("PRF"))
def test_an_interval_holds_the_value_or_says_why_there_is_none(rows, statistic):
    measure = detection(rows, statistic)
    found = only(measure)
    if found.low is None:
        assert found.high is found.error is None
        assert found.reason
    else:
        assert found.reason is None
        assert 0 <= found.low <= measure.value() <= found.high <= 1
        assert found.low < found.high
        assert found.error > 0
    assert (found.bootstrap is None) == (found.documents < 20)
    if found.bootstrap is not None and found.bootstrap.percentile is not None:
        low, high = found.bootstrap.percentile
        assert 0 <= low < high <= 1 or low == high  # quantiles may fall on one value of many
    json.dumps(found.to_dict(), allow_nan=False)


@pytest.mark.parametrize(
    ("rows", "documents", "reason"),
    [
        ([(1, 2, 2)], 1, "one document: how the value varies between documents cannot be told"),
        ([(0, 0, 0)], 0, "the value is undefined"),
        ([(0, 0, 0), (0, 0, 0)], 0, "the value is undefined"),
        (
            [(1, 2, 2), (0, 0, 0), (0, 0, 0)],
            1,
            "the measure is defined in 1 of 3 documents: how the value varies cannot be told",
        ),
        (
            [(1, 2, 2), (2, 4, 4), (3, 6, 6)],
            3,
            "every document gives the same value: how it varies between documents cannot be told",
        ),
    ],
)
def test_what_cannot_be_had_is_said_in_words(rows, documents, reason):
    found = only(detection(rows))
    assert (found.low, found.high, found.error, found.bootstrap) == (None, None, None, None)
    assert found.reason == reason
    assert found.documents == documents


def test_a_value_that_one_document_holds_up_has_no_interval():
    """A mean over two named labels, one of which occurs in a single document."""
    labels = {"support": [(1, 1, 1), (1, 2, 1), (1, 2, 3)], "oppose": [(0, 1, 1), (0, 0, 0), (0, 0, 0)]}
    found = only(counted("stances.FavourAgainst", ("matched", "gold", "predicted"), np.zeros((3, 3)), labels))
    assert found.reason == "the value is undefined once a document is left out (true of 1 of 3 documents)"


@pytest.mark.parametrize(("documents", "has"), [(2, False), (19, False), (20, True), (40, True)])
def test_the_bootstrap_stands_beside_from_twenty_documents(documents, has):
    found = only(accuracy(many(documents)))
    assert found.low is not None
    assert (found.bootstrap is not None) == has
    if has:
        assert (found.bootstrap.resamples, found.bootstrap.seed, found.bootstrap.undefined) == (300, 1, 0)
        assert found.bootstrap.reason is None


def test_a_bootstrap_says_that_it_is_expanded_and_to_which_level():
    """1 - 2 · Φ(-√(20/19) · 2.093) = .9682 at 20 documents, whose t quantile with 19 degrees is 2.093."""
    found, plain = (only(accuracy(many(20)), Settings(resamples=300, plain=plain)).bootstrap for plain in (False, True))

    assert (found.expanded, round(found.level, 4)) == (True, 0.9682)
    assert (plain.expanded, plain.level) == (False, 0.95)
    assert found.to_dict()["expanded"] is True


def test_documents_without_the_measure_do_not_make_a_bootstrap():
    found = only(accuracy([*many(19), *[(0, 0)] * 30]))
    assert found.documents == 19
    assert found.bootstrap is None


def test_twenty_documents_that_agree_have_no_interval_of_any_kind():
    found = only(accuracy([(2, 2)] * 20))
    assert found.low is None
    assert found.bootstrap.percentile is found.bootstrap.bca is None
    assert found.bootstrap.reason == "every resample gives the same value"


def test_a_bootstrap_that_is_often_undefined_is_not_read():
    found = np.array([np.nan] * 51 + [0.1, 0.2, 0.3] * 316 + [0.2])
    left = Jackknife(0.2, np.array([0.1, 0.2, 0.3]), np.ones(3, dtype=bool))
    assert len(found) == 1000
    said = bootstrap(found, left, FEW)
    assert said.reason == "the value is undefined in 51 of 1000 resamples"
    assert (said.percentile, said.bca, said.undefined) == (None, None, 51)
    assert bootstrap(found[1:], left, FEW).percentile is None  # 50 of 999 are more than 5 %
    assert bootstrap(found[2:], left, FEW).percentile == (0.1, 0.3)


def test_a_value_beyond_all_resamples_has_no_bca():
    left = Jackknife(0.9, np.array([0.1, 0.2, 0.3]), np.ones(3, dtype=bool))
    said = bootstrap(np.linspace(0, 0.5, 100), left, FEW)
    assert said.percentile is not None
    assert said.bca is None
    assert said.reason == "no BCa interval: the value lies beyond all resamples"


def test_a_jackknife_without_a_value_has_no_bca():
    left = Jackknife(0.2, np.array([np.nan, 0.2, 0.3]), np.ones(3, dtype=bool))
    assert bootstrap(np.linspace(0, 0.5, 100), left, FEW).reason == (
        "no BCa interval: the jackknife gives no acceleration"
    )


def test_an_acceleration_that_turns_the_scale_over_has_no_bca():
    """One document among 100 moves the value: a = 98/(6 √9900) = .164. z₀ = 2.33 and z = 3.89 are beyond 1/a."""
    left = Jackknife(0.495, np.array([0.0] + [0.495] * 99), np.ones(100, dtype=bool))
    said = bootstrap(np.linspace(0, 0.5, 100), left, Settings(level=0.9999))
    assert said.reason == "no BCa interval: the acceleration is too large for this level"


def test_measures_share_resamples_and_keep_their_numbers():
    rows = many(25)
    alone = only(accuracy(rows))
    together = intervals([accuracy(many(25, seed=2)), accuracy(rows), accuracy([(0, 0)] * 25)], FEW)
    assert together[1] == alone
    assert together[2].reason == "the value is undefined"


def test_the_same_seed_gives_the_same_bits_and_another_does_not():
    rows = accuracy(many(30))
    assert only(rows) == only(rows)
    assert only(rows).bootstrap.percentile != only(rows, Settings(resamples=300, seed=2)).bootstrap.percentile


def test_defaults_are_those_of_the_design():
    assert Settings() == Settings(level=0.95, resamples=10_000, seed=1)
    assert intervals([accuracy(many(20))])[0].bootstrap.resamples == 10_000


def test_no_measures_have_no_intervals():
    assert intervals([], FEW) == []


def test_measures_over_different_documents_are_refused():
    with pytest.raises(UsageError) as raised:
        intervals([accuracy(many(3)), accuracy(many(4))], FEW)
    assert str(raised.value) == (
        "measures over 3 and over 4 documents in one call; expected the same documents for all: resample each corpus "
        "by itself"
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"level": 95}, "level=95: expected a number between 0 and 1, as 0.95"),
        ({"level": float("nan")}, "level=nan: expected a number between 0 and 1, as 0.95"),
        ({"resamples": 0}, "resamples=0: expected 1 or more; 10000 is usual"),
        ({"seed": -1}, "seed=-1: expected a whole number from 0 on"),
    ],
)
def test_settings_that_cannot_be_are_refused(given, message):
    with pytest.raises(UsageError) as raised:
        Settings(**given)
    assert str(raised.value) == message
