"""An extractor on other processes and machines: each loads its models once, and answers portion after portion.

What goes out is where the class is, its options, and which documents: workers read those of a file that they see.
Portions are answered in any order and taken in turn, so that the run is that of one process.
"""

from __future__ import annotations

import itertools
from collections import deque
from concurrent.futures import BrokenExecutor
from typing import TYPE_CHECKING, Any

from sayso.data.executors import executor_of, gave_up, result_of
from sayso.errors import UsageError, WorkerError
from sayso.extractors.answering import batch_size
from sayso.extractors.portions import Held
from sayso.extractors.stations import answered
from sayso.extractors.supervising import order

if TYPE_CHECKING:
    from collections.abc import Generator
    from concurrent.futures import Executor, Future

    from sayso.data.executors import Workforce
    from sayso.extractors.inputs import Inputs
    from sayso.extractors.portions import Portion
    from sayso.extractors.protocol import Annotator, Document, Extractor
    from sayso.extractors.stations import Answered
    from sayso.extractors.verifying import Answer

_AHEAD = 4
"""How many portions are out for each worker: so many that none waits, so few that little is lost."""
_SECONDS = 1.0
"""How long a portion should take: what is out when a run is interrupted is lost, and each costs a message or two."""
_MOST = 256
"""The most documents of a portion."""
_CHARACTERS = 2**20
"""From so many characters on no more documents are sent at once."""
_KEPT = (
    "what is finished is kept. Start again to go on from there, give documents a time limit if one of them may have "
    "ended its worker (it is a failure then)"
)


def distributed(
    extractor: Extractor | Annotator, given: Inputs, first: int, timeout: float | None, workforce: Workforce
) -> Generator[Answer, None, None]:
    """The answers to documents from one on, in turn, made by an executor or a cluster.

    Args:
        extractor: What is asked.
        given: All documents.
        first: The number of the first that is asked about, from 0.
        timeout: Seconds that a document may take.
        workforce: Whose workers ask.

    Raises:
        UsageError: Other processes cannot make the extractor, or the documents were changed meanwhile.
        ExtractorError: The extractor cannot start.
        WorkerError: Nobody is there any more who could answer.
    """
    executor, workers = executor_of(workforce)
    count: Any = getattr(workforce, "count", None)  # Sayso's own processes tell how many they are.
    workers = count if isinstance(count, int) else workers
    supply = _Supply(given, first, batch_size(extractor), workers)
    out = _Out(executor, order(extractor, timeout, needs="an executor"))
    try:
        while supply.left or len(out):
            while supply.left and len(out) < _AHEAD * workers:
                out.send(supply.next())
            found = out.first()
            if found is None:
                supply.sends = True
                out.send_again()
            else:
                supply.learn(len(found.answers), found.seconds)
                yield from found.answers
    except BrokenExecutor as error:  # already when something is submitted
        raise gave_up(error, then=_KEPT) from error
    finally:
        out.cancel()


class _Supply:
    """What is still to be asked about, in portions that take about a second each.

    Attributes:
        left: How many documents.
        sends: Whether they are sent along, since workers do not see their file.
    """

    def __init__(self, given: Inputs, first: int, size: int, workers: int) -> None:
        self.left = given.count - first
        self.sends = False
        self._given = given
        self._size = size
        self._workers = workers
        self._pace, self._most = 0.0, size
        self._documents = itertools.islice(given.documents, first, None)

    def next(self) -> Portion:
        """The next portion; the extractor's own batches are whole in it.

        Raises:
            UsageError: There are no more documents, or others.
        """
        marks, count = self._given.marks, self._count()
        if marks is None:
            portion: Portion = self._held(count)
        else:
            lines = marks.lines(self._given.count - self.left, count, self._size)
            portion = lines.held() if self.sends else lines
        self.left -= portion.count
        return portion

    def learn(self, count: int, seconds: float) -> None:
        """How long so many documents took; the next portions may be twice as large, lest a quick start deceive."""
        self._pace, self._most = seconds / count, min(2 * count, _MOST)

    def _count(self) -> int:
        # Towards the end half of each worker's share of what is left, so that nobody is waited for long.
        share = self.left // (2 * self._workers)
        count = min(self._most, share, int(_SECONDS / max(self._pace, _SECONDS / _MOST)))
        return max(count // self._size, 1) * self._size

    def _held(self, count: int) -> Held:
        documents: list[Document] = []
        size = 0
        while len(documents) < count and size < _CHARACTERS:
            batch = list(itertools.islice(self._documents, self._size))
            if not batch:
                break
            documents += batch
            size += sum(len(document["text"]) for document in batch)
        if not documents:
            raise UsageError(f"{self._given.documents.name}: the file was changed while it was read; start again")
        return Held(tuple(documents))


class _Out:
    """Portions that are out, in turn."""

    def __init__(self, executor: Executor, what: bytes) -> None:
        self._executor = executor
        self._what = what
        self._portions: deque[tuple[Portion, Future[Answered | None]]] = deque()

    def __len__(self) -> int:
        return len(self._portions)

    def send(self, portion: Portion) -> None:
        """Have a portion answered."""
        self._portions.append((portion, self._executor.submit(answered, self._what, portion)))

    def first(self) -> Answered | None:
        """The answers to the first portion; None, and it is still the first, if a worker cannot read it.

        Raises:
            ExtractorError: The extractor cannot start.
            WorkerError: Nobody is there any more who could answer.
        """
        try:
            found: Answered | None = result_of(self._portions[0][1])
        except WorkerError as error:
            if error.__cause__ is None:
                raise
            raise gave_up(error.__cause__, then=_KEPT) from error.__cause__
        if found is not None:
            self._portions.popleft()
        return found

    def send_again(self) -> None:
        """Have all answered anew, with their documents sent along.

        Raises:
            UsageError: They cannot be read here either, or were changed.
        """
        portions = [portion for portion, _ in self._portions]
        self.cancel()
        self._portions.clear()
        for portion in portions:
            self.send(portion.held())

    def cancel(self) -> None:
        """Wait for none any more."""
        for _, future in self._portions:
            future.cancel()
