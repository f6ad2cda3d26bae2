"""A Dask cluster of several processes: the same bytes as one process, whatever becomes of a worker."""

import json
import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from harbour import run as sayso
from harbour import write
from sayso.command import cluster as cluster_command
from sayso.command.application import app
from sayso.command.cluster import connected
from sayso.errors import UsageError
from sayso.evaluate import score
from sayso.evaluate.comparing import compare
from sayso.evaluate.processes import Processes
from sayso.extractors.pattern import Pattern
from sayso.extractors.running import extract
from sayso.reports import build
from sayso.reports.html import chosen
from sayso.reports.html.page import render_html
from sharing import corpus, files, told

pytestmark = pytest.mark.slow
distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module", params=[1, 3])
def cluster(request):
    """So many workers, each a process of one thread."""
    with distributed.LocalCluster(
        n_workers=request.param,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=None,
        silence_logs=50,
    ) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def client(cluster):
    with distributed.Client(cluster, set_as_default=False) as client:
        yield client


def test_scores_have_the_same_bytes(client, tmp_path):
    gold, runs = files(tmp_path, corpus(range(30)), runs=2)

    for options in ({"characters": 1}, {"jobs": 7, "by": ["doc.source"]}):
        assert told(gold, runs, executor=client, **options) == told(gold, runs, **{**options, "jobs": 1})


def test_comparisons_too(client, tmp_path):
    gold, runs = files(tmp_path, corpus(range(30)), runs=2)
    shared, alone = (
        compare(gold=gold, baseline=runs[0], predicted=runs[1], measures=["quotes.F"], resamples=100, **options)
        for options in ({"executor": client}, {"jobs": 1})
    )

    assert json.dumps(shared.to_dict()) == json.dumps(alone.to_dict())


def test_files_that_changed_are_read_again(client, tmp_path):
    case = corpus(range(30))
    gold, runs = files(tmp_path, case)
    first = told(gold, runs, executor=client)
    write(runs[0].source.path, [{**record, "quotes": []} for record in case.run])

    assert told(gold, runs, executor=client) == told(gold, runs, jobs=1) != first


def test_what_is_wrong_is_told_as_by_one_process(client, tmp_path):
    case = corpus(range(30))
    case.run[20]["quotes"] = [{"id": "q1", "content": [{"start": 13, "end": 99}]}]
    gold, runs = files(tmp_path, case)

    assert told(gold, runs, executor=client) == told(gold, runs, jobs=1)


def test_an_extractor_gives_the_same_run(client, tmp_path):
    documents = corpus(range(60)).documents
    alone = extract(Pattern(), documents, tmp_path / "alone.jsonl")
    shared = extract(Pattern(), documents, tmp_path / "shared.jsonl", executor=client)

    assert shared.path.read_bytes() == alone.path.read_bytes()


def test_items_are_read_by_it_as_long_as_it_is_there(cluster, tmp_path):
    gold, runs = files(tmp_path, corpus(range(30)), runs=2)
    alone = score(gold=gold, predicted=runs, measures=["quotes.F"], jobs=1)
    with distributed.Client(cluster, set_as_default=False) as client:
        there, gone = (score(gold=gold, predicted=runs, measures=["quotes.F"], executor=client) for _ in range(2))
        assert there.errors == alone.errors

    assert gone.errors == alone.errors


def test_whatever_is_about_items_has_the_same_bytes(client, tmp_path, monkeypatch):
    monkeypatch.setattr(chosen, "PLAIN", 3)
    case = corpus(range(30))
    for place, (gold, run) in enumerate(zip(case.gold, case.run, strict=True)):
        gold["quotes"][0]["kind"] = ("direct", "indirect")[place % 2]
        run["quotes"] = [{**quote, "score": place % 10 / 10} for quote in run["quotes"]]
    gold, runs = files(tmp_path, case, runs=2)
    options = {"measures": ["quotes.F"], "preset": ["gepade", "coval-87071a6", "citron"], "resamples": 50}
    with Processes(3) as processes:
        found = [
            items_of(score(gold=gold, predicted=runs, **work, **options))
            for work in ({"jobs": 1}, {"executor": client}, {"executor": processes})
        ]

    assert found[0] == found[1] == found[2]


