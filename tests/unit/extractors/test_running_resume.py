"""A run that was ended midway goes on where it ended: no document twice, none lost, the same bytes."""

import json
import signal
import subprocess
import sys
import time

import pytest
from sample_extractors import Capitals, Unruly

from harbour import hearing
from sayso.extractors.running import extract

TEXTS = [f"Ana met Ben Ode, number {number}. Zoë 🙂 came" for number in range(40)]
DOCUMENTS = [{"doc_id": f"d{number}", "text": text} for number, text in enumerate(TEXTS)]

PROGRAM = """
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from sample_extractors import Capitals
from sayso.extractors.running import extract
from test_running_resume import DOCUMENTS
timeout = json.loads(sys.argv[3])
tell = lambda told: print(told.done, flush=True)
extract(Capitals(wait=0.03), DOCUMENTS, sys.argv[2], timeout=timeout, progress=tell)
"""


def started(output, timeout):
    program = [sys.executable, "-c", PROGRAM, json.dumps(sys.path), str(output), json.dumps(timeout)]
    with hearing():
        return subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def ended_after(count, output, timeout, number):
    """Start a run in a process of its own and end it by a signal after so many documents."""
    with started(output, timeout) as process:
        for line in process.stdout:
            if int(line) >= count:
                process.send_signal(number)
                break
        process.stdout.read()
        process.stderr.read()
    return process.returncode


@pytest.mark.parametrize("timeout", [None, 20])
def test_a_run_killed_twice_has_the_bytes_of_one_that_was_not(tmp_path, timeout):
    extract(Capitals(wait=0.03), DOCUMENTS, tmp_path / "whole.jsonl")
    output = tmp_path / "killed.jsonl"

    assert ended_after(5, output, timeout, signal.SIGKILL) == -signal.SIGKILL
    assert ended_after(15, output, timeout, signal.SIGKILL) == -signal.SIGKILL
    assert not output.exists()
    told = []
    outcome = extract(Capitals(wait=0.03), DOCUMENTS, output, progress=told.append)

    assert 15 <= outcome.resumed < 40
    assert outcome.note == f"went on behind {outcome.resumed} of 40 documents that were finished"
    assert (told[0].done, told[0].note) == (outcome.resumed, outcome.note)
    assert output.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("killed.jsonl", "killed.meta.json", "whole.jsonl", "whole.meta.json")
    ]


@pytest.mark.parametrize("timeout", [None, 20])
def test_ctrl_c_leaves_finished_work_in_place(tmp_path, timeout):
    output = tmp_path / "run.jsonl"

    ended_after(5, output, timeout, signal.SIGINT)

    assert len((tmp_path / "run.jsonl.part").read_text(encoding="utf-8").splitlines()) >= 5
    assert extract(Capitals(wait=0.03), DOCUMENTS, output).resumed >= 5


class Stop(Exception):  # noqa: N818 - it stands for a kill, which is no error
    """Raised in the midst of a run."""


def stopped(output, extractor=None, documents=DOCUMENTS, after=7):
    """Run until so many documents are done."""

    def stop(told):
        if told.done == after:
            raise Stop

    with pytest.raises(Stop):
        extract(extractor or Capitals(), documents, output, progress=stop)


