"""Mentions and coreference: names, titles, descriptions, pronouns."""

import pytest
from spacy_articles import mentions, record

ARTICLE = """Norland Minister Urges Marovia to Free Fishermen
Norland's Foreign Minister Ilan Voss called on Marovia on Monday to release 14 fishermen.
“We will not trade our citizens for gas,” Voss told reporters in Lissa. “I am angry.”
The minister, who met Marovian Prime Minister Dora Kelm last week, added that Norland would suspend talks. Mrs. Kelm \
said she was “surprised”.
The European Fisheries Council (EFC) will meet on Friday. EFC members have pledged €3 million to help the fishermen.
"""


def test_names_titles_and_pronouns_of_a_person_are_one_entity():
    found = mentions(ARTICLE)
    assert found["Ilan Voss"] == (
        "person",
        ["Norland Minister", "Norland's Foreign Minister Ilan Voss", "Voss", "I", "The minister"],
    )
    assert found["Dora Kelm"] == ("person", ["Marovian Prime Minister Dora Kelm", "Mrs. Kelm", "she"])


def test_a_country_is_its_name_its_people_s_adjective_and_the_we_of_its_minister():
    found = mentions(ARTICLE)
    assert found["Norland"] == ("country", ["Norland", "Norland", "We", "our", "Norland"])
    assert found["Marovia"][1] == ["Marovia", "Marovia", "Marovian"]


def test_an_acronym_is_the_name_and_its_members_are_a_group():
    found = mentions(ARTICLE)
    assert found["European Fisheries Council"] == ("organization", ["The European Fisheries Council", "EFC", "EFC"])
    assert found["EFC members"] == ("group", ["EFC members"])


def test_heads_are_names_nouns_and_titles():
    heads = {
        mention["span"]["text"]: (mention["head"]["text"], mention["form"])
        for entity in record(ARTICLE)["entities"]
        for mention in entity["mentions"]
    }
    assert heads["Norland's Foreign Minister Ilan Voss"] == ("Ilan Voss", "name")
    assert heads["The minister"] == ("minister", "nominal")
    assert heads["our"] == ("our", "pronoun")
    assert heads["EFC members"] == ("members", "nominal")


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        pytest.param(
            "Harbour Union members met. The members said that they would strike. Union officials agreed.",
            "Harbour Union members",
            ["Harbour Union members", "The members", "they"],
            id="the same noun, with the and without modifiers",
        ),
        pytest.param(
            "Mr. Weiss met Mrs. Brandt on Monday. She said that he was late.",
            "Brandt",
            ["Mrs. Brandt", "She"],
            id="she is not he",
        ),
        pytest.param(
            "The Harbour Union met on Monday. The union said that it would strike.",
            "Harbour Union",
            ["The Harbour Union", "The union", "it"],
            id="the last word of a name",
        ),
        pytest.param(
            "Marovia fired a new ballistic missile at Norland. Norland condemned the use of this weapon.",
            "new ballistic missile",
            ["a new ballistic missile", "this weapon"],
            id="this weapon is the missile",
        ),
        pytest.param(
            "The European Union agreed to help. EU states said that the Union would pay. EU members promised food.",
            "EU states",
            ["EU states", "EU members"],
            id="the members of a body by whatever noun",
        ),
        pytest.param(
            "Idris Kane, a spokesman, said he was tired. The spokesman said no more than that he would leave.",
            "Idris Kane",
            ["Idris Kane", "a spokesman", "he", "The spokesman", "he"],
            id="an apposition names, and is a title from there on",
        ),
        pytest.param(
            "Turkey said that it would help. Turkish officials promised tents.",
            "Turkey",
            ["Turkey", "it", "Turkish"],
            id="a known country and its adjective",
        ),
        pytest.param(
            "Rebels attacked Lissa on Friday. “We need help,” Otto Weiss said. “We demand it,” Weiss added.",
            "Otto Weiss and colleagues",
            ["We", "We"],
            id="we of a speaker whose side is not named",
        ),
    ],
)
def test_expressions_for_one_thing_are_one_entity(text, name, expected):
    assert mentions(text)[name][1] == expected


def test_an_impersonal_it_refers_to_nothing():
    text = "Norland said that it is necessary to help Marovia. It was a mistake, Norland said. It will help Marovia."
    pronouns = [m for name, (_, found) in mentions(text).items() for m in found if m.lower() == "it"]
    assert pronouns == ["It"]


def test_only_entities_that_take_part_are_kept():
    assert mentions("Lissa is a town in Norland. Otto Weiss sleeps.") == {}
