"""`--cache`: what is taken from a folder is what would be computed, and whatever is damaged there does no harm."""

import dataclasses
import json
import os
import re
import time
from pathlib import Path

import pytest

import sayso.evaluate
from harbour import corpus as made_corpus
from harbour import gold, record, write
from sayso.command import caching
from sayso.command.options import Format
from sayso.command.score import score
from sayso.data.corpus import load
from sayso.data.sources import read_run
from sayso.errors import DataError, UsageError
from sayso.evaluate import unchanged
from sayso.reports import Cell, Column, Number, Report, Table
from sayso.reports.keeping import Shelf

KEY = "0" * 64
REPORT = Report(
    title="a against gold b",
    tables=(
        Table(
            title="Quotes",
            columns=(Column("measure"), Column("F", numeric=True)),
            rows=((Cell("quotes.F"), Cell("0.500", "best")),),
            remarks=("one",),
        ),
    ),
    notes=("“two”",),
    signature="corpus:0",
    numbers=(Number("a", "quotes.F", "value", 1 / 3), Number("a", "m", "value", None, ("kind", None))),
    data={"results": [{"value": 0.1 + 0.2, "counts": {"z": 1, "a": 2}}]},
    sentences=("three",),
    references={"a": "an upper bound"},
    text=False,
)


@pytest.fixture(autouse=True)
def code(monkeypatch):
    monkeypatch.setattr(unchanged, "_code", lambda: "as it is")  # others may be at work on it


@pytest.fixture
def place(tmp_path):
    made_corpus(tmp_path / "small")
    answers = gold()
    answers[0]["quotes"] = []
    write(tmp_path / "run.jsonl", answers)
    return tmp_path


@pytest.fixture
def counted(monkeypatch):
    """How often something was scored."""
    calls = []
    scored = sayso.evaluate.score
    monkeypatch.setattr(sayso.evaluate, "score", lambda **options: calls.append(options) or scored(**options))
    return calls


def said(place, capsys, cache="cache", run="run.jsonl", **options):
    options = {"measure": ["quotes.F"], "resamples": 50, **options}
    score(str(place / "small"), [place / run], cache=None if cache is None else place / cache, **options)
    return capsys.readouterr()


def entries(place):
    return sorted((place / "cache").iterdir())


def test_a_report_is_the_same_after_it_was_kept(tmp_path):
    shelf = Shelf(tmp_path / "a" / "b")
    assert shelf.get(KEY) is None
    shelf.keep(KEY, REPORT)
    assert shelf.get(KEY) == REPORT
    assert shelf.get(KEY).data["results"][0]["value"] == 0.1 + 0.2
    assert list(shelf.get(KEY).data["results"][0]["counts"]) == ["z", "a"]


def test_every_field_of_a_report_is_kept_or_known_not_to_be():
    kept = {"title", "tables", "notes", "signature", "numbers", "data", "sentences", "references", "text"}
    assert {field.name for field in dataclasses.fields(Report)} == kept | {"result", "drawings"}


@pytest.mark.slow
def test_all_outputs_are_the_bytes_that_scoring_gives(place, capsys, counted):
    names = ["one.json", "one.md", "one.csv", "one.tsv", "one.tex", "one.txt"]
    outputs = {kind: [str(place / f"{kind}-{name}") for name in names] for kind in ("without", "first", "second")}
    for options in ({}, {"all_errors": True, "format": Format.JSON}, {"by": ["kind"], "format": Format.CSV}):
        found = [
            said(place, capsys, cache=None if kind == "without" else "cache", output=outputs[kind], **options)
            for kind in outputs
        ]
        assert found[0] == found[1] == found[2]
        for name in names:
            one, other, third = ((place / f"{kind}-{name}").read_bytes() for kind in outputs)
            assert one == other == third
    assert len(counted) == 6  # twice for each set of options: without a cache, and first with one
    assert len(entries(place)) == 3


