"""`sayso.load` takes a corpus from wherever it is, and says what is missing where it cannot."""

import gzip
import json

import pytest

import harbour
import sayso
from sayso.data.bundled import folder


def carried(corpus):
    """Documents and gold, as lists."""
    return list(corpus.documents), list(corpus.gold)


EXPECTED = (harbour.documents(), harbour.gold())


def together():
    """Records that hold text and annotations side by side."""
    return [{**text, **one} for text, one in zip(*EXPECTED, strict=True)]


def message(*arguments, **named):
    with pytest.raises(sayso.UsageError) as raised:
        sayso.load(*arguments, **named)
    assert raised.value.exit_status == 2
    return str(raised.value)


@pytest.mark.parametrize("source", [None, "bundled", folder() / "corpus", str(folder() / "corpus" / "corpus.toml")])
def test_the_bundled_corpus_by_each_of_its_names(source):
    corpus = sayso.load(source)
    assert corpus.name == "sayso"
    assert [document["doc_id"] for document in corpus.documents] == ["rutte-air-defence"]
    assert list(corpus.passes) == ["annotator-a", "annotator-b"]
    assert {name: run.name for name, run in corpus.passes.items()} == {name: name for name in corpus.passes}
    assert "quotes.cue" in corpus.annotated
    assert corpus.labels["stances.polarity"] == ("support", "oppose", "neutral")


def test_a_folder_and_its_corpus_toml_are_the_same(tmp_path):
    place = harbour.corpus(tmp_path / "small")
    for source in (place, str(place), place / "corpus.toml"):
        corpus = sayso.load(source)
        assert corpus.name == "small"
        assert carried(corpus) == EXPECTED
        assert (corpus.annotated, corpus.labels, corpus.passes) == (None, {}, {})


def test_a_corpus_without_a_name_has_that_of_its_folder(tmp_path):
    place = harbour.corpus(tmp_path / "port")
    (place / "corpus.toml").write_text('documents = "documents.jsonl"\n', encoding="utf-8")
    corpus = sayso.load(place)
    assert corpus.name == "port"
    assert carried(corpus) == (harbour.documents(), [])


def test_facts_beside_a_pass_are_read_with_it(tmp_path):
    place = harbour.corpus(tmp_path / "small")
    with (place / "corpus.toml").open("a", encoding="utf-8") as file:
        file.write('[passes]\nmira = "gold.jsonl"\n')
    (place / "gold.meta.json").write_text('{"hours": 2}', encoding="utf-8")
    run = sayso.load(place).passes["mira"]
    assert (run.name, run.meta, list(run)) == ("mira", {"hours": 2}, harbour.gold())


def test_a_gold_file_with_its_documents(tmp_path):
    gold = harbour.write(tmp_path / "gold.jsonl", harbour.gold())
    texts = harbour.write(tmp_path / "texts.jsonl", harbour.documents())
    corpus = sayso.load(gold, documents=str(texts))
    assert corpus.name == "gold"
    assert carried(corpus) == EXPECTED


