"""Criteria as words."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import MeasureError
from sayso.matching.criterion import CRITERIA, OVERLAP, Criterion, parse_criterion


@pytest.mark.parametrize("name", [name for name in CRITERIA if name != "overlap"])
def test_a_criterion_without_a_threshold_is_its_name(name):
    assert str(parse_criterion(name)) == name


@given(digits=st.integers(0, 10**6))
def test_a_threshold_is_exactly_the_decimal_that_was_spelled(digits):
    criterion = Criterion("overlap", Fraction(digits, 10**6))
    assert parse_criterion(str(criterion)) == criterion


@pytest.mark.parametrize(
    ("spelled", "canonical"),
    [
        ("overlap", "overlap(0.5)"),
        ("overlap(.5)", "overlap(0.5)"),
        ("overlap(0.50)", "overlap(0.5)"),
        ("overlap(1)", "overlap(1)"),
        ("overlap(0)", "overlap(0)"),
        ("overlap(0.05)", "overlap(0.05)"),
    ],
)
def test_the_canonical_threshold_is_the_shortest(spelled, canonical):
    assert str(parse_criterion(spelled)) == canonical


def test_overlap_alone_is_by_half():
    assert parse_criterion("overlap") == OVERLAP


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "strict",
            "unknown criterion 'strict'; there are exact, trimmed, overlap, head, text, entity, "
            "overlap with a threshold as in overlap(0.5)",
        ),
        ("exact(1)", "criterion 'exact' takes no threshold, found 'exact(1)'; only overlap does, as in overlap(0.5)"),
        (
            "overlap(1.5)",
            "the threshold of overlap is a decimal from 0 to 1, found 'overlap(1.5)'; write it as in overlap(0.5)",
        ),
        (
            "overlap(1/2)",
            "the threshold of overlap is a decimal from 0 to 1, found 'overlap(1/2)'; write it as in overlap(0.5)",
        ),
    ],
)
def test_what_is_no_criterion_is_told(text, message):
    with pytest.raises(MeasureError) as error:
        parse_criterion(text)
    assert str(error.value) == message
