"""Processes that carry out what they are given: an executor whose workers end with the process that started them.

Unlike those of `concurrent.futures`, they do not import the program that uses them a second time, they run numpy's
linear algebra on one thread each, and Ctrl-C in the terminal is for the process that the user sees alone, which then
ends them.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import struct
import subprocess
import sys
import threading
import time
import traceback
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from sayso.errors import WorkerError

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

T = TypeVar("T")

_PROGRAM = "import sys; sys.path[:] = {path!r}; from sayso.evaluate.processes import serve; serve()"
_PATIENCE = 5.0
"""Seconds that a process gets to end by itself when nothing is asked of it any more."""
_LENGTH = struct.Struct("<q")
_GRACE = 1.0
"""Seconds after which a process ends that is at work for nobody."""
_ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS", "NUMEXPR_NUM_THREADS"),
    "1",
)


class Processes(Executor):
    """So many processes, started when there is work for them."""

    def __init__(self, count: int) -> None:
        """Take how many there may be."""
        self._threads = ThreadPoolExecutor(count)  # each waits for a process of its own
        self._own = threading.local()
        self._lock = threading.Lock()
        self._all: list[_Process] = []
        self._closed = False

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:  # noqa: ANN401 - as it is named
        """Have a call carried out; the function must be found by its module and name.

        The result raises `WorkerError` if the process ended over it.
        """
        return self._threads.submit(self._carried_out, (fn, args, kwargs))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as it is named
        """End the processes; at once, if what was submitted is not waited for."""
        patient = wait and not cancel_futures
        self._threads.shutdown(wait=patient, cancel_futures=not patient)
        with self._lock:
            self._closed = True
            processes = list(self._all)
        for process in processes:
            process.end(_PATIENCE if patient else 0.0)
        self._threads.shutdown(wait=True)

    def __exit__(self, raised: object, *_: object) -> None:
        self.shutdown(wait=raised is None, cancel_futures=raised is not None)

    def _carried_out(self, call: tuple[Callable[..., T], Any, Any]) -> T:
        process = getattr(self._own, "process", None) or self._started()
        self._own.process = process
        try:
            found: T = process.ask(call)
        except WorkerError:
            self._own.process = None
            raise
        return found

    def _started(self) -> _Process:
        with self._lock:
            if self._closed:
                raise WorkerError(_ENDED)
            process = _Process()
            self._all.append(process)
            return process


_ENDED = "the worker processes were ended before all was done"


class _Process:
    """One process, with two pipes: a call goes in, what it returned or raised comes out."""

    def __init__(self) -> None:
        program = [sys.executable, "-c", _PROGRAM.format(path=sys.path)]
        # A session of its own: Ctrl-C is for the process that the user sees.
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            program,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
            env={**os.environ, **_ONE_THREAD},
        )
        self._pipes: tuple[Any, Any] = (self._process.stdin, self._process.stdout)

    def ask(self, call: Any) -> Any:  # noqa: ANN401 - whatever is called, and what it returns
        """What a call returns.

        Raises:
            WorkerError: The process ended over it.
        """
        questions, answers = self._pipes
        piece = pickle.dumps(call)
        try:
            questions.write(_LENGTH.pack(len(piece)) + piece)
            questions.flush()
            fine, found = pickle.load(answers)  # noqa: S301 - from a process that this one started
        except (BrokenPipeError, EOFError, pickle.UnpicklingError, ValueError):
            raise WorkerError(self._how_it_ended()) from None
        if not fine:
            raise found
        return found

    def end(self, patience: float) -> None:
        """End the process, at the latest after so many seconds, whatever it does."""
        questions, answers = self._pipes
        if patience:
            questions.close()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(patience)
        self._process.kill()
        self._process.wait()
        with contextlib.suppress(BrokenPipeError):  # half of a call may still be in it
            questions.close()
        answers.close()

    def _how_it_ended(self) -> str:
        status = self._process.wait()
        how = f"was ended by signal {-status}" if status < 0 else f"ended with status {status}"
        return (
            f"a worker process {how} before its work was done, perhaps because memory ran out; nothing was written. "
            "Start again with fewer processes: --jobs 1 needs none (jobs=1 in Python)"
        )


def serve() -> None:
    """Carry out calls until nobody is there who could make them; what they print goes to standard error."""
    questions, answers = _taken(0, "rb"), _taken(1, "wb")
    calls: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(questions, calls), daemon=True).start()
    while (call := calls.get()) is not None:
        try:
            function, arguments, named = pickle.loads(call)  # noqa: S301 - from the process that started this one
            answer = pickle.dumps((True, function(*arguments, **named)), protocol=5)
        except Exception as error:  # noqa: BLE001 - whoever called is told
            answer = _told(error)
        answers.write(answer)
        answers.flush()


def _listen(questions: BinaryIO, calls: queue.SimpleQueue[bytes | None]) -> None:
    """Take calls; when there is nobody to make any, end the process, in the middle of its work too."""
    while head := questions.read(_LENGTH.size):
        calls.put(questions.read(_LENGTH.unpack(head)[0]))
    calls.put(None)
    time.sleep(_GRACE)
    os._exit(0)


def _told(error: Exception) -> bytes:
    """What was raised, with where; by its words alone if it cannot be sent."""
    error.add_note(traceback.format_exc())
    try:
        answer = pickle.dumps((False, error))
        pickle.loads(answer)  # noqa: S301 - what was just made; some exceptions cannot be made again
    except Exception:  # noqa: BLE001 - an exception may refuse to be sent in any way
        return pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")))
    return answer


def _taken(descriptor: int, mode: str) -> Any:  # noqa: ANN401 - a binary file, for reading or for writing
    """A pipe under another number; its own leads to nothing (0) or to standard error (1)."""
    own = os.dup(descriptor)
    other = os.open(os.devnull, os.O_RDONLY) if descriptor == 0 else os.dup(2)
    os.dup2(other, descriptor)
    os.close(other)
    return os.fdopen(own, mode)
