"""gen-arg: arguments read out of filled templates, placed near the trigger, right by span or by cluster."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.presets import ScorerError
from sayso.presets.events.gen_arg import Generation, gen_arg
from sayso.presets.events.generated import Template, Words, filled

TEXT = "Ada met Bo and the mayor of Hill in Dale . Ada Lee said she met Bo ."
WORDS = TEXT.split()
TEMPLATE = Template("<arg1> met <arg2> at <arg3>", ("guest", "guest", "place"))
ONTOLOGY = {"meet": TEMPLATE}


def generation(generated, gold, *, entity_of=None, kind="meet"):
    return Generation(WORDS, (1, 2), kind, gold, generated, entity_of or {})


ADA, BO, MAYOR, DALE = (0, 1), (2, 3), (4, 8), (9, 10)
GOLD = [(*ADA, "guest"), (*BO, "guest"), (*DALE, "place")]


def scores(found):
    return {name: (round(one["P"], 2), round(one["R"], 2)) for name, one in found.items()}


def test_a_template_is_read_word_by_word():
    read = list(filled(TEMPLATE, "Ada Lee met <arg> at the old town hall"))
    assert read == [("guest", ["Ada", "Lee"]), ("place", ["the", "old", "town", "hall"])]


def test_a_blank_filled_with_nothing_is_an_argument_without_words():
    assert next(filled(TEMPLATE, "met Bo at Dale")) == ("guest", [])
    found = gen_arg([generation("met Bo at Dale", GOLD)], ONTOLOGY)
    assert found["role"]["P"] == pytest.approx(200 / 3)


def test_a_text_that_breaks_off_leaves_the_rest_unfilled():
    assert list(filled(TEMPLATE, "Ada met")) == [("guest", ["Ada"])]
    assert list(filled(TEMPLATE, "")) == []


def test_a_blank_without_role_ends_it():
    with pytest.raises(ScorerError) as error:
        list(filled(Template("<arg2> met", ("guest",)), "Ada met"))
    assert str(error.value) == "SystemExit: the template has a blank <arg2> without role: <arg2> met"


def test_words_are_placed_nearest_to_the_trigger():
    words = Words(WORDS, (12, 13))
    # Ada at 0 is 11 words before the trigger at 12, Ada at 11 none.
    assert words.nearest(["Ada"]) == (11, 11)
    assert words.nearest(["Bo"]) == (16, 16)
    assert words.nearest(["Cy"]) is None


def test_what_does_not_occur_is_tried_in_parts():
    words = Words(WORDS, (1, 2))
    assert words.placed(["Bo", "and", "the", "mayor"]) == [(2, 5)]
    assert words.placed(["Ada", "and", "Dale", "and", "Cy"]) == [(0, 0), (9, 9)]
    assert words.placed(["and", "Ada"]) == []


def test_gold_loses_its_article_and_predictions_keep_theirs():
    gold = [(*MAYOR, "guest")]
    with_article, without = (
        gen_arg([generation(f"{text} met <arg> at <arg>", gold)], ONTOLOGY)["role"]["F1"]
        for text in ("the mayor of Hill", "mayor of Hill")
    )
    assert (with_article, without) == (0, 100)


def test_what_does_not_occur_costs_no_precision():
    found = gen_arg([generation("Ada met the moon at Dale", GOLD)], ONTOLOGY)
    assert scores(found)["role"] == (100.0, 66.67)


def test_mentions_of_a_gold_entity_are_right_by_coreference():
    entity_of = {ADA: "ada", (11, 13): "ada", (14, 15): "ada"}
    found = gen_arg([generation("Ada Lee met she at Dale", GOLD, entity_of=entity_of)], ONTOLOGY)
    assert scores(found) == {
        "role_identification": (33.33, 33.33),
        "role": (33.33, 33.33),
        "coref_role_identification": (100.0, 100.0),
        "coref_role": (100.0, 100.0),
    }


def test_a_wrong_role_is_not_saved_by_coreference():
    entity_of = {ADA: "ada", (14, 15): "ada"}
    gold = [(*ADA, "guest"), (14, 15, "place")]
    found = gen_arg([generation("she met <arg> at <arg>", gold, entity_of=entity_of)], ONTOLOGY)
    # Gold has the span, as a place: identified, and its cluster is not asked.
    assert found["coref_role_identification"]["P"] == 100
    assert found["coref_role"]["P"] == 0


def test_types_without_template_are_passed_over():
    found = gen_arg([generation("Ada met Bo at Dale", GOLD, kind="flood")], ONTOLOGY)
    assert {value for one in found.values() for value in one.values()} == {0.0}


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=9), st.data())
def test_the_nearest_is_what_a_search_from_left_to_right_keeps(words, data):
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    wanted = data.draw(st.lists(st.sampled_from("abc"), max_size=3))
    best, found = len(words), None
    for place in range(len(words)):
        if words[place : place + len(wanted)] == wanted:
            distance = abs(start - place - len(wanted)) if place < start else abs(place - end)
            if distance < best:
                best, found = distance, (place, place + len(wanted) - 1)
    assert Words(words, (start, end)).nearest(wanted) == found
