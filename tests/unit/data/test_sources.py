"""Records are read as often as needed, from files and memory, and written whole or not at all."""

import gzip
import json

import pytest

from sayso.data import jsonl
from sayso.data.sources import FileSource, MemorySource, Source, meta_path, read_run, run_name, write_run
from sayso.errors import DataError, UsageError

DOCUMENT = {"doc_id": "ash", "text": "The ash was felled."}
RECORD = {"format": "sayso/1", "doc_id": "ash", "quotes": []}


def test_both_kinds_are_sources(tmp_path):
    path = tmp_path / "documents.jsonl"
    path.write_text(json.dumps(DOCUMENT) + "\n", encoding="utf-8")

    for source in (FileSource(path), MemorySource(iter([DOCUMENT]), name="documents")):
        assert isinstance(source, Source)
        assert list(source) == list(source) == [DOCUMENT]
        assert len(source) == len(source) == 1
    assert FileSource(path).path == path
    assert repr(FileSource(path)) == f"FileSource({str(path)!r})"
    assert MemorySource([]).path is None
    assert repr(MemorySource([DOCUMENT], name="trees")) == "MemorySource('trees', 1 records)"


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_line_ends_of_both_kinds_and_none_at_the_end_are_fine(end, tmp_path):
    path = tmp_path / "documents.jsonl"
    other = DOCUMENT | {"doc_id": "oak"}
    path.write_bytes(f"{json.dumps(DOCUMENT)}\r\n {json.dumps(other)} {end}".encode())

    assert list(FileSource(path)) == [DOCUMENT, other]


def test_a_source_gives_no_record_after_a_problem_and_tells_all_problems(tmp_path):
    path = tmp_path / "documents.jsonl"
    path.write_text(f"{json.dumps(DOCUMENT)}\n{{}}\n{json.dumps(DOCUMENT)}\n[]\n", encoding="utf-8")
    seen = []
    with pytest.raises(DataError) as caught:
        for record in FileSource(path):
            seen.append(record)

    assert seen == [DOCUMENT]
    assert [(problem.where.line, problem.code) for problem in caught.value.problems] == [
        (2, "E203"),
        (2, "E203"),
        (4, "E105"),
    ]


@pytest.mark.parametrize(
    ("record", "told"),
    [
        (("a", "b"), "E105: a tuple"),
        ({**DOCUMENT, "title": "\ud83d"}, "E114 at $.title: half of a surrogate pair, \\ud83d"),
        ({**DOCUMENT, "meta": {"\udc00": 1}}, "E114 at $.meta: half of a surrogate pair, \\udc00"),
        ({**DOCUMENT, "meta": float("inf")}, "E107 at $.meta: inf"),
        ({**DOCUMENT, "meta": {"n": [b"x"]}}, "E201 at $.meta.n[0]: b'x', a bytes"),
        ({**DOCUMENT, "meta": {"a b": {1: 2}}}, 'E201 at $.meta["a b"]: 1 as a key'),
        ({**DOCUMENT, "text": ("x",)}, 'E201 at $.text: ["x"]'),
    ],
)
def test_memory_is_held_to_what_a_file_could_hold(record, told):
    with pytest.raises(DataError) as caught:
        list(MemorySource([DOCUMENT, record], name="trees"))

    (problem,) = caught.value.problems
    at = f" at {problem.where.path}" if problem.where.path else ""
    assert str(problem.where) == "trees:2"
    assert f"{problem.code}{at}: {problem.found}" == told


def test_a_circle_in_memory_is_nested_too_deeply():
    meta = []
    meta.append(meta)
    with pytest.raises(DataError, match="E108"):
        list(MemorySource([DOCUMENT | {"meta": meta}]))


def test_paths_that_are_no_files_are_told_as_usage(tmp_path):
    missing = tmp_path / "missing.jsonl"
    with pytest.raises(UsageError, match=r"missing\.jsonl: there is no such file; check the path"):
        FileSource(missing)
    with pytest.raises(UsageError, match="found a folder, expected a file of records; name the file in it"):
        FileSource(tmp_path)
    with pytest.raises(
        UsageError, match=r"^missing\.jsonl: there is no such file; check the path, which is relative to /"
    ):
        FileSource("missing.jsonl")
    with pytest.raises(UsageError, match="cannot be read: File name too long"):
        FileSource("x" * 5000)


def test_a_file_that_may_not_be_read_is_told_as_usage(tmp_path, monkeypatch):
    path = tmp_path / "run.jsonl"
    path.write_text("{}\n")
    source = FileSource(path)
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(UsageError, match=r"run\.jsonl: the file may not be read; check its permissions"):
        FileSource(path)
    path.unlink()
    with pytest.raises(UsageError, match=r"run\.jsonl: cannot be read: No such file or directory"):
        list(source.reopened().__enter__())
    path.write_text("{}\n")

    def fails(*_):
        raise OSError(5, "Input/output error")
        yield

    monkeypatch.setattr(jsonl, "_lines", fails)
    with pytest.raises(UsageError, match=r"run\.jsonl: cannot be read: Input/output error"):
        list(source)


