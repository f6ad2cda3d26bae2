"""Exit statuses, each through a real process."""

import os
import pty
import signal
import subprocess
import sys
import time

import pytest

from harbour import command, corpus, documents, environment, gold, hearing, record, run, write
from sayso.__main__ import main

EXTRACTORS = """
import time

class Good:
    name = "good"
    layers = frozenset({"quotes"})

    def annotate(self, document):
        return {"format": "sayso/1", "doc_id": document["doc_id"], "quotes": []}


class Broken(Good):
    def annotate(self, document):
        raise ValueError("no idea")


class Half(Good):
    def annotate(self, document):
        if document["doc_id"] == "harbour":
            raise ValueError("no idea")
        return super().annotate(document)


class Unable(Good):
    def prepare(self):
        raise OSError("no model")


class Slow(Good):
    def annotate(self, document):
        if document["doc_id"] == "market":
            time.sleep(60)
        return super().annotate(document)
"""


@pytest.fixture
def place(tmp_path):
    corpus(tmp_path / "corpus")
    (tmp_path / "own.py").write_text(EXTRACTORS, encoding="utf-8")
    write(tmp_path / "run.jsonl", gold())
    write(tmp_path / "bad.jsonl", [record("harbour", quotes=[{"id": "q"}]), record("market", quotes=[])])
    return tmp_path


def quiet(done):
    """Whether nothing of the inside is shown."""
    return "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["--version"],
        ["score", "--help"],
        ["score", "corpus", "run.jsonl"],
        ["validate", "run.jsonl", "corpus/gold.jsonl", "--corpus", "corpus"],
        ["show", "corpus", "--doc", "harbour"],
        ["list", "measures"],
        ["explain", "E103"],
        ["schema", "run"],
        ["extract", "own.py:Good", "corpus", "-o", "good.jsonl"],
        pytest.param(["extract", "own.py:Half", "corpus", "-o", "half.jsonl"], id="some documents failed"),
    ],
    ids=" ".join,
)
def test_0_fine(place, arguments):
    done = run(*arguments, cwd=place)

    assert done.returncode == 0, done.stderr
    assert done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nonsense"], "No such command 'nonsense'"),
        (["score"], "Missing argument"),
        (["score", "corpus", "run.jsonl", "--nonsense"], "No such option: --nonsense"),
        (["score", "corpus", "run.jsonl", "--on", "some"], "some"),
        (["score", "corpus", "absent.jsonl"], "absent.jsonl: there is no such file"),
        (["score", "corpus", "."], "found a folder"),
        (["score", "absent", "run.jsonl"], "absent"),
        (["score", "corpus/gold.jsonl", "run.jsonl"], "--documents"),
        (["score", "corpus", "run.jsonl", "-m", "quotes.G"], "unknown measure 'quotes.G'; did you mean"),
        (["score", "corpus", "run.jsonl", "run.jsonl"], "two runs are named 'run'"),
        (["score", "corpus", "run.jsonl", "-o", "x.xlsx"], "expected one of .json, .md, .csv, "),
        (["score", "corpus", "run.jsonl", "-o", "absent/x.md"], "absent/x.md: cannot be written"),
        (["validate", "absent.jsonl"], "absent.jsonl"),
        (["validate", "run.jsonl", "--corpus", "absent"], "absent"),
        (["show", "corpus"], "corpus/documents.jsonl has 2 documents; name one with --doc, as in --doc harbour"),
        (["show", "corpus", "--doc", "harbor"], "has no document 'harbor'; it has harbour"),
        (["show", "run.jsonl", "--doc", "harbour"], "--documents"),
        (["list", "nonsense"], "nonsense"),
        (["explain", "E999"], "unknown code 'E999'"),
        (["explain", "quotes.G"], "unknown measure"),
        (["schema", "nonsense"], "nonsense"),
        (["extract", "nonsense", "corpus", "-o", "x.jsonl"], "there is no extractor 'nonsense'"),
        (["extract", "own.py:Good", "corpus"], "Missing option"),
        (["extract", "own.py:Good", "corpus", "-o", "x.csv"], "x.csv"),
        (["bench", "absent.toml"], "absent.toml: cannot be read: No such file or directory"),
        (["bench", "."], ".: cannot be read: Is a directory"),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, list) else None,
)
def test_2_usage(place, arguments, said):
    done = run(*arguments, cwd=place)

    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert quiet(done)


def test_2_a_file_that_may_not_be_read(place, monkeypatch, capsys):
    """The one status that is not tried in a process of its own: for root, as in CI, every file may be read."""
    monkeypatch.chdir(place)
    monkeypatch.setattr("os.access", lambda *_: False)
    monkeypatch.setattr("sys.argv", ["sayso", "score", "corpus", "run.jsonl"])

    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "path 'run.jsonl' is not readable" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["score", "corpus", "bad.jsonl"],
        ["validate", "bad.jsonl"],
        ["validate", "bad.jsonl", "--format", "json"],
        ["show", "bad.jsonl", "--gold", "corpus", "--doc", "harbour"],
    ],
    ids=" ".join,
)
def test_3_invalid_data(place, arguments):
    done = run(*arguments, cwd=place)

    assert done.returncode == 3, done.stderr
    assert "E203" in done.stderr + done.stdout
    assert quiet(done)


