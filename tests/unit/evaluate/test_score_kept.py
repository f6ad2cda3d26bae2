"""`score(cache=…)`: what a folder gives is what would be counted, and whatever is damaged there does no harm."""

import dataclasses
import hashlib
import json
import time
from types import SimpleNamespace

import pytest

from sayso.data.jsonl import Part
from sayso.data.parts import FilePart
from sayso.data.sources import FileSource, Gold, MemorySource, Run, read_run
from sayso.errors import DataError, UsageError
from sayso.evaluate import keeping, score, unchanged
from sayso.measures import DEFAULT, parse_all
from sharing import EVERY, FEW, corpus, files, told

ONE = ["quotes.F"]


@pytest.fixture(autouse=True)
def code(monkeypatch):
    monkeypatch.setattr(unchanged, "_code", lambda: "as it is")  # others may be at work on it


@pytest.fixture
def read(monkeypatch):
    """How often gold and runs were read to be counted."""
    calls = []
    gathered = keeping.empty
    monkeypatch.setattr("sayso.evaluate.reading.empty", lambda *given: calls.append(given) or gathered(*given))
    return calls


def entries(folder):
    return sorted((folder / "cache").glob("*.json"))


def failing(case):
    """One document fails, and one kind of quote turns up late."""
    case.run[2] = {"format": "sayso/1", "doc_id": case.run[2]["doc_id"], "failure": {"class": "E", "message": "no"}}
    case.gold[7]["quotes"][0]["kind"] = "direct"
    case.annotated = None
    return case


@pytest.mark.parametrize(
    "options",
    [
        {},
        pytest.param({"by": ["kind", "doc.source"], "measures": EVERY}, marks=pytest.mark.slow),
        pytest.param({"preset": ["seqeval-1.2.2", "nervaluate-1.2.1"], "measures": DEFAULT}, marks=pytest.mark.slow),
        pytest.param({"on": "common", "where": ["source=s1"], "labels": "open"}, marks=pytest.mark.slow),
        pytest.param({"characters": 30, "measures": EVERY}, marks=pytest.mark.slow),
    ],
)
def test_a_result_is_the_same_after_it_was_kept(tmp_path, read, options):
    options = {"measures": [*ONE, "quotes.MacroF(by=kind)"], **options}
    gold, runs = files(tmp_path, failing(corpus(range(12))), runs=2)
    alone = told(gold, runs, **options)
    before = len(read)

    assert told(gold, runs, cache=tmp_path / "cache", **options) == alone
    assert len(read) > before
    before = len(read)
    assert told(gold, runs, cache=str(tmp_path / "cache"), **options) == alone
    assert len(read) == before
    assert len(entries(tmp_path)) == 1


def test_items_and_presets_are_those_of_a_result_that_was_counted(tmp_path):
    gold, runs = files(tmp_path, failing(corpus(range(8))))
    asked = {"gold": gold, "predicted": runs, "measures": ["quotes.F", "quotes.kind.accuracy"], "resamples": 50}
    asked["preset"] = ["seqeval-1.2.2"]
    alone, _, found = score(**asked), score(**asked, cache=tmp_path / "a" / "b"), score(**asked, cache=tmp_path / "a/b")

    assert found.values == alone.values
    assert [value.interval for value in found.values] == [value.interval for value in alone.values]
    assert (found.errors, found.failures, found.remarks) == (alone.errors, alone.failures, alone.remarks)
    assert found.labels("quotes.kind") == alone.labels("quotes.kind")
    assert json.dumps(found.error_classes, default=dataclasses.asdict) == json.dumps(
        alone.error_classes, default=dataclasses.asdict
    )


@pytest.mark.slow
def test_whatever_changes_a_count_is_another_entry_and_intervals_are_drawn_anew(tmp_path, read):
    gold, runs = files(tmp_path, corpus(range(6)))
    (tmp_path / "other.jsonl").write_bytes((tmp_path / "run-0.jsonl").read_bytes())
    for number, options in enumerate(
        (
            {},
            {"measures": [*ONE, "events.F"]},
            {"missing": "empty"},
            {"on": "common"},
            {"labels": "open"},
            {"by": ["kind"]},
            {"where": ["source=s1"]},
            {"runs": [read_run(tmp_path / "other.jsonl")]},
            {"gold": Gold(gold.source, gold.documents, ("quotes.kind",), gold.labels)},
        ),
        1,
    ):
        asked = {"gold": gold, "runs": runs, "measures": ONE, **options}
        told(**asked, cache=tmp_path / "cache")
        assert len(entries(tmp_path)) == number
    before = len(read)
    for options in ({"level": 0.9}, {"seed": 7}, {"characters": 1}, {"jobs": 1}):
        assert told(gold, runs, ONE, cache=tmp_path / "cache", **options) == told(gold, runs, ONE, **options)
    assert len(read) == before + 4
    (tmp_path / "run-0.jsonl").write_bytes((tmp_path / "gold.jsonl").read_bytes())
    assert told(gold, runs, ONE, cache=tmp_path / "cache") == told(gold, runs, ONE)
    assert len(entries(tmp_path)) == 10


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(lambda data: data[:-9], id="torn"),
        pytest.param(lambda data: data.replace(b'"left_out":0', b'"left_out":1'), id="changed"),
    ],
)
def test_a_damaged_entry_is_made_again(tmp_path, damage):
    gold, runs = files(tmp_path, corpus(range(3)))
    first = told(gold, runs, ONE, cache=tmp_path / "cache")
    (entry,) = entries(tmp_path)
    sound = entry.read_bytes()
    entry.write_bytes(damage(sound))

    assert told(gold, runs, ONE, cache=tmp_path / "cache") == first
    assert entry.read_bytes() == sound


