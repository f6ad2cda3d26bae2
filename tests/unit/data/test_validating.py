"""Files are held against each other, whatever they are called and in whatever order they are named."""

import gzip
import itertools
import json

import pytest

from sayso.data.sources import FileSource
from sayso.data.validate import kind_of, validate
from sayso.errors import UsageError

DOCUMENT = {"doc_id": "ash", "text": "The ash was felled."}
SPAN = {"start": 0, "end": 3, "text": "The"}
QUOTE = {"id": "q1", "content": [SPAN]}
GOLD = {"format": "sayso/1", "doc_id": "ash", "annotated": [], "quotes": [QUOTE]}
RUN = {"format": "sayso/1", "doc_id": "ash", "quotes": [QUOTE | {"score": 0.5}]}
WRONG = {"id": "q1", "content": [{"start": 0, "end": 3, "text": "An "}]}


@pytest.fixture
def write(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def write(name, *records):
        (tmp_path / name).write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
        return name

    return write


def told(*paths, **options):
    return [f"{problem.where} {problem.code}" for problem in validate(paths, **options)]


@pytest.mark.parametrize(
    ("records", "kind"),
    [
        ([DOCUMENT], "document"),
        ([GOLD], "gold"),
        ([RUN], "run"),
        ([{"format": "sayso/1", "doc_id": "ash", "quotes": [{"id": "q1", "content": [{"text": "ash"}]}]}], "run"),
        ([{"format": "sayso/1", "doc_id": "ash", "quotes": [QUOTE]}], "run"),
        ([{"format": "sayso/1", "doc_id": "ash", "failure": {"class": "x", "message": "y"}}], "run"),
        ([RUN, GOLD], "gold"),
        ([[]], None),
    ],
)
def test_a_file_tells_what_it_is(records, kind, write):
    assert kind_of(FileSource(write("file.jsonl", *records))) == kind


def test_where_nothing_tells_the_name_does(write):
    plain = {"format": "sayso/1", "doc_id": "ash", "quotes": [QUOTE]}
    assert kind_of(FileSource(write("gold-2.jsonl", plain))) == "gold"
    write("gold-2.meta.json", {})
    assert kind_of(FileSource("gold-2.jsonl")) == "run"


def test_files_are_held_against_each_other_in_any_order(write):
    paths = [write("d.jsonl", DOCUMENT), write("g.jsonl", GOLD), write("r.jsonl", RUN | {"quotes": [WRONG]})]

    for order in itertools.permutations(paths):
        assert told(*order) == ["r.jsonl:1 E305"]


def test_a_file_alone_is_checked_as_far_as_that_goes(write):
    dangling = RUN | {"quotes": [WRONG | {"parent": "q9"}]}

    assert told(write("r.jsonl", dangling, RUN | {"doc_id": "oak", "quotes": None})) == [
        "r.jsonl:1 E402",
        "r.jsonl:2 E604",
    ]
    assert told(write("g.jsonl", GOLD | {"quotes": [WRONG]})) == []
    assert told(write("d.jsonl", DOCUMENT, DOCUMENT)) == ["d.jsonl:2 E601"]


def test_documents_can_be_named_apart(write):
    documents = write("d.jsonl", DOCUMENT)
    run = write("r.jsonl", RUN | {"quotes": [WRONG]})

    assert told(run, documents=documents) == ["r.jsonl:1 E305"]
    assert told(run, documents=FileSource(documents)) == ["r.jsonl:1 E305"]


def test_several_golds_and_documents_are_each_checked(write):
    birch = {name: record | {"doc_id": "birch"} for name, record in (("d", DOCUMENT), ("g", GOLD))}
    paths = [
        write("d.jsonl", DOCUMENT),
        write("d2.jsonl", birch["d"]),
        write("g.jsonl", GOLD),
        write("g2.jsonl", birch["g"]),
    ]

    assert told(*paths) == []
    assert told(*paths[:1], *paths[2:]) == ["g2.jsonl:1 E602"]


def test_a_file_named_twice_is_told_once(write):
    path = write("r.jsonl", {})

    assert told(path, path) == ["r.jsonl:1 E203", "r.jsonl:1 E203"]


def test_paths_are_read_as_they_are_named(write, tmp_path):
    with pytest.raises(UsageError, match="there is no such file"):
        validate(["absent.jsonl"])
    write("d.jsonl", DOCUMENT)
    (tmp_path / "d.jsonl.gz").write_bytes(gzip.compress((tmp_path / "d.jsonl").read_bytes()))

    assert told("d.jsonl.gz", write("g.jsonl", GOLD)) == []


def test_problems_are_in_order_of_place(write):
    quotes = [QUOTE | {"id": f"q{n}", "colour": "red"} for n in range(12)]
    problems = validate([write("g.jsonl", GOLD | {"quotes": quotes})])

    assert [problem.where.path for problem in problems] == [f"$.quotes[{n}].colour" for n in range(12)]


@pytest.mark.parametrize("named", ["folder", "file"])
def test_all_that_a_corpus_names_is_checked(named, write, tmp_path):
    write("documents.jsonl", DOCUMENT)
    write("gold.jsonl", GOLD)
    write("a.jsonl", RUN)
    write("b.jsonl", RUN | {"quotes": [WRONG]})
    (tmp_path / "corpus.toml").write_text(
        'documents = "documents.jsonl"\ngold = "gold.jsonl"\n[passes]\na = "a.jsonl"\nb = "b.jsonl"\n', encoding="utf-8"
    )

    problems = validate([tmp_path if named == "folder" else "corpus.toml"])

    assert [(problem.where.file.endswith("b.jsonl"), problem.code) for problem in problems] == [(True, "E305")]


def test_a_folder_without_a_corpus_is_told_as_usage(tmp_path):
    with pytest.raises(UsageError):
        validate([tmp_path])
