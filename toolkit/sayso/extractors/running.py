"""Running an extractor: documents in, a run out, and one bad document never ends it.

Documents are streamed; each record is on disk before the next document is asked about, so that a kill costs at most the
document at hand, and a second start goes on where the first ended.
"""

from __future__ import annotations

import itertools
import time
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sayso.data.sources import MemorySource, Run
from sayso.data.urls import local
from sayso.errors import UsageError
from sayso.extractors.answering import ask, batch_size, prepare
from sayso.extractors.describing import identity, meta
from sayso.extractors.distributing import distributed
from sayso.extractors.inputs import Inputs, inputs
from sayso.extractors.outcome import Failures, Outcome, Progress
from sayso.extractors.partfile import Part
from sayso.extractors.supervising import supervised
from sayso.extractors.verifying import Answer, verified

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from pathlib import Path

    from sayso.data.executors import Workforce
    from sayso.extractors.protocol import Annotator, Document, Extractor, Record

__all__ = ["Outcome", "Progress", "extract", "run"]


def extract(
    extractor: Extractor | Annotator,
    documents: Iterable[Document],
    output: Path | str,
    *,
    resume: bool = True,
    timeout: float | None = None,
    max_failures: float | None = None,
    progress: Callable[[Progress], None] | None = None,
    executor: Workforce | None = None,
) -> Outcome:
    """Run an extractor over documents into a file, with `NAME.meta.json` beside `NAME.jsonl`.

    Args:
        extractor: What to run; see `sayso.extractors.resolve`.
        documents: A source; any other collection of documents is kept in memory.
        output: Where the run goes: a path that ends in .jsonl, .gz or .zst. It appears whole, or not at all.
        resume: Go on with a run of the same extractor on the same documents that was ended midway; else start anew.
        timeout: Seconds that a document may take; the extractor then works in a process of its own.
        max_failures: The most documents that may fail: a number, or as a float a share of all.
        progress: Told before the first document and after each.
        executor: A `concurrent.futures.Executor` or a `distributed.Client` whose workers ask the extractor.

    Raises:
        UsageError: The output cannot be written, there are no documents, or an option of the run is out of range.
        DataError: The documents break the contract.
        ExtractorError: The extractor cannot start; more than `max_failures` documents failed (what is finished stays);
            all failed (the run is written, with the failures).
        WorkerError: The executor gave up (what is finished stays).
    """
    _check(timeout, max_failures)
    given = inputs(documents, marked=executor is not None)
    about = identity(extractor, given)
    tell = progress or _nobody
    failures = Failures(extractor.name, given.count, max_failures)
    started, clock = datetime.now(UTC), time.monotonic()
    with Part(local(output)) as part:
        kept, note = _begun(part, about, given, failures, resume=resume)
        tell(Progress(done=kept, total=given.count, failures=len(failures.told), note=note))
        with closing(_answers(extractor, given, kept, timeout, executor)) as answers:
            for done, answer in enumerate(answers, start=kept + 1):
                part.append(answer.line)
                failures.count(answer.doc_id, answer.failure)
                tell(Progress(done=done, total=given.count, failures=len(failures.told), doc_id=answer.doc_id))
        seconds = round(time.monotonic() - clock, 3)
        times = {
            "started": started.isoformat(timespec="seconds"),
            "seconds": seconds,
            "resumed": kept,
            "timeout": timeout,
        }
        part.finish(meta(extractor, about, failures) | times)
    failures.judge()
    return Outcome(
        path=part.output,
        meta=part.meta,
        documents=given.count,
        resumed=kept,
        failures=failures.told,
        seconds=seconds,
        note=note,
    )


def run(
    extractor: Extractor | Annotator,
    documents: Iterable[Document],
    *,
    timeout: float | None = None,
    max_failures: float | None = None,
) -> Run:
    """Run an extractor over documents in memory.

    Args:
        extractor: What to run; see `sayso.extractors.resolve`.
        documents: A source; any other collection of documents is kept in memory.
        timeout: Seconds that a document may take; the extractor then works in a process of its own.
        max_failures: The most documents that may fail: a number, or as a float a share of all.

    Raises:
        UsageError: There are no documents, or an option of the run is out of range.
        DataError: The documents break the contract.
        ExtractorError: The extractor cannot start; more than `max_failures` documents, or all, failed.
    """
    _check(timeout, max_failures)
    given = inputs(documents)
    failures = Failures(extractor.name, given.count, max_failures)
    records = []
    with closing(_records(extractor, iter(given.documents), timeout)) as answers:
        for record in answers:
            records.append(record)
            failures.count(record["doc_id"], record.get("failure"))
    failures.judge()
    facts = meta(extractor, identity(extractor, given), failures)
    return Run(MemorySource(records, name=extractor.name), name=extractor.name, meta=facts)


def _answers(
    extractor: Extractor | Annotator, given: Inputs, kept: int, timeout: float | None, executor: Workforce | None
) -> Generator[Answer, None, None]:
    """The answers to all documents but the first, in order."""
    if executor is not None:
        yield from distributed(extractor, given, kept, timeout, executor)
        return
    with closing(_records(extractor, itertools.islice(given.documents, kept, None), timeout)) as records:
        yield from map(Answer.of, records)


def _records(
    extractor: Extractor | Annotator, documents: Iterator[Document], timeout: float | None
) -> Generator[Record, None, None]:
    """A record or a failure for each document, in order."""
    asked, waiting = itertools.tee(documents)  # an extractor may take several at once: the second waits for the answers
    answers = _here(extractor, asked) if timeout is None else supervised(extractor, asked, timeout)
    with closing(answers):
        for answer, document in zip(answers, waiting, strict=True):
            yield verified(answer, document, extractor.layers)


def _here(extractor: Extractor | Annotator, documents: Iterator[Document]) -> Generator[str, None, None]:
    """The answers to documents as JSON, made in this process."""
    prepare(extractor)
    size = batch_size(extractor)
    while batch := list(itertools.islice(documents, size)):
        yield from ask(extractor, batch)


def _begun(
    part: Part, about: dict[str, Any], given: Inputs, failures: Failures, *, resume: bool
) -> tuple[int, str | None]:
    """How many records of an earlier start are kept, and what the user should know about it."""
    note = part.difference(about)
    if note or not resume:
        part.anew(about)
        return 0, note if resume else None
    kept = part.resume(about, given.documents, lambda record: failures.count(record["doc_id"], record.get("failure")))
    return kept, f"went on behind {kept} of {given.count} documents that were finished" if kept else None


def _check(timeout: float | None, max_failures: float | None) -> None:
    if timeout is not None and not 0 < timeout < float("inf"):
        raise UsageError(f"the time limit is {timeout!r}, expected seconds above 0")
    if max_failures is not None and not max_failures >= 0:
        raise UsageError(f"the most failures are {max_failures!r}, expected a number, or a share from 0.0 to 1.0")
    if isinstance(max_failures, float) and max_failures > 1:
        raise UsageError(f"the most failures are {max_failures!r}, expected a whole number, or a share from 0.0 to 1.0")


def _nobody(_: Progress) -> None:
    """Who is told of the progress of a run that nobody watches."""
