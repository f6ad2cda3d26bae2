"""The process that an extractor runs in under a time limit: it can be ended from outside, whatever it does.

It is started with two pipes. The first line in says what extractor to make; it answers `{}` when that is ready. Then
each line is a document, each answer a line of JSON. What the extractor prints goes to standard error, and standard
input is empty for it, so that neither can disturb the conversation.
"""

from __future__ import annotations

import base64
import contextlib
import faulthandler
import json
import os
import pickle
import queue
import threading
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO

from sayso.errors import SaysoError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.extractors.protocol import Annotator, Extractor

_GRACE = 10.0
"""Seconds over the limit after which the process ends itself: nobody is there any more who would end it."""
_FAREWELL = 1.0
"""Seconds that it gets to finish when nobody asks any more."""


def serve() -> None:
    """Make the extractor, answer documents, end when nobody asks any more."""
    questions, answers = _taken(0, "rb"), _taken(1, "wb")
    asked: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
    ended = threading.Event()
    threading.Thread(target=_listen, args=(questions, asked, ended), daemon=True).start()
    try:
        with answers, open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - no path, a device
            _converse(asked, answers, nowhere)
    finally:
        ended.set()


def _listen(questions: BinaryIO, asked: queue.SimpleQueue[bytes | None], ended: threading.Event) -> None:
    """Take questions; when nobody is there who could ask any, end the process, in the middle of its work too."""
    with questions:
        for line in questions:
            asked.put(line)
    asked.put(None)
    if not ended.wait(_FAREWELL):
        os._exit(0)


def _converse(asked: queue.SimpleQueue[bytes | None], answers: BinaryIO, nowhere: TextIO) -> None:
    first = asked.get()
    if first is None:
        return
    order = json.loads(first)
    try:
        extractor = made(order)
        _say(answers, "{}")
        for line in iter(asked.get, None):
            with _ending_after(order["timeout"] + _GRACE, nowhere):
                _say(answers, _answer(extractor, line))
    except SaysoError as error:
        _say(answers, json.dumps({"cannot_start": str(error)}))
        while asked.get() is not None:  # the thread that listens must not be cut short
            pass


@contextlib.contextmanager
def _ending_after(seconds: float, nowhere: TextIO) -> Iterator[None]:
    """End the process if what is done meanwhile takes longer, even while C code holds the interpreter."""
    faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
    try:
        yield
    finally:  # an alarm that is left would end the process later, whatever it does then
        faulthandler.cancel_dump_traceback_later()


def _taken(descriptor: int, mode: str) -> BinaryIO:
    """A pipe under another number; its own leads to nothing (0) or to standard error (1)."""
    own = os.dup(descriptor)
    other = os.open(os.devnull, os.O_RDONLY) if descriptor == 0 else os.dup(2)
    os.dup2(other, descriptor)
    os.close(other)
    stream: Any = os.fdopen(own, mode)
    return stream  # type: ignore[no-any-return]  # fdopen's type does not follow a mode that is a variable


def made(order: dict[str, Any]) -> Extractor | Annotator:
    """The extractor that an order names (`supervising.order`), ready to answer.

    Raises:
        ExtractorError: It cannot start.
    """
    from sayso.extractors.answering import prepare
    from sayso.extractors.locating import locate
    from sayso.extractors.making import make
    from sayso.extractors.spelling import spell

    options = pickle.loads(base64.b64decode(order["options"]))  # noqa: S301 - from the process that started this one
    extractor = make(locate(order["place"]), spell(order["place"], options))
    prepare(extractor)
    return extractor


def _answer(extractor: Extractor | Annotator, line: bytes) -> str:
    from sayso.extractors.answering import ask

    return ask(extractor, [json.loads(line)])[0]


def _say(answers: BinaryIO, text: str) -> None:
    try:
        answers.write(text.encode("ascii") + b"\n")
        answers.flush()
    except BrokenPipeError:  # Who asked has been killed; closing the pipe would fail once more.
        os._exit(0)