def test_an_entry_of_another_shape_is_none(tmp_path):
    gold, runs = files(tmp_path, corpus(range(3)))
    first = told(gold, runs, ONE, cache=tmp_path / "cache")
    (entry,) = entries(tmp_path)
    sound = entry.read_bytes()
    whole = json.loads(sound.split(b"\n", 1)[1])
    tables = json.loads(json.dumps(whole["tables"]))
    tables[0]["counted"][0][2]["0"][1][0] = "|O"
    for changed in ({**whole, "tables": tables}, {**whole, "tables": []}, {**whole, "left_out": None}, {}, [], 3, None):
        if changed == {**whole, "left_out": None}:
            del changed["left_out"]
        body = json.dumps(changed).encode()
        about = {"key": entry.stem, "sha256": hashlib.sha256(body).hexdigest()}
        entry.write_bytes(json.dumps(about).encode() + b"\n" + body)
        assert told(gold, runs, ONE, cache=tmp_path / "cache") == first
        assert entry.read_bytes() == sound


def test_what_is_not_whole_files_is_never_kept(tmp_path):
    gold, runs = files(tmp_path, corpus(range(3)))

    class Other(FileSource):
        pass

    memory = Run(MemorySource(list(runs[0])), "run-0")
    part = Run(FilePart(runs[0].source.path, Part(0, None)), "run-0")
    other = Run(Other(runs[0].source.path), "run-0")
    for run in (memory, part, other):
        assert told(gold, [run], ONE, cache=tmp_path / "cache") == told(gold, runs, ONE)
    assert entries(tmp_path) == []


def test_what_nobody_knows_the_version_of_is_never_kept(tmp_path, monkeypatch):
    gold, runs = files(tmp_path, corpus(range(3)))
    own = SimpleNamespace(line=SimpleNamespace(find=SimpleNamespace(__module__="mine.measures")))
    assert unchanged.known_measures(parse_all(FEW))
    assert not unchanged.known_measures([own])
    monkeypatch.setattr(unchanged, "_points", lambda: [SimpleNamespace(value="mine.measures:all")])
    assert unchanged.known_measures([own])
    monkeypatch.setattr(keeping, "known_measures", lambda _: False)
    told(gold, runs, ONE, cache=tmp_path / "cache")
    assert entries(tmp_path) == []


def test_a_folder_that_is_none_is_told_and_a_full_one_remarked(tmp_path, monkeypatch):
    gold, runs = files(tmp_path, corpus(range(3)))
    with pytest.raises(UsageError) as error:
        score(gold=gold, predicted=runs, measures=ONE, cache=tmp_path / "gold.jsonl")
    assert str(error.value) == f"{tmp_path / 'gold.jsonl'}: is no folder to keep results in: File exists; name another"

    def full(*_):
        raise UsageError("cache: cannot be written: No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("sayso.data.shelf.put", full)
        with pytest.warns(UserWarning, match="^nothing was kept: cache: cannot be written: No space left on device$"):
            score(gold=gold, predicted=runs, measures=ONE, cache=tmp_path / "cache")
    monkeypatch.setenv("SAYSO_CACHE_LIMIT", "0")
    score(gold=gold, predicted=runs, measures=ONE, cache=tmp_path / "cache")
    assert entries(tmp_path) == []


def test_nothing_is_kept_of_files_that_change_meanwhile_or_are_wrong(tmp_path, monkeypatch):
    gold, runs = files(tmp_path, corpus(range(3)))
    with monkeypatch.context() as patched:
        patched.setattr(keeping, "state_of", lambda _: time.monotonic_ns())
        score(gold=gold, predicted=runs, measures=ONE, cache=tmp_path / "cache")
    (tmp_path / "run-0.jsonl").write_text("{}\n")
    for _ in range(2):
        with pytest.raises(DataError):
            score(gold=gold, predicted=runs, measures=ONE, cache=tmp_path / "cache")
    assert entries(tmp_path) == []
