"""Who is who: names and surnames, titles and descriptions, countries and peoples, initials, pronouns."""

import pytest
from pattern_told import mentions, quotes, record


def kinds(text):
    return {entity["name"]: entity["type"] for entity in record(text)["entities"]}


def test_surname_title_and_pronouns_are_one_person():
    text = (
        "Marovian Foreign Minister Ilan Voss said it was over. The minister said he would resign.\n"
        "“I am tired,” Voss said."
    )
    assert mentions(text)["Ilan Voss"] == [
        "Marovian Foreign Minister Ilan Voss",
        "The minister",
        "he",
        "I",
        "Voss",
    ]


def test_a_mention_is_the_whole_phrase_and_its_head_the_name():
    mention = record("The new mayor Tove Karr said it was over.")["entities"][0]["mentions"][0]
    assert mention == {
        "span": {"start": 0, "end": 23, "text": "The new mayor Tove Karr"},
        "head": {"start": 14, "end": 23, "text": "Tove Karr"},
        "form": "name",
    }


def test_a_surname_in_the_headline_is_who_the_article_names_in_full():
    text = "Karr: The bridge is safe\n\nMayor Tove Karr said so on Monday. “I am sure,” she said."
    assert mentions(text) == {"Tove Karr": ["Karr", "Mayor Tove Karr", "I", "she"]}


def test_descriptions_beside_a_name_are_that_person():
    text = "Jan van der Holt, the leader of the Harbour Union, said it was over. The union leader said he would go."
    assert mentions(text)["Jan van der Holt"] == ["Jan van der Holt", "the leader", "The union leader", "he"]
    assert mentions("The mayor of Arvale, Tove Karr, said it was over.")["Tove Karr"] == ["The mayor", "Tove Karr"]


def test_a_country_its_adjective_and_its_people_as_a_party_are_one():
    text = "Marovia attacked Bergland. Marovian troops fled. Bergland met the Marovians. Marovians praised Bergland."
    found = mentions(text)
    assert found["Marovia"] == ["Marovia", "Marovian", "the Marovians"]
    assert found["Marovians"] == ["Marovians"]
    assert kinds(text)["Marovians"] == "group"


def test_initials_stand_for_the_full_name():
    text = "The Harbour Workers Association (HWA) condemned the raid. The HWA said its members were safe."
    assert mentions(text) == {
        "Harbour Workers Association": ["The Harbour Workers Association", "HWA", "The HWA", "its"]
    }


def test_a_body_is_called_by_its_noun():
    text = "The Bank of Arvale said prices would rise. The bank warned that it was late."
    assert mentions(text)["Bank of Arvale"] == ["The Bank of Arvale", "The bank", "it"]


def test_the_country_and_the_company_are_those_last_named():
    text = "Bergland met Marovia’s army. The country condemned the raid. The Marovians fled. The raid hit Marovia."
    assert mentions(text)["Marovia"][1] == "The country"
    text = "Arvale Motors condemned the raid. The company praised Anna Karr. The official left."
    assert mentions(text)["Arvale Motors"] == ["Arvale Motors", "The company"]


def test_a_minister_of_another_country_is_another_minister():
    text = "Norland’s minister praised Karr. A Marovian minister praised Voss. The Norland minister attacked Karr."
    assert mentions(text)["Norland’s minister"] == ["Norland’s minister", "The Norland minister"]


def test_we_are_those_whom_the_speaker_speaks_for():
    text = "“We attacked the port,” said Norland's army."
    assert mentions(text)["Norland's army"] == ["We", "Norland's army"]
    text = "Norland's president said the war was over. “We attacked the port,” he said."
    assert mentions(text)["Norland"] == ["Norland", "We"]


def test_another_than_the_speaker_is_he_inside_the_marks():
    text = "Ilan Voss left. “Voss told me he was late,” said Mayor Karr."
    assert mentions(text)["Ilan Voss"] == ["Ilan Voss", "Voss", "he"]


def test_a_woman_is_not_he():
    text = "Mr. Voss met Ms. Karr. She said he was late."
    assert mentions(text) == {"Voss": ["Mr. Voss", "he"], "Karr": ["Ms. Karr", "She"]}


def test_impersonal_it_stands_for_nobody():
    text = "The council said it was necessary to wait. It seems that the council attacked the mayor."
    assert mentions(text)["council"] == ["The council", "the council"]


def test_who_takes_no_part_is_no_entity():
    assert mentions("Arvale is a town. The mayor lives there. A tank stands in the park.") == {}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("The EBA condemned the raid.", "organization", id="initials"),
        pytest.param("The Arvale Times condemned the raid.", "organization", id="a word in the name"),
        pytest.param("Anna Holt condemned the raid.", "person", id="a given name"),
        pytest.param("Zorl Bink, 44, condemned the raid.", "person", id="an age"),
        pytest.param("Poland condemned the raid.", "country", id="the list"),
        pytest.param("Drivers condemned the raid. The drivers fled.", "group", id="a plural by its ending"),
    ],
)
def test_kinds_of_entity(text, kind):
    assert next(iter(kinds(text).values())) == kind


def test_whoever_speaks_is_an_entity():
    assert quotes("Critics said it was late. The critics said so again.")[0][4] == ["Critics"]
