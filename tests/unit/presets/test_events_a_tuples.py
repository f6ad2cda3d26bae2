"""TextEE, OmniEvent and metametric: worked examples, and slow readings of their rules."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.presets import ScorerError
from sayso.presets.events.metametric import metametric_events
from sayso.presets.events.omnievent import argument_tuples, omnievent, trigger_tuples
from sayso.presets.events.textee import textee, under_gold_triggers
from sayso.presets.events.windows import Event, Window

starts = st.integers(0, 2)
arguments = st.tuples(starts, st.just(4), st.sampled_from(["place", "time"]))
events = st.builds(
    Event,
    trigger=st.tuples(starts, st.just(3), st.sampled_from(["flood", "strike"])),
    arguments=st.lists(arguments, max_size=3).map(tuple),
)
sides = st.lists(events, max_size=3)
corpora = st.lists(st.tuples(sides, sides), min_size=1, max_size=3).map(
    lambda pairs: [Window((str(number),), *pair) for number, pair in enumerate(pairs)]
)


def window(gold, predicted):
    return [Window(("d",), gold, predicted)]


def flood(*arguments, start=3):
    return Event((start, start + 1, "flood"), arguments)


def test_an_argument_that_is_not_attached_ignores_the_trigger():
    found = textee(window([flood((0, 1, "place"))], [flood((0, 1, "place"), start=2)]))
    assert found["argument_cls"]["f1"] == 100
    assert found["argument_attached_cls"] == {
        "pred_num": 1,
        "gold_num": 1,
        "match_num": 0,
        "precision": 0.0,
        "recall": 0.0,
        "f1": 0.0,
    }


def test_events_of_a_type_share_an_argument_once():
    place = (0, 1, "place")
    found = textee(window([flood(place), flood(place, start=9)], [flood(place)]))
    # The type and the argument are one tuple for both gold events: 1 of 1. With triggers they are two: 1 of 2.
    assert found["argument_cls"]["recall"] == 100
    assert found["argument_attached_cls"]["recall"] == 50


def test_copies_are_free_with_sets_and_cost_with_multisets():
    place, time = (0, 1, "place"), (5, 7, "time")
    windows = window([flood(place, time)], [flood(place, place, time)])
    assert textee(windows)["argument_attached_cls"]["f1"] == 100
    # Two of three predictions have a gold argument of their own: P = 2 / 3, R = 2 / 2.
    assert omnievent(*argument_tuples(windows))["P"] == pytest.approx(2 / 3, abs=1e-9)


def test_tasks_have_their_numbers():
    assert list(textee([], "ED")) == ["trigger_id", "trigger_cls"]
    assert list(textee([], "EAE")) == ["argument_id", "argument_cls", "argument_attached_id", "argument_attached_cls"]


def test_arguments_under_gold_triggers_are_those_of_the_last_identical_one():
    gold = [flood((0, 1, "place"))]
    predicted = [flood((0, 1, "place")), flood((5, 6, "time")), flood((7, 8, "place"), start=9)]
    given_triggers = under_gold_triggers(gold, predicted)
    assert given_triggers == [flood((5, 6, "time"))]
    assert textee(window(gold, given_triggers), "EAE")["argument_cls"]["match_num"] == 0


def test_other_triggers_stop_the_task_that_is_given_them():
    with pytest.raises(ScorerError) as error:
        textee(window([flood()], [flood(start=9)]), "EAE")
    assert str(error.value) == (
        "AssertionError: window d has gold triggers [(3, 4, 'flood')], predicted ones [(9, 10, 'flood')]"
    )


def test_a_perfect_run_is_not_quite_perfect():
    found = omnievent(["a"], ["a"])
    assert found == {"P": 1 / (1 + 1e-10), "R": 1 / (1 + 1e-10), "F1": pytest.approx(1 - 1.5e-10, abs=1e-14)}
    assert found["F1"] < found["P"] < 1
    assert omnievent([], []) == {"P": 0.0, "R": 0.0, "F1": 0.0}


@given(corpora)
def test_omnievent_takes_gold_tuples_away_one_by_one(windows):
    for gold, predicted in (trigger_tuples(windows), argument_tuples(windows)):
        left, right = list(gold), 0
        for one in predicted:
            if one in left:
                left.remove(one)
                right += 1
        assert omnievent(gold, predicted)["P"] == right / (len(predicted) + 1e-10)
        assert omnievent(gold, predicted)["R"] == right / (len(gold) + 1e-10)


@given(corpora)
def test_textee_counts_sets_of_tuples(windows):
    found = textee(windows)
    gold, predicted = (set(side) for side in trigger_tuples(windows))
    assert found["trigger_cls"]["match_num"] == len(gold & predicted)
    gold, predicted = (set(side) for side in argument_tuples(windows))
    assert found["argument_attached_cls"]["match_num"] == len(gold & predicted)
    assert found["argument_attached_cls"]["pred_num"] == len(predicted)
    for name in ("trigger", "argument", "argument_attached"):
        assert found[f"{name}_cls"]["gold_num"] >= found[f"{name}_id"]["gold_num"]


def test_an_event_without_arguments_counts_as_one():
    found = metametric_events(window([flood(), Event((3, 4, "strike"))], [flood()]))
    assert found["argument_classification-precision"] == 1
    assert found["argument_classification-recall"] == 0.5


def test_documents_weigh_alike_and_empty_ones_are_perfect():
    windows = [Window(("a",), [], []), Window(("b",), [], [flood()])]
    assert set(metametric_events(windows).values()) == {0.5}


def test_no_documents_stop_it():
    with pytest.raises(ScorerError) as error:
        metametric_events([])
    assert str(error.value) == "ZeroDivisionError: division by zero: there are no documents"


def best(gold, predicted, similarity):
    """The greatest sum of similarities over all one-to-one pairings; 1 if both sides are empty."""
    if not gold and not predicted:
        return 1
    short, long = sorted((gold, predicted), key=len)
    return max(sum(map(similarity, short, some)) for some in permutations(long, len(short)))


def like(trigger, argument):
    def similarity(one, other):
        if one.trigger[trigger] != other.trigger[trigger]:
            return 0
        if argument is None:
            return 1
        return best(one.arguments, other.arguments, lambda a, b: a[argument] == b[argument])

    return similarity


@given(corpora)
def test_metametric_finds_the_best_of_all_pairings(windows):
    found = metametric_events(windows)
    span, whole = slice(2), slice(3)
    rules = {
        "trigger_identification": like(span, None),
        "trigger_classification": like(whole, None),
        "argument_identification": like(whole, span),
        "argument_classification": like(whole, whole),
    }
    for name, similarity in rules.items():
        rows = [
            [best(one, other, similarity) for one, other in ((w.gold, w.predicted), (w.gold,) * 2, (w.predicted,) * 2)]
            for w in windows
        ]
        for part, values in {
            "precision": [both / predicted for both, _, predicted in rows],
            "recall": [both / gold for both, gold, _ in rows],
            "f1": [2 * both / (gold + predicted) for both, gold, predicted in rows],
        }.items():
            assert found[f"{name}-{part}"] == pytest.approx(sum(values) / len(rows), abs=1e-12), name
