"""An extractor asked by others: the run is that of one process, and every failure that of one document."""

import gzip
import json
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace

import pytest
from sample_extractors import Batched, Capitals, Unprepared, Unruly

from harbour import write
from sayso.data.sources import FileSource
from sayso.errors import ExtractorError, UsageError, WorkerError
from sayso.extractors import distributing, resolve, stations
from sayso.extractors.portions import Held, Lines
from sayso.extractors.running import extract

TEXTS = [f"Ana{number} met Ben{number % 7}" if number % 5 else "raise" for number in range(1, 40)]
DOCUMENTS = [{"doc_id": f"d{number:02}", "text": text} for number, text in enumerate(TEXTS)]


class Watched(ThreadPoolExecutor):
    """Threads that note what they are asked about."""

    def __init__(self, count):
        super().__init__(count)
        self.count, self.asked = count, []

    def submit(self, fn, /, what, portion):
        self.asked.append(portion)
        return super().submit(fn, what, portion)


@pytest.fixture
def executor():
    with Watched(3) as threads:
        yield threads
    stations._STATIONS.close()


@pytest.fixture
def file(tmp_path):
    return write(tmp_path / "documents.jsonl", DOCUMENTS)


@pytest.mark.parametrize("extractor", [Capitals(kind="person"), Batched(), Unruly()], ids=lambda one: one.name)
def test_the_run_has_the_bytes_of_one_process(tmp_path, executor, extractor):
    one = extract(extractor, DOCUMENTS, tmp_path / "alone.jsonl")
    shared = extract(extractor, DOCUMENTS, tmp_path / "shared.jsonl", executor=executor)

    assert shared.path.read_bytes() == one.path.read_bytes()
    assert shared.failures == one.failures


def test_one_process_makes_an_extractor_once_and_keeps_no_other(tmp_path, executor, monkeypatch):
    made = []
    original = stations.made
    monkeypatch.setattr(stations, "made", lambda order: made.append(order["place"]) or original(order))

    for kind in ("person", "person", "group"):
        extract(Capitals(kind=kind), DOCUMENTS, tmp_path / "out.jsonl", executor=executor)

    assert len(made) == 2


def test_an_earlier_start_is_gone_on_with(tmp_path, executor):
    with pytest.raises(ExtractorError, match="failed on 2 of 39 documents, more than the 1 allowed"):
        extract(Unruly(), DOCUMENTS, tmp_path / "out.jsonl", max_failures=1)
    outcome = extract(Unruly(), DOCUMENTS, tmp_path / "out.jsonl", executor=executor)

    assert outcome.resumed == 10
    assert outcome.path.read_bytes() == alone(tmp_path, Unruly())


def test_an_extractor_that_cannot_load_cannot_start(tmp_path, executor):
    with pytest.raises(ExtractorError, match="cannot start: OSError: no model"):
        extract(Unprepared(), DOCUMENTS, tmp_path / "out.jsonl", executor=executor)


def test_an_extractor_that_others_cannot_make_is_refused(tmp_path, executor):
    class Here(Capitals):
        """Nowhere else."""

    with pytest.raises(UsageError, match="an executor needs a process of its own, which cannot find"):
        extract(Here(), DOCUMENTS, tmp_path / "out.jsonl", executor=executor)


def test_lost_workers_are_told_and_what_is_finished_stays(tmp_path):
    class Losing(ThreadPoolExecutor):
        count, asked = 2, 0

        def submit(self, fn, /, what, portion):
            self.asked += 1
            if self.asked <= 8:  # as many as are out at once, of one document each
                return super().submit(fn, what, portion)
            future = Future()
            future.set_exception(BrokenProcessPool("a child died"))
            return future

    with Losing(2) as executor, pytest.raises(WorkerError) as raised:
        extract(Capitals(), DOCUMENTS, tmp_path / "out.jsonl", executor=executor)
    stations._STATIONS.close()

    part = (tmp_path / "out.jsonl.part").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["doc_id"] for line in part] == [one["doc_id"] for one in DOCUMENTS[: len(part)]]
    assert len(part) == 8
    assert str(raised.value) == (
        "the executor gave up: BrokenProcessPool: a child died; what is finished is kept. Start again to go on from "
        "there, give documents a time limit if one of them may have ended its worker (it is a failure then), or leave "
        "the executor out: one process needs none"
    )
    assert not (tmp_path / "out.jsonl").exists()