def test_compressed_files_are_read_as_they_are(tmp_path):
    names = []
    for name, records in (("texts", harbour.documents()), ("gold", harbour.gold())):
        names.append(tmp_path / f"{name}.jsonl.gz")
        with gzip.open(names[-1], "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(record) + "\n" for record in records)
    corpus = sayso.load(names[1], documents=names[0])
    assert corpus.name == "gold"
    assert carried(corpus) == EXPECTED


def test_documents_may_be_records_or_a_source(tmp_path):
    gold = harbour.write(tmp_path / "gold.jsonl", harbour.gold())
    for documents in (harbour.documents(), sayso.MemorySource(harbour.documents(), name="texts")):
        assert carried(sayso.load(gold, documents=documents)) == EXPECTED


def test_documents_may_be_parquet_or_a_table_of_datasets(tmp_path):
    from sayso.data.tables import write_parquet

    corpus = sayso.load(together())
    write_parquet(corpus, tmp_path / "texts.parquet")
    for documents in (tmp_path / "texts.parquet", corpus.to_dataset()):
        assert carried(sayso.load(harbour.gold(), documents=documents)) == EXPECTED


def test_documents_may_be_those_of_a_corpus(tmp_path):
    place = harbour.corpus(tmp_path / "small")
    for documents in (place, str(place / "corpus.toml")):
        assert carried(sayso.load(harbour.gold(), documents=documents)) == EXPECTED


def test_a_run_as_gold_keeps_its_name_and_its_file(tmp_path):
    run = sayso.read_run(harbour.write(tmp_path / "mira.jsonl", harbour.gold()))
    corpus = sayso.load(run, documents=harbour.documents())
    assert (corpus.name, corpus.gold.source) == ("mira", run.source)
    assert carried(corpus) == EXPECTED


def test_records_that_hold_text_and_annotations():
    corpus = sayso.load(iter(together()))
    assert carried(corpus) == EXPECTED
    assert carried(corpus) == EXPECTED  # a generator is read once, its corpus as often as needed


def test_a_record_with_text_alone_is_a_document_without_gold():
    first, second = together()
    corpus = sayso.load([first, {"doc_id": second["doc_id"], "text": second["text"]}])
    assert carried(corpus) == (harbour.documents(), harbour.gold()[:1])


def test_gold_records_with_documents():
    corpus = sayso.load(harbour.gold(), documents=harbour.documents())
    assert carried(corpus) == EXPECTED


def test_no_records_are_an_empty_corpus():
    assert carried(sayso.load([])) == ([], [])


def test_gold_without_documents_is_told_how_to_get_them(tmp_path):
    gold = harbour.write(tmp_path / "gold.jsonl", harbour.gold())
    run = sayso.to_dataset(sayso.Run(sayso.MemorySource(harbour.gold()), "mira"))
    needs = "gold needs the documents it is about; add --documents FILE (documents=… in Python), or name a corpus"
    assert message(gold) == f"{gold}: {needs}"
    assert message(run) == f"mira: {needs}"
    assert message(sayso.read_run(gold)) == f"{gold}: {needs}"
    assert message(harbour.gold()) == "records: none has a text; give the documents they are about as documents=…"


def test_a_corpus_with_a_second_set_of_documents_is_refused(tmp_path):
    place = harbour.corpus(tmp_path / "small")
    said = "a corpus has its documents with it; leave out --documents (documents=…)"
    assert message(place, documents=harbour.documents()) == f"small: {said}"
    assert message("bundled", documents=harbour.documents()) == f"sayso: {said}"
    assert message(sayso.load(place).to_dataset(), documents=harbour.documents()) == f"small: {said}"


def test_annotations_are_no_documents(tmp_path):
    from sayso.data.tables import write_parquet

    run = sayso.Run(sayso.MemorySource(harbour.gold()), "mira")
    path = tmp_path / "run.parquet"
    write_parquet(run, path)
    said = "found a table of annotations, expected documents, with a column text"
    assert message(harbour.gold(), documents=path) == f"{path}: {said}"
    assert message(harbour.gold(), documents=sayso.to_dataset(run)) == f"documents: {said}"


def test_a_folder_without_corpus_toml_is_no_corpus(tmp_path):
    said = "a folder without corpus.toml is no corpus; name a file, or write corpus.toml"
    assert message(tmp_path) == f"{tmp_path}: {said}"
    assert message(harbour.gold(), documents=tmp_path) == f"{tmp_path}: {said}"


def test_a_text_in_place_of_a_path():
    text = "The board met. " * 20
    assert message(text) == f"{text}: cannot be read: File name too long"
    assert message(harbour.gold(), documents=text) == f"{text}: cannot be read: File name too long"


@pytest.mark.parametrize("name", ["absent", "absent.toml", "absent.jsonl", "absent.parquet"])
def test_a_path_that_is_not_there(tmp_path, name):
    assert message(tmp_path / name) == f"{tmp_path / name}: there is no such file; check the path"


@pytest.mark.parametrize("key", ["documents", "gold", "passes.one"])
def test_a_file_that_corpus_toml_names_and_that_is_not_there(tmp_path, key):
    place = harbour.corpus(tmp_path / "small")
    given = {"documents": "documents.jsonl", "gold": "gold.jsonl", key: "absent.jsonl"}
    lines = "".join(f'{name} = "{file}"\n' for name, file in given.items())
    (place / "corpus.toml").write_text(lines, encoding="utf-8")
    assert message(place) == f"{place / 'absent.jsonl'}: there is no such file; check the path"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        pytest.param(
            {"train": [], "test": []},
            "found a mapping of 'train', 'test', expected records or one table; choose a split, or give a list",
            id="all splits at once",
        ),
        pytest.param(
            {}, "found a mapping of nothing, expected records or one table; choose a split, or give a list", id="empty"
        ),
        pytest.param(7, "found a int, expected a path, a table of datasets, or records", id="a number"),
        pytest.param(
            b"gold.jsonl",
            "found a bytes of int, expected records, each a dict; a path is a str or a Path, "
            "a data frame is taken through datasets.Dataset.from_pandas",
            id="bytes",
        ),
    ],
)
def test_what_is_neither_a_table_nor_records(source, said):
    assert message(source) == said
    assert message([], documents=source) == said


def test_what_is_wrong_with_records_is_told_when_they_are_used():
    corpus = sayso.load([{"doc_id": "a", "text": "A b.", "format": "sayso/1", "qoutes": []}, "b"])
    with pytest.raises(sayso.DataError) as raised:
        sayso.to_dataset(corpus)
    places = [(found.where.file, found.where.line, found.code) for found in raised.value.problems]
    assert places == [("records", 1, "E202"), ("records", 2, "E105")]


def test_loading_a_file_imports_neither_datasets_nor_pandas(tmp_path):
    import subprocess
    import sys

    place = harbour.corpus(tmp_path / "small")
    code = (
        f"import sys, sayso; corpus = sayso.load({str(place)!r}); list(corpus.gold); list(sayso.load().gold)\n"
        "print([name for name in ('datasets', 'pandas', 'pyarrow', 'spacy', 'sklearn') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
