"""Zstandard files: read and written as gzip's are, with their damage told."""

import builtins
import io
import json

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from sayso.data import jsonl
from sayso.data.packing import Zstandard
from sayso.data.sources import FileSource, read_run, run_name, write_run
from sayso.errors import Problem, UsageError
from sayso.extractors.partfile import Part

RECORDS = [{"format": "sayso/1", "doc_id": f"doc-{number}", "quotes": []} for number in range(50)]
PLAIN = "".join(json.dumps(record) + "\n" for record in RECORDS).encode()


def packed(data=PLAIN):
    return zstandard.ZstdCompressor().compress(data)


def found(path):
    return list(FileSource(path).entries())


def test_what_was_written_is_read_and_the_same_records_make_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        assert write_run(tmp_path / f"{name}.jsonl.zst", RECORDS) == 50
    raw = (tmp_path / "one.jsonl.zst").read_bytes()
    assert raw == (tmp_path / "two.jsonl.zst").read_bytes()
    assert len(raw) < len(PLAIN) / 5
    run = read_run(tmp_path / "one.jsonl.zst")
    assert (run.name, len(run), list(run)) == ("one", 50, RECORDS)
    assert run_name(tmp_path / "a.jsonl.zst") == "a"
    with run.source.reopened() as again:
        entries = found(tmp_path / "one.jsonl.zst")
        assert [again(entry)["doc_id"] for entry in entries[::-7]] == [
            entry.record["doc_id"] for entry in entries[::-7]
        ]


@given(st.lists(st.binary(max_size=300), max_size=6), st.integers(1, 700))
def test_frames_one_after_the_other_are_one_content_and_a_torn_last_one_is_told(contents, cut):
    whole = b"".join(map(packed, contents))
    assert Zstandard().unpacked(io.BytesIO(whole)).read() == b"".join(contents)
    ends = {sum(len(packed(one)) for one in contents[:count]) for count in range(len(contents) + 1)}
    torn = whole[: -cut or None]
    if len(torn) not in ends:
        with pytest.raises(EOFError):
            Zstandard().unpacked(io.BytesIO(torn)).read()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        pytest.param(PLAIN, "a file that is not compressed, though its name ends in .zst", id="plain"),
        pytest.param(packed()[:-9], "compressed data that break off", id="torn"),
        pytest.param(packed()[:20] + b"\xff" * (len(packed()) - 20), "compressed data that are damaged", id="damaged"),
        pytest.param(packed() + b"rest, which is no frame", "compressed data that are damaged", id="something behind"),
        pytest.param(
            b"\x28\xb5\x2f\xfd\x00\xa8" + b"\0" * 20,  # the window that the second of these bytes asks for is 2³¹
            "compressed data that take more than 128 MiB to unpack (a window as of `zstd --long`)",
            id="a large window",
        ),
    ],
)
def test_damage_is_told(data, told, tmp_path):
    path = tmp_path / "run.jsonl.zst"
    path.write_bytes(data)
    problem = found(path)[-1]
    assert isinstance(problem, Problem)
    assert (problem.code, problem.found, problem.expected) == ("E112", told, "a whole Zstandard file")


def test_a_compressed_file_under_a_plain_name_and_an_empty_one_are_told(tmp_path):
    path = tmp_path / "run.jsonl"
    path.write_bytes(packed())
    assert [one.found for one in found(path)] == ["a compressed file whose name does not end in .zst"]
    (tmp_path / "empty.jsonl.zst").write_bytes(b"")
    assert [one.code for one in found(tmp_path / "empty.jsonl.zst")] == ["E113"]


def test_much_from_few_bytes_is_given_in_pieces():
    content = io.BytesIO(zstandard.ZstdCompressor().compress(bytes(2**28)))
    with Zstandard().unpacked(content) as file:
        assert len(file.read(100)) == 100
        assert content.tell() <= 4096


def test_without_the_package_there_is_a_way_out(tmp_path, monkeypatch):
    path = tmp_path / "run.jsonl.zst"
    path.write_bytes(packed())
    imported = builtins.__import__

    def without(name, *rest):
        if name == "zstandard":
            raise ImportError
        return imported(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    told = (
        f"{path}: files that end in .zst need the package zstandard; install it with `pip install 'sayso[zstd]'`, "
        "or unpack the file with `zstd -d`"
    )
    for use in (FileSource, lambda path: write_run(path, RECORDS), Part):
        with pytest.raises(UsageError) as error:
            use(path)
        assert str(error.value) == told
    assert FileSource  # plain files need nothing
    jsonl.write(tmp_path / "plain.jsonl", RECORDS)
    assert len(FileSource(tmp_path / "plain.jsonl")) == 50


def test_an_extractor_s_part_becomes_a_compressed_run(tmp_path):
    with Part(tmp_path / "run.jsonl.zst") as part:
        part.anew({})
        for record in RECORDS:
            part.append(json.dumps(record))
        part.finish({"extractor": "none"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["run.jsonl.zst", "run.meta.json"]
    assert read_run(tmp_path / "run.jsonl.zst").meta == {"extractor": "none"}
    assert list(read_run(tmp_path / "run.jsonl.zst")) == RECORDS
