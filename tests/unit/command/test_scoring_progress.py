"""Progress of scoring: for people and large files alone, told by batches, the same with one reader and several."""

import re
import time

import pytest

from harbour import corpus as made_corpus
from harbour import gold, write
from sayso.command import progress
from sayso.data.corpus import load
from sayso.data.sources import read_run
from sayso.data.tables import write_parquet
from sayso.evaluate import score
from sayso.evaluate.progress import Counter, Reading


@pytest.fixture
def place(tmp_path):
    made_corpus(tmp_path / "small")
    write(tmp_path / "run.jsonl", gold())
    return tmp_path


@pytest.fixture
def seen(monkeypatch):
    monkeypatch.setattr(progress, "shows_progress", lambda: True)
    monkeypatch.setattr(progress, "LARGE", 10)
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("TERM", "xterm")


def told(place, **options):
    found = []
    small = load(place / "small")
    score(
        gold=small.gold,
        predicted=read_run(place / "run.jsonl"),
        measures=["quotes.F"],
        resamples=10,
        progress=found.append,
        **options,
    )
    return found


def test_each_batch_is_told_with_the_bytes_of_gold(place):
    size = (place / "small" / "gold.jsonl").stat().st_size
    first, last = told(place, characters=1)
    assert (first.documents, last) == (1, Reading(2, size))
    assert 0 < first.size < size
    assert told(place) == [Reading(2, size)]


@pytest.mark.slow
def test_several_readers_tell_their_parts(place):
    assert told(place, jobs=2)[-1] == Reading(2, (place / "small" / "gold.jsonl").stat().st_size)


def test_tables_tell_documents_alone(place):
    write_parquet(load(place / "small"), place / "gold.parquet")
    found = []
    table = load(place / "gold.parquet")
    score(gold=table.gold, predicted=read_run(place / "run.jsonl"), measures=["quotes.F"], progress=found.append)
    assert found == [Reading(2, 0)]


def test_nobody_to_tell_costs_nothing():
    counter = Counter(None)
    assert counter.rows("anything") == "anything"
    counter.add(1, 1)


def test_a_bar_is_for_people_and_large_files(place, seen, monkeypatch):
    small, run = load(place / "small"), read_run(place / "run.jsonl")
    monkeypatch.setattr(progress, "LARGE", 10**9)
    with progress.scoring(small.gold, [run]) as watch:
        assert watch is None
    monkeypatch.setattr(progress, "LARGE", 0)
    monkeypatch.setattr(progress, "shows_progress", lambda: False)
    with progress.scoring(small.gold, [run]) as watch:
        assert watch is None
    with progress.scoring(load(gold(), documents=place / "small" / "documents.jsonl").gold, []) as watch:
        assert watch is None


def test_a_bar_says_rate_and_what_is_left(place, seen, capsys):
    small, run = load(place / "small"), read_run(place / "run.jsonl")
    size = (place / "small" / "gold.jsonl").stat().st_size
    with progress.scoring(small.gold, [run]) as watch:
        watch(Reading(1, size // 2))
        task = watch._bars.tasks[0]
        assert (task.description, task.completed, task.total) == ("reading", size // 2, size)
        assert re.fullmatch(r"1 documents, [\d,]+ a second", task.fields["rate"])
        time.sleep(0.01)
        watch(Reading(2, size))
        assert (task.description, task.completed) == ("reckoning", size)
        watch(Reading(1, size // 2))  # once more
        assert (task.description, task.completed) == ("reading", size // 2)
    assert capsys.readouterr().out == ""


def test_of_a_table_the_end_is_not_known(place, seen):
    write_parquet(load(place / "small"), place / "gold.parquet")
    with progress.scoring(load(place / "gold.parquet").gold, []) as watch:
        watch(Reading(2, 0))
        task = watch._bars.tasks[0]
        assert (task.description, task.total) == ("reading", None)
