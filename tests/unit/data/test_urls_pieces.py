"""A file at a URL in another order than gold's: its store is asked a few times, not once for each document."""

import errno

import numpy as np
import pytest

import sayso
from harbour import record, write
from sayso.data import remote
from sayso.data.sources import FileSource
from sayso.data.stores import StoreError
from sayso.data.urls import Url
from sayso.errors import UsageError
from web import served

COUNT = 600


@pytest.fixture
def asked(monkeypatch):
    """What a store is asked for: where each answer begins, and how long it may be."""
    found = []
    fetched = remote._Blocks.fetched
    monkeypatch.setattr(remote._Blocks, "fetched", lambda self, *where: found.append(where) or fetched(self, *where))
    return found


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(remote, "_LEAST", 64)
    monkeypatch.setattr(remote, "_MOST", 256)


@pytest.mark.usefixtures("small")
def test_pieces_are_the_file_in_any_order(tmp_path, asked):
    content = bytes(range(256)) * 17 + b"end"
    path = tmp_path / "long.bin"
    path.write_bytes(content)
    chance = np.random.default_rng(1)
    with remote.in_pieces(Url(f"file://{path}")) as file:
        for _ in range(500):
            at, length = chance.integers((5_000, 300)).tolist()
            assert file.seek(at) == at
            assert file.read(length) == content[at : at + length]
        assert file.seek(-3, 2) == len(content) - 3
        assert (file.tell(), file.read(), file.read(1)) == (len(content) - 3, b"end", b"")
        file.seek(10)
        assert file.seek(5, 1) == 15
    # Two small ones first; of those that follow, each is fetched once.
    assert len(asked) <= 2 + len(content) // 256 + 1
    assert len({at for at, length in asked if length == 256}) == len([1 for _, length in asked if length == 256])


@pytest.mark.usefixtures("small")
def test_little_is_fetched_for_who_wants_little(tmp_path, asked):
    path = tmp_path / "long.bin"
    path.write_bytes(bytes(10_000))
    with remote.in_pieces(Url(f"file://{path}")) as file:
        file.seek(5_000)
        file.read(10)
    assert sum(length for _, length in asked) == 64


def test_a_file_that_breaks_off_and_a_full_disk_are_told(tmp_path, monkeypatch):
    path = tmp_path / "long.bin"
    path.write_bytes(bytes(1_000))
    url = Url(f"file://{path}")
    with remote.in_pieces(url) as file:
        path.write_bytes(bytes(10))
        with pytest.raises(StoreError) as error:
            file.read(1)
    assert str(error.value) == f"{url}: breaks off after 10 of 1,000 bytes; start again"

    class Full:
        def seek(self, *_):
            raise OSError(errno.ENOSPC, "No space left on device")

        close = seek

    monkeypatch.setattr(remote.tempfile, "TemporaryFile", Full)
    with remote.in_pieces(url) as file, pytest.raises(UsageError) as error:
        file.read(1)
    room = f"cannot be kept in {remote.tempfile.gettempdir()}: No space left on device; TMPDIR names another folder"
    assert str(error.value) == f"{url}: what is read of it {room}"
    monkeypatch.setattr(remote.tempfile, "TemporaryFile", Full().seek)
    with pytest.raises(UsageError, match="TMPDIR names another folder"):
        remote.in_pieces(url)


def shuffled(folder):
    """Gold, its documents and a run in any other order, which is long enough to have some pieces."""
    texts = [{"doc_id": f"d{number:03}", "text": "x" * 2_000} for number in range(COUNT)]
    names = [{"id": "e1", "name": "y" * 1_500, "mentions": []}]
    answers = [record(one["doc_id"], entities=names) for one in texts]
    answers = [answers[number] for number in np.random.default_rng(2).permutation(COUNT)]
    write(folder / "documents.jsonl", texts)
    write(folder / "gold.jsonl", [record(one["doc_id"], entities=[]) for one in texts])
    return write(folder / "run.jsonl", answers)


def lines_of(path, order):
    """The lines of a file in an order of their own."""
    source = FileSource(path)
    found = {line.number: line for line in source.lines()}
    with source.reread() as again:
        return [again(found[number].offset, len(found[number].raw)) for number in order]


def test_lines_in_any_order_take_few_requests(tmp_path, asked):
    path = shuffled(tmp_path)
    order = (1 + np.random.default_rng(3).permutation(COUNT)).tolist()

    assert lines_of(f"file://{path}", order) == lines_of(path, order)
    assert len(asked) < 12  # to read it once, and then in another order; it was one for each line


@pytest.mark.slow
def test_a_server_is_asked_for_few_parts_of_a_run_in_another_order(tmp_path):
    pytest.importorskip("aiohttp", reason="http:// URLs need the package aiohttp")
    path = shuffled(tmp_path)
    gold = sayso.load(tmp_path / "gold.jsonl", documents=tmp_path / "documents.jsonl").gold
    options = {"gold": gold, "measures": ["entities.F"], "resamples": 50}
    alone = sayso.score(predicted=sayso.read_run(path), **options)
    with served(tmp_path) as server:
        found = sayso.score(predicted=sayso.read_run(f"{server.url}/run.jsonl"), **options)
        parts = [part for method, name, part in server.asked if (method, name) == ("GET", "run.jsonl")]

    assert found.to_dict() == alone.to_dict()
    assert len(parts) < 15
