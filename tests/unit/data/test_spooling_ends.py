"""Temporary files are gone, too, where a signal ends the process."""

import os
import signal
import subprocess
import sys
import tempfile
import time

import pytest

from harbour import command, corpus, environment
from sayso.data import spooling

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="has no signals that end a process and can be heeded"),
]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_standard_input_is_not_left_behind(number, tmp_path):
    folder = tmp_path / "temporary"
    folder.mkdir()
    with subprocess.Popen(
        command("score", corpus(tmp_path / "corpus"), "-"),
        stdin=subprocess.PIPE,
        env=environment(TMPDIR=str(folder)),
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),  # noqa: PLW1509 - a job in the background may be deaf
    ) as process:
        process.stdin.write(b'{"format": "sayso/1", ')
        process.stdin.flush()
        while not list(folder.rglob("stdin.jsonl")):
            time.sleep(0.01)
            assert process.poll() is None
        process.send_signal(number)
        assert process.wait(10) == -number
    assert not list(folder.iterdir())


def test_a_forked_process_leaves_what_is_not_its_own(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(os, "kill", lambda *_: None)
    before = signal.getsignal(signal.SIGTERM)
    theirs, own = spooling.new_folder(), spooling.new_folder()
    monkeypatch.setitem(spooling._folders, theirs, os.getpid() + 1)
    try:
        spooling._end(signal.SIGTERM, None)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert list(tmp_path.iterdir()) == [theirs]
    assert not own.exists()
    spooling.remove(theirs)
    assert not list(tmp_path.iterdir())
