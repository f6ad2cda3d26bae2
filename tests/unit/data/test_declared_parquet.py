"""A corpus.toml names Parquet files as it does JSON Lines."""

import pytest

from harbour import corpus, documents
from sayso.data.corpus import load
from sayso.data.sources import MemorySource, Run
from sayso.data.tables import write_parquet
from sayso.errors import UsageError
from sayso.evaluate.conductor import score


def declare(folder, documents, gold):
    (folder / "corpus.toml").write_text(f'name = "small"\ndocuments = "{documents}"\ngold = "{gold}"\n')
    return load(folder)


@pytest.fixture
def folder(tmp_path):
    """A corpus with one table of all beside its files, and one of its gold alone."""
    found = load(corpus(tmp_path / "corpus"))
    write_parquet(found, tmp_path / "corpus" / "all.parquet")
    write_parquet(Run(found.gold.source, "gold"), tmp_path / "corpus" / "gold.parquet")
    return tmp_path / "corpus"


@pytest.mark.parametrize(
    ("texts", "gold"),
    [
        ("all.parquet", "all.parquet"),
        ("documents.jsonl", "gold.parquet"),
        ("all.parquet", "gold.jsonl"),
        ("documents.jsonl", "all.parquet"),
    ],
)
def test_tables_that_a_corpus_file_names_score_as_its_lines_do(folder, texts, gold):
    expected = load(folder)
    of_lines = score(gold=expected.gold, predicted=Run(expected.gold.source, "run"))
    found = declare(folder, texts, gold)
    of_tables = score(gold=found.gold, predicted=Run(expected.gold.source, "run"))
    assert of_tables.values == of_lines.values
    assert of_tables.signature == of_lines.signature


def test_a_table_of_annotations_is_no_documents(folder):
    with pytest.raises(UsageError, match=r"gold\.parquet: found a table of annotations, expected documents"):
        declare(folder, "gold.parquet", "gold.jsonl")


def test_a_table_of_documents_alone_is_gold_that_says_nothing(folder):
    write_parquet(load(documents()), folder / "texts.parquet")
    found = declare(folder, "texts.parquet", "gold.jsonl")
    assert [one["doc_id"] for one in found.documents] == [one["doc_id"] for one in MemorySource(documents())]
    assert declare(folder, "documents.jsonl", "texts.parquet").gold.name == "small"