def alone(tmp_path, extractor):
    """The run of one process."""
    return extract(extractor, DOCUMENTS, tmp_path / "alone.jsonl").path.read_bytes()


@pytest.mark.parametrize("scheme", ["", "file://"])
@pytest.mark.parametrize("extractor", [Capitals(), Batched()], ids=lambda one: one.name)
def test_workers_read_a_file_by_themselves(tmp_path, executor, file, extractor, scheme):
    shared = extract(extractor, FileSource(f"{scheme}{file}"), tmp_path / "shared.jsonl", executor=executor)

    assert shared.path.read_bytes() == alone(tmp_path, extractor)
    assert {type(portion) for portion in executor.asked} == {Lines}
    assert sum(portion.count for portion in executor.asked) == 39


def test_what_has_no_lines_that_others_see_is_sent_along(tmp_path, executor, file):
    packed = tmp_path / "documents.jsonl.gz"
    packed.write_bytes(gzip.compress(file.read_bytes()))
    shared = extract(Capitals(), FileSource(packed), tmp_path / "shared.jsonl", executor=executor)

    assert shared.path.read_bytes() == alone(tmp_path, Capitals())
    assert {type(portion) for portion in executor.asked} == {Held}


class Blind(Watched):
    """Some of those who work for it do not see the files of this machine."""

    seeing = 0

    def submit(self, fn, /, what, portion):
        self.asked.append(portion)
        if isinstance(portion, Lines) and len(self.asked) > self.seeing:
            portion = replace(portion, path=f"{portion.path}.elsewhere")
        return ThreadPoolExecutor.submit(self, fn, what, portion)


@pytest.mark.parametrize("seeing", [0, 1, 5])
@pytest.mark.parametrize("extractor", [Capitals(), Batched()], ids=lambda one: one.name)
def test_where_workers_do_not_see_a_file_its_documents_are_sent_along(tmp_path, file, extractor, seeing):
    with Blind(3) as executor:
        executor.seeing = seeing
        shared = extract(extractor, FileSource(file), tmp_path / "shared.jsonl", executor=executor)
    stations._STATIONS.close()

    assert shared.path.read_bytes() == alone(tmp_path, extractor)
    kinds = [type(portion) for portion in executor.asked]
    assert kinds == sorted(kinds, key=[Lines, Held].index)  # nobody is asked to read once somebody could not
    assert kinds.count(Held) > 0


def test_documents_that_change_meanwhile_end_the_run(tmp_path, file):
    told = []

    def change(progress):
        told.append(progress)
        if len(told) == 3:
            write(file, [{**document, "text": "Cy"} for document in DOCUMENTS])

    with Watched(1) as executor, pytest.raises(UsageError, match="the file was changed while it was read; start again"):
        extract(Capitals(), FileSource(file), tmp_path / "out.jsonl", executor=executor, progress=change)
    stations._STATIONS.close()

    assert not (tmp_path / "out.jsonl").exists()


def test_documents_that_become_fewer_end_the_run_too(tmp_path, file):
    packed = tmp_path / "documents.jsonl.gz"
    packed.write_bytes(gzip.compress(file.read_bytes()))

    def change(progress):
        if not progress.done:
            packed.write_bytes(gzip.compress(b"".join(file.read_bytes().splitlines(keepends=True)[:20])))

    with Watched(1) as executor, pytest.raises(UsageError, match="gz: the file was changed while it was read"):
        extract(Capitals(), FileSource(packed), tmp_path / "out.jsonl", executor=executor, progress=change)
    stations._STATIONS.close()


