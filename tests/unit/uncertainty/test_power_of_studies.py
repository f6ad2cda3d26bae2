import math

import numpy as np
import pytest
from counted import accuracy, mean_of
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sayso.errors import UsageError
from sayso.uncertainty import Planned, detectable, deviation, documents_needed, plan, power


@pytest.mark.parametrize(
    ("effect", "documents", "expected"),
    [
        pytest.param(0.5, 34, 0.808, id="d = .5, 34 pairs: power .81"),
        pytest.param(0.8, 15, 0.821, id="d = .8, 15 pairs"),
        pytest.param(0.2, 199, 0.801, id="d = .2, 199 pairs"),
    ],
)
def test_published_powers(effect, documents, expected):
    assert power(effect, 1, documents) == pytest.approx(expected, abs=0.002)
    assert documents_needed(effect, 1) == documents


@given(st.floats(0.05, 2), st.integers(6, 200))
def test_power_is_that_of_the_noncentral_t(effect, documents):
    edge, centre = stats.t.ppf(0.975, documents - 1), effect * math.sqrt(documents)
    law = stats.nct(documents - 1, centre)
    expected = np.nan_to_num(law.sf(edge), nan=1) + np.nan_to_num(law.cdf(-edge))  # nan in far tails
    assert power(effect, 1, documents) == pytest.approx(expected, abs=1e-7)
    assert power(-effect, 1, documents) == power(effect, 1, documents)


@given(st.floats(0.05, 3), st.sampled_from([0.5, 0.8, 0.9]), st.sampled_from([0.9, 0.95, 0.99]))
def test_the_documents_needed_are_the_fewest(effect, wanted, level):
    found = documents_needed(effect, 1, power=wanted, level=level)
    assert power(effect, 1, found, level=level) >= wanted
    assert found == 2 or power(effect, 1, found - 1, level=level) < wanted


def test_below_six_documents_nothing_can_be_found():
    assert [power(5, 1, documents) > 0 for documents in (2, 3, 4, 5, 6)] == [False, False, False, False, True]
    assert documents_needed(50, 1) == 6
    assert documents_needed(50, 1, level=0.8) == 4


def test_a_plan_is_a_table():
    rows = plan(0.1, 0.2, documents=(5, 20, 80))
    assert [row.documents for row in rows] == [5, 20, 80]
    assert rows[0].power == 0
    assert rows[1] == Planned(20, power(0.1, 0.2, 20), detectable(0.2 / math.sqrt(20), 20))
    assert rows[1].power < rows[2].power
    assert rows[1].detectable > rows[2].detectable
    assert rows[2].to_dict() == {"documents": 80, "power": rows[2].power, "detectable": rows[2].detectable}


def test_what_is_called_detectable_is_found_about_as_often_as_said():
    for row in plan(0.1, 0.2, documents=(10, 20, 50, 200)):
        assert power(row.detectable, 0.2, row.documents) == pytest.approx(0.8, abs=0.02)


def test_the_deviation_of_a_pilot_of_means_is_that_of_its_differences():
    before, after = [0.2, 0.4, 0.5, 0.3, 0.6], [0.3, 0.45, 0.7, 0.3, 0.5]
    found = deviation(mean_of(before), mean_of(after))
    assert found == pytest.approx(np.std(np.array(after) - before, ddof=1))


def test_a_pilot_of_one_document_plans_nothing():
    with pytest.raises(UsageError) as raised:
        deviation(accuracy([(1, 4)]), accuracy([(2, 4)]))
    assert str(raised.value) == (
        "quotes.kind.accuracy@exact: no plan from this pilot: one document: how the difference varies between "
        "documents cannot be told; state a standard deviation instead"
    )


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: power(0.1, 0, 10), "deviation=0: expected a number above 0"),
        (lambda: power(0.1, math.inf, 10), "deviation=inf: expected a number above 0"),
        (lambda: power(0.1, 1, 1), "documents=1: expected 2 or more"),
        (lambda: power(0.1, 1, 10, level=1), "level=1: expected a number between 0 and 1, as 0.95"),
        (
            lambda: documents_needed(0, 1),
            "difference=0: expected a number other than 0; nothing finds what is not there",
        ),
        (lambda: documents_needed(0.1, 1, power=80), "power=80: expected a number between 0 and 1, as 0.8"),
        (
            lambda: documents_needed(1e-9, 1),
            f"a difference of 1e-09 at a deviation of 1 takes over {2**30} documents",
        ),
    ],
)
def test_a_plan_that_cannot_be_is_refused(call, message):
    with pytest.raises(UsageError) as raised:
        call()
    assert str(raised.value) == message
