"""Shards: parts of gold and runs that go in step, read by others, and put together as if one had read all.

A shard gives what one reading gathers (`reading.Gathered`) of its part, as arrays. Where a shard meets anything that
is not plainly right, or the shards do not belong together, there is no answer: one process then reads all, and tells
what is wrong with its place. No number depends on where shards end, since none depends on where batches end.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sayso.data.columnar.doubt import Doubt
from sayso.data.pairing import Pairing
from sayso.data.parts import columns_of, part_at
from sayso.data.sources import Gold, Run
from sayso.data.stores import StoreError
from sayso.data.urls import Url
from sayso.errors import SaysoError
from sayso.evaluate.crew import files_of
from sayso.evaluate.job import Job
from sayso.evaluate.reading import empty, gathered
from sayso.measures import parse_all
from sayso.measures.slicing import Cut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sayso.data.choosing import Chosen
    from sayso.data.jsonl import Part
    from sayso.data.pairing import Labels, Missing, On
    from sayso.data.rows import Rows
    from sayso.data.tablesource import Part as Columns
    from sayso.evaluate.reading import Gathered
    from sayso.evaluate.slices import SliceParts
    from sayso.evaluate.table import TableParts
    from sayso.measures import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a shard is to read and to count: words, numbers and paths, good in any process that sees the files.

    Attributes:
        gold, documents: Paths, or URLs.
        runs: Path or URL, and name, of each.
        parts: The parts of gold, of the documents, and of each run.
        columns: For each of them which columns of a table hold the records, None where they are lines.
        annotated, declared: What the corpus declares: annotated attributes and label sets.
        missing, on, labels, where, fields, characters, assumed: As of `Job`.
        measures: Spellings.
        cuts: For each cut the spelling of its measure, and the attribute.
    """

    gold: str | Url
    documents: str | Url
    runs: tuple[tuple[str | Url, str], ...]
    parts: tuple[Part, ...] = ()
    columns: tuple[Columns | None, ...]
    annotated: tuple[str, ...] | None
    declared: Mapping[str, tuple[str, ...]]
    missing: Missing
    on: On
    labels: Labels
    where: Chosen
    fields: tuple[str, ...]
    characters: int
    measures: tuple[str, ...]
    cuts: tuple[tuple[str, str], ...]
    assumed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """What a shard has gathered.

    Attributes:
        tables, slices: By run.
        digests, doc_ids, guessed: As of `Gathered`.
        documents: Ids of all documents of the part, those without gold too.
        assumed, attempted, failures, left_out, passed_over: As of `Job`, after the reading.
        lacking: For each run the layers that some record lacks.
    """

    tables: Sequence[TableParts]
    slices: Sequence[SliceParts]
    digests: bytes
    doc_ids: Sequence[str]
    guessed: bool
    documents: Sequence[str]
    assumed: frozenset[str]
    attempted: Sequence[set[str]]
    lacking: Sequence[frozenset[str]]
    failures: Sequence[dict[str, str]]
    left_out: int
    passed_over: Mapping[str, set[str | None]]


def order_of(job: Job, measures: Sequence[Measure], cuts: Sequence[Cut]) -> Order | None:
    """What every shard of a job has to do; None if it does not come from files alone."""
    paths = files_of(job.gold, job.runs)
    if paths is None:
        return None
    gold, documents, *runs = (path if isinstance(path, Url) else str(path.absolute()) for path in paths)
    return Order(
        gold=gold,
        documents=documents,
        runs=tuple((path, run.name) for path, run in zip(runs, job.runs, strict=True)),
        columns=tuple(map(columns_of, (job.gold.source, job.gold.documents, *(run.source for run in job.runs)))),
        annotated=job.gold.annotated,
        declared=dict(job.gold.labels),
        missing=job.missing,
        on=job.on,
        labels=job.labels,
        where=job.where,
        fields=tuple(job.fields),
        characters=job.characters,
        measures=tuple(map(str, measures)),
        cuts=tuple((str(one.measure), one.by) for one in cuts),
        assumed=job.assumed,
    )


def gathered_shard(order: Order) -> Shard | None:
    """Carry out an order; None where one process has to look at everything.

    Raises:
        UsageError: A file is not there, or cannot be read.
    """
    job = _job_of(order)
    try:
        measures = parse_all(order.measures)
        by_spelling = {str(measure): measure for measure in measures}
        found = gathered(job, measures, [Cut(by_spelling[spelling], by) for spelling, by in order.cuts])
    except StoreError:
        raise  # One process would fare no better, and read all for it.
    except (Doubt, SaysoError):
        return None
    return Shard(
        tables=[table.parts() for table in found.tables],
        slices=[table.parts() for table in found.slices],
        digests=bytes(found.digests),
        doc_ids=found.doc_ids,
        guessed=found.guessed,
        documents=job.certain.documents,
        assumed=job.assumed,
        attempted=job.attempted,
        lacking=job.certain.lacking,
        failures=job.failures,
        left_out=job.left_out,
        passed_over=job.passed_over,
    )


