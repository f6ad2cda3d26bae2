"""Several processes for one command: the same bytes, and an end with all of them whatever happens."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from harbour import environment, hearing, run, write
from sharing import corpus

pytestmark = pytest.mark.slow
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for processes in /proc")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A corpus with two runs of which the second is worse."""
    folder = tmp_path_factory.mktemp("jobs")
    case = corpus(range(60))
    write(folder / "documents.jsonl", case.documents)
    write(folder / "gold.jsonl", case.gold)
    (folder / "corpus.toml").write_text('name = "numbers"\ndocuments = "documents.jsonl"\ngold = "gold.jsonl"\n')
    write(folder / "a.jsonl", case.run)
    write(
        folder / "b.jsonl",
        [{**record, "quotes": []} if number % 3 else record for number, record in enumerate(case.run)],
    )
    return folder


def test_any_number_of_processes_gives_the_same_bytes(folder):
    told = {
        run("score", ".", "a.jsonl", "b.jsonl", "--jobs", count, "--format", "json", cwd=folder).stdout
        for count in (1, 2, 4)
    }

    assert len(told) == 1
    assert json.loads(told.pop())["signature"]["documents"] == 60


def test_a_comparison_too(folder):
    told = {
        run("compare", ".", "a.jsonl", "b.jsonl", "--jobs", count, "--format", "json", cwd=folder).stdout
        for count in (1, 2)
    }

    assert len(told) == 1
    assert json.loads(told.pop())["comparisons"]


def test_what_is_wrong_is_told_as_by_one_process(folder):
    lines = (folder / "a.jsonl").read_text(encoding="utf-8").splitlines()
    lines[41] = lines[41].replace("13", "-13", 1)
    (folder / "wrong.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")

    ends = [run("score", ".", "wrong.jsonl", "--jobs", count, cwd=folder) for count in (1, 2)]

    assert [end.returncode for end in ends] == [3, 3]
    assert ends[0].stderr == ends[1].stderr
    assert "wrong.jsonl:42" in ends[0].stderr


@pytest.mark.parametrize("count", ["0", "-2", "many"])
def test_a_number_of_processes_is_at_least_1(folder, count):
    end = run("score", ".", "a.jsonl", "--jobs", count, cwd=folder)

    assert end.returncode == 2
    assert "--jobs" in end.stderr


def test_a_gate_too(folder):
    rules = '[[gate]]\nmeasure = "quotes.F"\nmin = 0.99\nmust_find = ["d01:q1"]\n'
    (folder / "sayso.toml").write_text(rules, encoding="utf-8")
    ends = [run("gate", ".", "a.jsonl", "--jobs", count, "--format", "json", cwd=folder) for count in (1, 2)]

    assert [end.returncode for end in ends] == [1, 1]
    assert ends[0].stdout == ends[1].stdout


def children(pid):
    found = Path(f"/proc/{pid}/task/{pid}/children")
    threads = found.parents[1].glob("*/children")
    found = [int(child) for path in threads for child in path.read_text(encoding="utf-8").split()]
    # One that is not yet what it is to become holds up its parent.
    return [child for child in found if b"processes" in Path(f"/proc/{child}/cmdline").read_bytes()]


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


IDLE = """
from sayso.__main__ import main
from sayso.evaluate import jobs
carried_out = jobs.carried_out
jobs.carried_out = lambda *given, **named: carried_out(*given, **{**named, "takes_part": False})
main()
"""


@pytest.fixture
def started(folder):
    """A command that leaves all work to two workers, which stand still before they read; ended after the test."""
    with (
        hearing(),
        subprocess.Popen(
            [sys.executable, "-c", IDLE, "score", ".", "a.jsonl", "--jobs", "3", "--format", "json", "-o", "out.json"],
            cwd=folder,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        ) as process,
    ):
        stopped = set()
        end = time.monotonic() + 60
        while len(stopped) < 2 and time.monotonic() < end:
            for child in set(children(process.pid)) - stopped:
                os.kill(child, signal.SIGSTOP)
                stopped.add(child)
            time.sleep(0.005)
        process.workers = sorted(stopped)
        yield process
        process.kill()
        for worker in filter(alive, stopped):
            os.kill(worker, signal.SIGKILL)


def ended(workers, seconds=15):
    end = time.monotonic() + seconds
    while any(map(alive, workers)) and time.monotonic() < end:
        time.sleep(0.05)
    return not any(map(alive, workers))


@linux
def test_ctrl_c_ends_the_workers_too(started, folder):
    started.send_signal(signal.SIGINT)
    printed, said = started.communicate(timeout=30)

    assert (started.returncode, printed) == (130, "")
    assert said == "sayso: interrupted; what was finished is kept\n"
    assert ended(started.workers)
    assert not (folder / "out.json").exists()


@linux
def test_a_worker_that_dies_ends_the_command_and_the_others(started, folder):
    os.kill(started.workers[1], signal.SIGKILL)
    printed, said = started.communicate(timeout=30)

    assert (started.returncode, printed) == (4, "")
    assert said.startswith("sayso: a worker process was ended by signal 9 before its work was done")
    assert ended(started.workers)
    assert not (folder / "out.json").exists()


@linux
def test_workers_end_when_the_command_is_killed(started):
    started.kill()
    for worker in started.workers:
        os.kill(worker, signal.SIGCONT)
    started.communicate(timeout=30)

    assert ended(started.workers)
