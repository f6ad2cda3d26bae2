"""Processes that carry out calls: what comes back, what is raised, and that none stays behind."""

import ast
import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from sayso.errors import MeasureError, WorkerError
from sayso.evaluate.processes import Processes
from sayso.measures import parse

pytestmark = pytest.mark.slow


def alive(pid):
    """Whether a process is there, and no zombie."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def gone(pid, seconds=10):
    end = time.monotonic() + seconds
    while alive(pid) and time.monotonic() < end:
        time.sleep(0.05)
    return not alive(pid)


def test_calls_are_carried_out_elsewhere_on_one_thread_each():
    with Processes(2) as executor:
        pids = {future.result() for future in [executor.submit(os.getpid) for _ in range(20)]}
        threads = executor.submit(os.getenv, "OMP_NUM_THREADS").result()
        found = list(executor.map(len, ["a", "bc", ""]))

    assert os.getpid() not in pids
    assert 1 <= len(pids) <= 2
    assert threads == "1"
    assert found == [1, 2, 0]
    assert all(map(gone, pids))


def test_what_a_call_raises_is_raised_here_with_where():
    with Processes(1) as executor:
        with pytest.raises(MeasureError, match=r"unknown measure 'qoutes.F'") as raised:
            executor.submit(parse, "qoutes.F").result()
        with pytest.raises(SyntaxError):
            executor.submit(ast.parse, "(").result()
        assert executor.submit(len, "abc").result() == 3

    assert "measure.py" in raised.value.__notes__[0]


def test_what_cannot_be_sent_is_told_in_words():
    with Processes(1) as executor:
        with pytest.raises(TypeError, match=r"cannot pickle"):
            executor.submit(threading.Lock).result()
        with pytest.raises(RuntimeError, match="Stubborn: no, never"):
            executor.submit(stubborn).result()
        with pytest.raises(AttributeError, match="local object"):
            executor.submit(lambda: None).result()


def test_what_a_call_prints_is_not_taken_for_an_answer(capfd):
    with Processes(1) as executor:
        assert executor.submit(print, "hello").result() is None

    assert capfd.readouterr() == ("", "hello\n")


def test_a_process_that_ends_is_told_and_leaves_the_others():
    with Processes(2) as executor:
        pid = executor.submit(os.getpid).result()
        with pytest.raises(WorkerError, match=r"a worker process was ended by signal 9 before its work was done"):
            executor.submit(killed).result()
        with pytest.raises(WorkerError, match=r"ended with status 3 before"):
            executor.submit(os._exit, 3).result()

    assert gone(pid)


def test_processes_are_started_before_there_is_work():
    with Processes(2, modules=["this"]) as executor:
        executor.start()
        pids = {executor.submit(os.getpid).result() for _ in range(20)}
        loaded = executor.submit(is_loaded, "this").result()

    assert len(pids) <= 2
    assert loaded
    assert all(map(gone, pids))


def is_loaded(name):
    return name in sys.modules


def test_one_that_ends_before_it_is_ready_is_told_with_the_next_call():
    with Processes(1, modules=["there.is.none"]) as executor:
        executor.start()
        with pytest.raises(WorkerError, match=r"ended with status 1 before its work was done"):
            executor.submit(len, "abc").result()


def test_where_none_can_be_started_that_is_told(monkeypatch):
    monkeypatch.setattr("sys.executable", "/there/is/none")

    with Processes(1) as executor:
        executor.start()
        with pytest.raises(
            WorkerError, match=r"no worker process can be started: .*/there/is/none.*; start again with"
        ):
            executor.submit(len, "abc").result()


def test_answers_may_be_large():
    with Processes(1) as executor:
        assert executor.submit(bytes, 5_000_000).result() == bytes(5_000_000)


class Stubborn(Exception):  # noqa: N818 - it is one
    def __init__(self, one, other):
        super().__init__(f"{one}, {other}")


def stubborn():
    raise Stubborn("no", "never")


def killed():
    os.kill(os.getpid(), signal.SIGKILL)


def test_what_is_not_waited_for_is_ended_at_once():
    executor = Processes(1)
    pid = executor.submit(os.getpid).result()
    future = executor.submit(time.sleep, 60)
    later = executor.submit(os.getpid)
    while not future.running():
        time.sleep(0.01)

    begin = time.monotonic()
    executor.shutdown(cancel_futures=True)

    assert time.monotonic() - begin < 10
    assert not alive(pid)
    assert later.cancelled()
    with pytest.raises(WorkerError):
        future.result()


def test_an_error_in_the_block_ends_them_too():
    with pytest.raises(ZeroDivisionError), Processes(1) as executor:
        pid = executor.submit(os.getpid).result()
        executor.submit(time.sleep, 60)
        raise ZeroDivisionError

    assert not alive(pid)
