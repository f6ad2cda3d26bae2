"""Typed triggers with roles, polarity, modality and the happenings they belong to."""

import pytest
from spacy_articles import events, record, roles


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Norland delivered tents to Marovia.", "delivered", ("aid", "positive", "actual")),
        ("Norland will deliver tents to Marovia.", "deliver", ("aid", "positive", "planned")),
        ("Norland promised to deliver tents.", "deliver", ("aid", "positive", "planned")),
        ("Norland may deliver tents.", "deliver", ("aid", "positive", "hypothetical")),
        ("Norland wants to deliver tents.", "deliver", ("aid", "positive", "hypothetical")),
        ("If Norland delivers tents, Marovia will rest.", "delivers", ("aid", "positive", "hypothetical")),
        ("Norland works hard to deliver tents.", "deliver", ("aid", "positive", "hypothetical")),
        ("Norland did not deliver tents.", "deliver", ("aid", "negative", "actual")),
        ("Norland refused to deliver tents.", "deliver", ("aid", "negative", "actual")),
        ("Norland never attacked Marovia.", "attacked", ("assault", "negative", "actual")),
        ("Nothing will deter Norland from supporting Marovia.", "supporting", ("support", "positive", "planned")),
        ("This will deter Norland from supporting Marovia.", "supporting", ("support", "negative", "planned")),
        ("Norland often attacks Marovia.", "attacks", ("assault", "positive", "generic")),
        ("Norland and Marovia held talks in Lissa.", "talks", ("consult", "positive", "actual")),
        ("Norland will hold talks with Marovia.", "talks", ("consult", "positive", "planned")),
        ("Norland wants talks with Marovia.", "talks", ("consult", "positive", "hypothetical")),
        ("Marovia imposed sanctions on Norland.", "sanctions", ("sanction", "positive", "actual")),
        ("Marovia launched a missile.", "launched", ("mobilize", "positive", "actual")),
        ("Nurses walked out on Monday.", "walked", ("protest", "positive", "actual")),
        ("The two towns work together.", "work together", ("cooperate", "positive", "actual")),
        ("Norland increased military support for Marovia.", "support", ("aid", "positive", "actual")),
        ("Marovia's hostile acts against Norland go on.", "acts", ("coerce", "positive", "actual")),
        ("Rebels freed the crew.", "freed", ("concede", "positive", "actual")),
        ("The army withdrew from Lissa.", "withdrew", ("retreat", "positive", "actual")),
        ("An air strike hit Lissa.", "strike", ("assault", "positive", "actual")),
        ("The union threatened the mayor.", "threatened", ("threaten", "positive", "actual")),
        ("Norland agreed to send more food.", "agreed", ("agree", "positive", "actual")),
        ("Norland to send more tents by May", "send", ("aid", "positive", "planned")),
        ("Norland vowed to ensure that Marovia receives tents.", "receives", ("aid", "positive", "planned")),
    ],
)
def test_an_event_has_type_polarity_and_modality(text, trigger, expected):
    assert events(text)[trigger] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Otto Weiss gave a speech and launched a campaign.", set(), id="other meanings"),
        pytest.param("Norland provided military assistance.", {"provided"}, id="verb and noun for one thing: the verb"),
        pytest.param("They lifted the box and met the deadline.", set(), id="objects of the wrong kind"),
        pytest.param("Asked whether he would resign, Weiss left.", set(), id="a question is no request"),
    ],
)
def test_what_is_a_trigger(text, expected):
    assert set(events(text)) == expected


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        pytest.param(
            "On Friday, Norland delivered tents and blankets to 3,000 families.",
            "delivered",
            {
                ("time", "Friday"),
                ("actor", "Norland"),
                ("object", "tents"),
                ("object", "blankets"),
                ("recipient", "3,000 families"),
            },
            id="objects co-ordinated, recipient after to, and time",
        ),
        pytest.param(
            "Norland provided Marovia with new tanks.",
            "provided",
            {("actor", "Norland"), ("recipient", "Marovia"), ("object", "new tanks")},
            id="provide somebody with something",
        ),
        pytest.param(
            "Norland gave the families food.",
            "gave",
            {("actor", "Norland"), ("recipient", "the families"), ("object", "food")},
            id="two objects",
        ),
        pytest.param(
            "Tents were delivered to Marovia by Norland.",
            "delivered",
            {("object", "Tents"), ("recipient", "Marovia"), ("actor", "Norland")},
            id="passive",
        ),
        pytest.param(
            "Marovia received tents from Norland.",
            "received",
            {("recipient", "Marovia"), ("object", "tents"), ("actor", "Norland")},
            id="seen from the recipient",
        ),
        pytest.param(
            "Foreign Minister Ilan Voss met with Marovian Prime Minister Dora Kelm last week.",
            "met",
            {
                ("actor", "Foreign Minister Ilan Voss"),
                ("actor", "Marovian Prime Minister Dora Kelm"),
                ("time", "last week"),
            },
            id="every side of a meeting is an actor",
        ),
        pytest.param(
            "Otto Weiss condemned Marovia's attack on Lissa.",
            "condemned",
            {("actor", "Otto Weiss"), ("object", "Marovia's attack"), ("recipient", "Marovia")},
            id="whoever owns what is condemned",
        ),
        pytest.param(
            "Otto Weiss condemned Marovia's attack on Norland.",
            "attack",
            {("actor", "Marovia"), ("recipient", "Norland")},
            id="a noun's owner and its target",
        ),
        pytest.param(
            "Norland withstood the Marovian attack.",
            "attack",
            {("actor", "Marovian"), ("recipient", "Norland")},
            id="who withstands an attack is attacked",
        ),
        pytest.param(
            "Norland discussed Marovia's hostile acts against Norland, including sabotage and kidnapping.",
            "kidnapping",
            {("actor", "Marovia"), ("recipient", "Norland")},
            id="examples share what the noun before them has",
        ),
        pytest.param(
            "Otto Weiss promised to help the families.",
            "promised",
            {("actor", "Otto Weiss"), ("object", "to help the families")},
            id="the object of a promise is its clause",
        ),
        pytest.param(
            "Otto Weiss urged Norland to free the crew.",
            "free",
            {("actor", "Norland"), ("recipient", "the crew")},
            id="whoever is urged would do it",
        ),
        pytest.param(
            "Otto Weiss called on Norland to free the crew.",
            "free",
            {("actor", "Norland"), ("recipient", "the crew")},
            id="called on",
        ),
        pytest.param(
            "Norland will ensure that Marovia receives food.",
            "receives",
            {("actor", "Norland"), ("recipient", "Marovia"), ("object", "food")},
            id="who ensures is the actor",
        ),
        pytest.param(
            "EFC members pledged €3 million on Monday.",
            "pledged",
            {("actor", "EFC members"), ("amount", "€3 million"), ("time", "Monday")},
            id="a sum is an amount",
        ),
        pytest.param(
            "Rebels killed six soldiers with a bomb.",
            "killed",
            {("actor", "Rebels"), ("recipient", "six soldiers"), ("instrument", "a bomb")},
            id="instrument",
        ),
        pytest.param(
            "The drone attack by Marovia was reported.",
            "attack",
            {("instrument", "drone"), ("actor", "Marovia")},
            id="a weapon before the noun",
        ),
        pytest.param(
            "The fishermen wept. Their arrest was reported.",
            "arrest",
            {("recipient", "Their")},
            id="the owner of an arrest suffers it",
        ),
        pytest.param(
            "Otto Weiss visited the port of Lissa on Monday.",
            "visited",
            {("actor", "Otto Weiss"), ("place", "the port"), ("time", "Monday")},
            id="a visited port is the place",
        ),
        pytest.param(
            "The aid promised by Norland helped Marovia.",
            "promised",
            {("object", "The aid"), ("actor", "Norland")},
            id="a participle after its noun",
        ),
        pytest.param(
            "Voss met in the open square with Dora Kelm.",
            "met",
            {("actor", "Voss"), ("actor", "Dora Kelm"), ("place", "the open square")},
            id="with, after a place",
        ),
    ],
)
def test_arguments_have_roles(text, trigger, expected):
    assert roles(text, trigger) == expected


def test_mentions_of_one_happening_share_a_label():
    text = "Marovia attacked Norland on Friday. Otto Weiss condemned the attack."
    attacked, attack = (e for e in record(text)["events"] if e["trigger"]["text"].startswith("attack"))
    assert attacked["coref"] == attack["coref"]
    assert {a["role"] for a in attack["arguments"]} == {"actor", "recipient"}


def test_it_was_a_good_meeting_names_the_dinner_again():
    text = "“We had a dinner with Dora Kelm. It was a good meeting,” Otto Weiss said."
    dinner, meeting = record(text)["events"]
    assert dinner["coref"] == meeting["coref"]


def test_an_event_mentioned_once_has_no_label():
    assert all("coref" not in event for event in record("Marovia attacked Norland.")["events"])
