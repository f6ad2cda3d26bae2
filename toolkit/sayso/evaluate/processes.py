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
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from sayso.data.executors import BLAS, KEPT
from sayso.errors import WorkerError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future

T = TypeVar("T")

_PROGRAM = "import sys; sys.path[:] = {path!r}; from sayso.evaluate.processes import serve; serve({modules!r})"
_PIPE = 2**20
"""Bytes that an answer may have without waiting until somebody takes it, where the system lets a pipe be so large."""
_PATIENCE = 5.0
"""Seconds that a process gets to end by itself when nothing is asked of it any more."""
_LENGTH = struct.Struct("<q")
_GRACE = 1.0
"""Seconds after which a process ends that is at work for nobody."""
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "NUMEXPR_NUM_THREADS", *BLAS), "1")
_KEEP = {name: str(size) for name, size in KEPT.items()}


class Processes(Executor):
    """So many processes, started when there is work for them, or before."""

    def __init__(self, count: int, modules: Sequence[str] = (), *, lost: str = "nothing was written") -> None:
        """Take how many there may be, the modules that each imports first, and what is said where one has ended."""
        self.count = count
        self._lost = lost
        self._modules = tuple(modules)
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

    def start(self) -> None:
        """Start them now. What waits for them is free until they are ready, and may be carried out elsewhere."""
        for _ in range(self.count):
            self._threads.submit(self._get_ready)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as it is named
        """End the processes; at once, if what was submitted is not waited for."""
        patient = wait and not cancel_futures
        self._threads.shutdown(wait=patient, cancel_futures=not patient)
        with self._lock:
            self._closed = True
            processes = list(self._all)
        for process in processes if patient else ():
            process.let_go()  # All at once: each may take its time to end.
        for process in processes:
            process.end(_PATIENCE if patient else 0.0)
        self._threads.shutdown(wait=True)

    def __exit__(self, raised: object, *_: object) -> None:
        self.shutdown(wait=raised is None, cancel_futures=raised is not None)

    def _get_ready(self) -> None:
        try:
            self._asked((len, ((),), {}))
        except WorkerError as error:  # told to whoever next wants something of this thread
            self._own.lost = error

    def _carried_out(self, call: tuple[Callable[..., T], Any, Any]) -> T:
        lost: WorkerError | None = self._own.__dict__.pop("lost", None)
        if lost is not None:
            raise lost
        found: T = self._asked(call)
        return found

    def _asked(self, call: Any) -> Any:  # noqa: ANN401 - whatever is called, and what it returns
        process = getattr(self._own, "process", None) or self._started()
        self._own.process = process
        try:
            return process.ask(call)
        except WorkerError:
            self._own.process = None
            raise

    def _started(self) -> _Process:
        with self._lock:
            if self._closed:
                raise WorkerError(_ENDED)
            process = _Process(self._modules, self._lost)
            self._all.append(process)
            return process


_WAY_OUT = "start again with fewer processes: --jobs 1 needs none (jobs=1 in Python)"
_ENDED = "the worker processes were ended before all was done"


class _Process:
    """One process, with two pipes: a call goes in, what it returned or raised comes out."""

    def __init__(self, modules: Sequence[str], lost: str) -> None:
        self._lost = lost
        program = [sys.executable, "-c", _PROGRAM.format(path=sys.path, modules=tuple(modules))]
        # A session of its own: Ctrl-C is for the process that the user sees.
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                program,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,
                env={**_KEEP, **os.environ, **_ONE_THREAD},
            )
        except OSError as error:
            raise WorkerError(f"no worker process can be started: {error}; {_WAY_OUT}") from error
        _widen(self._process.stdout)
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
            answer = _taken(answers)
        except (BrokenPipeError, ValueError):  # the pipe may be closed here, too
            answer = None
        if answer is None:
            raise WorkerError(self._how_it_ended())
        fine, found = pickle.loads(answer)  # noqa: S301 - from a process that this one started
        if not fine:
            raise found
        return found

    def let_go(self) -> None:
        """Ask nothing more of the process, which ends when it has done what was asked."""
        with contextlib.suppress(BrokenPipeError):
            self._pipes[0].close()

    def end(self, patience: float) -> None:
        """End the process, at the latest after so many seconds, whatever it does."""
        questions, answers = self._pipes
        if patience:
            self.let_go()
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
            f"a worker process {how} before its work was done, perhaps because memory ran out; {self._lost}. "
            f"{_WAY_OUT[0].upper()}{_WAY_OUT[1:]}"
        )


def serve(modules: Sequence[str]) -> None:
    """Carry out calls until nobody is there who could make them; what they print goes to standard error.

    Args:
        modules: What is imported before.
    """
    questions, answers = _moved(0, "rb"), _moved(1, "wb")
    calls: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(questions, calls), daemon=True).start()
    for module in modules:
        import_module(module)
    while (call := calls.get()) is not None:
        try:
            function, arguments, named = pickle.loads(call)  # noqa: S301 - from the process that started this one
            answer = pickle.dumps((True, function(*arguments, **named)), protocol=5)
        except Exception as error:  # noqa: BLE001 - whoever called is told
            answer = _told(error)
        try:
            answers.write(_LENGTH.pack(len(answer)))
            answers.write(answer)
            answers.flush()
        except BrokenPipeError:  # Who asked has been killed; closing the pipe would fail once more.
            os._exit(0)


def _listen(questions: BinaryIO, calls: queue.SimpleQueue[bytes | None]) -> None:
    """Take calls; when there is nobody to make any, end the process, in the middle of its work too."""
    while (call := _taken(questions)) is not None:
        calls.put(call)
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


def _taken(pipe: BinaryIO) -> bytes | None:
    """What was sent as a whole; None where it ends before."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    length = _LENGTH.unpack(head)[0]
    found = pipe.read(length)
    return found if len(found) == length else None


def _widen(pipe: Any) -> None:  # noqa: ANN401 - a binary file, in a library that has it as optional
    """Let a pipe hold more, so that who writes goes on while who reads is busy; Linux can, others need not."""
    with contextlib.suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)


def _moved(descriptor: int, mode: str) -> Any:  # noqa: ANN401 - a binary file, for reading or for writing
    """A pipe under another number; its own leads to nothing (0) or to standard error (1)."""
    own = os.dup(descriptor)
    other = os.open(os.devnull, os.O_RDONLY) if descriptor == 0 else os.dup(2)
    os.dup2(other, descriptor)
    os.close(other)
    return os.fdopen(own, mode)
