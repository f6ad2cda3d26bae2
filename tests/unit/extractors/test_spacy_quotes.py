"""Direct, mixed and indirect quotes from the parse, with cue, source and speakers."""

import pytest
from spacy_articles import contents, quotes, record


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "“The bridge is a disgrace,” said Otto Weiss, the head of the Harbour Union.",
            ("direct", "said", "Otto Weiss", ["Otto Weiss"], ["The bridge is a disgrace"]),
            id="inversion",
        ),
        pytest.param(
            "“The bridge is a disgrace,” said Otto Weiss. “We warned them for years. Nobody listened.”",
            (
                "direct",
                "said",
                "Otto Weiss",
                ["Otto Weiss"],
                ["The bridge is a disgrace", "We warned them for years. Nobody listened"],
            ),
            id="one attribution for a paragraph of several sentences",
        ),
        pytest.param(
            '"I will resign," Mayor Lena Brandt told reporters, "if the council does not act."',
            (
                "direct",
                "told",
                "Mayor Lena Brandt",
                ["Lena Brandt"],
                ["I will resign", "if the council does not act"],
            ),
            id="interrupted by its attribution",
        ),
        pytest.param(
            "Mayor Lena Brandt asked: “Who will pay?” No one answered.",
            ("direct", "asked", "Mayor Lena Brandt", ["Lena Brandt"], ["Who will pay?"]),
            id="colon before the marks",
        ),
        pytest.param(
            "Mayor Lena Brandt said that the council would appeal.",
            ("indirect", "said", "Mayor Lena Brandt", ["Lena Brandt"], ["the council would appeal"]),
            id="complement clause without its that",
        ),
        pytest.param(
            "Lena Brandt stayed. The mill, she said, will open in May.",
            ("indirect", "said", "she", ["Lena Brandt"], ["The mill", "will open in May"]),
            id="parataxis cuts the content in two",
        ),
        pytest.param(
            "The port has closed for good, the Lissa Courier reports.",
            ("indirect", "reports", "the Lissa Courier", ["Lissa Courier"], ["The port has closed for good"]),
            id="a newspaper at the end of the sentence",
        ),
        pytest.param(
            "The bridge will close in June, according to a spokesman for the ministry.",
            ("indirect", "according to", "a spokesman", ["spokesman"], ["The bridge will close in June"]),
            id="according to",
        ),
        pytest.param(
            "According to the ministry's website, the bridge will close in June.",
            ("indirect", "According to", "the ministry's website", ["ministry"], ["the bridge will close in June"]),
            id="who speaks through a website",
        ),
        pytest.param(
            "As Lena Brandt put it, the plan is ‘dead’.",
            ("mixed", "put", "Lena Brandt", ["Lena Brandt"], ["the plan is ‘dead"]),
            id="as she put it",
        ),
        pytest.param(
            "It was announced by the ministry that the port would reopen.",
            ("indirect", "announced", "the ministry", ["ministry"], ["the port would reopen"]),
            id="passive with its agent",
        ),
        pytest.param(
            "The council called for an end to the strike.",
            ("indirect", "called for", "The council", ["council"], ["an end to the strike"]),
            id="a nominal object after a preposition",
        ),
        pytest.param(
            "Otto Weiss condemned the closure of the mill.",
            ("indirect", "condemned", "Otto Weiss", ["Otto Weiss"], ["the closure of the mill"]),
            id="a nominal object",
        ),
        pytest.param(
            "Otto Weiss and Lena Brandt promised to reopen the mill.",
            (
                "indirect",
                "promised",
                "Otto Weiss and Lena Brandt",
                ["Otto Weiss", "Lena Brandt"],
                ["to reopen the mill"],
            ),
            id="two who promise together",
        ),
        pytest.param(
            "The mayor’s statement said that workers’ rights were “at the heart” of the law.",
            (
                "mixed",
                "said",
                "The mayor’s statement",
                ["mayor"],
                ["workers’ rights were “at the heart” of the law"],
            ),
            id="mixed, in one span, past a possessive",
        ),
        pytest.param(
            "The survey shows that the bridge is safe.",
            ("indirect", "shows", "The survey", ["survey"], ["the bridge is safe"]),
            id="a survey shows",
        ),
        pytest.param(
            "“The river was ours.” — Otto Weiss",
            ("direct", "—", "Otto Weiss", ["Otto Weiss"], ["The river was ours"]),
            id="signed with a dash",
        ),
    ],
)
def test_an_attribution_has_content_cue_source_and_speakers(text, expected):
    assert expected in quotes(text)


