"""An extractor asked by others: the run is that of one process, and every failure that of one document."""

import json
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool

import pytest
from sample_extractors import Batched, Capitals, Unprepared, Unruly

from sayso.errors import ExtractorError, UsageError, WorkerError
from sayso.extractors import distributing
from sayso.extractors.running import extract

TEXTS = [f"Ana{number} met Ben{number % 7}" if number % 5 else "raise" for number in range(1, 40)]
DOCUMENTS = [{"doc_id": f"d{number:02}", "text": text} for number, text in enumerate(TEXTS)]


@pytest.fixture
def executor():
    with ThreadPoolExecutor(3) as threads:
        yield threads
    distributing._STATIONS.close()


@pytest.mark.parametrize("extractor", [Capitals(kind="person"), Batched(), Unruly()], ids=lambda one: one.name)
def test_the_run_has_the_bytes_of_one_process(tmp_path, executor, extractor):
    alone = extract(extractor, DOCUMENTS, tmp_path / "alone.jsonl")
    shared = extract(extractor, DOCUMENTS, tmp_path / "shared.jsonl", executor=executor)

    assert shared.path.read_bytes() == alone.path.read_bytes()
    assert shared.failures == alone.failures


def test_one_process_makes_an_extractor_once_and_keeps_no_other(tmp_path, executor, monkeypatch):
    made = []
    original = distributing.made
    monkeypatch.setattr(distributing, "made", lambda order: made.append(order["place"]) or original(order))

    for kind in ("person", "person", "group"):
        extract(Capitals(kind=kind), DOCUMENTS, tmp_path / "out.jsonl", executor=executor)

    assert len(made) == 2


def test_an_earlier_start_is_gone_on_with(tmp_path, executor):
    with pytest.raises(ExtractorError, match="failed on 2 of 39 documents, more than the 1 allowed"):
        extract(Unruly(), DOCUMENTS, tmp_path / "out.jsonl", max_failures=1)
    outcome = extract(Unruly(), DOCUMENTS, tmp_path / "out.jsonl", executor=executor)
    alone = extract(Unruly(), DOCUMENTS, tmp_path / "alone.jsonl")

    assert outcome.resumed == 10
    assert outcome.path.read_bytes() == alone.path.read_bytes()


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
        def submit(self, fn, /, what, batch):
            if batch[0]["doc_id"] < "d30":
                return super().submit(fn, what, batch)
            future = Future()
            future.set_exception(BrokenProcessPool("a child died"))
            return future

    with Losing(2) as executor, pytest.raises(WorkerError, match="the executor gave up: BrokenProcessPool"):
        extract(Capitals(), DOCUMENTS, tmp_path / "out.jsonl", executor=executor)
    distributing._STATIONS.close()

    part = (tmp_path / "out.jsonl.part").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["doc_id"] for line in part] == [one["doc_id"] for one in DOCUMENTS[: len(part)]]
    assert len(part) == 32
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.slow
def test_a_time_limit_holds_for_each_document(tmp_path, executor):
    documents = [{"doc_id": "d1", "text": "Ana"}, {"doc_id": "d2", "text": "hang"}, {"doc_id": "d3", "text": "Ben"}]

    outcome = extract(Unruly(), documents, tmp_path / "out.jsonl", executor=executor, timeout=1.5)

    assert outcome.failures == {"d2": "timeout: took longer than 1.5 s"}