def test_an_earlier_start_on_a_file_is_gone_on_with_by_whole_batches(tmp_path, executor, file):
    def stop(progress):
        if progress.done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        extract(Batched(), FileSource(file), tmp_path / "out.jsonl", progress=stop)
    outcome = extract(Batched(), FileSource(file), tmp_path / "out.jsonl", executor=executor)

    assert outcome.resumed == 5
    assert outcome.path.read_bytes() == alone(tmp_path, Batched())
    assert sum(portion.count for portion in executor.asked) == 34
    assert all(portion.count % 3 == 0 for portion in executor.asked[:-1])


def test_portions_grow_with_the_pace_and_shrink_towards_the_end(tmp_path, monkeypatch):
    monkeypatch.setattr(distributing, "_SECONDS", 1000)
    documents = [{"doc_id": f"d{number:03}", "text": "Ana"} for number in range(600)]
    with Watched(1) as executor:
        extract(Capitals(), documents, tmp_path / "out.jsonl", executor=executor)
    stations._STATIONS.close()

    counts = [portion.count for portion in executor.asked]
    assert counts[:24] == [size for size in (1, 2, 4, 8, 16, 32) for _ in range(4)]
    assert counts[24:] == [64, 64, 64, 64, 46, 23, 11, 6, 3, 1, 1, 1]


def test_an_extractor_that_is_slow_gets_few_documents_at_once(tmp_path, monkeypatch):
    monkeypatch.setattr(distributing, "_SECONDS", 0.01)
    with Watched(1) as executor:
        extract(Capitals(wait=0.02), DOCUMENTS[:12], tmp_path / "out.jsonl", executor=executor)
    stations._STATIONS.close()

    assert {portion.count for portion in executor.asked} == {1}


def test_long_documents_are_sent_few_at_once(tmp_path, monkeypatch):
    monkeypatch.setattr(distributing, "_CHARACTERS", 30)
    with Watched(1) as executor:
        extract(Capitals(), DOCUMENTS, tmp_path / "out.jsonl", executor=executor)
    stations._STATIONS.close()

    assert max(portion.count for portion in executor.asked) <= 6


def test_an_executor_that_is_broken_already_is_told(tmp_path):
    class Broken(ThreadPoolExecutor):
        def submit(self, fn, /, *_):
            assert callable(fn)
            raise BrokenProcessPool("a child died")

    with Broken(1) as executor, pytest.raises(WorkerError, match="gave up: BrokenProcessPool: a child died; what is"):
        extract(Capitals(), DOCUMENTS, tmp_path / "out.jsonl", executor=executor)


@pytest.mark.slow
def test_a_time_limit_holds_for_each_document(tmp_path, executor):
    documents = [{"doc_id": "d1", "text": "Ana"}, {"doc_id": "d2", "text": "hang"}, {"doc_id": "d3", "text": "Ben"}]

    outcome = extract(Unruly(), documents, tmp_path / "out.jsonl", executor=executor, timeout=1.5)

    assert outcome.failures == {"d2": "timeout: took longer than 1.5 s"}


OWN = """
from sample_extractors import Capitals


class Own(Capitals):
    version = "{version}"
"""


def test_another_file_under_an_extractors_path_is_refused_by_the_worker(tmp_path):
    path = tmp_path / "own.py"
    path.write_text(OWN.format(version="1"))

    class Elsewhere(Watched):
        def submit(self, fn, /, what, portion):
            if not self.asked:
                path.write_text(OWN.format(version="2"))
            return super().submit(fn, what, portion)

    with Elsewhere(1) as executor, pytest.raises(UsageError) as raised:
        extract(resolve(f"{path}:Own"), DOCUMENTS, tmp_path / "out.jsonl", executor=executor)
    stations._STATIONS.close()

    assert str(raised.value) == f"{path}: a worker finds another file here than is meant; have the same one everywhere"