def items_of(result):
    """What a result says of items, and on a page; a curve as its counts."""
    curve = result.curve("quotes.F", run="run-0")
    found = [result.to_dict(), result.remarks, render_html(build(result, title="Both"))]
    found += [curve.thresholds.tolist(), curve.matched.tolist(), curve.predicted.tolist()]
    found += [result.phenomena(run="run-1"), result.overlap("quotes"), result.confusion("quotes.kind", run="run-0")]
    return [repr(one) for one in found]


def test_the_commands_take_its_address(client, cluster, tmp_path):
    if len(client.nthreads()) > 1:
        return
    files(tmp_path, corpus(range(30)), runs=2)
    (tmp_path / "corpus.toml").write_text('documents = "documents.jsonl"\ngold = "gold.jsonl"\n')
    one, other = str(tmp_path / "run-0.jsonl"), str(tmp_path / "run-1.jsonl")
    made = tmp_path / "pattern.jsonl"
    commands = [
        ("score", str(tmp_path), one, "-m", "quotes.F", "--format", "json"),
        ("compare", str(tmp_path), one, other, "-m", "quotes.F", "--format", "json"),
        ("gate", str(tmp_path), one, "--config", str(tmp_path / "sayso.toml"), "--format", "json"),
        ("errors", str(tmp_path), one, "--format", "json"),
        ("errors", str(tmp_path), one, "--by", "doc.source"),
        ("extract", "pattern", str(tmp_path), "-o", str(made), "--no-resume"),
    ]
    (tmp_path / "sayso.toml").write_text('[[gate]]\nmeasure = "quotes.F"\nmin = 0.1\n')
    # One of them as a process of its own: nothing may be left on its standard error.
    shared = sayso(*commands[0], "--dask", cluster.scheduler_address)

    assert (shared.returncode, shared.stderr) == (0, "")
    assert shared.stdout == printed(commands[0])
    for other in commands[1:-1]:
        assert printed((*other, "--dask", cluster.scheduler_address)) == printed(other)
    printed((*commands[-1], "--dask", cluster.scheduler_address))
    found = made.read_bytes()
    printed(commands[-1])
    assert found == made.read_bytes()


def printed(arguments):
    end = CliRunner().invoke(app, list(arguments))
    assert end.exit_code == 0, end.output
    return end.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="has no SIGKILL")
def test_a_worker_that_is_killed_is_survived(client, tmp_path):
    if len(client.nthreads()) == 1:
        return
    gold, runs = files(tmp_path, corpus(range(200)))
    alone = told(gold, runs, jobs=1)
    victim = next(iter(client.run(os.getpid).values()))
    killer = threading.Timer(0.3, os.kill, (victim, signal.SIGKILL))

    killer.start()
    shared = told(gold, runs, jobs=30, executor=client)
    killer.join()

    assert shared == alone
    deadline = time.monotonic() + 30
    while victim in client.run(os.getpid).values() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert victim not in client.run(os.getpid).values()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("nonsense://x", "is no address of a scheduler; give the address that `dask scheduler` prints"),
        ("tcp://127.0.0.1:9", "no scheduler answers; give the address that `dask scheduler` prints"),
    ],
)
def test_no_scheduler_is_told(address, words, monkeypatch):
    monkeypatch.setattr(cluster_command, "_PATIENCE", 1)

    with pytest.raises(UsageError, match=words), connected(address):
        pass


def test_without_the_package_its_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)

    with pytest.raises(UsageError, match=r"pip install 'sayso\[dask\]'"), connected("tcp://127.0.0.1:9"):
        pass


def test_files_that_workers_do_not_see_are_told(client, tmp_path, monkeypatch):
    gold, runs = files(tmp_path, corpus(range(30)))
    original = Path.absolute
    monkeypatch.setattr(Path, "absolute", lambda path: original(path).with_suffix(".elsewhere"))

    with pytest.raises(UsageError, match=r"elsewhere: there is no such file"):
        score(gold=gold, predicted=runs, executor=client)
