"""An extractor behind a time limit: it runs in a process of its own, which is ended when it overruns.

Interrupting a thread or raising in it stops neither C code nor a loop that catches everything; ending a process does.
The process lives through the run, with one loading of models, and is started again after it was ended. Loading is off
the clock.
"""

from __future__ import annotations

import base64
import contextlib
import json
import pickle
import queue
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any, Self

from sayso.errors import ExtractorError, SaysoError, UsageError
from sayso.extractors.failing import died, overran
from sayso.extractors.locating import digest_at, locate, place_of
from sayso.extractors.making import parameters

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from typing import IO

    from sayso.extractors.protocol import Annotator, Document, Extractor

_PROGRAM = "import sys; sys.path[:] = {path!r}; from sayso.extractors.worker import serve; serve()"
_PATIENCE = 5.0
"""Seconds that a process gets to end by itself when nothing is asked of it any more."""


def supervised(
    extractor: Extractor | Annotator, documents: Iterable[Document], timeout: float
) -> Generator[str, None, None]:
    """The answers to documents as JSON, none later than `timeout` seconds after its question.

    Raises:
        UsageError: A process of its own cannot make the extractor.
        ExtractorError: The extractor cannot start.
    """
    with Worker(order(extractor, timeout)) as worker:
        for document in documents:
            yield worker.ask(document, timeout)


def order(extractor: Extractor | Annotator, timeout: float | None, *, needs: str = "a time limit") -> bytes:
    """The line that tells a process what to make: the place of the class, the options in force, the layers declared.

    Of a class in a file it has the file's digest: elsewhere another one may be under the same path.

    Args:
        extractor: What to make there.
        timeout: Seconds that a document may take.
        needs: What there needs a process of its own, in words.

    Raises:
        UsageError: The class has no place outside this process, or an option cannot be handed over.
    """
    kind = type(extractor)
    place = place_of(kind)
    try:
        if kind.__module__ == "__main__" or locate(place) is not kind:
            raise UsageError
    except SaysoError:
        raise UsageError(
            f"{needs} needs a process of its own, which cannot find {kind.__module__}.{kind.__qualname__}; "
            "move the class to the top of a module or file, and import it from there"
        ) from None
    try:
        options = base64.b64encode(pickle.dumps(parameters(extractor))).decode("ascii")
    except (pickle.PicklingError, TypeError, AttributeError) as error:
        raise UsageError(
            f"{needs} needs a process of its own, to which an option of {extractor.name} cannot be handed: {error}"
        ) from None
    made_of = {"place": place, "code": digest_at(place), "options": options}
    return _line({**made_of, "layers": sorted(extractor.layers), "timeout": timeout})


class Worker:
    """A process that answers documents; started when it is first asked, and again after it ended."""

    def __init__(self, first: bytes) -> None:
        """Take the order that every process gets first."""
        self._first = first
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._listener: threading.Thread | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, raised: object, *_: object) -> None:
        self._stop(_PATIENCE if raised is None else 0.0)

    def ask(self, document: Document, timeout: float) -> str:
        """The answer to a document; a failure if it does not come in time or the process ends over it.

        Raises:
            ExtractorError: The extractor cannot start.
        """
        if self._process is None:
            self._start()
        self._say(_line(document))
        try:
            answer = self._answers.get(timeout=timeout)
        except queue.Empty:
            self._stop(0.0)
            return json.dumps(overran(document["doc_id"], timeout))
        if answer is None:
            return json.dumps(died(document["doc_id"], self._stop(_PATIENCE)))
        _started(answer)
        return answer.decode("ascii").rstrip()

    def _start(self) -> None:
        program = [sys.executable, "-c", _PROGRAM.format(path=sys.path)]
        # A session of its own: Ctrl-C is for the process that the user sees.
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )
        self._process, self._answers = process, queue.SimpleQueue()
        self._listener = threading.Thread(target=_listen, args=(process.stdout, self._answers), daemon=True)
        self._listener.start()
        self._say(self._first)
        ready = self._answers.get()
        if ready is None:
            raise ExtractorError(
                f"the extractor's process ended while starting, with exit status {self._stop(_PATIENCE)}"
            )
        _started(ready)

    def _say(self, line: bytes) -> None:
        stream = self._process.stdin if self._process else None
        if stream:
            with contextlib.suppress(BrokenPipeError):  # it has ended: the listener says so
                stream.write(line)
                stream.flush()

    def _stop(self, patience: float) -> int:
        """End the process, at the latest after `patience` seconds; its exit status."""
        process, self._process = self._process, None
        if process is None:
            return 0
        try:
            with contextlib.suppress(BrokenPipeError):
                process.stdin.close()  # type: ignore[union-attr]  # it was started with pipes
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
        status = process.wait()
        self._listener.join()  # type: ignore[union-attr]  # started with the process
        process.stdout.close()  # type: ignore[union-attr]  # it was started with pipes
        return status


def _listen(stream: IO[bytes], answers: queue.SimpleQueue[bytes | None]) -> None:
    for line in stream:
        answers.put(line)
    answers.put(None)


def _started(answer: bytes) -> None:
    said: Any = json.loads(answer) if answer.startswith(b'{"cannot_start"') else {}
    if "cannot_start" in said:
        raise ExtractorError(said["cannot_start"])


def _line(value: Any) -> bytes:  # noqa: ANN401 - whatever is JSON
    return json.dumps(value).encode("ascii") + b"\n"
