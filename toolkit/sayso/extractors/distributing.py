"""An extractor on other processes and machines: each loads its models once, and answers batch after batch.

What goes out is where the class is, its options and documents; what comes back is JSON, checked here as any answer.
Batches are answered in any order and taken in turn, so that the run is that of one process.
"""

from __future__ import annotations

import itertools
import json
import threading
from collections import deque
from typing import TYPE_CHECKING, Any

from sayso.data.executors import executor_of, result_of
from sayso.extractors.answering import ask, batch_size
from sayso.extractors.supervising import Worker, order
from sayso.extractors.worker import made

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence
    from concurrent.futures import Future

    from sayso.data.executors import Workforce
    from sayso.extractors.protocol import Annotator, Document, Extractor

_AHEAD = 4
"""How many batches are out for each worker: so many that none waits, so few that little is lost."""
_ALONE = 8
"""Documents in a batch where the extractor takes one at a time."""


def distributed(
    extractor: Extractor | Annotator, documents: Iterator[Document], timeout: float | None, workforce: Workforce
) -> Generator[str, None, None]:
    """The answers to documents as JSON, in turn, made by an executor or a cluster.

    Raises:
        UsageError: Other processes cannot make the extractor.
        ExtractorError: The extractor cannot start.
        WorkerError: Nobody is there any more who could answer.
    """
    executor, workers = executor_of(workforce)
    what = order(extractor, timeout, needs="an executor")
    size = batch_size(extractor)
    batches = iter(lambda: list(itertools.islice(documents, _ALONE if size == 1 else size)), [])
    out: deque[Future[list[str]]] = deque()
    try:
        for batch in batches:
            out.append(executor.submit(answered, what, batch))
            if len(out) >= _AHEAD * workers:
                yield from result_of(out.popleft())
        while out:
            yield from result_of(out.popleft())
    finally:
        for future in out:
            future.cancel()


def answered(what: bytes, documents: Sequence[Document]) -> list[str]:
    """The answers to some documents by the extractor that an order names; it is made when it is first asked for.

    Raises:
        ExtractorError: The extractor cannot start.
    """
    return _STATIONS.of(what).answers(documents)


class _Station:
    """An extractor at work in this process, or behind a time limit in one of its own."""

    def __init__(self, what: bytes) -> None:
        self._lock = threading.Lock()
        self._timeout: float | None = json.loads(what)["timeout"]
        self._extractor: Any = made(json.loads(what)) if self._timeout is None else None
        self._worker = Worker(what)

    def answers(self, documents: Sequence[Document]) -> list[str]:
        """One call at a time: models are not made for more."""
        with self._lock:
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
