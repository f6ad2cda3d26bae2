"""Every way of breaking the contract has a code, every code a minimal file, every file a message word for word."""

import json
import os
from pathlib import Path
from types import SimpleNamespace

import jsonschema
import pytest

from sayso.data.checks import CODES
from sayso.data.schema import schema
from sayso.data.sources import FileSource, Gold
from sayso.data.validate import kind_of, validate

BROKEN = Path(__file__).parents[2] / "broken"
FILES = sorted(path.name for path in BROKEN.glob("E*.jsonl*"))
LABELS = {"quotes.kind": ("direct", "indirect", "mixed"), "entities.type": ("person", "group")}


@pytest.fixture
def corpus(monkeypatch):
    """The harbour town's corpus; the files are named as someone in their folder would name them."""
    monkeypatch.chdir(BROKEN)
    documents = FileSource("good/documents.jsonl")
    gold = Gold(FileSource("good/gold.jsonl"), documents, labels=LABELS)
    return SimpleNamespace(gold=gold, documents=documents, passes={})


def stem(name):
    return name.split(".")[0]


@pytest.mark.parametrize("name", FILES)
def test_the_message_is_this_word_for_word(name, corpus):
    told = "\n".join(str(problem) for problem in validate([name], corpus=corpus)) + "\n"

    assert told == Path(f"{stem(name)}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FILES)
def test_a_file_has_its_code_and_no_other(name, corpus):
    assert {problem.code for problem in validate([name], corpus=corpus)} == {stem(name).split("-")[0]}


def test_a_pipe_is_told_word_for_word(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    os.mkfifo("E115.jsonl")

    told = "\n".join(str(problem) for problem in validate(["E115.jsonl"])) + "\n"

    assert told == (BROKEN / "E115.txt").read_text(encoding="utf-8")


def test_no_code_lacks_a_file():
    assert {stem(path.name).split("-")[0] for path in BROKEN.glob("E*.txt")} == set(CODES)


def test_the_good_files_are_good(corpus):
    paths = ["good/documents.jsonl", "good/gold.jsonl", "good/run.jsonl"]

    assert validate(paths, corpus=corpus) == []
    assert validate(paths) == []


@pytest.mark.parametrize("name", [name for name in FILES if CODES[stem(name).split("-")[0]].level == "shape"])
def test_the_schema_refuses_what_is_wrong_of_shape_but_for_spelling(name, corpus):
    if CODES[stem(name).split("-")[0]].spelling:
        return
    kind = kind_of(FileSource(name))
    validator = jsonschema.Draft202012Validator(schema(kind))
    records = [json.loads(line) for line in Path(name).read_text(encoding="utf-8").splitlines()]

    assert any(not validator.is_valid(record) for record in records)


@pytest.mark.parametrize("name", [name for name in FILES if CODES[stem(name).split("-")[0]].level == "content"])
def test_the_schema_accepts_what_is_wrong_of_content_alone(name, corpus):
    kind = kind_of(FileSource(name))
    if kind is None:
        return
    validator = jsonschema.Draft202012Validator(schema(kind))
    for line in Path(name).read_text(encoding="utf-8").splitlines():
        validator.validate(json.loads(line))


@pytest.mark.parametrize("code", CODES.values(), ids=CODES)
def test_a_code_says_why_and_how_to_mend_it(code):
    assert code.level in {"shape", "content"}
    for text in (code.meaning, code.mend):
        assert text.endswith((".", "`.")) and len(text) > 10
    assert code.title == code.title.strip(".")
