"""Plans: how many documents a difference takes."""

import math

import pytest

import sayso
from quoted_corpora import gold_of, run_of
from sayso.errors import UsageError
from sayso.evaluate.comparison_power import DIFFERENCES, plan, spread_of
from sayso.uncertainty import documents_needed, power


def test_documents_by_difference():
    found = plan(0.15, [0.05, 0.1])

    assert [(need.difference, need.documents, need.cautious) for need in found.needs] == [
        (0.05, documents_needed(0.05, 0.15), None),
        (0.1, documents_needed(0.1, 0.15), None),
    ]
    assert (found.name, found.sd_upper, found.pilot, found.drawn) == ("sd 0.15", None, None, 0.05)


def test_without_differences_some_usual_ones_are_planned():
    assert [need.difference for need in plan(0.15).needs] == list(DIFFERENCES)


def test_a_pilot_is_uncertain_itself():
    """The upper limit of 80 % of a standard deviation: s · √((n - 1)/χ²(.2, n - 1)); χ²(.2, 9) = 5.380."""
    found = plan(0.15, [0.05], pilot=10)

    assert found.sd_upper == pytest.approx(0.15 * math.sqrt(9 / 5.380053), rel=1e-6)
    assert found.needs[0].cautious == documents_needed(0.05, found.sd_upper)
    assert found.needs[0].cautious > found.needs[0].documents


def test_several_tests_are_planned_at_holms_first_step():
    assert plan(0.15, [0.05], tests=4).needs[0].documents == documents_needed(0.05, 0.15, level=1 - 0.05 / 4)


def test_the_curve_begins_where_a_test_can_show_anything():
    """Under six documents no sign-flip test reaches .05, under eight none reaches .05/4."""
    assert plan(0.15).curve[0].documents == 6
    assert plan(0.15, tests=4).curve[0].documents == 8
    assert plan(0.15).curve[3].power == power(0.05, 0.15, plan(0.15).curve[3].documents)


def test_far_out_the_power_is_one():
    assert all(row.power <= 1 for row in plan(0.01, [0.5]).curve)


def test_a_plan_writes_itself():
    found = plan(0.15, [0.05], name="quotes.F", pilot=10).to_dict()

    assert found["needs"][0].keys() == {"difference", "documents", "cautious"}
    assert found["curve"][0].keys() == {"documents", "power", "detectable"}
    assert (found["sd"], found["pilot"], found["level"], found["power"], found["tests"]) == (0.15, 10, 0.95, 0.8, 1)


def compared(before, after):
    return sayso.compare(
        gold=gold_of(before), baseline=run_of(before, "old"), predicted=run_of(after, "new"), measures=["quotes.F"]
    )["quotes.F"]


def test_the_spread_of_a_pilot_is_that_of_its_pseudo_values():
    one = compared(["+-"] * 8, ["++"] * 5 + ["+-"] * 3)

    assert spread_of(one) == (one.interval.error * math.sqrt(8), "quotes.F@overlap(0.5)", 8)


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        (["+-"], ["++"], "one document: how the difference varies between documents cannot be told"),
        (
            ["+-"] * 3,
            ["+-"] * 3,
            "every document gives the same difference: how it varies between documents cannot be told",
        ),
    ],
)
def test_a_pilot_without_spread_makes_no_plan(before, after, reason):
    with pytest.raises(UsageError) as error:
        spread_of(compared(before, after))
    assert str(error.value) == (
        f"quotes.F@overlap(0.5): no plan from this pilot: {reason}; state a standard deviation instead (--sd)"
    )


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        ((0.0,), {}, "a standard deviation of 0.0 makes no plan; expected a number above 0"),
        ((math.inf,), {}, "a standard deviation of inf makes no plan; expected a number above 0"),
        ((0.1, [2.0]), {}, "found a difference of 2.0, expected one above 0 and at most 1, as in 0.05 for five points"),
        ((0.1, [0.0]), {}, "found a difference of 0.0, expected one above 0 and at most 1, as in 0.05 for five points"),
        ((0.1,), {"tests": 0}, "0 tests are none; give the number that Holm's correction will count, 1 or more"),
    ],
)
def test_numbers_that_make_no_sense_are_refused(arguments, options, message):
    with pytest.raises(UsageError) as error:
        plan(*arguments, **options)
    assert str(error.value) == message


@pytest.mark.parametrize("options", [{"power": 1.5}, {"level": 0.0}])
def test_settings_that_make_no_sense_are_refused(options):
    with pytest.raises(UsageError):
        plan(0.1, **options)
