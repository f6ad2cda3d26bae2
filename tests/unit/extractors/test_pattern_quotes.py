"""Who says what: direct, mixed and indirect quotes with cue, source and speakers, in invented news."""

import pytest
from pattern_told import parents, quotes, record


def told(text):
    """The only quote of a text, without its speakers."""
    (quote,) = quotes(text)
    return quote[:4]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        pytest.param("“We stay,” Karr said.", ("direct", "We stay", "said", "Karr"), id="subject first"),
        pytest.param("“We stay,” said Karr.", ("direct", "We stay", "said", "Karr"), id="inverted"),
        pytest.param("Karr said: “We stay.”", ("direct", "We stay", "said", "Karr"), id="colon"),
        pytest.param("Said Karr: “We stay.”", ("direct", "We stay", "Said", "Karr"), id="inverted with a colon"),
        pytest.param("Karr: “We will stay.”", ("direct", "We will stay", ":", "Karr"), id="no verb but a colon"),
        pytest.param("“We stay!” Karr shouted.", ("direct", "We stay!", "shouted", "Karr"), id="its own sign kept"),
        pytest.param("“We will stay.” — Tove Karr", ("direct", "We will stay", "—", "Tove Karr"), id="signature"),
        pytest.param(
            "“The talks,” she said, “are over.”", ("direct", "The talks / are over", "said", "she"), id="split"
        ),
        pytest.param(
            "“We stay here,” Karr said. Voss nodded. “We will never leave.”",
            ("direct", "We stay here / We will never leave", "said", "Karr"),
            id="one attribution for a paragraph",
        ),
        pytest.param(
            "“This is war.\n“We will not yield.\n“We will win,” Voss told a rally.",
            ("direct", "This is war / We will not yield / We will win", "told", "Voss"),
            id="several paragraphs",
        ),
        pytest.param(
            "‘The drivers’ union has the allies’ support,’ he said.",
            ("direct", "The drivers’ union has the allies’ support", "said", "he"),
            id="apostrophes inside",
        ),
        pytest.param(
            '"It\'s absurd," said Ilan Voss, the leader of the Harbour Union, who has called for calm. "We won\'t go."',
            ("direct", "It's absurd / We won't go", "said", "Ilan Voss"),
            id="apposition and relative clause behind the speaker",
        ),
        pytest.param(
            "Karr replied that “nobody knows”.",
            ("direct", "nobody knows", "replied", "Karr"),
            id="that before the marks",
        ),
        pytest.param(
            "Karr spoke on Monday. “We will never leave this town.”",
            ("direct", "We will never leave this town", None, None),
            id="no attribution at all",
        ),
    ],
)
def test_direct_quotes(text, quote):
    assert told(text) == quote


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        pytest.param("Karr said that the bridge was safe.", ("the bridge was safe", "said", "Karr"), id="that"),
        pytest.param("Karr said the bridge was safe.", ("the bridge was safe", "said", "Karr"), id="no that"),
        pytest.param("The bridge was safe, Karr said.", ("The bridge was safe", "said", "Karr"), id="cue last"),
        pytest.param("The bridge, Karr said, is safe.", ("The bridge / is safe", "said", "Karr"), id="cue inside"),
        pytest.param("Bridge must close, says mayor", ("Bridge must close", "says", "mayor"), id="inverted headline"),
        pytest.param("Karr: Bridge Must Close in May", ("Bridge Must Close in May", ":", "Karr"), id="headline"),
        pytest.param("Bridge to close in May: mayor", ("Bridge to close in May", ":", "mayor"), id="speaker last"),
        pytest.param(
            "According to the Arvale Post, 40 people were hurt.",
            ("40 people were hurt", "According to", "the Arvale Post"),
            id="according to, first",
        ),
        pytest.param(
            "Forty people were hurt, according to officials in Arvale.",
            ("Forty people were hurt", "according to", "officials in Arvale"),
            id="according to, last",
        ),
        pytest.param(
            "Prices, according to the bank, will rise.",
            ("Prices / will rise", "according to", "the bank"),
            id="according to, inside",
        ),
        pytest.param(
            "Karr told reporters in Arvale on Monday that the bridge was safe.",
            ("the bridge was safe", "told", "Karr"),
            id="addressee, place and time are passed over",
        ),
        pytest.param("The union promised to strike.", ("to strike", "promised", "The union"), id="infinitive"),
        pytest.param("Karr urged Voss to resign.", ("to resign", "urged", "Karr"), id="request"),
        pytest.param("Karr called on Voss to resign.", ("to resign", "called", "Karr"), id="request with a particle"),
        pytest.param("Karr condemned the raid on Arvale.", ("the raid on Arvale", "condemned", "Karr"), id="object"),
        pytest.param("Karr denied taking bribes.", ("taking bribes", "denied", "Karr"), id="gerund"),
        pytest.param(
            "Tove Karr, 54, the mayor of Arvale, said the bridge was safe.",
            ("the bridge was safe", "said", "Tove Karr"),
            id="age and apposition before the cue",
        ),
        pytest.param(
            "The minister, who resigned in May, has also warned that prices will rise.",
            ("prices will rise", "warned", "The minister"),
            id="relative clause, auxiliary and adverb before the cue",
        ),
        pytest.param(
            "It was announced by the ministry that the ferry had sunk.",
            ("the ferry had sunk", "announced", "the ministry"),
            id="passive",
        ),
        pytest.param(
            "It was reported that the ferry had sunk.",
            ("the ferry had sunk", "reported", None),
            id="passive without agent",
        ),
        pytest.param(
            "Karr was quoted as saying that the ferry had sunk.",
            ("the ferry had sunk", "saying", "Karr"),
            id="quoted as saying",
        ),
        pytest.param(
            "Karr went on to say that the ferry had sunk.", ("the ferry had sunk", "say", "Karr"), id="went on to say"
        ),
        pytest.param(
            "There was a warning that the bridge might fall.", ("the bridge might fall", "warning", None), id="noun"
        ),
        pytest.param(
            "While Karr said the bridge was safe, drivers avoided it.",
            ("the bridge was safe", "said", "Karr"),
            id="the main clause is the newspaper's",
        ),
        pytest.param(
            "ARVALE (Nordic Press) – The bridge is safe, officials said.",
            ("The bridge is safe", "said", "officials"),
            id="dateline",
        ),
    ],
)
def test_indirect_quotes(text, quote):
    assert told(text) == ("indirect", *quote)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        pytest.param(
            "Karr said the “historic” deal was “a triumph” for Arvale.",
            ("the “historic” deal was “a triumph” for Arvale", "said", "Karr"),
            id="marks inside are kept",
        ),
        pytest.param(
            "Karr said the town was “on its knees”.",
            ("the town was “on its knees", "said", "Karr"),
            id="a mark at the edge is not",
        ),
        pytest.param("Karr called the strike “a disgrace”.", ("the strike “a disgrace", "called", "Karr"), id="naming"),
        pytest.param(
            "He said Voss was ‘lying. He always lies’.",
            ("Voss was ‘lying. He always lies", "said", "He"),
            id="sentences in marks",
        ),
    ],
)
def test_mixed_quotes(text, quote):
    assert told(text) == ("mixed", *quote)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The so-called “bridge tax” was dropped.", id="scare quotes"),
        pytest.param("Voss read “The Sea” at home.", id="title"),
        pytest.param("Karr did not say that the bridge was safe.", id="denied"),
        pytest.param("Karr refused to say whether it was safe.", id="refused"),
        pytest.param("Karr could say that it was safe.", id="merely possible"),
        pytest.param("Karr asked whether it was safe.", id="question"),
        pytest.param("They discussed how to go on.", id="discussed how"),
        pytest.param("Karr thinks that the bridge is safe.", id="belief"),
        pytest.param("The sum he says he paid is small.", id="relative clause"),
        pytest.param("On Monday, Karr said.", id="nothing said"),
    ],
)
def test_what_nobody_asserts_is_no_quote(text):
    assert quotes(text) == []


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        pytest.param(
            "“Nobody” and “nothing” were safe, Karr said.", ["Nobody” and “nothing” were safe"], id="marks joined"
        ),
        pytest.param("Karr said “enough” was enough.", ["enough” was enough"], id="marks at the beginning of a clause"),
        pytest.param(
            "The union promised to strike and later left.", ["to strike"], id="a purpose ends at a finite verb"
        ),
        pytest.param(
            "Karr said it was over; Voss, her rival, denied that it was late.",
            ["it was over", "it was late"],
            id="semicolon",
        ),
        pytest.param(
            "Karr confirmed the deal, which took years, and left.", ["the deal"], id="a thing without its clause"
        ),
        pytest.param("Karr welcomed the deal and left.", ["the deal"], id="a thing ends at a finite verb"),
        pytest.param(
            "Karr welcomed the deal after she had left.",
            ["the deal after she had left"],
            id="a preposition does not end it",
        ),
        pytest.param(
            "But the bridge is safe, Karr said.", ["the bridge is safe"], id="the first conjunction is left out"
        ),
        pytest.param("Voss, however, said it was over.", ["it was over"], id="an adverb between commas"),
        pytest.param("Karr, the mayor, on Monday said it was over.", ["it was over"], id="a date before the cue"),
        pytest.param("“It is over,” also said Karr and Voss.", ["It is over"], id="an adverb before an inverted cue"),
        pytest.param("Karr said, citing the report, that it was over.", ["it was over"], id="an insertion before that"),
        pytest.param("Karr said there was no risk.", ["there was no risk"], id="there is"),
        pytest.param("Karr told Voss the bridge was safe.", ["the bridge was safe"], id="addressee without that"),
        pytest.param("Karr promised us a road.", ["a road"], id="a thing promised to somebody"),
        pytest.param(
            "Karr said drivers who use it were safe.", ["drivers who use it were safe"], id="a relative clause inside"
        ),
        pytest.param("Saying that it was over, Karr left.", ["it was over"], id="a participle first"),
        pytest.param(
            "It is safe, Karr said late on Monday in Arvale.", ["It is safe"], id="when and where behind the cue"
        ),
        pytest.param(
            "Karr (Greens), the mayor, said it was over.", ["it was over"], id="a bracket before the apposition"
        ),
        pytest.param(
            "Karr said it would end but added that it was late.", ["it would end", "it was late"], id="but added"
        ),
        pytest.param(
            "Karr said it would end, and Voss said it was late.", ["it would end", "it was late"], id="and Voss said"
        ),
        pytest.param(
            "“We go,” Karr said, and “we stay”, Voss said.", ["We go", "we stay"], id="each quotation its speaker"
        ),
        pytest.param(
            "According to Karr, who left, it is over.", ["it is over"], id="a relative clause behind the source"
        ),
    ],
)
def test_how_far_content_reaches(text, contents):
    assert [quote[1] for quote in quotes(text)] == contents


