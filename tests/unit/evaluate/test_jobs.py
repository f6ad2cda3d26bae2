"""Shards give what one process gives, to the byte, or leave it to one process to say what is wrong."""

import json
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import pairwise
from pathlib import Path

import pytest

from sayso.data.executors import cores
from sayso.data.jsonl import Part
from sayso.data.parts import size_of
from sayso.data.sources import MemorySource, Run
from sayso.data.urls import Url
from sayso.errors import DataError, UsageError, WorkerError
from sayso.evaluate import crew, jobs, score
from sayso.evaluate.comparing import compare
from sharing import Here, corpus, files, told


@pytest.mark.parametrize("workers", [2, 100])
def test_files_in_step_are_shared_out(tmp_path, workers):
    gold, runs = files(tmp_path, corpus(), runs=2)
    executor = Here()

    assert told(gold, runs, jobs=workers, executor=executor) == told(gold, runs, jobs=1)
    assert executor.helped
    assert min(workers, 9) <= len(executor.shards) <= min(workers, 12)


def test_runs_may_lack_documents_and_documents_may_lack_gold(tmp_path):
    case = corpus()
    del case.gold[3:5], case.run[7], case.run[-1]
    gold, runs = files(tmp_path, case)
    executor = Here()

    for options in ({"missing": "empty"}, {"on": "common"}):
        assert told(gold, runs, jobs=4, executor=executor, **options) == told(gold, runs, jobs=1, **options)
    assert executor.helped


def test_a_run_in_another_order_is_left_to_one_process(tmp_path):
    case = corpus()
    case.run.reverse()
    gold, runs = files(tmp_path, case)
    executor = Here()

    for options in ({}, {"missing": "empty"}):
        assert told(gold, runs, jobs=2, executor=executor, **options) == told(gold, runs, jobs=1, **options)
    assert not executor.helped


@pytest.mark.parametrize("place", [0, 11])
def test_an_attribute_that_one_shard_alone_has_counts_in_all(tmp_path, place):
    case = corpus()
    case.gold[place]["quotes"][0]["kind"] = "direct"
    gold, runs = files(tmp_path, case)
    executor = Here()

    assert told(gold, runs, jobs=4, executor=executor, by=["kind"]) == told(gold, runs, jobs=1, by=["kind"])
    assert executor.helped
    assert len(executor.shards) == 4 + 3  # three of them once more


def test_what_is_wrong_between_shards_is_told_as_ever(tmp_path):
    uneven = corpus()
    del uneven.run[8]["quotes"]
    twice = corpus()
    for records in (twice.documents, twice.gold, twice.run):
        records.insert(10, records[2])
    for name, case, code in (("uneven", uneven, "E604"), ("twice", twice, "E601")):
        folder = tmp_path / name
        folder.mkdir()
        gold, runs = files(folder, case)
        executor = Here()

        problems = told(gold, runs, jobs=100, executor=executor)

        assert executor.helped  # each shard by itself is fine
        assert problems == told(gold, runs, jobs=1)
        assert code in problems


def test_what_is_wrong_within_a_shard_is_told_as_ever(tmp_path):
    case = corpus()
    case.run[10]["quotes"][0:] = [{"id": "q1", "content": [{"start": 13, "end": 99}]}]
    gold, runs = files(tmp_path, case)

    problems = told(gold, runs, jobs=4, executor=Here())

    assert problems == told(gold, runs, jobs=1)
    assert "run-0.jsonl:11" in problems


def test_failures_are_those_of_all_shards(tmp_path):
    case = corpus()
    for number in (1, 11):
        case.run[number] = {
            "format": "sayso/1",
            "doc_id": f"d{number:02}",
            "failure": {"class": "timeout", "message": "took longer than 1 s"},
        }
    gold, runs = files(tmp_path, case)

    result = score(gold=gold, predicted=runs, measures=["quotes.F"], jobs=3, executor=Here())

    assert list(result.failures["run-0"]) == ["d01", "d11"]


def test_what_comes_from_memory_or_is_compressed_is_read_by_one_process(tmp_path):
    case = corpus()
    gold, runs = files(tmp_path, case)
    executor = Here()
    memory = Run(MemorySource(case.run), "run-0")

    assert told(gold, [memory], jobs=2, executor=executor) == told(gold, runs, jobs=1)
    assert told(gold, [memory], jobs=2) == told(gold, runs, jobs=1)
    assert not executor.shards


def test_threads_will_do(tmp_path):
    gold, runs = files(tmp_path, corpus(), runs=2)
    options = {"measures": ["quotes.F"], "resamples": 50}
    with ThreadPoolExecutor(3) as executor:
        together = compare(gold=gold, baseline=runs[0], predicted=runs[1], executor=executor, **options)
    alone = compare(gold=gold, baseline=runs[0], predicted=runs[1], jobs=1, **options)

    assert json.dumps(together.to_dict()) == json.dumps(alone.to_dict())


