import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, false_discovery_control

from sayso.errors import UsageError
from sayso.uncertainty import benjamini_hochberg, bonferroni, holm, mcnemar

PS = st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=8)


def test_the_worked_example():
    """Ordered .005 .01 .03 .04: times 4 3 2 1 is .02 .03 .06 .04, which may not fall: .02 .03 .06 .06."""
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert bonferroni([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.04, 0.16, 0.12, 0.02])
    assert benjamini_hochberg([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.02, 0.04, 0.04, 0.02])


@pytest.mark.parametrize("correction", [holm, bonferroni, benjamini_hochberg])
@given(ps=PS)
def test_none_stays_none_and_counts_as_no_test(correction, ps):
    found = correction(ps)
    assert [one is None for one in found] == [one is None for one in ps]
    assert [one for one in found if one is not None] == correction([one for one in ps if one is not None])


@given(PS)
def test_corrections_never_lower_a_p_and_holm_lies_between(ps):
    for p, hochberg, step, whole in zip(ps, benjamini_hochberg(ps), holm(ps), bonferroni(ps), strict=True):
        if p is not None:
            assert p <= hochberg <= step + 1e-15
            assert step <= whole <= 1


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_benjamini_and_hochberg_is_scipys(ps):
    assert benjamini_hochberg(ps) == pytest.approx(false_discovery_control(ps).tolist())


@pytest.mark.parametrize("wrong", [-0.1, 1.1, float("nan")])
def test_what_is_no_p_value_is_refused(wrong):
    with pytest.raises(UsageError) as raised:
        holm([None, wrong])
    assert str(raised.value) == f"p-value {wrong!r} at place 1: expected 0 to 1, or None where there is none"


@given(st.integers(0, 60), st.integers(0, 60))
def test_mcnemar_is_the_binomial_test(gained, lost):
    expected = binomtest(gained, gained + lost, 0.5).pvalue if gained + lost else 1
    assert mcnemar(gained, lost) == pytest.approx(expected, rel=1e-9)
    assert mcnemar(gained, lost) == mcnemar(lost, gained)


def test_one_item_of_ten_says_nothing():
    assert mcnemar(1, 0) == 1
    assert mcnemar(0, 0) == 1
    assert mcnemar(6, 0) == 2 / 2**6


def test_a_negative_number_of_items_is_refused():
    with pytest.raises(UsageError) as raised:
        mcnemar(3, -1)
    assert str(raised.value) == "gained=3, lost=-1: expected numbers of items, 0 or more"