@pytest.mark.parametrize(
    ("text", "source"),
    [
        pytest.param("There was Karr’s promise that it would end.", "Karr", id="owner of the noun"),
        pytest.param("There was a promise by Voss that it would end.", "Voss", id="agent of the noun"),
        pytest.param("There was a warning on Monday that it might fall.", None, id="a date is no agent"),
        pytest.param("The man who won said it was over.", "The man", id="a relative clause before the cue"),
        pytest.param(
            "The head of the union in Arvale said it was over.", "The head of the union in Arvale", id="of and in"
        ),
    ],
)
def test_sources(text, source):
    assert told(text)[3] == source


def test_co_ordinated_and_participial_cues_share_their_subject():
    text = "The union condemned the raid and said drivers were afraid, adding that talks would go on."
    assert quotes(text) == [
        ("indirect", "the raid", "condemned", "The union", ["union"]),
        ("indirect", "drivers were afraid", "said", "The union", ["union"]),
        ("indirect", "talks would go on", "adding", "The union", ["union"]),
    ]


def test_two_speakers_of_one_sentence_are_kept_apart():
    assert quotes("Police said two men had been arrested, while Voss said he knew nothing.") == [
        ("indirect", "two men had been arrested", "said", "Police", ["Police"]),
        ("indirect", "he knew nothing", "said", "Voss", ["Voss"]),
    ]


