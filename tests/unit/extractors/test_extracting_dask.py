"""An extractor on a Dask cluster of several processes, which read the documents by themselves."""

import os
import signal
import sys
import threading

import pytest

from harbour import write
from sayso.data.sources import FileSource
from sayso.errors import WorkerError
from sayso.extractors import portions, resolve
from sayso.extractors.running import extract
from web import served

pytestmark = pytest.mark.slow
distributed = pytest.importorskip("distributed")

DOCUMENTS = [{"doc_id": f"d{number:03}", "text": f"Ana met Zoë 🙂 {number}"} for number in range(120)]

# An extractor in a file, which any process finds by its path; it notes who loads it.
CODE = """
import os
import time
from pathlib import Path


class Mine:
    name = "mine"
    layers = frozenset({"entities"})
    batch = 4

    def __init__(self, notes, wait=0.0):
        self.notes = notes
        self.wait = wait

    def prepare(self):
        with open(f"{self.notes}/{os.getpid()}", "a") as file:
            file.write("loaded\\n")

    def extract(self, documents):
        for document in documents:
            time.sleep(self.wait)
            if document["text"] == "end":
                os._exit(1)
            span = {"start": 0, "end": 3, "text": document["text"][:3]}
            entity = {"id": "e1", "name": "Ana", "mentions": [{"span": span}]}
            yield {"format": "sayso/1", "doc_id": document["doc_id"], "entities": [entity]}
"""


@pytest.fixture(scope="module", params=[1, 3])
def cluster(request):
    """So many workers, each a process of one thread."""
    with (
        distributed.LocalCluster(
            n_workers=request.param,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address=None,
            silence_logs=50,
        ) as cluster,
        distributed.Client(cluster, set_as_default=False) as client,
    ):
        yield client


@pytest.fixture
def place(tmp_path):
    write(tmp_path / "documents.jsonl", DOCUMENTS)
    (tmp_path / "mine.py").write_text(CODE)
    (tmp_path / "notes").mkdir()
    return tmp_path


def mine(place, wait=0.0):
    return resolve(f"{place / 'mine.py'}:Mine(notes={place / 'notes'}, wait={wait})")


def alone(place):
    return extract(mine(place), FileSource(place / "documents.jsonl"), place / "alone.jsonl").path.read_bytes()


def shared(place, cluster, documents, **options):
    return extract(mine(place, **options), documents, place / "shared.jsonl", executor=cluster).path.read_bytes()


@pytest.fixture
def sending(monkeypatch):
    """Whether documents were sent along."""
    sent = []
    original = portions.Lines.held
    monkeypatch.setattr(portions.Lines, "held", lambda lines: sent.append(lines) or original(lines))
    return sent


def test_workers_read_files_by_themselves_and_load_once(place, cluster, sending):
    found = shared(place, cluster, FileSource(place / "documents.jsonl"))

    loaded = {int(path.name): path.read_text() for path in (place / "notes").iterdir()}
    assert loaded.keys() <= set(cluster.run(os.getpid).values())
    assert set(loaded.values()) == {"loaded\n"}
    assert found == alone(place)
    assert not sending


def test_an_extractor_that_was_changed_meanwhile_is_loaded_again(place, cluster):
    before = shared(place, cluster, DOCUMENTS)
    # In a process of its own another session would have read it anew.
    for old in [name for name in sys.modules if name.startswith("_sayso_file_")]:
        del sys.modules[old]
    (place / "mine.py").write_text(CODE.replace('"name": "Ana"', '"name": "Ann"'))
    after = shared(place, cluster, DOCUMENTS)

    assert after == alone(place) == before.replace(b'"name":"Ana"', b'"name":"Ann"') != before


@pytest.mark.parametrize("scheme", ["file", "http"])
def test_they_read_urls_too(place, cluster, sending, scheme):
    if scheme == "http" and len(cluster.nthreads()) == 1:
        return
    if scheme == "http":
        pytest.importorskip("aiohttp")
    with served(place) as server:
        base = server.url if scheme == "http" else f"file://{place}"
        found = shared(place, cluster, FileSource(f"{base}/documents.jsonl"))
        parts = [part for _, name, part in server.asked if name == "documents.jsonl" and part]

    assert found == alone(place)
    assert not sending
    assert parts or scheme == "file"


def test_what_this_process_alone_has_is_sent_along(place, cluster):
    memory = pytest.importorskip("fsspec").filesystem("memory")
    memory.pipe("/extracting/documents.jsonl", (place / "documents.jsonl").read_bytes())
    try:
        found = shared(place, cluster, FileSource("memory://extracting/documents.jsonl"))
    finally:
        memory.rm("/extracting", recursive=True)

    assert found == shared(place, cluster, DOCUMENTS) == alone(place)


def test_so_are_the_documents_of_a_file_that_workers_do_not_see(place, cluster, sending):
    cluster.run(blind)
    try:
        found = shared(place, cluster, FileSource(place / "documents.jsonl"))
    finally:
        cluster.run(seeing)

    assert found == alone(place)
    assert sending


def blind():
    portions.Lines.seen, portions.Lines.read = portions.Lines.read, lambda _: None


def seeing():
    portions.Lines.read = portions.Lines.seen


@pytest.mark.skipif(sys.platform == "win32", reason="has no SIGKILL")
def test_a_worker_that_is_killed_is_survived(place, cluster):
    victim = next(iter(cluster.run(os.getpid).values()))
    killed = threading.Event()

    def kill(progress):
        if progress.done >= 20 and not killed.is_set():
            os.kill(victim, signal.SIGKILL)
            killed.set()

    source = FileSource(place / "documents.jsonl")
    extract(mine(place, wait=0.02), source, place / "shared.jsonl", executor=cluster, progress=kill)

    assert killed.is_set()
    assert (place / "shared.jsonl").read_bytes() == alone(place)
    assert str(victim) in {path.name for path in (place / "notes").iterdir()}
    cluster.wait_for_workers(len(cluster.nthreads()) or 1)


def test_a_document_that_ends_whoever_reads_it_ends_the_run(place, cluster, monkeypatch):
    if len(cluster.nthreads()) > 1:
        return
    monkeypatch.setattr(cluster.cluster.scheduler, "allowed_failures", 0)  # not as often as one would have
    write(place / "documents.jsonl", [*DOCUMENTS[:60], {"doc_id": "end", "text": "end"}, *DOCUMENTS[60:]])
    source = FileSource(place / "documents.jsonl")

    with pytest.raises(WorkerError, match=r"the executor gave up: KilledWorker: .* what is finished is kept\. Start"):
        extract(mine(place), source, place / "shared.jsonl", executor=cluster)

    assert not (place / "shared.jsonl").exists()
    outcome = extract(mine(place), source, place / "shared.jsonl", executor=cluster, timeout=20)
    assert outcome.failures == {"end": "died: its process ended with exit status 1"}
    assert 0 < outcome.resumed <= 60
