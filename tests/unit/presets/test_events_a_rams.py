"""RAMS: multisets under given triggers, decoding by type, and distances in sentences."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.presets import ScorerError
from sayso.presets.events.rams import Passage, rams_as_distributed, rams_corrected

ROOM = {"flood": {"place": 1, "time": 2}}


def passage(gold, predicted, **more):
    return Passage(
        **{"sentences": [10, 10, 10], "trigger": (12, 12), "types": ["flood"], **more}, gold=gold, predicted=predicted
    )


def test_a_copy_is_predicted_in_vain_and_the_two_forms_call_it_otherwise():
    passages = [passage([(13, 14, "place")], [(13, 14, "place", 0.9), (13, 14, "place", 0.8)])]
    # One of two predictions is right, and all of gold is found.
    right, distributed = rams_corrected(passages), rams_as_distributed(passages)
    assert (right["P"], right["R"]) == (50.0, 100.0)
    assert (distributed["P"], distributed["R"]) == (100.0, 50.0)
    assert right["F1"] == distributed["F1"] == pytest.approx(200 / 3)


def test_distances_count_sentences_from_the_trigger():
    found = rams_corrected([passage([(1, 1, "place"), (22, 22, "time")], [(1, 1, "place", 1), (25, 25, "time", 1)])])
    assert found["distance"] == {
        "-2": {"predicted": 0, "P": 0.0, "R": 0.0, "F1": 0.0},
        "-1": {"predicted": 1, "P": 100.0, "R": 100.0, "F1": 100.0},
        "0": {"predicted": 0, "P": 0.0, "R": 0.0, "F1": 0.0},
        "1": {"predicted": 1, "P": 0.0, "R": 0.0, "F1": 0.0},
        "2": {"predicted": 0, "P": 0.0, "R": 0.0, "F1": 0.0},
    }


def test_more_than_two_sentences_away_is_in_no_row_but_counts():
    found = rams_corrected([passage([(45, 45, "place")], [(45, 45, "place", 1)], sentences=[10] * 5)])
    assert found["P"] == 100
    assert not any(row["predicted"] for row in found["distance"].values())


def test_a_type_leaves_room_for_the_most_confident():
    predicted = [(3, 3, "place", 0.2), (13, 13, "place", 0.9), (4, 4, "crowd", 1.0)]
    free, bound = (rams_corrected([passage([(13, 13, "place")], predicted)], room) for room in (None, ROOM))
    assert free["P"] == pytest.approx(100 / 3)
    # Of two places the one at .9 stays, and a crowd is no role of a flood.
    assert bound["P"] == 100
    assert rams_corrected([passage([(13, 13, "place")], predicted, types=["strike"])], ROOM)["P"] == free["P"]


def test_equal_confidence_keeps_the_first():
    predicted = [(3, 3, "place", 0.5), (13, 13, "place", 0.5)]
    assert rams_corrected([passage([(3, 3, "place")], predicted)], ROOM)["P"] == 100


def test_another_trigger_makes_all_wrong():
    found = rams_corrected([passage([(13, 13, "place")], [(13, 13, "place", 1)], predicted_trigger=(11, 11))])
    assert found["P"] == found["R"] == found["F1"] == 0.0


def test_a_span_across_sentences_is_where_it_begins():
    found = rams_corrected([passage([(19, 20, "place")], [(19, 20, "place", 1)])])
    assert found["distance"]["0"]["predicted"] == 1


@pytest.mark.parametrize(
    ("one", "room", "message"),
    [
        (
            passage([(29, 30, "place")], []),
            None,
            "IndexError: list index out of range: span [29, 30] lies beyond the sentences",
        ),
        (
            passage([], [], types=["flood", "strike"]),
            ROOM,
            "AssertionError: an event must have one type, found flood, strike",
        ),
        (passage([], [], types=[]), ROOM, "AssertionError: an event must have one type, found none"),
    ],
)
def test_what_stops_it(one, room, message):
    with pytest.raises(ScorerError) as error:
        rams_corrected([one], room)
    assert str(error.value) == message


spans = st.tuples(st.integers(10, 12), st.sampled_from(["place", "time"]))


@given(st.lists(st.tuples(st.lists(spans, max_size=4), st.lists(spans, max_size=4)), max_size=3))
def test_each_prediction_takes_one_gold_argument(documents):
    right = 0
    for gold, predicted in documents:
        left = Counter(gold)
        for one in predicted:
            right += left[one] > 0
            left[one] -= left[one] > 0
    found = rams_corrected(
        [passage([(s, s, r) for s, r in gold], [(s, s, r, 1) for s, r in predicted]) for gold, predicted in documents]
    )
    of_gold, of_predicted = (sum(len(document[side]) for document in documents) for side in (0, 1))
    assert found["P"] == pytest.approx(100 * right / of_predicted if of_predicted else 0)
    assert found["R"] == pytest.approx(100 * right / of_gold if of_gold else 0)
    assert sum(row["predicted"] for row in found["distance"].values()) == of_predicted