@dataclass(frozen=True, slots=True)
class Repeat:
    """What a shard is to read once more, for what is about its items.

    Attributes:
        order: The shard.
        attempted: The layers that each run attempts in the whole corpus.
        reading: A function of a module, which gathers something of a job that has been done.
    """

    order: Order
    attempted: tuple[frozenset[str], ...]
    reading: Callable[[Job], Any]


def repeated_shard(repeat: Repeat) -> tuple[int, Any] | None:
    """How many documents a shard has, and what a reading of it gives; None where one process has to look.

    Raises:
        UsageError: A file is not there, or cannot be read.
    """
    job, read = _job_of(repeat.order), [0]
    job.attempted = [set(layers) for layers in repeat.attempted]
    job.watch = lambda reading: read.append(reading.documents)
    try:
        found = repeat.reading(job)
    except StoreError:
        raise
    except (Doubt, SaysoError):
        return None
    return read[-1], found


def _job_of(order: Order) -> _ShardJob:
    paths = order.gold, order.documents, *(path for path, _ in order.runs)
    gold, documents, *runs = map(part_at, paths, order.parts, order.columns)
    return _ShardJob(
        gold=Gold(gold, documents, order.annotated, order.declared),
        runs=[Run(run, name) for run, (_, name) in zip(runs, order.runs, strict=True)],
        missing=order.missing,
        on=order.on,
        labels=order.labels,
        characters=order.characters,
        assumed=order.assumed,
        where=order.where,
        fields=order.fields,
    )


def stale(orders: Mapping[int, Order], shards: Mapping[int, Shard]) -> dict[int, Order]:
    """Shards that counted by other attributes than those which all of them have seen, and what to do instead."""
    seen = frozenset[str]().union(*(shard.assumed for shard in shards.values()))
    return {
        number: replace(orders[number], assumed=seen)
        for number, shard in shards.items()
        if shard.guessed and shard.assumed != seen
    }


def joined(job: Job, measures: Sequence[Measure], cuts: Sequence[Cut], shards: Sequence[Shard]) -> Gathered | None:
    """What all shards have gathered, in order, and what the job learns by it; None if they do not belong together."""
    if not _belong_together(shards, len(job.runs)):
        return None
    found = empty(job, measures, cuts)
    for shard in shards:
        found.digests += shard.digests
        found.doc_ids += shard.doc_ids
        for run in range(len(job.runs)):
            found.tables[run].extend(shard.tables[run])
            found.slices[run].extend(shard.slices[run])
            job.attempted[run] |= shard.attempted[run]
            job.failures[run] |= shard.failures[run]
        for name, values in shard.passed_over.items():
            job.passed_over[name] |= values
    job.assumed = job.assumed.union(*(shard.assumed for shard in shards))
    job.left_out = sum(shard.left_out for shard in shards)
    return found


def _belong_together(shards: Sequence[Shard], runs: int) -> bool:
    """Whether no document is in two of them, and each run attempts a layer in all or in none.

    Since a shard has all documents that its records are about, no record can be in two if no document is.
    """
    documents = [doc_id for shard in shards for doc_id in shard.documents]
    return len(set(documents)) == len(documents) and all(
        frozenset()
        .union(*(shard.attempted[run] for shard in shards))
        .isdisjoint(frozenset().union(*(shard.lacking[run] for shard in shards)))
        for run in range(runs)
    )


class _Certain(Pairing):
    """Rows as long as everything is plainly right.

    Attributes:
        lacking: After iteration, for each run the layers that some record lacks.
        documents: After iteration, ids of all documents.
    """

    lacking: tuple[frozenset[str], ...] = ()
    documents: tuple[str, ...] = ()

    def batches(self, characters: int) -> Iterator[Rows]:
        """As of `Pairing`.

        Raises:
            Doubt: Something may be wrong.
        """
        passage = self.passage()
        yield from passage.batches(characters)
        self.left_out, self.attempted = passage.left_out, passage.attempted
        self.lacking, self.documents = passage.lacking, passage.documents


@dataclass(slots=True, kw_only=True)
class _ShardJob(Job):
    """A job that is given up where the strict reader would have to look."""

    certain: _Certain = field(init=False)

    def pairing(self) -> Pairing:
        self.certain = _Certain(self.gold, self.runs, missing=self.missing, on=self.on, labels=self.labels)
        return self.certain