@pytest.mark.slow
def test_whatever_changes_the_output_is_another_entry(place, capsys, counted):
    write(place / "other.jsonl", gold())
    (place / "same.jsonl").write_bytes((place / "run.jsonl").read_bytes())
    for options in (
        {},
        {"run": "other.jsonl"},
        {"run": "same.jsonl"},  # another name
        {"measure": None},
        {"measure": ["quotes.F", "events.F"]},
        {"measure": ["events.F", "quotes.F"]},
        {"level": 0.9},
        {"seed": 2},
        {"errors": 1},
        {"no_text": True},
        {"preset": ["seqeval-1.2.2"]},
    ):
        said(place, capsys, **options)
    assert (len(counted), len(entries(place))) == (11, 11)
    before = (place / "small" / "documents.jsonl").read_text()
    (place / "small" / "documents.jsonl").write_text(before.replace("The market", "THE MARKET"))
    with pytest.raises(DataError):
        said(place, capsys)  # its text is told in spans
    (place / "small" / "documents.jsonl").write_text(before)
    said(place, capsys)
    (place / "small" / "corpus.toml").write_text((place / "small" / "corpus.toml").read_text() + "annotated = []\n")
    said(place, capsys)
    assert len(counted) == 13
    assert len(entries(place)) == 12


@pytest.mark.slow
def test_a_new_version_of_anything_is_another_entry(place, capsys, counted, monkeypatch):
    said(place, capsys)
    for name, value in (("_code", lambda: "changed"), ("_LIBRARIES", ("numpy",)), ("_plugins", lambda: ["mine 2.0"])):
        monkeypatch.setattr(unchanged, name, value)
        said(place, capsys)
    monkeypatch.setattr("sayso.__version__", "9.9")
    said(place, capsys)
    monkeypatch.setattr("sayso.signature.DEFINITIONS", 99)
    said(place, capsys)
    assert len(counted) == len(entries(place)) == 6


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: data[:-5], id="torn"),
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(lambda data: data.replace(b"1.000", b"9.000"), id="changed"),
        pytest.param(lambda _: b"[" * 100_000, id="no JSON"),
        pytest.param(lambda _: b"[]\n[]", id="something else"),
        pytest.param(lambda _: b'{"key": 1}\n{}', id="another key"),
        pytest.param(lambda _: b"\xff\n\xff", id="no text"),
    ],
)
def test_a_damaged_entry_is_passed_over_and_written_again(damage, place, capsys, counted):
    first = said(place, capsys)
    (entry,) = entries(place)
    sound = entry.read_bytes()
    entry.write_bytes(damage(sound))
    assert said(place, capsys) == first
    assert entry.read_bytes() == sound
    assert len(counted) == 2
    assert said(place, capsys) == first
    assert len(counted) == 2


def test_an_entry_of_another_shape_is_none(tmp_path):
    import hashlib

    shelf = Shelf(tmp_path)
    shelf.keep(KEY, REPORT)
    path = tmp_path / f"{KEY}.json"
    whole = json.loads(path.read_bytes().split(b"\n", 1)[1])
    for changed in ({**whole, "tables": [{"title": "x"}]}, {**whole, "numbers": [[]]}, {"title": "x"}, [], 3, None):
        body = json.dumps(changed).encode()
        head = {"key": KEY, "sha256": hashlib.sha256(body).hexdigest()}
        path.write_bytes(json.dumps(head).encode() + b"\n" + body)
        assert shelf.get(KEY) is None


def test_an_entry_under_another_key_is_none(tmp_path):
    shelf = Shelf(tmp_path)
    shelf.keep(KEY, REPORT)
    (tmp_path / f"{KEY}.json").rename(tmp_path / f"{'1' * 64}.json")
    assert shelf.get("1" * 64) is None


