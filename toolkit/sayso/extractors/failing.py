"""Failures as records: the document an extractor failed on stays in the run, with what went wrong.

A failure has a class (the exception's name, or one of those below) and a message. Neither holds a time or a path of
this machine unless the extractor's own exception does: the same failure gives the same bytes.
"""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

from sayso.extractors.protocol import FORMAT

if TYPE_CHECKING:
    from sayso.extractors.protocol import Record

INVALID = "invalid record"
TIMEOUT = "timeout"
DIED = "died"


def failure(doc_id: str, kind: str, message: str) -> Record:
    """The record of a document on which an extractor failed."""
    return {"format": FORMAT, "doc_id": doc_id, "failure": {"class": kind, "message": _printable(message)}}


def raised(doc_id: str, error: BaseException) -> Record:
    """The record of a document on which an extractor raised."""
    kind = type(error)
    place = "" if kind.__module__ == "builtins" else f"{kind.__module__}."
    return failure(doc_id, f"{place}{kind.__qualname__}", str(error) or repr(error))


def overran(doc_id: str, timeout: float) -> Record:
    """The record of a document that took an extractor longer than it may."""
    return failure(doc_id, TIMEOUT, f"took longer than {timeout:g} s")


def died(doc_id: str, status: int) -> Record:
    """The record of a document on which an extractor's process ended, with its exit status (negative: a signal)."""
    if status >= 0:
        return failure(doc_id, DIED, f"its process ended with exit status {status}")
    names = {number.value: number.name for number in signal.Signals}
    return failure(doc_id, DIED, f"its process ended with {names.get(-status, f'signal {-status}')}")


def _printable(message: str) -> str:
    """The message without what UTF-8 cannot carry: a lone surrogate is spelled out."""
    return message.encode("utf-8", "backslashreplace").decode("utf-8")
