"""OmniEvent's labels of candidates, beside scikit-learn's micro averages."""

import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.presets import ScorerError
from sayso.presets.events.unified import omnievent_unified, omnievent_with_type

labels = st.sampled_from(["NA", "flood", "strike", "None"])
rows = st.lists(st.tuples(labels, labels), max_size=12)


@given(rows)
def test_it_is_a_micro_average_over_the_labels_of_gold(rows):
    from sklearn.metrics import precision_recall_fscore_support

    gold, predicted = ["NA", *(one for one, _ in rows)], ["NA", *(other for _, other in rows)]
    positive = sorted(set(gold) - {"NA"})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = precision_recall_fscore_support(gold, predicted, labels=positive, average="micro")[:3]
    found = omnievent_unified(gold, predicted)
    assert list(found.values()) == pytest.approx([100 * value for value in expected], rel=1e-12)


def test_a_label_that_gold_never_uses_costs_no_precision():
    assert omnievent_unified(["flood", "NA"], ["flood", "strike"]) == {
        "precision": 100.0,
        "recall": 100.0,
        "micro_f1": 100.0,
    }


@pytest.mark.parametrize(
    ("gold", "predicted", "message"),
    [
        (["flood"], ["flood"], "ValueError: list.remove(x): x not in list: no candidate is NA in gold"),
        ([], [], "ValueError: list.remove(x): x not in list: no candidate is NA in gold"),
        (["NA"], [], "ValueError: inconsistent numbers of candidates: 1 in gold, 0 predicted"),
    ],
)
def test_what_stops_it(gold, predicted, message):
    with pytest.raises(ScorerError) as error:
        omnievent_unified(gold, predicted)
    assert str(error.value) == message


def with_type(rows):
    gold_types, gold, predicted_types, predicted = (list(column) for column in zip(*rows, strict=True))
    return omnievent_with_type(gold, predicted, gold_types=gold_types, predicted_types=predicted_types)


def test_roles_are_right_with_their_type():
    # Positive in gold: rows 1, 2, 3; predicted: rows 1, 2, 4; right: row 1. P = R = 1/3.
    found = with_type(
        [
            ("flood", "place", "flood", "place"),
            ("flood", "place", "strike", "place"),
            ("flood", "time", "flood", "NA"),
            ("flood", "NA", "flood", "time"),
            ("NA", "place", "None", "place"),
        ]
    )
    assert found == {"P": 1 / 3, "R": 1 / 3, "F1": pytest.approx(1 / 3)}


def test_nothing_right_is_nothing():
    assert with_type([("flood", "place", "flood", "time")]) == {"P": 0.0, "R": 0.0, "F1": 0.0}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            ("flood", "place", "flood", "NA"),
            "ZeroDivisionError: division by zero: no candidate is positive among the predicted",
        ),
        (
            ("flood", "NA", "flood", "place"),
            "ZeroDivisionError: division by zero: no candidate is positive among the gold",
        ),
    ],
)
def test_nothing_positive_divides_by_zero(row, message):
    with pytest.raises(ScorerError) as error:
        with_type([row])
    assert str(error.value) == message


def test_columns_of_other_lengths():
    with pytest.raises(ScorerError) as error:
        omnievent_with_type(["place"], ["place"], gold_types=["flood"], predicted_types=[])
    assert str(error.value) == "AssertionError: predictions have 1 roles, 0 and 1 types"
    with pytest.raises(ScorerError) as error:
        omnievent_with_type([], ["place"], gold_types=["flood"], predicted_types=["flood"])
    assert str(error.value) == "IndexError: list index out of range: 0 roles in gold for 1"