@pytest.mark.parametrize(
    ("cut", "kept"),
    [
        pytest.param(1, 6, id="the newline of the last line is missing"),
        pytest.param(20, 6, id="the last line is torn"),
        pytest.param(0, 7, id="nothing is torn"),
    ],
)
def test_a_torn_last_line_is_dropped(tmp_path, cut, kept):
    output, part = tmp_path / "run.jsonl", tmp_path / "run.jsonl.part"
    extract(Capitals(), DOCUMENTS, tmp_path / "whole.jsonl")
    stopped(output)
    part.write_bytes(part.read_bytes()[: -cut or None])

    assert extract(Capitals(), DOCUMENTS, output).resumed == kept
    assert output.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(b"\0\0\0\0\n", id="zeros, as a power cut leaves them"),
        pytest.param(b'{"format": "sayso/1", "doc_id": "d99", "entities": []}\n', id="another document"),
        pytest.param(b"[1]\n", id="no record"),
        pytest.param(b'{"doc_id": "\xff"}\n', id="not UTF-8"),
    ],
)
def test_a_broken_line_is_dropped_with_what_stands_behind_it(tmp_path, broken):
    output, part = tmp_path / "run.jsonl", tmp_path / "run.jsonl.part"
    extract(Capitals(), DOCUMENTS, tmp_path / "whole.jsonl")
    stopped(output)
    lines = part.read_bytes().splitlines(keepends=True)
    part.write_bytes(b"".join([*lines[:3], broken, *lines[4:]]))

    assert extract(Capitals(), DOCUMENTS, output).resumed == 3
    assert output.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


def test_lines_behind_the_last_document_are_dropped(tmp_path):
    output, part = tmp_path / "run.jsonl", tmp_path / "run.jsonl.part"
    stopped(output, after=40)
    part.write_bytes(part.read_bytes() + b"{}\n")

    assert extract(Capitals(), DOCUMENTS, output).resumed == 40
    assert len(output.read_bytes().splitlines()) == 40


def test_failures_that_are_recorded_count_after_the_resume(tmp_path):
    documents = [{"doc_id": f"d{number}", "text": text} for number, text in enumerate(["Ana", "raise", "Ben", "Col"])]
    stopped(tmp_path / "run.jsonl", Unruly(), documents, after=3)

    outcome = extract(Unruly(), documents, tmp_path / "run.jsonl")
    assert (outcome.resumed, outcome.failures) == (3, {"d1": "ValueError: asked to raise"})


def test_another_extractor_option_version_or_document_starts_anew_with_a_word(tmp_path, monkeypatch):
    output = tmp_path / "run.jsonl"
    for change in ("option", "version", "documents", "unknown"):
        stopped(output)
        extractor, documents = Capitals(), DOCUMENTS
        if change == "option":
            extractor = Capitals(kind="person")
            word = "extractor sample_extractors:Capitals, now sample_extractors:Capitals(kind=person)"
        elif change == "version":
            monkeypatch.setattr(Capitals, "version", "2")
            word = "version 1, now 2"
        elif change == "documents":
            documents = DOCUMENTS[:-1]
            word = "documents 40, now 39"
        else:
            (tmp_path / "run.meta.json.part").unlink()
            word = ""
        outcome = extract(extractor, documents, output)

        expected = f"started anew: run.jsonl.part was made with {word}"
        assert outcome.note == (expected if word else "started anew: nothing says what run.jsonl.part was made by")
        assert outcome.resumed == 0
        assert len(output.read_bytes().splitlines()) == len(documents)
        monkeypatch.undo()


def test_a_changed_text_starts_anew(tmp_path):
    stopped(tmp_path / "run.jsonl")
    changed = [*DOCUMENTS[:-1], {"doc_id": "d39", "text": "Changed"}]

    note = extract(Capitals(), changed, tmp_path / "run.jsonl").note
    assert note.startswith("started anew: run.jsonl.part was made with documents_sha256 ")


def test_without_resume_a_run_starts_anew(tmp_path):
    stopped(tmp_path / "run.jsonl")

    outcome = extract(Capitals(), DOCUMENTS, tmp_path / "run.jsonl", resume=False)
    assert (outcome.resumed, outcome.note) == (0, None)


def test_a_finished_run_stays_until_the_next_is_whole(tmp_path):
    output = tmp_path / "run.jsonl"
    extract(Capitals(), DOCUMENTS[:2], output)
    before = output.read_bytes()
    stopped(output)

    assert output.read_bytes() == before
    assert time.time() - output.stat().st_mtime < 600