def test_by_default_small_files_are_read_by_one_process_and_large_ones_by_all_cores(tmp_path, monkeypatch):
    gold, runs = files(tmp_path, corpus())
    counts = []

    class Counted(Here):
        def __init__(self, count, **_):
            super().__init__()
            self.count = count
            counts.append(count)

        def start(self):
            pass

    monkeypatch.setattr(crew, "Processes", Counted)
    monkeypatch.setattr(crew, "cores", lambda: 5)

    score(gold=gold, predicted=runs, measures=["quotes.F"])
    assert counts == []
    monkeypatch.setattr(crew, "LEAST", 1000)
    monkeypatch.setattr(crew, "_FOR_ONE", size_of(crew.files_of(gold, runs)) // 3)
    score(gold=gold, predicted=runs, measures=["quotes.F"])
    assert counts == [2]  # beside this one


def items_of(result):
    return [result.errors, result.error_classes, result.error_counts]


@pytest.mark.parametrize("options", [{}, {"on": "common", "where": ["source=s1"]}])
def test_items_are_shared_out_as_well(tmp_path, options):
    case = corpus()
    case.gold[3]["quotes"][0]["kind"] = "direct"  # what one shard alone knows
    case.run[5]["quotes"] = []
    case.run[1:] = [{**record, "quotes": record["quotes"] * 2} for record in case.run[1:]]
    for record in case.run:
        record["quotes"] = [{**quote, "id": f"q{place}"} for place, quote in enumerate(record["quotes"])]
    if options:
        del case.run[7]
    gold, runs = files(tmp_path, case, runs=2)
    executor, told = Here(), []
    options = {"measures": ["quotes.F"], **options}
    alone = score(gold=gold, predicted=runs, jobs=1, **options)
    shared = score(gold=gold, predicted=runs, jobs=4, executor=executor, progress=told.append, **options)
    before = len(executor.shards)

    assert items_of(shared) == items_of(alone)
    assert json.dumps(shared.to_dict(errors=True)) == json.dumps(alone.to_dict(errors=True))
    assert len(shared.errors) >= 10
    assert executor.helped
    assert len(executor.shards) == before + 3 * 4
    assert told[-1].documents == len(case.run)


def test_whoever_has_been_sent_home_reads_no_items(tmp_path):
    gold, runs = files(tmp_path, corpus())
    with ThreadPoolExecutor(2) as executor:
        result = score(gold=gold, predicted=runs, measures=["quotes.F"], executor=executor)

    assert items_of(result) == items_of(score(gold=gold, predicted=runs, measures=["quotes.F"], jobs=1))


def test_items_of_a_file_that_broke_meanwhile_are_left_to_one_process(tmp_path):
    gold, runs = files(tmp_path, corpus())
    result = score(gold=gold, predicted=runs, measures=["quotes.F"], jobs=4, executor=Here())
    with (tmp_path / "run-0.jsonl").open("a", encoding="utf-8") as file:
        file.write("{}")

    with pytest.raises(DataError, match=r"run-0\.jsonl:13"):
        _ = result.errors


MEGABYTE = 2**20


@pytest.mark.parametrize(
    ("place", "size", "workers", "expected"),
    [
        (Path("gold.jsonl"), 560, 2, (64, 16, 35)),
        (Path("gold.jsonl"), 560_000, 64, (512, 512, 1093)),
        (Url("s3://bucket/gold.jsonl"), 560, 2, (70, 70, 8)),
    ],
)
def test_shards_become_smaller_and_files_elsewhere_are_cut_rarely(monkeypatch, place, size, workers, expected):
    made = []

    def cut(_, count, **__):
        made.append(count)
        edges = [round(size * MEGABYTE * number / count) for number in range(count + 1)]
        return [(Part(*pair),) for pair in pairwise(edges)]

    monkeypatch.setattr(jobs, "parts_in_step", cut)
    parts = [part for (part,) in jobs._parts([place], size * MEGABYTE, workers, complete=True)]

    sizes = [round((part.end - part.begin) / MEGABYTE) for part in parts]
    assert (sizes[0], sizes[-1], *made) == expected
    assert [part.end for part in parts[:-1]] == [part.begin for part in parts[1:]]
    assert (parts[0].begin, parts[-1].end) == (0, size * MEGABYTE)


class Failing(Executor):
    """Has nothing but an error, as a result or at once."""

    def __init__(self, error, *, at_once=False):
        self.error = error
        self.at_once = at_once

    def submit(self, *_):
        if self.at_once:
            raise self.error
        future = Future()
        future.set_exception(self.error)
        return future


@pytest.mark.parametrize("at_once", [False, True])
def test_a_lost_worker_is_told(tmp_path, at_once):
    gold, runs = files(tmp_path, corpus())
    executor = Failing(BrokenProcessPool("a child died"), at_once=at_once)

    with pytest.raises(WorkerError, match="the executor gave up: BrokenProcessPool: a child died; nothing was"):
        score(gold=gold, predicted=runs, executor=executor)


@pytest.mark.parametrize("error", [ZeroDivisionError("a fault"), UsageError("a file is gone")])
def test_an_error_on_a_worker_is_raised_as_it_is(tmp_path, error):
    gold, runs = files(tmp_path, corpus())

    with pytest.raises(type(error), match=str(error)):
        score(gold=gold, predicted=runs, executor=Failing(error))


@pytest.mark.parametrize("count", [0, -1, 1.5, True, "2"])
def test_a_number_of_processes_is_whole_and_above_0(tmp_path, count):
    gold, runs = files(tmp_path, corpus())

    with pytest.raises(UsageError, match="expected a whole number from 1"):
        score(gold=gold, predicted=runs, jobs=count)


def test_an_executor_is_one(tmp_path):
    gold, runs = files(tmp_path, corpus())

    with pytest.raises(UsageError, match=r"executor is a int, expected a concurrent.futures.Executor or a distributed"):
        score(gold=gold, predicted=runs, executor=2)


def test_there_is_a_core():
    assert cores() >= 1
