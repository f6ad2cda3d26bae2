"""Shards give what one process gives, to the byte, or leave it to one process to say what is wrong."""

import json
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool

import pytest

from sayso.data.executors import cores
from sayso.data.sources import MemorySource, Run
from sayso.errors import UsageError, WorkerError
from sayso.evaluate import jobs, score
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

    def processes(count):
        counts.append(count)
        return Here()

    monkeypatch.setattr(jobs, "Processes", processes)
    monkeypatch.setattr(jobs, "cores", lambda: 3)

    score(gold=gold, predicted=runs, measures=["quotes.F"])
    assert counts == []
    monkeypatch.setattr(jobs, "LEAST", 1000)
    score(gold=gold, predicted=runs, measures=["quotes.F"])
    assert counts == [3]


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
