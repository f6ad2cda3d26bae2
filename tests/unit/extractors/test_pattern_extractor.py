"""The `pattern` extractor as an extractor: valid records of any text, layers, the same answer every time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pattern_told import PATTERN, record

import sayso
from sayso.data.checks import check_content, check_shape
from sayso.data.sources import write_run
from sayso.errors import UsageError, Where
from sayso.extractors import resolve
from sayso.extractors.lexicon import event_types
from sayso.extractors.pattern import Pattern
from sayso.extractors.protocol import LAYERS, Annotator

ARTICLE = """Bridge to Reopen in May: Mayor

ARVALE (Nordic Press) – Mayor Tove Karr promised on Monday to reopen the bridge. Norland’s army attacked it last week.

“It was a cowardly raid,” she said. “We will rebuild.” The Harbour Union welcomed the promise.
"""
LABELS = {
    "entities.type": {"person", "organization", "country", "group", "place", "weapon", "other"},
    "mentions.form": {"name", "nominal", "pronoun"},
    "quotes.kind": {"direct", "indirect", "mixed"},
    "events.type": {kind.name for kind in event_types()},
    "events.polarity": {"positive", "negative"},
    "events.modality": {"actual", "planned", "hypothetical", "generic"},
    "arguments.role": {"actor", "recipient", "object", "place", "time", "amount", "instrument"},
    "stances.polarity": {"support", "oppose", "neutral"},
    "stances.strength": {"weak", "strong"},
    "stances.expression": {"explicit", "implied"},
}
SIGNS = [
    "“",
    "”",
    "‘",
    "’",
    '"',
    "'",
    "«",
    "»",
    "„",
    "``",
    "''",
    ",",
    ".",
    "!",
    "?",
    "…",
    ":",
    ";",
    "—",
    "(",
    ")",
    "😀",
]
SPACES = ["\n", "\r\n", "\n\n", "\u2028", "\u00a0", "\u200b", "e\u0301"]
WORDS = [
    *("said", "told", "that", "according to", "Karr", "Ana Voss", "Marovia", "Marovian", "the", "a mayor", "union of"),
    *("council", "in", "on Monday", "he", "she", "it", "they", "we", "our", "its", "promised to", "send tanks", "by"),
    *("condemned", "attack", "attacks", "Mr.", "U.S.", "€ 40 million", "%", "'s", "s’", "not", "will", "if", "who"),
    *("adding", "called", "is necessary to", "do everything", "support for", "hostile acts against", "talks with"),
    *("and", "but", "this", "urged", "would"),
]


def labels(found):
    """Every label of a record, as (attribute, value)."""
    for entity in found["entities"]:
        yield "entities.type", entity["type"]
        yield from (("mentions.form", mention["form"]) for mention in entity["mentions"])
    for quote in found["quotes"]:
        yield "quotes.kind", quote["kind"]
    for event in found["events"]:
        yield from ((f"events.{key}", event[key]) for key in ("type", "polarity", "modality"))
        yield from (("arguments.role", argument["role"]) for argument in event["arguments"])
    for stance in found["stances"]:
        yield from ((f"stances.{key}", stance[key]) for key in ("polarity", "strength", "expression"))


def problems(text):
    found = record(text)
    return [*check_shape(found, "run", Where()), *check_content(found, text, Where())]


def is_text(text):
    return not any("\ud800" <= character <= "\udfff" for character in text)


news = st.lists(st.sampled_from([*SIGNS, *SPACES, *WORDS]), max_size=60).map(" ".join)


@given(st.text().filter(is_text) | news)
def test_any_text_gives_a_valid_record(text):
    """No text makes it raise, and what it says keeps the contract and the label sets."""
    assert problems(text) == []
    assert [(key, value) for key, value in labels(record(text)) if value not in LABELS[key]] == []


@given(st.text(alphabet=st.characters(codec=None), max_size=30))
def test_not_even_half_a_character_makes_it_raise(text):
    assert set(record(text)) == {"format", "doc_id", *LAYERS}


@given(news)
def test_the_same_text_gives_the_same_record(text):
    assert record(text) == Pattern().annotate({"doc_id": "d", "text": text})


def test_an_article_has_all_four_layers():
    found = record(ARTICLE)
    assert problems(ARTICLE) == []
    assert {layer: len(found[layer]) > 0 for layer in LAYERS} == dict.fromkeys(LAYERS, True)


@pytest.mark.parametrize("text", ["", " ", "\r\n\r\n", "“”", "’", "..."], ids=repr)
def test_a_text_without_words_has_empty_layers(text):
    assert record(text) == {"format": "sayso/1", "doc_id": "d"} | {layer: [] for layer in LAYERS}


def test_offsets_are_code_points_of_the_raw_text():
    text = "😀 e\u0301\r\n“We stay,” said\u00a0Karr.\r\n"
    (quote,) = record(text)["quotes"]
    assert text[quote["content"][0]["start"] : quote["content"][0]["end"]] == "We stay"
    assert text[quote["source"]["start"] : quote["source"]["end"]] == "Karr"


@pytest.mark.parametrize("quotes", ["“%s”", "‘%s’", '"%s"', "«%s»", "„%s“"])
def test_typography_changes_nothing_but_the_marks(quotes):
    """The same article in other marks has the same quotes, with the same kinds, speakers and lengths."""
    whole = ARTICLE.replace("“", "\0").replace("”", "\1")
    text = whole.replace("\0", quotes[0]).replace("\1", quotes[-1])
    assert record(text)["quotes"] == [
        {**quote, "content": [{**span, "text": text[span["start"] : span["end"]]} for span in quote["content"]]}
        for quote in record(ARTICLE)["quotes"]
    ]


@pytest.mark.parametrize("layers", [("quotes",), ("events",), ("entities", "stances"), ("quotes", "events")])
def test_a_record_has_the_layers_asked_for(layers):
    extractor = Pattern(layers=layers)
    found = extractor.annotate({"doc_id": "d", "text": ARTICLE})
    assert extractor.layers == frozenset(layers)
    assert set(found) == {"format", "doc_id", *layers}
    assert [*check_shape(found, "run", Where()), *check_content(found, ARTICLE, Where())] == []


def test_layers_are_written_with_a_plus_between():
    assert resolve("pattern(layers=entities+quotes)").layers == {"entities", "quotes"}
    assert resolve("pattern").layers == set(LAYERS)


@pytest.mark.parametrize(
    ("layers", "message"),
    [
        (
            "quotes+speakers",
            "pattern: found layers ['speakers']; expected some of entities, quotes, events, stances; "
            "write them as layers=entities+quotes",
        ),
        (
            (),
            "pattern: found layers []; expected some of entities, quotes, events, stances; "
            "write them as layers=entities+quotes",
        ),
        (
            "stances",
            "pattern: found layers 'stances' without 'entities'; expected both, for a stance names entities; "
            "write layers=entities+stances",
        ),
    ],
)
def test_layers_that_cannot_be_given_are_refused(layers, message):
    with pytest.raises(UsageError) as refused:
        Pattern(layers=layers)
    assert str(refused.value) == message


def test_it_is_an_annotator_named_pattern():
    assert isinstance(PATTERN, Annotator)
    assert PATTERN.name == "pattern"


def test_on_the_bundled_article_it_is_far_from_the_floor(tmp_path):
    """A check of sanity on one example, not a promise of quality."""
    corpus = sayso.load("bundled")
    (document,) = corpus.documents
    write_run(tmp_path / "pattern.jsonl", [PATTERN.annotate(document)])
    result = sayso.score(gold=corpus.gold, predicted=sayso.read_run(tmp_path / "pattern.jsonl"))
    assert all(result[measure].value > 0.5 for measure in ("speakers.F", "quotes.F@overlap(0.5)", "events.F@exact"))


@pytest.mark.parametrize(
    "piece",
    [
        "he said that ",
        "“‘",
        "“a\n",
        "a’ s’ ",
        "Karr and ",
        "according to Karr, ",
        "union of the ",
        "attack on ",
        ". ",
        "“",
        "x",
    ],
    ids=repr,
)
def test_a_long_text_of_one_piece_is_read_to_its_end(piece):
    """20 kB of one piece over and over: were anything on the way quadratic or worse, this would not end."""
    text = piece * (20_000 // len(piece))
    record = PATTERN.annotate({"doc_id": "d", "text": text})
    assert check_shape(record, "run", Where("memory")) == []
    assert check_content(record, text, Where("memory")) == []
