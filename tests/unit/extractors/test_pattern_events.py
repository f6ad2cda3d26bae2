"""What happens: triggers and types, polarity and modality, arguments and their roles, one happening named twice."""

import pytest
from pattern_told import arguments, events, record


@pytest.mark.parametrize(
    ("text", "event"),
    [
        pytest.param("Norland attacked the port.", ("attacked", "assault", "positive", "actual"), id="past"),
        pytest.param("Norland will attack the port.", ("attack", "assault", "positive", "planned"), id="will"),
        pytest.param("Norland could attack the port.", ("attack", "assault", "positive", "hypothetical"), id="could"),
        pytest.param(
            "If Norland attacks the port, we go.", ("attacks", "assault", "positive", "hypothetical"), id="if"
        ),
        pytest.param("Norland did not attack the port.", ("attack", "assault", "negative", "actual"), id="not"),
        pytest.param("Nobody attacked the port.", ("attacked", "assault", "negative", "actual"), id="nobody"),
        pytest.param("Norland hopes to attack the port.", ("attack", "assault", "positive", "hypothetical"), id="hope"),
        pytest.param("The army plans to attack the port.", ("attack", "assault", "positive", "planned"), id="plan"),
        pytest.param("The army often attacks the port.", ("attacks", "assault", "positive", "generic"), id="habit"),
        pytest.param("No attack followed.", ("attack", "assault", "negative", "actual"), id="no before a noun"),
        pytest.param("Talks will resume.", ("Talks", "consult", "positive", "planned"), id="a noun's own verb"),
        pytest.param(
            "They sent military support.", ("sent", "aid", "positive", "actual"), id="verb and noun for one thing"
        ),
        pytest.param("Troops pulled out.", ("pulled", "retreat", "positive", "actual"), id="particle"),
        pytest.param(
            "They fear hostile acts.", ("acts", "coerce", "positive", "hypothetical"), id="an adjective makes it one"
        ),
        pytest.param(
            "Karr said Norland would attack the port.",
            ("attack", "assault", "positive", "planned"),
            id="will of yesterday",
        ),
        pytest.param(
            "Nothing will deter Norland from attacking the port.",
            ("attacking", "assault", "positive", "planned"),
            id="what nothing deters from goes on",
        ),
        pytest.param(
            "Karr will deter Norland from attacking the port.",
            ("attacking", "assault", "negative", "planned"),
            id="what one deters from does not",
        ),
    ],
)
def test_types_polarity_and_modality(text, event):
    assert events(text)[-1] == event


@pytest.mark.parametrize(
    ("text", "triggers"),
    [
        pytest.param("They will work together.", ["work"], id="an adverb makes it one"),
        pytest.param(
            "The launch of a website failed. The drone launch failed.", ["launch"], id="a launch of arms alone"
        ),
        pytest.param("The test of a missile failed. The test of a song failed.", ["test"], id="a test of arms alone"),
        pytest.param("Karr committed to peace. Karr committed a crime.", ["committed"], id="committing oneself"),
        pytest.param("Karr asked for calm. Karr asked why.", ["asked"], id="asking for, not asking why"),
        pytest.param("The talk ended. The talks ended.", ["talks"], id="talks are several"),
    ],
)
def test_words_with_other_work_are_triggers_in_the_right_company(text, triggers):
    assert [event[0] for event in events(text)] == triggers


def test_refusing_denies_what_is_refused():
    assert events("The union refused to sign a deal.")[:2] == [
        ("refused", "reject", "positive", "actual"),
        ("sign", "agree", "negative", "hypothetical"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Karr gave a speech.",
        "The road meets the river.",
        "The paper released a report.",
        "They launched a website.",
        "A helicopter fell.",
        "Karr shares the view.",
        "Karr talked.",
    ],
)
def test_words_with_other_work_are_no_triggers(text):
    assert events(text) == []


@pytest.mark.parametrize(
    ("text", "trigger", "found"),
    [
        pytest.param(
            "Norland troops attacked the port of Lund on Monday with drones.",
            "attacked",
            [("actor", "Norland troops"), ("recipient", "the port"), ("time", "Monday"), ("instrument", "drones")],
            id="subject, object, date, instrument",
        ),
        pytest.param(
            "Two men were arrested by police.",
            "arrested",
            [("recipient", "Two men"), ("actor", "police")],
            id="passive",
        ),
        pytest.param(
            "Voss gave Norland 40 tanks.",
            "gave",
            [("actor", "Voss"), ("recipient", "Norland"), ("object", "40 tanks")],
            id="who is given what",
        ),
        pytest.param(
            "Allies promised to provide Norland with tanks and drones.",
            "provide",
            [("actor", "Allies"), ("recipient", "Norland"), ("object", "tanks"), ("object", "drones")],
            id="the subject of what governs it; joined objects",
        ),
        pytest.param(
            "Voss met Tove Karr in Lund yesterday.",
            "met",
            [("actor", "Voss"), ("actor", "Tove Karr"), ("place", "Lund"), ("time", "yesterday")],
            id="every side of a meeting acts",
        ),
        pytest.param(
            "Voss urged the army to withdraw from the city.",
            "withdraw",
            [("actor", "the army"), ("place", "the city")],
            id="who is told to",
        ),
        pytest.param(
            "The talks between Norland and Marovia failed.",
            "talks",
            [("actor", "Norland"), ("actor", "Marovia")],
            id="a noun's sides",
        ),
        pytest.param(
            "Norland's attack on Lund failed.", "attack", [("actor", "Norland"), ("recipient", "Lund")], id="owner"
        ),
        pytest.param(
            "Last week, the union held talks.",
            "talks",
            [("time", "Last week"), ("actor", "the union")],
            id="light verb",
        ),
        pytest.param("The commitment of €40 billion is old.", "commitment", [("amount", "€40 billion")], id="a sum"),
        pytest.param(
            "Norland received tanks.", "received", [("recipient", "Norland"), ("object", "tanks")], id="receiving"
        ),
        pytest.param(
            "They discussed how to end it.",
            "discussed",
            [("actor", "They"), ("object", "how to end it")],
            id="a question",
        ),
    ],
)
def test_arguments_and_roles(text, trigger, found):
    assert arguments(text, trigger) == found


def test_one_happening_named_again_shares_a_label():
    found = record("Norland attacked Lund. The attack failed. An attack on Arvale followed.")["events"]
    labels = [event.get("coref") for event in found]
    assert labels[0] == labels[1] is not None
    assert labels[2] is None


def test_an_argument_names_its_entity():
    found = record("Norland attacked Tove Karr.")
    (event,) = found["events"]
    ids = {entity["name"]: entity["id"] for entity in found["entities"]}
    assert [argument["entity"] for argument in event["arguments"] if "entity" in argument] == [ids["Tove Karr"]]