def test_a_line_of_200_megabytes_is_an_error_and_the_next_line_is_read(tmp_path):
    path = tmp_path / "run.jsonl"
    with path.open("wb") as file:
        file.truncate(200 * 10**6)  # a sparse file of zero bytes
        file.seek(0, 2)
        file.write(b"\n" + json.dumps(DOCUMENT).encode() + b"\n")

    found = list(FileSource(path).entries())

    assert [getattr(one, "code", None) or one.where.line for one in found] == ["E109", 2]


def test_a_line_as_long_as_a_line_may_be_is_fine(tmp_path, monkeypatch):
    path = tmp_path / "documents.jsonl"
    line = json.dumps(DOCUMENT)
    monkeypatch.setattr(jsonl, "LONGEST", len(line))

    for end in ("", "\n"):
        path.write_text(f"{line}\n{line}{end}")
        assert [one.where.line for one in FileSource(path).entries()] == [1, 2]
        path.write_text(f"{line} \n{line}\n{line}    {end}")
        assert [getattr(one, "code", None) or one.where.line for one in FileSource(path).entries()] == [
            "E109",
            2,
            "E109",
        ]


@pytest.mark.parametrize("name", ["run.jsonl", "run.jsonl.gz"])
def test_runs_are_written_in_the_order_of_the_contract_and_without_what_is_no_value(name, tmp_path):
    path = tmp_path / name
    record = {
        "quotes": [
            {"tags": [], "speakers": None, "content": [{"text": "“é🚢”", "end": 9, "start": 4}], "id": "q", "score": 1}
        ],
        "events": [],
        "stances": None,
        "doc_id": "ash",
        "format": "sayso/1",
    }

    assert write_run(path, iter([record]), meta={"extractor": "pattern", "seconds": 1.5}) == 1

    raw = path.read_bytes()
    text = (gzip.decompress(raw) if name.endswith("gz") else raw).decode()
    assert text == (
        '{"format":"sayso/1","doc_id":"ash","quotes":[{"id":"q","content":[{"start":4,"end":9,"text":"“é🚢”"}],'
        '"score":1}],"events":[]}\n'
    )
    assert meta_path(path).name == "run.meta.json"
    assert json.loads(meta_path(path).read_text()) == {"extractor": "pattern", "seconds": 1.5}
    run = read_run(path)
    assert (run.name, run.meta, len(run)) == ("run", {"extractor": "pattern", "seconds": 1.5}, 1)
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted([name, "run.meta.json"])


def test_a_run_that_is_not_sound_leaves_the_old_file_alone(tmp_path):
    path = tmp_path / "run.jsonl"
    write_run(path, [RECORD])
    before = path.read_bytes()

    with pytest.raises(DataError, match=r"run\.jsonl:2: E202 at \$\.colour"):
        write_run(path, [RECORD, RECORD | {"colour": "red"}])
    with pytest.raises(ZeroDivisionError):
        write_run(path, (1 / 0 for _ in range(2)))

    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["run.jsonl"]


def test_where_nothing_can_be_written_is_told_as_usage(tmp_path, monkeypatch):
    with pytest.raises(UsageError, match=r"there is no folder .*absent; create it first"):
        write_run(tmp_path / "absent" / "run.jsonl", [])
    with pytest.raises(UsageError, match="found a folder, expected the name of a file to write"):
        write_run(tmp_path, [])
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot be written: Not a directory"):
        write_run(tmp_path / "file" / "run.jsonl", [])


def test_facts_that_cannot_be_read_are_told_as_usage(tmp_path, monkeypatch):
    path = tmp_path / "run.jsonl"
    write_run(path, [RECORD], meta={})

    def fails(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_text", fails)
    with pytest.raises(UsageError, match=r"run\.meta\.json: cannot be read: Permission denied"):
        read_run(path)


def test_a_line_that_is_gone_when_it_is_read_again_is_told_as_usage(tmp_path):
    path = tmp_path / "run.jsonl"
    write_run(path, [RECORD])
    (entry,) = FileSource(path).entries()
    path.write_text("nothing\n")

    with FileSource(path).reopened() as again, pytest.raises(UsageError, match=r"run\.jsonl:1: the file was changed"):
        again(entry)


@pytest.mark.parametrize(
    ("facts", "told"), [("{", "something else than JSON"), ("[]", "JSON that is no object"), ("\xff", "something else")]
)
def test_facts_that_are_none_are_told_as_usage(facts, told, tmp_path):
    path = tmp_path / "run.jsonl"
    write_run(path, [RECORD])
    meta_path(path).write_bytes(facts.encode("latin-1"))

    with pytest.raises(UsageError, match=rf"run\.meta\.json: found {told}.* delete the file to go without"):
        read_run(path)
    meta_path(path).unlink()
    assert read_run(path).meta is None
    assert read_run(path, name="mine").name == "mine"


def test_names_of_runs_are_those_of_their_files(tmp_path):
    assert [run_name(tmp_path / name) for name in ("a.b.jsonl", "a.jsonl.gz", "a", "a.parquet")] == [
        "a.b",
        "a",
        "a",
        "a",
    ]
