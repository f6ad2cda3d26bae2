"""Lines that are read again, in another order than they stand in: from where they were, or not at all."""

import pytest

from sayso.data import jsonl
from sayso.data.columnar.ids import Ids
from sayso.data.columnar.lines import Lines, glanced
from sayso.data.sources import FileSource
from sayso.errors import UsageError

LINES = [b'{"doc_id":"a","text":"A."}', b'{"doc_id":"b","text":"Bert."}', b'{"doc_id":"c","text":""}']


@pytest.fixture
def path(tmp_path):
    found = tmp_path / "documents.jsonl"
    found.write_bytes(b"\n".join(LINES) + b"\n")
    return found


def test_lines_come_in_any_order(path):
    with Lines(FileSource(path), Ids().of_file()) as lines:
        assert [lines.take(doc_id) for doc_id in "cab"] == [LINES[2], LINES[0], LINES[1]]


def test_a_line_that_ends_elsewhere_now_is_told(path):
    with Lines(FileSource(path), Ids().of_file()) as lines:
        lines.take("c")
        path.write_bytes(b'{"doc_id":"a"}\n{"doc_id":"b"}\n{"doc_id":"c"}\n')
        with pytest.raises(UsageError, match=":1: the file was changed while it was read; start again"):
            lines.take("a")


def test_so_many_bytes_of_a_file_without_its_buffer(path):
    with jsonl.reopened(path) as file:
        assert jsonl.bytes_at(file, len(LINES[0]) + 1, 5) == LINES[1][:5]
        assert jsonl.bytes_at(file, 0, 3) == LINES[0][:3]
        assert jsonl.bytes_at(file, 10_000, 3) == b""


@pytest.mark.parametrize("spelled", ["é", r"\u00e9", "a b"])
def test_a_glance_reads_a_name_as_json_does(spelled):
    assert glanced(f'{{"doc_id": "{spelled}"}}'.encode()) == spelled.replace(r"\u00e9", "é")