def test_3_a_run_that_lacks_a_document(place):
    write(place / "short.jsonl", gold()[:1])

    done = run("score", "corpus", "short.jsonl", cwd=place)
    assert done.returncode == 3
    assert "E603" in done.stderr
    assert run("score", "corpus", "short.jsonl", "--missing", "empty", cwd=place).returncode == 0
    common = run("score", "corpus", "short.jsonl", "--on", "common", cwd=place)
    assert common.returncode == 0
    assert "1 gold document left out, because some run lacks them" in common.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["extract", "own.py:Unable", "corpus", "-o", "x.jsonl"], "cannot start: OSError: no model"),
        (["extract", "own.py:Broken", "corpus", "-o", "x.jsonl"], "failed on all 2 documents"),
        (["extract", "own.py:Half", "corpus", "-o", "x.jsonl", "--max-failures", "0"], "more than the 0 allowed"),
        (["bench", "broken.toml", "-o", "out"], "no extractor of the bench could run (own.py-Unable: "),
        (["bench", "mixed.toml", "-o", "out"], "own.py-Unable: failed: "),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, list) else None,
)
def test_4_extractors(place, arguments, said):
    unable, good = '[[extractors]]\nextractor = "own.py:Unable"\n', '[[extractors]]\nextractor = "own.py:Good"\n'
    (place / "broken.toml").write_text(f'corpus = "corpus"\n{unable}')
    (place / "mixed.toml").write_text(f'corpus = "corpus"\n{unable}{good}')

    done = run(*arguments, cwd=place)
    assert done.returncode == 4, done.stderr
    assert said in done.stderr
    assert quiet(done)


def test_5_nothing_to_score(place):
    write(place / "other.jsonl", [record("market", quotes=[])])
    (place / "corpus" / "gold.jsonl").write_text(write(place / "one.jsonl", gold()[:1]).read_text())

    done = run("score", "corpus", "other.jsonl", "--on", "common", cwd=place)
    assert done.returncode == 5, done.stderr
    assert quiet(done)


BROKEN = """
import sys
import sayso.evaluate
def broken(**_): raise ZeroDivisionError("division by zero")
sayso.evaluate.score = broken
from sayso.__main__ import main
main()
"""


@pytest.mark.parametrize("debug", ["", "1"])
def test_70_an_internal_error_asks_for_a_report(place, debug):
    done = subprocess.run(
        [sys.executable, "-c", BROKEN, "score", "corpus", "run.jsonl"],
        capture_output=True,
        text=True,
        cwd=place,
        env=environment(SAYSO_DEBUG=debug),
        check=False,
    )

    assert done.returncode == 70
    assert "sayso: internal error: ZeroDivisionError: division by zero\n    in sayso/command/score.py:" in done.stderr
    assert "Please report it" in done.stderr
    assert ("Traceback" in done.stderr) is bool(debug)


def test_130_an_interrupt_leaves_what_is_finished(place):
    with hearing():
        process = subprocess.Popen(
            command("extract", "own.py:Slow", "corpus", "-o", "slow.jsonl"),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=place,
            env=environment(),
        )
    part = place / "slow.jsonl.part"
    deadline = time.monotonic() + 30
    while not (part.exists() and part.stat().st_size) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)

    assert process.returncode == 130
    assert said == "sayso: interrupted; what was finished is kept\n"
    assert part.read_text().count("\n") == 1
    assert not (place / "slow.jsonl").exists()


@pytest.mark.parametrize(
    ("arguments", "status"), [(["list", "measures"], 0), (["validate", "many.jsonl", "--all"], 3)], ids=["0", "3"]
)
def test_a_closed_pipe_keeps_the_status(place, arguments, status):
    write(place / "many.jsonl", [record(f"d{number}", quotes=[{"id": "q"}]) for number in range(2000)])
    process = subprocess.Popen(
        command(*arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=place, env=environment()
    )
    assert process.stdout.readline()
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()

    assert (process.wait(timeout=60), said) == (status, "")


def on_a_terminal(*arguments, cwd, **variables):
    """What a command shows on a terminal."""
    parent, child = pty.openpty()
    variables = {"TERM": "xterm-256color", **variables}
    process = subprocess.Popen(
        command(*arguments), stdout=child, stderr=child, cwd=cwd, env=environment(**variables), close_fds=True
    )
    os.close(child)
    shown = b""
    while True:
        try:
            piece = os.read(parent, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    os.close(parent)
    process.wait(timeout=60)
    return shown.decode("utf-8")


@pytest.mark.parametrize(
    "arguments", [["score", "corpus", "run.jsonl"], ["show", "corpus", "--doc", "harbour"]], ids=["score", "show"]
)
def test_colour_is_for_terminals_alone(place, arguments):
    assert "\x1b[" in on_a_terminal(*arguments, cwd=place)
    assert "\x1b[" not in on_a_terminal(*arguments, cwd=place, NO_COLOR="1")
    assert "\x1b[" not in on_a_terminal(*arguments, cwd=place, CI="true")
    assert "\x1b[" not in run(*arguments, cwd=place).stdout


def test_a_terminal_sees_a_progress_bar_and_no_pipe_does(place):
    shown = on_a_terminal("extract", "own.py:Good", "corpus", "-o", "good.jsonl", cwd=place)
    assert "2/2" in shown
    assert "2/2" not in on_a_terminal("extract", "own.py:Good", "corpus", "-o", "good.jsonl", cwd=place, CI="1")
    assert run("extract", "own.py:Good", "corpus", "-o", "good.jsonl", cwd=place).stderr == ""


def test_documents_of_a_gold_file(place):
    write(place / "texts.jsonl", documents())

    done = run("score", "corpus/gold.jsonl", "run.jsonl", "--documents", "texts.jsonl", "-m", "quotes.F", cwd=place)
    assert done.returncode == 0, done.stderr
    assert "quotes@overlap(0.5)  1.000  1.000  1.000" in done.stdout
