"""spaCy Docs in memory become a run: entities, and span groups named like the layers."""

import hashlib

import pytest
import spacy
from spacy.tokens import Doc, Span

import sayso
from sayso.formats.spacy_docs import from_spacy

#       0         1         2         3         4         5
#       0123456789012345678901234567890123456789012345678901234
TEXT = "Ann Lee 🙂 said she would help Bo Ray. Lee backed Ray."
NLP = spacy.blank("en")
FIELDS = (
    *("cue", "source", "speakers", "parent", "polarity", "modality", "coref", "arguments"),
    *("holder", "target", "strength", "expression", "quote"),
)


@pytest.fixture
def extensions():
    """The extension attributes that carry what a span cannot; spaCy keeps them for the whole process."""
    for name in FIELDS:
        Span.set_extension(name, default=None)
    yield
    for name in FIELDS:
        Span.remove_extension(name)


def made(text=TEXT, doc_id="d1"):
    doc = NLP(text)
    doc.user_data["doc_id"] = doc_id
    return doc


def span(doc, said, label="", *, nth=0, **ids):
    """The nth place where the text says so."""
    start = -1
    for _ in range(nth + 1):
        start = doc.text.index(said, start + 1)
    return doc.char_span(start, start + len(said), label=label, **ids)


def place(start, end, text):
    return {"start": start, "end": end, "text": text}


def only(*docs):
    (record,) = from_spacy(docs)
    return record


def message(*docs):
    with pytest.raises(sayso.UsageError) as raised:
        from_spacy(docs)
    return str(raised.value)


def test_offsets_are_code_points_of_the_doc_and_its_text_is_guarded():
    doc = made()
    doc.ents = [span(doc, "Ann Lee", "PERSON"), span(doc, "Bo Ray", "PERSON")]
    assert only(doc) == {
        "format": "sayso/1",
        "doc_id": "d1",
        "text_sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        "entities": [
            {"id": "e1", "name": "Ann Lee", "type": "PERSON", "mentions": [{"span": place(0, 7, "Ann Lee")}]},
            {"id": "e2", "name": "Bo Ray", "type": "PERSON", "mentions": [{"span": place(30, 36, "Bo Ray")}]},
        ],
    }


def entities(*spans_of):
    doc = made()
    doc.ents = [span(doc, said, label, nth=nth, **ids) for said, label, nth, ids in spans_of]
    return [
        (one["id"], one["name"], one.get("type"), one.get("wikidata"), len(one["mentions"]))
        for one in only(doc)["entities"]
    ]


@pytest.mark.parametrize(
    ("spans_of", "expected"),
    [
        pytest.param(
            [("Lee", "P", 0, {}), ("Lee", "P", 1, {})],
            [("e1", "Lee", "P", None, 2)],
            id="one text, one label: one entity",
        ),
        pytest.param(
            [("Lee", "P", 0, {}), ("Lee", "G", 1, {})],
            [("e1", "Lee", "P", None, 1), ("e2", "Lee", "G", None, 1)],
            id="two labels: two entities",
        ),
        pytest.param(
            [("Ann Lee", "P", 0, {"span_id": "ann"}), ("Lee", "P", 1, {"span_id": "ann"})],
            [("ann", "Ann Lee", "P", None, 2)],
            id="one span id: one entity, which keeps it",
        ),
        pytest.param(
            [("Bo Ray", "P", 0, {"kb_id": "Q7"}), ("Ray", "P", 1, {"kb_id": "Q7"})],
            [("e1", "Bo Ray", "P", "Q7", 2)],
            id="one knowledge base id: one entity, of Wikidata",
        ),
        pytest.param(
            [("Bo Ray", "P", 0, {"kb_id": "port/7"})],
            [("e1", "Bo Ray", "P", None, 1)],
            id="an id of another knowledge base is no Wikidata id",
        ),
        pytest.param(
            [("Ann Lee", "P", 0, {"kb_id": "NIL"}), ("Bo Ray", "P", 0, {"kb_id": "NIL"})],
            [("e1", "Ann Lee", "P", None, 1), ("e2", "Bo Ray", "P", None, 1)],
            id="not linked is no link",
        ),
        pytest.param(
            [("Ann Lee", "P", 0, {}), ("Bo Ray", "P", 0, {"span_id": "e1"})],
            [("e2", "Ann Lee", "P", None, 1), ("e1", "Bo Ray", "P", None, 1)],
            id="a number never repeats an id that is taken",
        ),
    ],
)
def test_which_mentions_make_one_entity(spans_of, expected):
    assert entities(*spans_of) == expected