def test_the_oldest_go_when_there_are_too_many(tmp_path):
    shelf = Shelf(tmp_path)
    keys = [str(number) * 64 for number in range(4)]
    (tmp_path / "mine.json").write_text("nobody's")
    for age, key in enumerate(keys[:3]):
        shelf.keep(key, REPORT)
        os.utime(tmp_path / f"{key}.json", (1_000 + age, 1_000 + age))
    assert shelf.get(keys[0]) == REPORT  # used just now
    size = (tmp_path / f"{KEY}.json").stat().st_size
    torn = tmp_path / f".{KEY}.json.abc"
    torn.write_text("")
    young = tmp_path / f".{KEY}.json.def"
    young.write_text("")
    os.utime(torn, (1_000, 1_000))
    Shelf(tmp_path, limit=2 * size).keep(keys[3], REPORT)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [young.name, "mine.json", f"{keys[0]}.json", f"{keys[3]}.json"]
    )
    Shelf(tmp_path, limit=0).keep(keys[1], REPORT)
    assert not [path for path in tmp_path.iterdir() if re.match(r"[0-9]{64}\.json", path.name)]


def test_the_limit_is_told_in_mebibytes(place, capsys, monkeypatch):
    monkeypatch.setenv("SAYSO_CACHE_LIMIT", "0")
    said(place, capsys)
    assert entries(place) == []
    monkeypatch.setenv("SAYSO_CACHE_LIMIT", "1 GB")
    with pytest.raises(UsageError) as error:
        said(place, capsys)
    assert str(error.value) == (
        "SAYSO_CACHE_LIMIT is '1 GB', expected a number of mebibytes, as in SAYSO_CACHE_LIMIT=256"
    )


def test_a_folder_that_cannot_be_one_is_told_and_one_that_cannot_be_written_is_remarked(place, capsys, monkeypatch):
    with pytest.raises(UsageError) as error:
        said(place, capsys, cache="run.jsonl")
    assert str(error.value) == (f"{place / 'run.jsonl'}: is no folder to keep results in: File exists; name another")

    def full(*_):
        raise UsageError("cache: cannot be written: No space left on device")

    expected = said(place, capsys, cache=None)
    monkeypatch.setattr("sayso.data.shelf.put", full)
    found = said(place, capsys)
    assert found.out == expected.out
    assert found.err == "nothing was kept: cache: cannot be written: No space left on device\n"


@pytest.mark.slow
def test_pages_are_made_anew_and_nothing_is_kept_of_files_that_change_meanwhile(place, capsys, counted, monkeypatch):
    said(place, capsys)
    found = said(place, capsys, output=[str(place / "page.html")])
    assert len(counted) == 2
    assert found == said(place, capsys)
    state = unchanged.state_of
    monkeypatch.setattr(unchanged, "state_of", lambda files: [state(files), time.monotonic_ns()])
    said(place, capsys, seed=3)
    assert len(entries(place)) == 1


def test_records_in_memory_are_never_kept(place):
    corpus = load(gold(), documents=place / "small" / "documents.jsonl")
    run = read_run(place / "run.jsonl")
    report = caching.cached(place / "cache", corpus, [run], {}, make=lambda: REPORT, whole=False)
    assert report is REPORT
    assert entries(place) == []


def test_data_that_are_wrong_are_told_each_time(place, capsys):
    write(place / "bad.jsonl", [record("harbour", quotes=[{"id": "q"}]), gold()[1]])
    for _ in range(2):
        with pytest.raises(DataError):
            said(place, capsys, run="bad.jsonl")
    assert entries(place) == []


def test_the_code_of_the_package_is_looked_at(monkeypatch, tmp_path):
    monkeypatch.undo()
    once = unchanged._code()
    assert re.fullmatch("[0-9a-f]{64}", once)
    monkeypatch.setattr(unchanged, "__file__", str(tmp_path / "evaluate" / "unchanged.py"))
    assert unchanged._code() != once
    assert all(isinstance(one, str) for one in unchanged._plugins())
    assert Path(unchanged.__file__).parent.name == "evaluate"
