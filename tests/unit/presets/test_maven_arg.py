"""MAVEN-Arg: the arithmetic of its rows by hand, and the adapted door."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.presets import Pair, ScorerError, find, spelled

TEXT = "Ann Lee met Bo Ray in Bath . She left ."
NATIVE = find("maven-arg").native
LEVELS = ("Mention_Level", "Entity_Coref_Level", "Event_Coref_Level")


def place(said):
    return {"position": [TEXT.index(said), TEXT.index(said) + len(said)]}


def argument(role, *mentions):
    return {"id": "e", "role": f"Meet.{role}", "mentions": [place(said) for said in mentions]}


def document(*triggers, name="d", negative=()):
    listed = [{"id": f"t{number}", "arguments": list(arguments)} for number, arguments in enumerate(triggers)]
    events = [{"id": "v", "type": "Meet", "triggers": listed}]
    return {"id": name, "text": TEXT, "events": events, "negative_triggers": [{"id": one} for one in negative]}


def scored(gold, answers, schema=None):
    found = NATIVE([gold], [{"id": gold["id"], "preds": answers}], schema)
    return {level: found[level]["F1"] for level in LEVELS}


def meet(**roles):
    return {"event_type": "Meet", **roles}


ANN, BO, BATH = argument("Who", "Ann Lee", "She"), argument("Who", "Bo Ray"), argument("Where", "Bath")


def test_mentions_are_asked_for_one_by_one_and_entities_once():
    # By mention 3 are asked for and 2 pairs found, each 2 / 3; with Bath 1: (2/3 + 2/3 + 1) / 3. By entity all 1.
    found = scored(document([ANN, BO, BATH]), {"t0": meet(Who=["Ann Lee", "Bo Ray"], Where=["Bath"])})
    assert found == pytest.approx(dict(zip(LEVELS, (700 / 9, 100, 100), strict=True)))


def test_a_string_too_many_lowers_its_role():
    # 1 pair of 2 strings: 1/2, at every level.
    assert scored(document([BATH]), {"t0": meet(Where=["Bath", "Ann Lee"])}) == dict.fromkeys(LEVELS, 50)


def test_words_in_common():
    # `Ann Lee` and `Ann Ray Ray`: 1 of 3 and 1 of 2, F1 2/5; `ann lee!` is Ann Lee.
    found = NATIVE([document([argument("Who", "Ann Lee")])], [{"id": "d", "preds": {"t0": meet(Who=["Ann Ray Ray"])}}])
    assert found["Mention_Level"] == pytest.approx({"EM": 0, "Precision": 100 / 3, "Recall": 50, "F1": 40})
    assert scored(document([argument("Who", "Ann Lee")]), {"t0": meet(Who=["the ann lee!"])})["Mention_Level"] == 100


def test_roles_that_are_missing_or_too_many():
    # Both mentions of Ann fail, or she as an entity; the role too many fails once.
    found = scored(document([ANN, BATH]), {"t0": meet(Where=["Bath"], Why=["Bo Ray", "Ann Lee"])})
    assert found == pytest.approx(dict(zip(LEVELS, (25, 100 / 3, 100 / 3), strict=True)))
    assert set(scored(document([BATH]), {"t0": {"event_type": "Leave", "Where": ["Bath"]}}).values()) == {0}


def test_triggers_of_an_event_answer_together():
    found = scored(document([BATH], [BATH]), {"t0": meet(Where=["Bath"])})
    assert found == dict(zip(LEVELS, (50, 50, 100), strict=True))


def test_triggers_that_are_none():
    answers = {"t0": meet(Where=["Bath"]), "n": meet(Who=["Bo Ray"], Where=["Bath"]), "unknown": meet(Who=["Bo Ray"])}
    assert scored(document([BATH], negative=["n"]), answers)["Mention_Level"] == pytest.approx(100 / 3)


def test_roles_outside_the_schema_are_passed_over():
    answers = {"t0": meet(Where=["Bath"], Why=["Ann Lee"])}
    assert scored(document([BATH, ANN]), answers, {"Meet": ["Where"]}) == dict.fromkeys(LEVELS, 100)


def test_nothing_at_all_and_missing_documents():
    assert NATIVE([], [])["Mention_Level"] == dict.fromkeys(("EM", "Precision", "Recall", "F1"))
    assert NATIVE([document([BATH])], [])["Mention_Level"]["F1"] == 0


def test_a_document_whose_id_is_cut():
    with pytest.raises(ScorerError) as error:
        scored(document([BATH], name="news-1"), {})
    assert str(error.value) == "KeyError: the id of document 'news-1' is cut at its first '-'"


ROLES = st.dictionaries(st.sampled_from(["Who", "Where", "Why"]), st.lists(st.sampled_from(["Ann Lee", "Bo Ray", ""])))
SAID = st.lists(st.sampled_from(["Ann Lee", "She", "Bo Ray", "Bath"]), max_size=3)
ARGUMENTS = st.lists(st.builds(lambda role, said: argument(role, *said), st.sampled_from(["Who", "Where"]), SAID))


@given(st.lists(ARGUMENTS, max_size=3), st.lists(ROLES, max_size=3))
def test_figures_are_percentages_whatever_the_input(triggers, roles):
    answers = {f"t{number}": meet(**one) for number, one in enumerate(roles)}
    found = NATIVE([document(*triggers, negative=["t2"])], [{"id": "d", "preds": answers}])
    for level in LEVELS:
        assert all(value is None or 0 <= value <= 100 + 1e-9 for value in found[level].values())
        assert (found[level]["EM"] or 0) <= (found[level]["F1"] or 0) + 1e-9


def record(*events):
    mentions = [{"span": span("Ann Lee")}, {"span": span("She")}]
    return {"entities": [{"id": "e1", "name": "Ann Lee", "mentions": mentions}], "events": list(events)}


def span(said):
    return {"start": TEXT.index(said), "end": TEXT.index(said) + len(said), "text": said}


def event(name, trigger, *arguments, coref=None):
    filled = [{"role": role, "span": span(said), "entity": entity} for role, said, entity in arguments]
    return {"id": name, "trigger": span(trigger), "type": "act", "coref": coref, "arguments": filled}


GOLD = record(
    event("v1", "met", ("who", "Ann Lee", "e1"), coref="c"), event("v2", "left", ("who", "She", "e1"), coref="c")
)


@pytest.mark.parametrize(
    ("spelling", "events", "expected"),
    [
        # The whole entity is asked for at each of two triggers: by mention 1/2 and two failures.
        ("maven-arg", [event("p", "met", ("who", "She", None))], (50 / 3, 50, 100)),
        # Gold has Ann Lee and She as two; of the event one is found, times 1/2, and the other fails.
        ("maven-arg(gold=arguments)", [event("p", "met", ("who", "Ann Lee", None))], (50, 50, 25)),
        # A trigger that gold lacks is one failure more.
        (
            "maven-arg",
            [event("p", "met", ("who", "She", None)), event("q", "in", ("why", "Bath", None))],
            (12.5, 100 / 3, 50),
        ),
    ],
)
def test_documents(spelling, events, expected):
    preset, conventions = spelled(spelling)
    found = preset.adapted([Pair("news-1", TEXT, GOLD, record(*events))], conventions)
    assert [found[level]["F1"] for level in LEVELS] == pytest.approx(list(expected))
