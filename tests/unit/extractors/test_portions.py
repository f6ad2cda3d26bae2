"""Some lines of a file of documents: whoever sees the file reads them, whoever sees another one says so."""

import gzip
import json

import pytest

from harbour import write
from sayso.data.sources import FileSource, MemorySource
from sayso.errors import UsageError
from sayso.extractors import portions
from sayso.extractors.inputs import inputs
from sayso.extractors.portions import Held, can_be_marked

DOCUMENTS = [{"doc_id": f"d{number:02}", "text": f"Zoë {'🙂' * number} came"} for number in range(40)]


@pytest.fixture
def file(tmp_path):
    return write(tmp_path / "documents.jsonl", DOCUMENTS)


def marked(path):
    return inputs(FileSource(path), marked=True).marks


def test_any_run_of_documents_is_read_by_itself(file, monkeypatch):
    monkeypatch.setattr(portions, "_DOCUMENTS", 7)
    marks = marked(file)

    for first in range(40):
        for count in (1, 7, 20):
            lines = marks.lines(first, count, 1)
            assert lines.read() == tuple(DOCUMENTS[first : first + count])
            assert lines.count == len(DOCUMENTS[first : first + count])
    assert lines.held() == Held((DOCUMENTS[39],))


def test_little_more_is_read_than_is_wanted(file, monkeypatch):
    monkeypatch.setattr(portions, "_DOCUMENTS", 7)

    lines = marked(file).lines(8, 3, 1)

    assert [count for count, _ in lines.blocks] == [7]
    content = file.read_bytes()[lines.part.begin : lines.part.end]
    assert [json.loads(line) for line in content.splitlines()] == DOCUMENTS[7:14]


def test_marks_stand_closer_and_portions_are_smaller_where_documents_are_large(file, monkeypatch):
    monkeypatch.setattr(portions, "_BYTES", 100)
    monkeypatch.setattr(portions, "_MOST", 500)
    marks = marked(file)

    assert [count for count, _ in marks.lines(30, 10, 1).blocks] == [1, 1, 1, 1]  # 150 bytes each
    assert marks.lines(30, 10, 3).count == 3  # a multiple of the batch
    assert marks.lines(30, 10, 5).count == 5  # at least one batch
    assert marks.lines(39, 10, 5).count == 1
    assert marks.lines(39, 10, 5).read() == (DOCUMENTS[39],)


def test_it_does_not_matter_how_a_document_is_written(file):
    lines = marked(file).lines(0, 40, 1)
    write(file, [dict(reversed(document.items())) for document in DOCUMENTS])

    assert lines.read() == tuple(DOCUMENTS)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda lines: [*lines[:3], lines[3].replace(b"came", b"went"), *lines[4:]], id="another text"),
        pytest.param(lambda lines: [*lines[:3], lines[4], lines[3], *lines[5:]], id="another order"),
        pytest.param(lambda lines: lines[:3], id="fewer"),
        pytest.param(lambda lines: [*lines[:3], b"no JSON\n", *lines[4:]], id="a broken line"),
        pytest.param(lambda _: [], id="nothing"),
    ],
)
def test_another_file_under_the_same_path_is_seen(file, change):
    lines = marked(file).lines(0, 40, 1)
    file.write_bytes(b"".join(change(file.read_bytes().splitlines(keepends=True))))

    assert lines.read() is None
    with pytest.raises(UsageError) as raised:
        lines.held()
    assert str(raised.value) == f"{file}: the file was changed while it was read; start again"


def test_a_file_that_is_not_there_is_told_by_whoever_should_have_it(file):
    lines = marked(file).lines(0, 40, 1)
    file.unlink()

    assert lines.read() is None
    with pytest.raises(UsageError, match="there is no such file"):
        lines.held()


def test_what_others_cannot_read_in_parts_is_not_marked(file, tmp_path):
    packed = tmp_path / "documents.jsonl.gz"
    packed.write_bytes(gzip.compress(file.read_bytes()))

    assert can_be_marked(FileSource(file))
    assert can_be_marked(FileSource(f"file://{file}"))
    assert not can_be_marked(FileSource(packed))
    assert not can_be_marked(MemorySource(DOCUMENTS))
    assert inputs(DOCUMENTS, marked=True).marks is None
    assert inputs(FileSource(file)).marks is None


def test_the_digest_is_the_same_with_marks_and_without(file):
    assert inputs(FileSource(file), marked=True).sha256 == inputs(FileSource(file)).sha256 == inputs(DOCUMENTS).sha256
