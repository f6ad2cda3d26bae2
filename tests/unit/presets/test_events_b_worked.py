"""Role fillers, templates and clusters of events by hand: the arithmetic stands beside each example."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.presets import ScorerError, find
from sayso.presets.events import mapping
from sayso.presets.events.fillers import normalised
from sayso.presets.events.mapping import best_mapping

REE, GTT, RME, ERE = (find(name).native for name in ("ceaf-ree", "gtt", "ceaf-rme", "maven-ere-coref"))


def ree(gold, predicted):
    found = REE({"d": {"Target": gold}}, {"d": {"Target": predicted}})
    return found["strict"]["micro_avg"], found["prop"]["micro_avg"]


def template(kind="attack", **roles):
    return {"incident_type": kind, **roles}


def stops(function, *arguments):
    with pytest.raises(ScorerError) as error:
        function(*arguments)
    return str(error.value)


def test_strings_are_normalised_in_this_order():
    # Punctuation goes first, so that `A.` is an article; a word may stand beside other marks than ASCII ones.
    assert [normalised(text) for text in ("The A-B. c", "A.", "“Q”  an—d", "1,000", "theatre the")] == [
        "ab c",
        "",
        "“q” —d",
        "1000",
        "theatre",
    ]


def test_one_mention_of_many_is_enough():
    strict, prop = ree([["Ann Lee", "the mayor", "she"]], [["She"]])
    assert (strict["f1"], prop["f1"]) == (1.0, 1.0)


def test_articles_are_all_the_same():
    assert ree([["the", "harbour"]], [["A"]])[0]["f1"] == 1.0


def test_a_mention_predicted_twice_costs_under_prop():
    strict, prop = ree([["Ann", "Lee"]], [["Ann", "Lee", "Ann"]])
    assert (strict["p_num"], prop["p_num"]) == (1.0, 2 / 3)


def test_a_mention_that_gold_lists_thrice_counts_thrice():
    assert ree([["Ann", "Ann", "Ann"]], [["Ann"]])[1]["f1"] == 3.0


def test_two_predictions_of_one_entity_are_one_right():
    # One pair of two predictions: P 1/2; of two gold entities: R 1/2.
    strict, _ = ree([["pier"], ["quay"]], [["pier"], ["pier"]])
    assert (strict["p"], strict["r"], strict["f1"]) == (0.5, 0.5, 0.5)


def test_an_entity_without_mentions_stops_it_where_gold_has_some():
    assert stops(ree, [["Ann"]], [[]]) == "ZeroDivisionError: division by zero: a predicted Target has no mentions"
    assert ree([], [[]])[0]["p_den"] == 1


def test_documents_and_roles_that_are_not_there():
    assert stops(REE, {"d": {}}, {}) == "KeyError: document 'd' is not among the predictions"
    assert stops(REE, {"d": {"Target": []}}, {"d": {}}) == (
        "KeyError: 'Target' is not among the predicted roles of document 'd'"
    )
    assert stops(REE, {"d": {"Place": []}}, {"d": {"Place": []}}) == (
        "KeyError: 'Place' of document 'd' is none of the roles PerpInd, PerpOrg, Target, Victim, Weapon"
    )
    assert REE({"d": {}}, {"d": {"Target": [["pier"]]}})["strict"]["Target"]["p_den"] == 0


def test_within_a_template_entities_are_not_paired():
    gold, predicted = template(Target=[["Ann Lee", "the mayor"]]), template(Target=[["Ann Lee"], ["the mayor"]])
    row = GTT({"d": [gold]}, {"d": [predicted]})["Target"]
    assert (row["p_num"], row["p_den"], row["r_num"], row["r_den"]) == (2, 2, 1, 1)


@pytest.mark.parametrize(
    ("gold", "predicted", "right"),
    [("bombing", "bomb", 1), ("bombing", "", 1), ("attack / bombing", "bombing", 1), ("bombing", "Bombing", 0)],
)
def test_a_type_is_right_if_gold_contains_it(gold, predicted, right):
    found = GTT({"d": [template(gold)]}, {"d": [template(predicted)]})
    assert found["incident_type"]["p_num"] == right


def test_the_rows_of_equal_mappings_hang_on_the_order():
    one, other = template(Target=[["a1"]], Weapon=[]), template(Target=[], Weapon=[["b1"]])
    both = [template(Target=[["a1"]], Weapon=[["b1"]])]
    first, second = GTT({"d": [one, other]}, {"d": both}), GTT({"d": [other, one]}, {"d": both})
    assert (first["Target"]["p_num"], first["Weapon"]["p_num"]) == (1, 0)
    assert (second["Target"]["p_num"], second["Weapon"]["p_num"]) == (0, 1)
    assert first["micro_avg"] == second["micro_avg"]


def test_templates_that_cannot_be_read():
    assert stops(GTT, {"d": []}, {}) == "KeyError: document 'd' is not among the predictions"
    assert stops(GTT, {"d": []}, {"d": [{}]}) == "KeyError: a predicted template is without 'incident_type'"
    assert stops(GTT, {"d": [{}]}, {"d": [template()]}) == "KeyError: a gold template is without 'incident_type'"
    assert stops(GTT, {"d": [template(Target=[["quay"]])]}, {"d": [template()]}) == (
        "KeyError: 'Target' is filled in one template and not there in the other"
    )
    assert stops(RME, {"d": [template(None)]}, {"d": []}) == "AssertionError: Template type is None"


def naive(right, found, predicted, gold):
    """All mappings in their order."""
    best, reached = None, -1.0
    for tried in itertools.product([*range(right.shape[1]), None], repeat=len(right)):
        taken = [one for one in tried if one is not None]
        if len(set(taken)) < len(taken):
            continue
        pairs = [(place, one) for place, one in enumerate(tried) if one is not None]
        a, b = (sum(int(gain[pair]) for pair in pairs) for gain in (right, found))
        value = 2 * a * b / (a * gold + b * predicted) if a else 0.0
        if value > reached + 1e-12:
            best, reached = list(tried), value
    return best


@given(
    st.integers(1, 3).flatmap(
        lambda width: st.lists(
            st.lists(st.tuples(st.integers(0, 2), st.integers(1, 2)), min_size=width, max_size=width),
            min_size=1,
            max_size=3,
        )
    )
)
def test_the_search_finds_what_trying_all_finds(rows):
    right = np.array([[a for a, _ in row] for row in rows])
    found = np.array([[b if a else 0 for a, b in row] for row in rows])
    expected = naive(right, found, 9, 7) if right.any() else [None] * len(right)
    assert best_mapping(right, found, 9, 7) == expected
    search = mapping._Search(right, found, 9, 7)
    if right.any():
        search._explore()
        search.descend([], 0, 0)
        assert search.mapping == expected


def rme(gold, predicted):
    found = RME({"d": gold}, {"d": predicted})
    return [(row["p_num"], row["p_den"], row["r_num"], row["r_den"]) for row in found.values()]


def test_phi_subset_asks_for_no_subset_and_phi_3_counts_mentions():
    gold, predicted = [template(Target=[["pier", "quay"]])], [template(Target=[["pier", "boat"]])]
    assert rme(gold, predicted) == [(1, 1, 1, 1), (1, 2, 1, 2)]


def test_alternative_types_are_counted_each_unless_nothing_is_predicted():
    gold = [template("attack / bombing", Target=[["pier"]])]
    assert rme(gold, [template("bombing", Target=[["pier"]])]) == [(1, 1, 1, 1), (1, 1, 1, 2)]
    assert rme(gold, gold) == [(0, 1, 0, 1), (0, 1, 0, 2)]
    assert rme(gold, []) == [(0, 0, 0, 1), (0, 0, 0, 1)]


def test_a_type_is_chosen_for_each_template_by_itself():
    gold = [template("a", Target=[["pier"]]), template("a / b", Target=[["pier"]])]
    predicted = [template("a", Target=[["pier"]]), template("b", Target=[["pier"]])]
    assert rme(gold, predicted) == [(1, 2, 1, 2), (1, 2, 1, 3)]


def test_a_prediction_stands_for_the_entity_of_its_first_known_mention():
    # The quay is the second entity's, so both predictions stand for that: R 1 of 2.
    gold = [template(Target=[["pier"], ["quay", "dock"]])]
    assert rme(gold, [template(Target=[["dock"], ["quay", "pier"]])])[0] == (2, 2, 1, 2)


def test_gold_mentions_alone_are_scored():
    gold = {"d": [["a", "b", "c"], ["d"], ["e", "f"]]}
    found = ERE(gold, {"d": [["a", "b", "c", "z"], ["e", "f"]]})
    assert found["average_of_4_f1"] == pytest.approx(100)
    # 4 links of coreference and 11 others, all right.
    assert found["blanc_precision"] == pytest.approx(100 * (4 / (4 + 1e-6) + 11 / (11 + 1e-6)) / 2, rel=1e-14)


def test_perfect_singletons():
    found = ERE({"d": [["a"], ["b"]]}, {"d": []})
    assert [found[f"{name}_f1"] for name in ("b_cubed", "ceaf", "muc", "blanc")] == [100, 100, 0, 50]


def test_a_mention_stands_once():
    assert stops(ERE, {"d": [["a"], ["b"]]}, {"d": [["a", "b"], ["b"]]}) == (
        "AssertionError: document 'd': a predicted mention stands twice"
    )
