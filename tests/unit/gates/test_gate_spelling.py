"""Numbers of gates: what passes at a threshold, and how numbers are spelled."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.gates.spelling import apart, exact, margin, reaches, size, spelled, threshold

SHARES = st.decimals(0, 1, places=6)
COUNTS = st.tuples(st.integers(0, 5000), st.integers(1, 5000)).filter(lambda pair: pair[0] <= pair[1])


@pytest.mark.parametrize(
    ("found", "before", "most"),
    [
        pytest.param(0.84, 0.85, "0.01", id=".85 - .84 is .010000000000000009 in floating point"),
        pytest.param(1 / 3, 5 / 6, "0.5", id="5/6 - 1/3 is 1/2, and no decimal has either"),
        pytest.param(2 / 3, 2 / 3, "0", id="nothing dropped"),
        pytest.param(0.1 + 0.2, 0.3, "0", id="the last bit of an average is no drop"),
    ],
)
def test_a_drop_of_exactly_as_much_as_is_allowed_passes(found, before, most):
    assert reaches(exact(found), exact(before) - Decimal(most))
    assert margin(exact(found), exact(before) - Decimal(most)) == 0


@given(COUNTS, COUNTS, SHARES)
def test_whether_a_value_passes_is_what_fractions_say(now, before, most):
    """Quotients of counts compared as the fractions that they are."""
    drop = Fraction(*before) - Fraction(*now)
    passes = reaches(exact(now[0] / now[1]), exact(before[0] / before[1]) - most)

    assert passes == (drop <= Fraction(most))


@given(COUNTS, SHARES)
def test_a_value_reaches_a_threshold_as_fractions_do(found, least):
    assert reaches(exact(found[0] / found[1]), least) == (Fraction(*found) >= Fraction(least))


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0.8, ".800"), (1, "1.000"), (0, ".000"), (-0.01, "-.010"), (-0.0001, ".000"), (Decimal("0.12345"), ".123")],
)
def test_numbers_are_spelled_without_the_zero_before_the_point(number, shown):
    assert spelled(number) == shown


def test_a_threshold_keeps_its_digits():
    assert threshold(Decimal("0.8")) == ".800"
    assert threshold(Decimal("0.8125")) == ".8125"


@given(SHARES, SHARES)
def test_numbers_that_differ_are_spelled_apart(one, other):
    if margin(one, other):
        assert apart(one, other) != spelled(other, len(apart(one, other).partition(".")[2]))
        assert Decimal(size(one - other)) > 0


def test_a_value_just_below_a_threshold_does_not_look_like_it():
    assert apart(Decimal("0.79996"), Decimal("0.8")) == ".79996"
    assert size(Decimal("-0.00004")) == ".00004"
