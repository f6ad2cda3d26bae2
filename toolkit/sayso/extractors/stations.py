"""Stations: a worker's side of an extractor that several processes are at work with.

Each process makes the extractor once, when it is first asked, and answers portion after portion; what it answers is
checked here, where the documents are.
"""

from __future__ import annotations

import itertools
import json
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sayso.errors import UsageError
from sayso.extractors.answering import ask, batch_size
from sayso.extractors.locating import digest_at, forget
from sayso.extractors.supervising import Worker
from sayso.extractors.verifying import Answer, verified
from sayso.extractors.worker import made

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.extractors.portions import Portion
    from sayso.extractors.protocol import Document


@dataclass(frozen=True, slots=True)
class Answered:
    """The answers to a portion, and the seconds that the extractor took for them."""

    answers: list[Answer]
    seconds: float


def answered(what: bytes, portion: Portion) -> Answered | None:
    """The answers to a portion by the extractor that an order names; None where its documents cannot be read here.

    The extractor is made when it is first asked for.

    Raises:
        ExtractorError: The extractor cannot start.
    """
    documents = portion.read()
    if documents is None:
        return None
    said, seconds = _STATIONS.of(what).answers(documents)
    layers = json.loads(what)["layers"]
    return Answered(
        [Answer.of(verified(answer, document, layers)) for answer, document in zip(said, documents, strict=True)],
        seconds,
    )


class _Station:
    """An extractor at work in this process, or behind a time limit in one of its own."""

    def __init__(self, what: bytes) -> None:
        self._lock = threading.Lock()
        order = json.loads(what)
        _see_to_file(order["place"], order["code"])
        self._timeout: float | None = order["timeout"]
        self._extractor: Any = made(order) if self._timeout is None else None
        self._worker = Worker(what)

    def answers(self, documents: Sequence[Document]) -> tuple[list[str], float]:
        """The answers as JSON, and the seconds they took. One call at a time: models are not made for more."""
        with self._lock:
            started = time.monotonic()
            said = self._said(documents)
            return said, time.monotonic() - started

    def _said(self, documents: Sequence[Document]) -> list[str]:
        if self._timeout is not None:
            return [self._worker.ask(document, self._timeout) for document in documents]
        size = batch_size(self._extractor)
        asked = iter(documents)
        return [
            answer
            for batch in iter(lambda: list(itertools.islice(asked, size)), [])
            for answer in ask(self._extractor, batch)
        ]

    def close(self) -> None:
        """End the process of its own, if there is one."""
        with self._lock:
            self._worker.__exit__(None)


def _see_to_file(place: str, code: str | None) -> None:
    """See to it that an extractor comes from the file that is meant, and as it is now.

    Raises:
        UsageError: Another file is here, or none.
    """
    if code is None:
        return
    path = place.rpartition(":")[0]
    if digest_at(place) != code:
        raise UsageError(f"{path}: a worker finds another file here than is meant; have the same one everywhere")
    if _LOADED.setdefault(path, code) != code:
        forget(place)
        _LOADED[path] = code


class _Stations:
    """The extractor that this process is at work with: one, so that no models stay that nobody asks any more."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: tuple[bytes, _Station] | None = None

    def of(self, what: bytes) -> _Station:
        """The station for an order; that of another order is given up."""
        with self._lock:
            if self._kept is None or self._kept[0] != what:
                self.close()
                self._kept = (what, _Station(what))
            return self._kept[1]

    def close(self) -> None:
        """Give up what is kept."""
        kept, self._kept = self._kept, None
        if kept is not None:
            kept[1].close()


_STATIONS = _Stations()
_LOADED: dict[str, str] = {}
"""The files that extractors of this process have come from, with their digests then."""
