"""Laws of shards on whatever keeps the contract, and on every file that breaks it."""

import dataclasses
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.data.sources import FileSource, Gold, read_run
from sayso.data.validate import kind_of
from sayso.evaluate import score
from sayso.evaluate.processes import Processes
from sharing import EVERY, Here, files, told
from strategies import cases

pytestmark = pytest.mark.slow

BROKEN = Path(__file__).parents[2] / "broken"
FILES = sorted(path.name for path in BROKEN.glob("E*.jsonl*"))
LABELS = {"quotes.kind": ("direct", "indirect", "mixed"), "entities.type": ("person", "group")}
BY = ["kind", "type", "doc.source"]


@settings(max_examples=15)
@given(
    case=cases(most=7),
    workers=st.integers(1, 5),
    characters=st.sampled_from([1, 40, 600_000]),
    options=st.sampled_from([{"missing": "empty"}, {"on": "common"}, {"missing": "empty", "where": ["source=s1"]}]),
)
def test_shards_give_what_one_process_gives(tmp_path_factory, case, workers, characters, options):
    if not case.run:
        return
    gold, runs = files(tmp_path_factory.mktemp("case"), case)
    options = {"measures": EVERY, "labels": "open", "by": BY, **options}
    alone = told(gold, runs, jobs=1, **options)

    assert told(gold, runs, jobs=workers, executor=Here(), characters=characters, **options) == alone


@settings(max_examples=8)
@given(case=cases(most=7), workers=st.integers(2, 5))
def test_so_are_items(tmp_path_factory, case, workers):
    if not case.run:
        return
    gold, runs = files(tmp_path_factory.mktemp("case"), case)
    options = {"measures": ["quotes.F"], "labels": "open", "missing": "empty"}
    alone = score(gold=gold, predicted=runs, jobs=1, **options)
    shared = score(gold=gold, predicted=runs, jobs=workers, executor=Here(), **options)

    for result in (alone, shared):
        assert result.errors == alone.errors
        assert result.error_counts == alone.error_counts
        assert json.dumps(result.error_classes, default=dataclasses.asdict) == json.dumps(
            alone.error_classes, default=dataclasses.asdict
        )


@pytest.fixture(scope="module")
def processes():
    with Processes(2) as executor:
        yield executor


@pytest.mark.parametrize("name", FILES)
def test_every_broken_file_is_told_as_by_one_process(name, processes, monkeypatch):
    monkeypatch.chdir(BROKEN)
    documents, gold, run = "good/documents.jsonl", "good/gold.jsonl", "good/run.jsonl"
    kind = kind_of(FileSource(name)) or "run"
    if kind == "document":
        documents = name
    elif kind == "gold":
        gold = name
    else:
        run = name
    corpus = Gold(FileSource(gold), FileSource(documents), labels=LABELS)

    alone = told(corpus, [read_run(run, name="run")], jobs=1)

    assert told(corpus, [read_run(run, name="run")], jobs=2, executor=processes) == alone


@settings(max_examples=5)
@given(case=cases(most=6), workers=st.integers(2, 5))
def test_so_are_presets_and_parts_that_cost_most(tmp_path_factory, case, workers):
    if not case.run:
        return
    gold, runs = files(tmp_path_factory.mktemp("case"), case)
    options = {"measures": ["quotes.F"], "labels": "open", "missing": "empty", "preset": "all", "resamples": 50}
    alone = score(gold=gold, predicted=runs, jobs=1, **options)
    shared = score(gold=gold, predicted=runs, jobs=workers, executor=Here(), characters=40, **options)

    assert json.dumps(shared.to_dict()) == json.dumps(alone.to_dict())
    assert shared.remarks == alone.remarks
    assert shared.phenomena() == alone.phenomena()