def test_a_span_group_of_entities_may_nest_and_comes_before_ents():
    doc = made()
    doc.ents = [span(doc, "Bo Ray", "PERSON")]
    doc.spans["entities"] = [span(doc, "Ann Lee", "PERSON"), span(doc, "Lee", "FAMILY")]
    assert [one["name"] for one in only(doc)["entities"]] == ["Ann Lee", "Lee"]


@pytest.mark.usefixtures("extensions")
def test_quotes_with_their_parts():
    doc = made()
    doc.ents = [span(doc, "Ann Lee", "PERSON")]
    outer, inner = span(doc, "she would help Bo Ray", "indirect", span_id="outer"), span(doc, "help Bo Ray", "indirect")
    outer._.cue, outer._.source, outer._.speakers = span(doc, "said"), span(doc, "Ann Lee"), [span(doc, "Ann Lee")]
    inner._.parent = "outer"
    doc.spans["quotes"] = [outer, inner]
    assert only(doc)["quotes"] == [
        {
            "id": "outer",
            "content": [place(15, 36, "she would help Bo Ray")],
            "kind": "indirect",
            "cue": place(10, 14, "said"),
            "source": place(0, 7, "Ann Lee"),
            "speakers": ["e1"],
        },
        {"id": "q1", "content": [place(25, 36, "help Bo Ray")], "kind": "indirect", "parent": "outer"},
    ]


def test_spans_with_one_id_are_fragments_of_one_quote_in_reading_order():
    doc = made()
    doc.spans["quotes"] = [span(doc, "Bo Ray", span_id="q"), span(doc, "she would", span_id="q")]
    assert only(doc)["quotes"] == [{"id": "q", "content": [place(15, 24, "she would"), place(30, 36, "Bo Ray")]}]


@pytest.mark.usefixtures("extensions")
def test_events_with_arguments_that_name_their_entities():
    doc = made()
    doc.ents = [span(doc, "Bo Ray", "PERSON")]
    trigger = span(doc, "help", "aid")
    trigger._.polarity, trigger._.modality, trigger._.coref = "positive", "planned", "k"
    trigger._.arguments = [("actor", span(doc, "she")), ("recipient", span(doc, "Bo Ray"))]
    doc.spans["events"] = [trigger]
    assert only(doc)["events"] == [
        {
            "id": "v1",
            "trigger": place(25, 29, "help"),
            "type": "aid",
            "polarity": "positive",
            "modality": "planned",
            "coref": "k",
            "arguments": [
                {"role": "actor", "span": place(15, 18, "she")},
                {"role": "recipient", "span": place(30, 36, "Bo Ray"), "entity": "e1"},
            ],
        }
    ]


@pytest.mark.usefixtures("extensions")
@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param("Bo Ray", {"entity": "e2"}, id="a mention: its entity"),
        pytest.param("help", {"event": "v1"}, id="a trigger: its event"),
        pytest.param("would", {"span": place(19, 24, "would")}, id="neither: the span itself"),
        pytest.param("#v1", {"event": "v1"}, id="an id"),
    ],
)
def test_stances_towards_each_kind_of_target(said, expected):
    doc = made()
    doc.ents = [span(doc, "Ann Lee", "PERSON"), span(doc, "Bo Ray", "PERSON")]
    doc.spans["events"] = [span(doc, "help", "aid")]
    doc.spans["quotes"] = [span(doc, "she would help Bo Ray")]
    shown = span(doc, "she would help Bo Ray", "support")
    shown._.holder, shown._.quote = span(doc, "Ann Lee"), span(doc, "she would help Bo Ray")
    shown._.strength, shown._.expression = "weak", "implied"
    shown._.target = said[1:] if said.startswith("#") else span(doc, said)
    doc.spans["stances"] = [shown]
    assert only(doc)["stances"] == [
        {
            "id": "s1",
            "holder": "e1",
            "target": expected,
            "polarity": "support",
            "strength": "weak",
            "expression": "implied",
            "evidence": [place(15, 36, "she would help Bo Ray")],
            "quote": "q1",
        }
    ]


