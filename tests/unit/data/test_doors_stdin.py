"""Standard input: kept in a file that is gone afterwards, named in messages, given once."""

import gc
import gzip
import io
import json
import tempfile
from pathlib import Path

import pytest
import zstandard

from harbour import documents, gold
from sayso.data import spooling
from sayso.data.corpus import load
from sayso.data.pairing import rows
from sayso.data.sources import read_run, source_at
from sayso.data.validate import validate
from sayso.errors import DataError, UsageError


def lines(records):
    return "".join(json.dumps(record) + "\n" for record in records).encode()


@pytest.fixture
def fed(monkeypatch, tmp_path):
    """Feeds standard input; gives the folder that temporary files are in."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))

    def feed(data):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        return folder

    return feed


@pytest.mark.parametrize("packed", [bytes, gzip.compress, zstandard.ZstdCompressor().compress])
def test_a_run_is_read_as_often_as_needed_and_its_file_is_gone_with_it(packed, fed):
    folder = fed(packed(lines(gold())))
    run = read_run("-")
    assert (run.name, run.meta, list(run), list(run)) == ("stdin", None, gold(), gold())
    assert len(list(folder.iterdir())) == 1
    del run
    gc.collect()
    assert not list(folder.iterdir())


def test_gold_and_documents_may_come_that_way_and_be_in_another_order(fed, tmp_path):
    (tmp_path / "documents.jsonl").write_bytes(lines(documents()))
    fed(lines(gold()[::-1]))
    corpus = load("-", documents=tmp_path / "documents.jsonl")
    assert (corpus.name, [row.doc_id for row in rows(corpus.gold, [])]) == ("stdin", ["market", "harbour"])
    (tmp_path / "gold.jsonl").write_bytes(lines(gold()))
    fed(lines(documents()[::-1]))
    corpus = load(tmp_path / "gold.jsonl", documents="-")
    assert [row.doc_id for row in rows(corpus.gold, [])] == ["harbour", "market"]
    fed(lines(documents()))
    assert validate([tmp_path / "gold.jsonl", "-"]) == []


def test_problems_tell_the_line_of_standard_input(fed):
    fed(b'{"doc_id": "a"}\n' + b"no JSON\n")
    with pytest.raises(DataError) as error:
        list(read_run("-"))
    assert [str(one.where) for one in error.value.problems] == ["<stdin>:1", "<stdin>:2"]
    fed(b"")
    assert [str(one).splitlines()[0] for one in validate(["-"])] == ["<stdin>: E113"]


def test_it_can_be_taken_once(fed):
    folder = fed(lines(gold()))
    source = source_at("-")
    with pytest.raises(UsageError) as error:
        source_at(Path("-"))
    told = "<stdin>: - was given twice, and can be read once; write one of the two to a file"
    assert str(error.value) == told
    assert len(source) == 2
    del source
    gc.collect()
    assert not list(folder.iterdir())


def test_no_standard_input_and_no_room_are_told(fed, monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(UsageError, match="<stdin>: there is no standard input; name a file instead of -"):
        source_at("-")
    folder = fed(lines(gold()))

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(spooling.shutil, "copyfileobj", full)
    with pytest.raises(UsageError) as error:
        source_at("-")
    assert str(error.value) == (
        f"<stdin>: cannot be kept in {folder}: No space left on device; TMPDIR names another folder"
    )
    assert not list(folder.iterdir())


def test_a_file_of_that_name_is_named_by_its_folder(tmp_path, monkeypatch):
    (tmp_path / "-").write_bytes(lines(gold()))
    monkeypatch.chdir(tmp_path)
    assert read_run("./-").source.name == "./-"
