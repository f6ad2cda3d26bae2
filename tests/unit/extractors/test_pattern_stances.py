"""Who is for and against what, by verb, noun, judgement, effort, promise and choice of words."""

import pytest
from pattern_told import record, stances


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        pytest.param(
            "Karr condemned the raid.", ("Karr", "raid", "oppose", "strong", "explicit", "condemned"), id="an event"
        ),
        pytest.param("Karr praised Voss.", ("Karr", "Voss", "support", "weak", "explicit", "praised"), id="an entity"),
        pytest.param(
            "Tove Karr backs the plan.", ("Tove Karr", "the plan", "support", "weak", "explicit", "backs"), id="a span"
        ),
        pytest.param(
            "The plan was welcomed by Karr.",
            ("Karr", "The plan", "support", "weak", "explicit", "welcomed"),
            id="passive",
        ),
        pytest.param(
            "Tove Karr does not support the plan.",
            ("Tove Karr", "the plan", "oppose", "weak", "explicit", "support"),
            id="negated",
        ),
        pytest.param(
            "The Harbour Union voiced support for the drivers.",
            ("Harbour Union", "the drivers", "support", "weak", "explicit", "support"),
            id="noun",
        ),
        pytest.param(
            "Hostile acts by thieves aside, Norland’s hostile actions against Karr went on.",
            ("Norland", "Karr", "oppose", "weak", "explicit", "hostile actions against"),
            id="an action that names its attitude",
        ),
        pytest.param(
            "“It was a cowardly raid,” Karr said.",
            ("Karr", "raid", "oppose", "strong", "explicit", "cowardly"),
            id="judgement",
        ),
        pytest.param(
            "Karr said the horrific and unprovoked attack failed.",
            ("Karr", "attack", "oppose", "strong", "explicit", "horrific and unprovoked"),
            id="joined judgements",
        ),
        pytest.param(
            "“Voss is wrong,” said Karr.",
            ("Karr", "Voss", "oppose", "weak", "explicit", "wrong"),
            id="judgement of a person",
        ),
        pytest.param(
            "Allies will do everything possible to defend Arvale and to send tanks.",
            ("Allies", "send", "support", "strong", "explicit", "do everything possible"),
            id="effort",
        ),
        pytest.param(
            "Karr said it was necessary to send tanks.",
            ("Karr", "send", "support", "weak", "explicit", "necessary"),
            id="need",
        ),
        pytest.param(
            "Allies promised to send tanks.",
            ("Allies", "send", "support", "weak", "explicit", "promised"),
            id="promise",
        ),
        pytest.param(
            "Karr said Norland’s aggression went on.",
            ("Karr", "aggression", "oppose", "weak", "implied", "aggression"),
            id="a loaded word",
        ),
    ],
)
def test_stances(text, stance):
    assert stance in stances(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("A cowardly raid failed.", id="the newspaper's own judgement"),
        pytest.param("Karr would support the plan.", id="merely possible"),
        pytest.param("Karr urged them to back the plan.", id="asked for"),
        pytest.param("Karr said the weather was fine.", id="no attitude"),
    ],
)
def test_what_shows_no_stance(text):
    assert stances(text) == []


def test_a_possessive_holds_the_attitude_of_its_noun():
    text = "The union condemned the raid. Its support for Voss ended."
    assert ("union", "Voss", "support", "weak", "explicit", "Its support") in stances(text)


def test_protest_is_against_something():
    assert stances("Tove Karr protested against the plan.") == [
        ("Tove Karr", "the plan", "oppose", "weak", "explicit", "protested")
    ]


def test_it_judges_what_was_spoken_of():
    text = "Tove Karr rejected the deal. “It is a shameful capitulation,” she said."
    assert ("Tove Karr", "deal", "oppose", "strong", "explicit", "shameful") in stances(text)


def test_a_stance_knows_the_quote_it_stands_in():
    found = record("“It was a cowardly raid,” Karr said.")
    (stance,) = found["stances"]
    assert stance["quote"] == found["quotes"][0]["id"]


def test_nobody_takes_a_side_on_oneself():
    assert stances("Karr praised Karr.") == []
