"""An annotator's pass as a run."""

import pytest

import sayso
from sayso.errors import UsageError
from sayso.extractors import parameters, resolve, spelling_of
from sayso.extractors.running import run


def test_a_pass_gives_its_records():
    corpus = sayso.load()
    made = run(resolve("passes"), corpus.documents)

    (record,) = made.source
    (given,) = corpus.passes["annotator-b"].source
    assert made.name == "annotator-b"
    assert {layer: len(record[layer]) for layer in ("entities", "quotes", "events", "stances")} == {
        layer: len(given[layer]) for layer in ("entities", "quotes", "events", "stances")
    }
    assert "failure" not in record
    assert made.meta["extractor"] == "passes"
    assert made.meta["layers"] == ["entities", "quotes", "events", "stances"]


def test_a_pass_says_which_it_is():
    extractor = resolve("passes(name=annotator-a)")

    assert extractor.name == "annotator-a"
    assert parameters(extractor) == {"name": "annotator-a", "corpus": "bundled"}
    assert spelling_of(extractor) == "passes(name=annotator-a)"


def test_a_pass_that_is_not_there_is_told_with_those_that_are():
    with pytest.raises(UsageError) as caught:
        resolve("passes(name=annotator-c)")
    assert str(caught.value) == (
        "the corpus 'bundled' has no pass 'annotator-c'; did you mean 'annotator-b'? It has annotator-a, annotator-b"
    )
    with pytest.raises(UsageError) as caught:
        resolve("passes(name=xyz)")
    assert str(caught.value) == "the corpus 'bundled' has no pass 'xyz'; it has annotator-a, annotator-b"


@pytest.fixture
def corpus(tmp_path):
    """A corpus whose pass has a quotes layer, a failure, and lacks a document."""
    (tmp_path / "corpus.toml").write_text('documents = "d.jsonl"\ngold = "g.jsonl"\n[passes]\nmine = "p.jsonl"\n')
    ids = ("d1", "d2", "d3")
    (tmp_path / "d.jsonl").write_text("".join(f'{{"doc_id": "{name}", "text": "Ana spoke"}}\n' for name in ids))
    (tmp_path / "g.jsonl").write_text(
        "".join(f'{{"format": "sayso/1", "doc_id": "{name}", "quotes": []}}\n' for name in ids)
    )
    (tmp_path / "p.jsonl").write_text(
        '{"format": "sayso/1", "doc_id": "d1", "failure": {"class": "skipped", "message": "out of time"}}\n'
        '{"format": "sayso/1", "doc_id": "d2", "quotes": [], "events": null}\n'
    )
    return tmp_path


def test_a_pass_has_the_layers_of_its_records_and_fails_where_it_has_none(corpus):
    extractor = resolve(f'passes(name=mine, corpus="{corpus}")')
    made = run(extractor, sayso.load(corpus).documents)

    assert extractor.layers == {"quotes"}
    assert [record.get("failure") for record in made.source] == [
        {"class": "skipped", "message": "out of time"},
        None,
        {"class": "LookupError", "message": "the pass 'mine' has no record of document 'd3'"},
    ]
    assert list(made.source)[1] == {"format": "sayso/1", "doc_id": "d2", "quotes": []}
