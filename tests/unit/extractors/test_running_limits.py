"""Time limits: whatever an extractor does, the run goes on, and its bytes are those of a run without a limit."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sample_extractors import Capitals, Dies, Unprepared, Unruly

from sayso.errors import ExtractorError, UsageError
from sayso.extractors import resolve
from sayso.extractors.running import extract, run


def documents(*texts):
    return [{"doc_id": f"d{number}", "text": text} for number, text in enumerate(texts, start=1)]


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        ("hang", "timeout", "took longer than 1 s"),
        ("hang in c", "timeout", "took longer than 1 s"),
        ("die", "died", "its process ended with SIGSEGV"),
        ("end", "died", "its process ended with exit status 3"),
    ],
)
def test_a_document_that_stops_the_extractor_is_a_failure_and_the_run_goes_on(text, kind, message):
    made = run(Unruly(kind="person"), documents("Ana", text, "Ben Ode"), timeout=1.0)

    first, second, third = made.source
    assert second == {"format": "sayso/1", "doc_id": "d2", "failure": {"class": kind, "message": message}}
    assert [entity["type"] for record in (first, third) for entity in record["entities"]] == ["person"] * 3


def test_a_limit_changes_no_byte_of_what_comes_in_time(tmp_path):
    texts = ("Ana", "raise", "raise surrogate", "leave", "give a list", "give nan", "fail", "Zoë 🙂 Ñandú")
    extract(Unruly(), documents(*texts), tmp_path / "with.jsonl", timeout=30)
    extract(Unruly(), documents(*texts), tmp_path / "without.jsonl")

    assert (tmp_path / "with.jsonl").read_bytes() == (tmp_path / "without.jsonl").read_bytes()
    assert json.loads((tmp_path / "with.meta.json").read_text())["timeout"] == 30


def test_what_an_extractor_prints_or_reads_disturbs_nothing(capfd):
    made = run(Unruly(), documents("say something", "Say something Else"), timeout=30)

    assert [len(record["entities"]) for record in made.source] == [0, 2]
    out, err = capfd.readouterr()
    assert out == ""
    assert "something" in err
    assert "and more" in err


def test_an_extractor_that_cannot_load_cannot_start():
    with pytest.raises(ExtractorError, match="capitals cannot start: OSError: no model"):
        run(Unprepared(), documents("Ana"), timeout=30)
    with pytest.raises(ExtractorError, match="the model is not there"):
        run(Unruly(), documents("Ana", "cannot start"), timeout=30)
    with pytest.raises(ExtractorError, match="the extractor's process ended while starting, with exit status 7"):
        run(Dies(), documents("Ana"), timeout=30)


def test_an_extractor_from_a_file_works_under_a_limit(tmp_path):
    file = tmp_path / "mine.py"
    file.write_text(
        "class Outer:\n"
        "    class Mine:\n"
        "        name, layers = 'mine', frozenset({'entities'})\n"
        "        def annotate(self, document):\n"
        "            return {'format': 'sayso/1', 'doc_id': document['doc_id'], 'entities': []}\n"
    )
    made = run(resolve(f"{file}:Outer.Mine"), documents("Ana"), timeout=30)

    assert list(made.source) == [{"format": "sayso/1", "doc_id": "d1", "entities": []}]
    assert made.meta["extractor"] == f"{file}:Outer.Mine"


def test_a_class_that_no_other_process_can_find_is_refused():
    class Local(Capitals):
        pass

    with pytest.raises(UsageError) as caught:
        run(Local(), documents("Ana"), timeout=1)
    assert str(caught.value) == (
        "a time limit needs a process of its own, which cannot find test_running_limits."
        "test_a_class_that_no_other_process_can_find_is_refused.<locals>.Local; "
        "move the class to the top of a module or file, and import it from there"
    )


def test_an_option_that_cannot_be_handed_over_is_refused():
    with pytest.raises(
        UsageError, match="a time limit needs a process of its own, to which an option of capitals cannot"
    ):
        run(Capitals(kind=lambda: None), documents("Ana"), timeout=1)


def test_a_worker_whose_owner_is_gone_ends_by_itself():
    program = (
        "import sys, os, subprocess\n"
        f"sys.path[:] = {sys.path!r}\n"
        "from sample_extractors import Capitals\n"
        "from sayso.extractors.supervising import Worker, order\n"
        "worker = Worker(order(Capitals(), 5.0))\n"
        "worker.ask({'doc_id': 'd1', 'text': 'Ana'}, 5.0)\n"
        "print(worker._process.pid, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)

    pid = int(done.stdout)
    for _ in range(100):
        if not _alive(pid):
            return
        time.sleep(0.05)
    pytest.fail("the worker is still there")


def _alive(pid):
    """Whether a process is there and not merely waiting to be collected."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
