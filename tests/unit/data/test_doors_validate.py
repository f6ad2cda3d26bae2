"""Validation by columns: what they pass the strict reader passes, and whatever it tells is told word for word."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from contract_mutants import dumped, value_changed
from harbour import corpus, documents, gold, record, write
from sayso.data import validate as module
from sayso.data.columnar import alone
from sayso.data.corpus import load
from sayso.data.pairing import Pairing
from sayso.data.sources import FileSource
from sayso.data.validate import validate
from strategies import cases

BROKEN = Path(__file__).parents[2] / "broken"
LARGE = "E109.jsonl.gz"
FILES = sorted(path for path in BROKEN.glob("E*.jsonl*") if path.name != LARGE)


def strictly(*paths, **options):
    """The same without columns."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module._Files, "are_plain", lambda _: False)
        patch.setattr(Pairing, "is_plain", lambda _: False)
        return validate(paths, **options)


@pytest.mark.parametrize(
    "path", [*FILES, pytest.param(BROKEN / LARGE, marks=pytest.mark.slow)], ids=lambda path: path.name
)
def test_every_broken_file_is_told_as_before(path):
    assert validate([path]) == strictly(path)
    corpus_ = load(documents(), documents=None)
    assert validate([path], documents=corpus_.documents) == strictly(path, documents=corpus_.documents)


@pytest.fixture
def place(tmp_path):
    corpus(tmp_path / "small")
    write(tmp_path / "run.jsonl", gold())
    return tmp_path


@pytest.fixture
def fast(monkeypatch):
    """Nothing may be read strictly but documents."""
    monkeypatch.setattr(module, "kind_of", lambda source: pytest.fail(f"{source} was looked through"))
    monkeypatch.setattr(module, "_told", lambda _: pytest.fail("read strictly"))


def test_what_is_right_is_read_by_columns_alone(place, fast):
    small = place / "small"
    assert validate([place / "run.jsonl"]) == []
    assert validate([small / "gold.jsonl"]) == []
    assert validate([small / "documents.jsonl", small / "gold.jsonl", place / "run.jsonl"]) == []
    assert validate([place / "run.jsonl"], corpus=load(small)) == []
    assert validate([place / "run.jsonl"], documents=small / "documents.jsonl") == []
    assert validate([small]) == []
    assert validate(["bundled"]) == []


RUNS = {
    "named gold and scored": ("gold.jsonl", lambda one: one["quotes"][0].update(score=0.5)),
    "named a run and annotated": ("run.jsonl", lambda one: one.update(annotated=["quotes.kind"])),
    "named a run and annotated with nothing": ("run.jsonl", lambda one: one.update(annotated=[])),
    "a text alone": ("mygold.jsonl", lambda one: one["quotes"][0].update(content=[{"text": "said"}])),
    "documents among annotations": ("run.jsonl", lambda one: one.update(text="A b.", quotes=None)),
    "a layer in some": ("run.jsonl", lambda one: one.update(quotes=None)),
    "a layer in some of gold": ("gold.jsonl", lambda one: one.update(quotes=None)),
    "a span turned round": ("run.jsonl", lambda one: one["quotes"][0].update(content=[{"start": 4, "end": 2}])),
    "fragments over each other": (
        "run.jsonl",
        lambda one: one["quotes"][0].update(content=[{"start": 0, "end": 4}, {"start": 3, "end": 5}]),
    ),
    "past any text": ("run.jsonl", lambda one: one["quotes"][0].update(content=[{"start": 0, "end": 9_999}])),
    "no characters": ("run.jsonl", lambda one: one["quotes"][0].update(content=[{"text": ""}])),
    "a digest": ("run.jsonl", lambda one: one.update(text_sha256="0" * 64)),
    "an entity that is not there": ("run.jsonl", lambda one: one["quotes"][0].update(speakers=["e7"])),
}


@pytest.mark.parametrize("name", RUNS)
@pytest.mark.parametrize("which", [0, 1])
def test_files_of_another_kind_than_their_name_says_are_told_as_before(name, which, place):
    file, change = RUNS[name]
    records = gold()
    change(records[which])
    path = write(place / file, records)
    small = place / "small"
    assert validate([path]) == strictly(path)
    assert validate([path], corpus=load(small)) == strictly(path, corpus=load(small))
    together = (small / "documents.jsonl", path)
    assert validate(together) == strictly(*together)


def test_a_file_alone_is_plain_where_it_needs_no_text(place):
    path = write(place / "run.jsonl", [record("a", quotes=[{"id": "q", "content": [{"start": 3, "end": 10**9}]}])])
    assert alone.is_plain(FileSource(path), "run")
    assert validate([path]) == strictly(path) == []


@pytest.mark.slow
@settings(
    max_examples=60,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(case=cases(), data=st.data())
def test_a_changed_value_is_told_as_before(case, data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("changed")
    parts = {name: json.loads(json.dumps(getattr(case, name))) for name in ("documents", "gold", "run")}
    changed = data.draw(st.sampled_from([name for name in parts if parts[name]]))
    value_changed(data, parts[changed])
    paths = []
    for name, records in parts.items():
        lines = [data.draw(dumped(one)) for one in records]
        paths.append(folder / f"{name}.jsonl")
        paths[-1].write_bytes(b"".join(line + b"\n" for line in lines))
    assert validate(paths) == strictly(*paths)
    assert validate(paths[2:]) == strictly(*paths[2:])
