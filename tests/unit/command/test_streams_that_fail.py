"""Standard output on a full disk, or closed from the outset; Ctrl-C before anything is there."""

import os
import subprocess
import sys
import types
from pathlib import Path

import pytest

from harbour import command, corpus, environment
from sayso import __main__
from sayso.command import pipes

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="no /dev/full on this system")


@needs_full
def test_a_full_disk_is_told_once_with_the_name_of_the_stream(monkeypatch):
    descriptor = os.open(FULL, os.O_WRONLY)
    monkeypatch.setitem(pipes._NAMES, descriptor, "standard output")
    stream = pipes._Tolerant(descriptor)
    with pytest.raises(OSError, match=r"No space left on device: 'standard output'"):
        stream.write(b"a")
    assert stream.write(b"bc") == 2  # what comes then is swallowed, also as the interpreter shuts down
    os.close(descriptor)


def test_a_stream_that_was_closed_is_nowhere(monkeypatch):
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    pipes.outlive_readers()
    assert sys.stdin.read() == ""
    for stream in (sys.stdout, sys.stderr):
        stream.write("nobody reads this")
        stream.close()
    sys.stdin.close()


def test_ctrl_c_while_the_command_line_is_loaded_ends_with_130_and_no_traceback(monkeypatch):
    class Interrupted(types.ModuleType):
        def __getattr__(self, name):
            raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "sayso.command.process", Interrupted("process"))
    with pytest.raises(SystemExit) as ended:
        __main__.main()
    assert ended.value.code == 130


@pytest.mark.slow
@needs_full
@pytest.mark.parametrize("arguments", [["score", "corpus", "corpus/gold.jsonl", "--format", "json"], ["--help"]])
def test_a_command_on_a_full_disk_ends_with_2(tmp_path, arguments):
    corpus(tmp_path / "corpus")
    with FULL.open("w") as full:
        found = subprocess.run(
            command(*arguments), stdout=full, stderr=subprocess.PIPE, cwd=tmp_path, env=environment(), check=False
        )
    assert found.stderr.decode() == "sayso: standard output: No space left on device\n"
    assert found.returncode == 2


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX")
def test_a_command_whose_output_is_closed_does_its_work_and_keeps_its_status(tmp_path):
    corpus(tmp_path / "corpus")
    arguments = command("score", "corpus", "corpus/gold.jsonl", "-m", "quotes.F", "-o", "scores.csv")
    found = subprocess.run(
        ["/bin/sh", "-c", '"$@" >&- <&-', "sh", *arguments],
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env=environment(),
        check=False,
    )
    assert (found.returncode, found.stderr) == (0, b"")
    assert (tmp_path / "scores.csv").read_text(encoding="utf-8").startswith("run,measure,quantity,number\n")
    assert (tmp_path / "corpus" / "gold.jsonl").read_bytes().startswith(b"{")