def test_participles_and_co_ordinated_cues_share_a_subject():
    text = (
        "Mayor Lena Brandt condemned the closure and said that the council would appeal, "
        "adding that talks “could take years”."
    )
    assert quotes(text) == [
        ("indirect", "condemned", "Mayor Lena Brandt", ["Lena Brandt"], ["the closure"]),
        ("indirect", "said", "Mayor Lena Brandt", ["Lena Brandt"], ["the council would appeal"]),
        ("mixed", "adding", "Mayor Lena Brandt", ["Lena Brandt"], ["talks “could take years"]),
    ]


def test_a_clause_takes_all_of_the_quotation_it_runs_into():
    text = "Otto Weiss said that the town is ‘waiting. It has waited for years. But it is patient’."
    assert contents(text)["said"] == ["the town is ‘waiting. It has waited for years. But it is patient"]


def test_a_headline_attributes_by_its_colon():
    text = (
        "Weiss: Town to Build New Bridge by Spring\n"
        "Otto Weiss spoke on Monday. The town will build a new bridge by spring."
    )
    assert quotes(text)[0] == ("indirect", ":", "Weiss", ["Otto Weiss"], ["Town to Build New Bridge by Spring"])


def test_this_stands_for_the_sentence_before():
    text = "The town will build a bridge. Otto Weiss announced this on Monday, the Lissa Courier reports."
    found = record(text)["quotes"]
    assert [q["cue"]["text"] for q in found] == ["announced", "reports"]
    assert contents(text)["announced"] == ["The town will build a bridge"]
    assert found[0]["parent"] == found[1]["id"]


def test_a_quote_within_a_quote_has_it_as_parent():
    text = "“There was a clear promise from the council that the mill would stay,” Otto Weiss said."
    found = {q["cue"]["text"]: q for q in record(text)["quotes"]}
    assert found["promise"]["parent"] == found["said"]["id"]
    assert found["promise"]["kind"] == "indirect"
    assert found["said"].get("parent") is None


def test_paragraphs_that_go_on_are_one_quote():
    text = "“The first paragraph is long.\n\n“The second one is not,” Otto Weiss said."
    assert contents(text) == {"said": ["The first paragraph is long", "The second one is not"]}


def test_a_paragraph_of_quotation_alone_belongs_to_the_last_speaker():
    text = "Otto Weiss said that he was angry.\n“Nobody will pay for this, and nobody should.”"
    assert quotes(text)[-1] == (
        "direct",
        None,
        None,
        ["Otto Weiss"],
        ["Nobody will pay for this, and nobody should"],
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("She did not say when work would begin.", id="a cue denied"),
        pytest.param("Otto Weiss would say that the town is poor.", id="a cue not real"),
        pytest.param("The council discussed what it could do.", id="a question asserts nothing"),
        pytest.param("Otto Weiss thinks that the town is poor.", id="a belief"),
        pytest.param('Her book "The River" sold well.', id="a title"),
        pytest.param("They showed that the door was open.", id="people who show something"),
        pytest.param("The so-called ‘plan’ failed.", id="a word held with tongs"),
    ],
)
def test_what_nobody_says_is_no_quote(text):
    assert quotes(text) == []


@pytest.mark.parametrize(("opening", "closing"), ["“”", "‘’", '""', "''", "«»", "„“"])
def test_typography_changes_no_quote(opening, closing):
    text = f"Lena Brandt spoke. {opening}It's late. We don't have an answer,{closing} she said."
    assert quotes(text)[-1] == ("direct", "said", "she", ["Lena Brandt"], ["It's late. We don't have an answer"])