def test_without_extension_attributes_a_stance_lacks_what_it_requires_and_is_refused():
    doc = made()
    doc.spans["stances"] = [span(doc, "backed", "support")]
    with pytest.raises(sayso.DataError) as raised:
        list(from_spacy([doc]))
    assert [(found.code, found.where.path, found.found) for found in raised.value.problems] == [
        ("E203", "$.stances[0]", "no 'holder'"),
        ("E203", "$.stances[0]", "no 'target'"),
    ]


def test_a_layer_that_any_doc_has_is_attempted_in_all():
    first, second = made(doc_id="a"), made(doc_id="b")
    first.spans["quotes"] = [span(first, "help")]
    one, other = from_spacy([first, second])
    assert [sorted(set(record) & {"entities", "quotes", "events"}) for record in (one, other)] == [["quotes"]] * 2
    assert other["quotes"] == []


def test_a_doc_that_was_searched_for_entities_and_has_none_found_nothing():
    doc = made()
    doc.ents = []
    assert only(doc)["entities"] == []
    assert "entities" not in only(made())


def test_docs_from_a_pipe_make_a_run_that_can_be_scored():
    texts = [("a", TEXT), ("b", "Bo Ray spoke.")]
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns(
        [{"label": "PERSON", "pattern": "Bo Ray", "id": "bo"}, {"label": "PERSON", "pattern": "Ann Lee"}]
    )

    def docs():
        for doc, doc_id in nlp.pipe(((text, doc_id) for doc_id, text in texts), as_tuples=True):
            doc.user_data["doc_id"] = doc_id
            yield doc

    run = sayso.from_spacy(docs(), name="ruler")
    assert (run.name, run.meta, len(run)) == ("ruler", {"extractor": "ruler"}, 2)
    corpus = sayso.load(list(run), documents=[{"doc_id": doc_id, "text": text} for doc_id, text in texts])
    result = sayso.score(gold=corpus.gold, predicted=run, measures=["mentions.typed.F"])
    assert result["mentions.typed.F"].value == 1.0


def test_the_id_may_be_an_extension_attribute():
    Doc.set_extension("doc_id", default=None)
    try:
        doc = made(doc_id="by user data")
        assert only(doc)["doc_id"] == "by user data"
        doc._.doc_id = "by extension"
        assert only(doc)["doc_id"] == "by extension"
    finally:
        Doc.remove_extension("doc_id")


def test_a_doc_without_an_id_is_told():
    doc = NLP("Bo Ray spoke.")
    assert message(made(), doc) == (
        "from_spacy: Doc 1 ('Bo Ray spoke.') has no doc_id, which tells what document it is; "
        'set doc.user_data["doc_id"] to a string, or register the extension attribute doc._.doc_id'
    )


def test_a_text_is_no_doc():
    assert message("Bo Ray spoke.") == "from_spacy: item 0 is str, not a spaCy Doc; pass nlp.pipe(texts)"


def test_an_event_has_one_trigger():
    doc = made()
    doc.spans["events"] = [span(doc, "help", span_id="v"), span(doc, "backed", span_id="v")]
    assert message(doc) == (
        "from_spacy: document 'd1': 2 spans of doc.spans['events'] have the id 'v', but an event has one trigger; "
        "give each its own span_id, or none"
    )


@pytest.mark.usefixtures("extensions")
@pytest.mark.parametrize(
    ("group", "field", "value", "said"),
    [
        ("quotes", "speakers", ["nobody"], "speakers is the id 'nobody', but no entity has it"),
        ("quotes", "parent", "none", "parent is the id 'none', but no quote has it"),
        ("stances", "target", "none", "target is the id 'none', but no entity or event has it"),
    ],
)
def test_an_id_that_nothing_has_is_told(group, field, value, said):
    doc = made()
    one = span(doc, "help")
    one._.set(field, value)
    doc.spans[group] = [one]
    assert message(doc) == f"from_spacy: document 'd1': {said}"


@pytest.mark.usefixtures("extensions")
def test_a_span_that_is_no_mention_is_told():
    doc = made()
    one = span(doc, "help")
    one._.speakers = [span(doc, "Ann Lee")]
    doc.spans["quotes"] = [one]
    assert message(doc) == "from_spacy: document 'd1': speakers is 'Ann Lee' at 0-7, but no entity has it"
