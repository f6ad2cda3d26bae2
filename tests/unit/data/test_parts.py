"""Cuts through files that go in step, found without reading them."""

import pytest

from harbour import write
from sayso.data import parts
from sayso.data.jsonl import Part
from sayso.data.parts import FilePart, parts_in_step, size_of
from sayso.data.sources import FileSource


def rows(numbers, padding=0):
    return [
        {"title": "x" * padding, "doc_id": f"d{number:03}", "text": f"about d{number - 1:03}"} for number in numbers
    ]


def named(path, part):
    return [record["doc_id"] for record in FilePart(path, part)]


@pytest.fixture(params=[2**20, 64])
def window(monkeypatch, request):
    monkeypatch.setattr(parts, "_WINDOW", request.param)


@pytest.mark.usefixtures("window")
@pytest.mark.parametrize("count", [1, 2, 3, 9, 500])
def test_parts_are_cut_at_the_same_documents_and_make_up_the_files(tmp_path, count):
    one = write(tmp_path / "one.jsonl", rows(range(40)))
    other = write(tmp_path / "other.jsonl", rows(range(40), padding=500))

    found = parts_in_step([one, other], count)

    assert 1 <= len(found) <= min(count, 40)
    assert len(found) >= min(count, 30)
    assert [named(one, first) for first, _ in found] == [named(other, second) for _, second in found]
    assert [doc_id for first, _ in found for doc_id in named(one, first)] == [f"d{number:03}" for number in range(40)]
    assert found[0][0].begin == 0 and found[-1][0].end is None


@pytest.mark.usefixtures("window")
def test_what_grows_unevenly_is_found_all_the_same(tmp_path):
    one = write(tmp_path / "one.jsonl", [*rows(range(20)), *rows(range(20, 40), padding=5000)])
    other = write(tmp_path / "other.jsonl", [*rows(range(20), padding=5000), *rows(range(20, 40))])

    found = parts_in_step([one, other], 2)

    assert len(found) == 2
    assert named(one, found[0][0]) == named(other, found[0][1])


@pytest.mark.usefixtures("window")
def test_a_cut_is_tried_at_several_documents_where_some_may_be_lacking(tmp_path):
    one = write(tmp_path / "one.jsonl", rows(range(40)))
    other = write(tmp_path / "other.jsonl", rows([*range(15), *range(25, 40)]))

    assert len(parts_in_step([one, other], 2)) == 1
    first, second = parts_in_step([one, other], 2, complete=False)[0]
    assert named(one, first) == [f"d{number:03}" for number in range(25)]
    assert named(other, second) == [f"d{number:03}" for number in range(15)]


def test_files_in_another_order_are_not_cut(tmp_path):
    one = write(tmp_path / "one.jsonl", rows(range(40)))
    other = write(tmp_path / "other.jsonl", rows(range(39, -1, -1)))

    assert len(parts_in_step([one, other], 8)) == 1


def test_what_names_no_document_is_not_cut(tmp_path):
    one = write(tmp_path / "one.jsonl", [{"id": number} for number in range(40)])

    assert parts_in_step([one, one], 4) == [(Part(), Part())]
    empty = write(tmp_path / "empty.jsonl", [])
    assert parts_in_step([empty, one], 4) == [(Part(), Part())]
    assert named(one, Part(0, 0)) == []


def test_a_part_reads_its_lines_and_no_more(tmp_path):
    path = write(tmp_path / "one.jsonl", rows(range(3)))
    size = path.stat().st_size // 3
    part = FilePart(path, Part(size, 2 * size))

    assert [record["doc_id"] for record in part] == ["d001"]
    assert len(part) == 1
    assert [line.offset for line in part.lines()] == [size]
    assert len(FileSource(path)) == 3


def test_only_plain_files_are_read_in_parts(tmp_path):
    path = write(tmp_path / "one.jsonl", rows(range(3)))

    assert size_of([path, path]) == 2 * path.stat().st_size
    assert size_of([path, tmp_path / "one.jsonl.gz"]) is None
    assert size_of([tmp_path]) is None
