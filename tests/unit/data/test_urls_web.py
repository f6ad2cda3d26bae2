"""Files on a web server, with an ear for parts of files or none: the same content, and no secret told."""

import json
import os

import pytest

import sayso
from harbour import gold
from sayso.data import stores
from sayso.data.urls import Url
from sayso.errors import UsageError
from web import served, shelf

pytestmark = pytest.mark.slow
pytest.importorskip("aiohttp", reason="http:// URLs need the package aiohttp")

LOGIN = "Basic dTpoZW1saWc="  # u:hemlig


@pytest.fixture
def folder(tmp_path):
    return shelf(tmp_path / "far")


def scored(gold, run):
    return json.dumps(sayso.score(gold=gold, predicted=run, measures=["quotes.F", "speakers.F"]).to_dict()["results"])


@pytest.mark.parametrize("ranges", [True, False])
def test_a_number_does_not_depend_on_the_carrier(ranges, folder):
    here = sayso.load(folder)
    with served(folder, ranges=ranges) as server:
        for base in (server.url, f"{server.url}/", f"{server.url}/corpus.toml", f"{server.url}/all.parquet"):
            for name in ("run.jsonl.gz", "back.jsonl"):
                found, run = sayso.load(base), sayso.read_run(f"{server.url}/{name}")
                assert scored(found.gold, run) == scored(here.gold, sayso.read_run(folder / name))
                assert run.meta == ({"extractor": "x"} if name == "back.jsonl" else None)


def test_long_files_come_in_few_parts_and_a_failing_server_is_asked_again(folder, monkeypatch):
    monkeypatch.setattr(stores, "_PAUSE", 0.01)
    long = folder / "long.txt"
    long.write_bytes(os.urandom(3_000_000))
    with served(folder) as server:
        server.fails["long.txt"] = 2  # already when it is asked whether it knows parts
        with Url(f"{server.url}/long.txt").open() as file:
            server.fails["long.txt"] = 2
            assert file.read() == long.read_bytes()
        assert len([part for method, name, part in server.asked if method == "GET"]) < 15
        server.fails["long.txt"] = 99
        with pytest.raises(UsageError, match=r"http://127.0.0.1:\d+/long.txt: cannot be read: Client"):
            Url(f"{server.url}/long.txt").open()


def test_a_file_that_breaks_off_is_told(folder):
    with served(folder, ranges=False) as server:
        url = Url(f"{server.url}/back.jsonl")
        assert not url.is_random()
        server.fails["back.jsonl"] = 1
        with pytest.raises(UsageError, match=r"back.jsonl: cannot be read: Client"), url.open() as file:
            file.read()


def test_what_is_not_there_is_told(folder):
    with served(folder) as server:
        host = server.url.partition("://")[2]
        for place, words in (
            ("none.jsonl", "there is no such file; check the URL"),
            ("none/", "a folder without corpus.toml is no corpus; name a file, or write corpus.toml"),
        ):
            with pytest.raises(UsageError) as error:
                sayso.load(f"http://u:hemlig@{host}/{place}")
            assert str(error.value) == f"{server.url}/{place}: {words}"
    with pytest.raises(UsageError) as error:
        sayso.read_run("http://u:hemlig@127.0.0.1:9/back.jsonl?token=hemlig")
    assert str(error.value) == (
        "http://127.0.0.1:9/back.jsonl?…: cannot be read: ClientConnectorError; check the URL, the network, and who "
        "may read it"
    )


def test_a_password_opens(folder):
    with served(folder, login=LOGIN) as server:
        host = server.url.partition("://")[2]
        found = sayso.load(f"http://u:hemlig@{host}")
        assert list(found.gold) == gold()
        assert found.gold.source.name == f"{server.url}/gold.jsonl"
        with pytest.raises(UsageError, match="ClientResponseError 401"):
            sayso.load(server.url)
