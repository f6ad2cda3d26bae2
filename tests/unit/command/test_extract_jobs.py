"""`sayso extract --jobs`: the run of one process from several, and none of them stays behind."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from harbour import command, environment, hearing, run, write
from sayso.command.application import app

pytestmark = pytest.mark.slow

DOCUMENTS = [{"doc_id": f"d{number:03}", "text": f"Ana met Zoë 🙂 {number}"} for number in range(90)]
OWN = """
import os
import time


class Own:
    name = "own"
    layers = frozenset({"entities"})

    def __init__(self, wait=0.0):
        self.wait = wait

    def annotate(self, document):
        with open("pids", "a") as file:
            file.write(f"{os.getpid()}\\n")
        if document["text"] == "end":
            os._exit(3)
        if document["text"] == "raise":
            raise ValueError("asked to raise")
        time.sleep(self.wait)
        return {"format": "sayso/1", "doc_id": document["doc_id"], "entities": []}
"""


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "documents.jsonl", [*DOCUMENTS[:50], {"doc_id": "raises", "text": "raise"}, *DOCUMENTS[50:]])
    (tmp_path / "own.py").write_text(OWN)
    return tmp_path


def pids(place):
    return {int(line) for line in (place / "pids").read_text().splitlines()}


def gone(processes, seconds=10):
    end = time.monotonic() + seconds
    while any(map(alive, processes)) and time.monotonic() < end:
        time.sleep(0.05)
    return not any(map(alive, processes))


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def called(*arguments):
    """The command in this process; what it starts are processes all the same."""
    return CliRunner().invoke(app, list(map(str, arguments)))


@pytest.mark.parametrize("options", [[], ["--timeout", "20"]], ids=["", "under a time limit"])
def test_the_run_is_that_of_one_process(place, options):
    one = called("extract", "own.py:Own", "documents.jsonl", "-o", "one.jsonl")
    two = called("extract", "own.py:Own(wait=0.01)", "documents.jsonl", "-o", "two.jsonl", "--jobs", "2", *options)

    assert (one.exit_code, two.exit_code, two.stderr) == (0, 0, "")
    assert "91 documents, 1 failed" in two.stdout
    assert (place / "two.jsonl").read_bytes() == (place / "one.jsonl").read_bytes()
    processes = pids(place) - {os.getpid()}
    assert len(processes) == 2
    assert gone(processes)


def test_documents_on_standard_input_are_read_by_the_processes_too(place):
    called("extract", "own.py:Own", "documents.jsonl", "-o", "one.jsonl")
    with (place / "documents.jsonl").open("rb") as file:
        done = subprocess.run(
            command("extract", "own.py:Own", "-", "-o", "two.jsonl", "--jobs", "2"),
            stdin=file,
            capture_output=True,
            env=environment(),
            check=False,
        )

    assert (done.returncode, done.stderr) == (0, b"")
    assert (place / "two.jsonl").read_bytes() == (place / "one.jsonl").read_bytes()


def test_a_process_that_ends_is_told_and_what_is_finished_is_kept(place):
    write(place / "documents.jsonl", [*DOCUMENTS, {"doc_id": "ends", "text": "end"}])
    arguments = ("extract", "own.py:Own", "documents.jsonl", "-o", "run.jsonl", "--jobs", "2")
    ended = run(*arguments)
    processes = pids(place)
    done = called(*arguments, "--timeout", "20")

    assert ended.returncode == 4
    assert ended.stderr == (
        "sayso: a worker process ended with status 3 before its work was done, perhaps because memory ran out; what is "
        "finished is kept, and --timeout S makes a failure of a document that ends its process. Start again with fewer "
        "processes: --jobs 1 needs none (jobs=1 in Python)\n"
    )
    assert gone(processes)
    assert done.exit_code == 0
    assert "went on behind" in done.stderr
    assert "ends: died: its process ended with exit status 3" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="has no SIGINT of this kind")
@pytest.mark.parametrize(("number", "options"), [(signal.SIGINT, []), (signal.SIGKILL, ["--timeout", "20"])])
def test_no_process_outlives_the_command(place, number, options):
    words = command("extract", "own.py:Own(wait=0.3)", "documents.jsonl", "-o", "run.jsonl", "--jobs", "2", *options)
    part = Path("run.jsonl.part")
    with hearing():
        process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True, env=environment())
    with process:
        while not part.exists() or len(part.read_text().splitlines()) < 3:
            time.sleep(0.02)
        process.send_signal(number)
        said = process.communicate(timeout=30)[1]

    assert process.returncode == (130 if number == signal.SIGINT else -number)
    assert said == ("sayso: interrupted; what was finished is kept\n" if number == signal.SIGINT else "")
    assert gone(pids(place))
    assert not Path("run.jsonl").exists()
    found = [json.loads(line)["doc_id"] for line in part.read_text().splitlines()]
    assert found == [document["doc_id"] for document in DOCUMENTS[: len(found)]]


def test_processes_and_a_cluster_are_not_asked_for_together(place):
    words = ["extract", "own.py:Own", "documents.jsonl", "-o", "run.jsonl"]
    done = called(*words, "--jobs", "2", "--dask", "tcp://127.0.0.1:9")

    assert "--jobs is about processes on this machine, --dask about a cluster" in str(done.exception or done.output)
    assert not (place / "run.jsonl").exists()
