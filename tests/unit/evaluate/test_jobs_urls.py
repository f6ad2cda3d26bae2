"""Files by their URLs, read in parts by others: the same bytes as by their paths."""

from importlib.util import find_spec

import pytest

from harbour import run as sayso
from sayso.data import parquet
from sayso.data.parts import parts_in_step, size_of
from sayso.data.sources import FileSource, Gold, read_run
from sayso.data.stores import StoreError
from sayso.data.tables import write_parquet
from sayso.data.urls import Url
from sayso.errors import UsageError
from sayso.evaluate import score
from sayso.evaluate.shards import order_of
from sayso.evaluate.unchanged import state_of
from sharing import FEW, Here, corpus, files, told
from web import served


def at(base, gold, *, runs=1):
    """The files of a case, at a URL."""
    found = Gold(FileSource(f"{base}/gold.jsonl"), FileSource(f"{base}/documents.jsonl"), gold.annotated, gold.labels)
    return found, [read_run(f"{base}/run-{number}.jsonl") for number in range(runs)]


def test_parts_are_cut_as_those_of_a_path(tmp_path):
    files(tmp_path, corpus(range(40)))
    paths = [tmp_path / name for name in ("gold.jsonl", "documents.jsonl", "run-0.jsonl")]
    urls = [Url(f"file://{path}") for path in paths]

    assert size_of(urls) == size_of(paths)
    assert parts_in_step(urls, 7) == parts_in_step(paths, 7)


def test_shards_read_urls(tmp_path):
    gold, runs = files(tmp_path, corpus(range(30)))
    here = Here()

    assert told(*at(f"file://{tmp_path}", gold), executor=here, jobs=5) == told(gold, runs, jobs=1)
    assert here.helped
    assert len(here.shards) == 5


def test_what_is_in_memory_is_read_here(tmp_path):
    fsspec = pytest.importorskip("fsspec")
    gold, runs = files(tmp_path, corpus(range(30)))
    memory, here = fsspec.filesystem("memory"), Here()
    for path in tmp_path.iterdir():
        memory.pipe(f"/shared/{path.name}", path.read_bytes())
    try:
        shared = told(*at("memory://shared", gold), executor=here, jobs=5)
    finally:
        memory.rm("/shared", recursive=True)

    assert shared == told(gold, runs, jobs=1)
    assert not here.shards


def test_an_order_shows_nothing_that_gives_access(tmp_path):
    gold, runs = files(tmp_path, corpus(range(3)))
    found = []

    class Spy(Here):
        def submit(self, fn, /, *args):
            found.extend(args)
            return super().submit(fn, *args)

    score(gold=gold, predicted=runs, measures=FEW, executor=Spy(), jobs=2)
    # A cluster writes what it was asked to do in its log where that fails.
    order = type(found[0])(
        **{name: getattr(found[0], name) for name in found[0].__slots__} | {"gold": Url("s3://b/x?hemlig")}
    )
    assert "hemlig" not in repr(order)
    assert order_of.__module__ == type(order).__module__


def test_a_store_that_fails_ends_the_work_of_all(tmp_path, monkeypatch):
    gold, _ = files(tmp_path, corpus(range(30)))
    there, here = at(f"file://{tmp_path}", gold), Here()

    def failing(*_):
        raise StoreError("gone")

    monkeypatch.setattr("sayso.evaluate.shards.gathered", failing)
    with pytest.raises(UsageError, match="gone"):
        score(gold=there[0], predicted=there[1], measures=FEW, executor=here, jobs=2)


def test_a_url_that_has_changed_is_known_by_what_its_store_tells(tmp_path):
    path = tmp_path / "run.jsonl"
    path.write_bytes(b"1234")
    url = Url(f"file://{path}")
    before = state_of([url, None])
    path.write_bytes(b"12345")

    assert before == [(4, before[0][1]), None]
    assert state_of([url]) != before[:1]


@pytest.mark.slow
def test_processes_and_a_cluster_read_urls(tmp_path, monkeypatch):
    distributed = pytest.importorskip("distributed")
    gold, runs = files(tmp_path, corpus(range(60)), runs=2)
    (tmp_path / "corpus.toml").write_text('documents = "documents.jsonl"\ngold = "gold.jsonl"\n')
    with monkeypatch.context() as patched:
        patched.setattr(parquet, "GROUP", 1)  # a row
        write_parquet(runs[0], tmp_path / "run-0.parquet")
    alone = told(gold, runs, jobs=1)
    with (
        served(tmp_path) as server,
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50
        ) as cluster,
        distributed.Client(cluster, set_as_default=False) as client,
    ):
        base = f"file://{tmp_path}"
        assert told(*at(base, gold, runs=2), executor=client, jobs=6) == alone
        assert told(*at(base, gold, runs=2), jobs=2) == alone
        end = sayso("score", base, f"{base}/run-0.jsonl", "-m", "quotes.F", "--dask", cluster.scheduler_address)
        assert (end.returncode, end.stderr) == (0, "")
        if find_spec("aiohttp") is not None:  # what http:// URLs need
            assert told(*at(server.url, gold, runs=2), executor=client, jobs=6) == alone
            parts = {part for method, name, part in server.asked if (method, name) == ("GET", "gold.jsonl")}
            assert len(parts - {None}) > 6
            there = at(server.url, gold)[0], [read_run(f"{server.url}/run-0.parquet")]
            assert told(*there, executor=client, jobs=6) == told(gold, runs[:1], jobs=1)
    assert end.stdout == sayso("score", tmp_path, tmp_path / "run-0.jsonl", "-m", "quotes.F").stdout


@pytest.mark.slow
def test_a_server_without_parts_is_read_by_one_process(tmp_path):
    pytest.importorskip("aiohttp", reason="http:// URLs need the package aiohttp")
    gold, runs = files(tmp_path, corpus(range(30)))
    here = Here()
    with served(tmp_path, ranges=False) as server:
        shared = told(*at(server.url, gold), executor=here, jobs=5)

    assert shared == told(gold, runs, jobs=1)
    assert not here.shards
