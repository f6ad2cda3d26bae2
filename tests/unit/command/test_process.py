"""The process around a command: statuses, and what is said about errors."""

import errno
import io
import subprocess
import sys

import pytest
import typer

from sayso.command import application, process
from sayso.errors import DataError, ExtractorError, MeasureError, NothingToScore, Problem, SaysoError, UsageError, Where

REPORT = (
    "This is a fault of Sayso, not of your data. Please report it: open an issue with these lines, the command,\n"
    "and the traceback that the same command prints with SAYSO_DEBUG=1 set.\n"
)


def raising(error):
    def app(_arguments, **_options):
        raise error

    return app


@pytest.fixture
def run(monkeypatch, capsys):
    """Run a command line whose application is replaced; its status and what it said on standard error."""
    monkeypatch.delenv("SAYSO_DEBUG", raising=False)
    monkeypatch.setattr(process, "outlive_readers", lambda: None)

    def run(app):
        monkeypatch.setattr(application, "app", app)
        status = process.run([])
        return status, capsys.readouterr().err

    return run


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (UsageError("no such file"), 2),
        (MeasureError("no such measure"), 2),
        (DataError([Problem(Where("a.jsonl", 1), "E101", "x", "y")]), 3),
        (ExtractorError("cannot start"), 4),
        (NothingToScore("gold is empty"), 5),
        (SaysoError("something else"), 70),
    ],
)
def test_every_error_has_its_status_and_is_said_as_it_is(run, error, status):
    assert run(raising(error)) == (status, f"sayso: {error}\n")


@pytest.mark.parametrize(("returned", "status"), [(None, 0), (0, 0), (3, 3), ("text", 0)])
def test_what_a_command_returns_is_the_status_if_it_is_one(run, returned, status):
    assert run(lambda _arguments, **_options: returned) == (status, "")


@pytest.mark.parametrize("how", [raising(KeyboardInterrupt()), raising(typer.Abort()), lambda _a, **_o: 130])
def test_an_interrupt_is_130_however_it_arrives(run, how):
    assert run(how) == (130, "sayso: interrupted; what was finished is kept\n")


def test_what_the_system_refuses_is_said_without_a_traceback(run):
    error = OSError(errno.ENOSPC, "No space left on device", "out.md")

    assert run(raising(error)) == (2, "sayso: out.md: No space left on device\n")


def test_an_internal_error_asks_for_a_report_and_says_where(run):
    status, said = run(raising(ZeroDivisionError("division by zero")))

    assert status == 70
    first, place, rest = said.split("\n", 2)
    assert first == "sayso: internal error: ZeroDivisionError: division by zero"
    assert place.startswith("    in sayso/command/process.py:")
    assert rest == REPORT


def test_an_error_without_words_or_file_is_internal_too(run):
    assert run(raising(OSError()))[1].startswith("sayso: internal error: OSError: no message\n")


def test_debugging_adds_the_traceback(run, monkeypatch):
    monkeypatch.setenv("SAYSO_DEBUG", "1")
    status, said = run(raising(ZeroDivisionError("division by zero")))

    assert status == 70
    assert said.startswith("Traceback (most recent call last):\n")
    assert said.endswith(REPORT)


def test_an_error_from_elsewhere_names_its_file():
    with pytest.raises(RuntimeError) as raised:
        raising(RuntimeError())([])
    place = process._place(raised.value)

    assert place.endswith(", app")
    assert "test_process.py" in place


def test_usage_errors_of_the_parser_are_2(monkeypatch, capsys):
    monkeypatch.setattr(process, "outlive_readers", lambda: None)

    assert process.run(["score", "--nonsense"]) == 2
    assert "No such option: --nonsense" in capsys.readouterr().err


PIPES = """
import sys
from sayso.command.pipes import outlive_readers
outlive_readers()
for number in range(200_000):
    print("line", number)
print("still here", file=sys.stderr)
sys.exit(3)
"""


def test_a_closed_pipe_ends_quietly_and_keeps_the_status():
    process = subprocess.Popen([sys.executable, "-c", PIPES], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "line 0\n"
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()

    assert (process.wait(), said) == (3, "still here\n")


def test_a_closed_pipe_before_the_last_buffer_is_as_quiet():
    code = "import sys\nfrom sayso.command.pipes import outlive_readers\noutlive_readers()\nsys.stdin.read()\nprint(1)"
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    process.stdout.close()
    process.stdin.close()
    said = process.stderr.read()
    process.stderr.close()

    assert (process.wait(), said) == (0, "")


def test_what_an_encoding_has_no_character_for_is_escaped():
    code = "from sayso.command.pipes import outlive_readers\noutlive_readers()\nprint('a–b')"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env={"PYTHONIOENCODING": "ascii"}, check=True, text=True
    )

    assert (done.stdout, done.stderr) == ("a\\u2013b\n", "")


def test_a_stream_in_memory_is_left_alone(monkeypatch, capsys):
    from sayso.command.pipes import outlive_readers

    before, memory = sys.stdout, io.StringIO()
    monkeypatch.setattr(sys, "stderr", memory)
    outlive_readers()

    assert (sys.stdout, sys.stderr) == (before, memory)
    capsys.readouterr()


def test_ctrl_c_while_a_class_is_made_is_no_fault(run):
    def app(_arguments, **_options):
        raise RuntimeError("Error calling __set_name__") from KeyboardInterrupt()

    assert run(app) == (130, "sayso: interrupted; what was finished is kept\n")
