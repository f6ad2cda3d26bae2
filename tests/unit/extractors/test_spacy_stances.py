"""Who takes which side on whom or what."""

import pytest
from spacy_articles import record, stances


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Otto Weiss condemned the attack on Lissa.",
            ("Otto Weiss", "attack", "oppose", "strong", "explicit", "condemned"),
            id="a verb of attitude, against an event",
        ),
        pytest.param(
            "Norland supports Marovia.",
            ("Norland", "Marovia", "support", "weak", "explicit", "supports"),
            id="for a country",
        ),
        pytest.param(
            "The Harbour Union does not support the mayor.",
            ("Harbour Union", "mayor", "oppose", "weak", "explicit", "support"),
            id="denied support",
        ),
        pytest.param(
            "The minister was praised by Norland.",
            ("Norland", "minister", "support", "weak", "explicit", "praised"),
            id="passive",
        ),
        pytest.param(
            "Otto Weiss strongly opposed the new parking rules.",
            ("Otto Weiss", "the new parking rules", "oppose", "strong", "explicit", "opposed"),
            id="a proposition, with emphasis",
        ),
        pytest.param(
            "Otto Weiss expressed support for Marovia.",
            ("Otto Weiss", "Marovia", "support", "weak", "explicit", "expressed support"),
            id="a noun of attitude with a light verb",
        ),
        pytest.param(
            "Norland's opposition to the treaty with Marovia is known.",
            ("Norland", "treaty", "oppose", "weak", "explicit", "Norland's opposition"),
            id="a noun of attitude with its owner",
        ),
        pytest.param(
            "Norland discussed Marovia's hostile acts against Norland.",
            ("Marovia", "Norland", "oppose", "weak", "explicit", "hostile acts against"),
            id="an attitude named in an action",
        ),
        pytest.param(
            "“Nothing will deter us from supporting Marovia,” President Anna Roth said.",
            ("Anna Roth", "Marovia", "support", "strong", "explicit", "Nothing will deter us from supporting"),
            id="we of a speaker, against hindrance",
        ),
        pytest.param(
            "“They mourn this brutal and senseless attack,” Anna Roth said.",
            ("Anna Roth", "attack", "oppose", "strong", "explicit", "brutal and senseless"),
            id="adjectives of judgement",
        ),
        pytest.param(
            "Anna Roth said that the agreement was not fair.",
            ("Anna Roth", "agreement", "oppose", "weak", "explicit", "the agreement was not fair"),
            id="a denied judgement",
        ),
        pytest.param(
            "“Dora Kelm thinks that Norland will break. But she is wrong,” Anna Roth said.",
            ("Anna Roth", "Norland will break", "oppose", "weak", "explicit", "she is wrong"),
            id="wrong about what she thinks",
        ),
        pytest.param(
            "“Marovia's aggression will fail,” Anna Roth said.",
            ("Anna Roth", "aggression", "oppose", "weak", "implied", "aggression"),
            id="a loaded word implies it",
        ),
        pytest.param(
            "Norland promised to do everything possible to help Marovia.",
            ("Norland", "help", "support", "strong", "explicit", "do everything possible"),
            id="an effort",
        ),
        pytest.param(
            "Norland promised to send food to Marovia.",
            ("Norland", "send", "support", "weak", "explicit", "promised"),
            id="promised help",
        ),
        pytest.param(
            "Otto Weiss urged Norland to free the crew.",
            ("Otto Weiss", "free", "support", "weak", "explicit", "urged"),
            id="a request",
        ),
        pytest.param(
            "Otto Weiss called for an end to the sanctions against Marovia.",
            ("Otto Weiss", "sanctions", "oppose", "weak", "explicit", "called"),
            id="a request for the end of it",
        ),
        pytest.param(
            "Otto Weiss called for sanctions against Marovia.",
            ("Otto Weiss", "sanctions", "support", "weak", "explicit", "called"),
            id="a request for it",
        ),
        pytest.param(
            "Anna Roth said that it was necessary to ensure that Norland receives tents.",
            ("Anna Roth", "receives", "support", "weak", "explicit", "necessary to ensure"),
            id="what is necessary",
        ),
        pytest.param(
            "Anna Roth said that aid for Norland should be a priority.",
            ("Anna Roth", "aid", "support", "weak", "explicit", "should be a priority"),
            id="a priority",
        ),
        pytest.param(
            "“We discussed how to ensure that Norland receives tents,” Anna Roth said.",
            ("Anna Roth", "receives", "support", "weak", "implied", "how to ensure"),
            id="means to an end",
        ),
        pytest.param(
            "“The attack is a disgrace,” Anna Roth said.",
            ("Anna Roth", "attack", "oppose", "weak", "explicit", "a disgrace"),
            id="called a disgrace",
        ),
        pytest.param(
            "Anna Roth said that it was wrong to attack Norland.",
            ("Anna Roth", "attack", "oppose", "weak", "explicit", "it was wrong"),
            id="wrong to do",
        ),
        pytest.param(
            "Anna Roth said that Norland will make sure that bridges stand and that Marovia receives tents.",
            ("Norland", "bridges stand", "support", "weak", "implied", "make sure"),
            id="an aim that is no event, up to the next one",
        ),
    ],
)
def test_a_stance_has_holder_target_side_and_evidence(text, expected):
    assert expected in stances(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The brutal attack on Lissa went on.", id="the newspaper's own voice"),
        pytest.param("Otto Weiss may support Norland.", id="what may be"),
        pytest.param("Otto Weiss did not condemn the attack.", id="opposition denied"),
        pytest.param("Marovia attacked Norland.", id="an action alone"),
    ],
)
def test_what_takes_no_side(text):
    assert stances(text) == set()


def test_a_stance_belongs_to_the_quote_that_expresses_it():
    found = record("Otto Weiss left. “This brutal attack must end,” Anna Roth said.")
    assert [stance["quote"] for stance in found["stances"]] == [quote["id"] for quote in found["quotes"]]