def test_those_who_speak_together_are_all_speakers():
    assert quotes("Voss and Karr said that the plan was dead.") == [
        ("indirect", "the plan was dead", "said", "Voss and Karr", ["Voss", "Karr"])
    ]


def test_what_one_speaks_through_speaks_for_its_owner():
    assert quotes("According to NASA’s website, two drones fell.")[0][3:] == ("NASA’s website", ["NASA"])
    assert quotes("The NASA website said it was over.")[0][3:] == ("The NASA website", ["NASA"])
    assert quotes("A statement by the Harbour Union said it would strike.")[0][4] == ["Harbour Union"]


def test_a_quote_in_a_quote_has_it_as_parent():
    text = "“I asked Belz: ‘What do you want?’ and he said, ‘Respect,’” Moss told the Gazette."
    assert parents(text) == {"told": None, "asked": "told", "said": "told"}


def test_an_agencys_closing_line_encloses_the_attribution_before_it():
    text = "The ferry is safe, the ministry said, Nordic Press reports."
    assert parents(text)["said"] == "reports"


def test_announcing_this_attributes_the_sentence_before():
    text = "The bridge will close. Mayor Tove Karr announced this on Monday."
    assert quotes(text) == [("indirect", "The bridge will close", "announced", "Mayor Tove Karr", ["Tove Karr"])]


def test_a_quotation_without_attribution_is_said_by_who_spoke_last():
    text = "“We stay,” Karr said.\n\n“We will never leave this town.”"
    assert [quote[4] for quote in quotes(text)] == [["Karr"], ["Karr"]]


def test_content_has_neither_the_outer_marks_nor_the_final_stop():
    text = "“We stay here, all of us.” That is what “we” said."
    content = record("“We stay.” — Tove Karr")["quotes"][0]["content"]
    assert content == [{"start": 1, "end": 8, "text": "We stay"}]
    assert all(span["text"][0] not in "“”" for quote in record(text)["quotes"] for span in quote["content"])
