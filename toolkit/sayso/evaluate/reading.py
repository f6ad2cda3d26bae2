"""One reading of gold and runs: everything that scoring keeps of them, tallies by run and digests of gold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sayso.errors import NothingToScore
from sayso.evaluate.slices import SliceTable
from sayso.evaluate.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sayso.data.keys import Ints
    from sayso.evaluate.job import Job
    from sayso.measures import Measure
    from sayso.measures.slicing import Cut
    from sayso.measures.summed import Summed


@dataclass(frozen=True, slots=True)
class Tallied:
    """The tables of all runs over the same documents.

    Attributes:
        documents: Ids of the documents in the order of code points: the order of every resample, whatever that of
            the files.
        order: For each of them its row in the tables.
        tables, slices: By run.
        digests: Digests of the gold documents, one behind the other.
    """

    documents: tuple[str, ...]
    order: Ints
    tables: Mapping[str, Table]
    slices: Mapping[str, SliceTable]
    digests: bytes | bytearray = b""

    def summed(self, run: str, measure: Measure) -> Summed:
        """A measure of a run as a function of sums over `documents`."""
        return self.tables[run].summed(measure, self.order)

    def sliced(self, run: str, found: Cut, value: str | None) -> Summed:
        """The same in a slice; for a document's field over the documents of the slice."""
        return self.slices[run].summed(found, value, self.order)


@dataclass(slots=True)
class Gathered:
    """What one reading gathered, in the order of gold.

    Attributes:
        tables, slices: By run, in the order of the runs.
        digests, doc_ids: Of the gold documents; digests one behind the other.
        guessed: Whether some document was counted by the attributes seen so far, for want of any list.
        stale: Whether an attribute was seen after that for the first time.
    """

    tables: list[Table]
    slices: list[SliceTable]
    digests: bytearray = field(default_factory=bytearray)
    doc_ids: list[str] = field(default_factory=list)
    guessed: bool = False
    stale: bool = False


def tallied(
    job: Job, measures: Sequence[Measure], cuts: Sequence[Cut], shared: Callable[[], Gathered | None] | None = None
) -> Tallied:
    """Tally everything; once more if a later batch showed that an attribute is annotated after all.

    Args:
        job: What to read.
        measures: What is tallied.
        cuts: By what it is sliced.
        shared: Gathers the same with others' help; None where it cannot.

    Raises:
        DataError: Gold or a run breaks the contract.
        NothingToScore: There is no gold document, or none is chosen.
    """
    found = (shared() if shared else None) or gathered(job, measures, cuts)
    if not found.doc_ids:
        raise NothingToScore(_nothing(job))
    for table, attempted in zip(found.tables, job.attempted, strict=True):
        table.attempted = attempted
    order = np.array(sorted(range(len(found.doc_ids)), key=found.doc_ids.__getitem__), dtype=np.int64)
    documents = tuple(found.doc_ids[row] for row in order.tolist())
    names = [run.name for run in job.runs]
    tables, slices = dict(zip(names, found.tables, strict=True)), dict(zip(names, found.slices, strict=True))
    return Tallied(documents, order, tables, slices, found.digests)


def gathered(job: Job, measures: Sequence[Measure], cuts: Sequence[Cut]) -> Gathered:
    """Read, and read again as long as what was counted is stale.

    Raises:
        DataError: Gold or a run breaks the contract.
    """
    while True:
        found = _once(job, measures, cuts)
        if not found.stale:
            return found


def empty(job: Job, measures: Sequence[Measure], cuts: Sequence[Cut]) -> Gathered:
    """Nothing yet."""
    tables = [Table(measures, job.gold.labels) for _ in job.runs]
    return Gathered(tables, [SliceTable(cuts, table) for table in tables])


def _once(job: Job, measures: Sequence[Measure], cuts: Sequence[Cut]) -> Gathered:
    found = empty(job, measures, cuts)
    for work in job.work():
        found.stale = found.stale or (found.guessed and not work.seen <= job.assumed)
        found.guessed = found.guessed or work.listless
        found.digests += b"".join(work.digests)
        found.doc_ids += work.doc_ids
        for table, cut_table, scene in zip(found.tables, found.slices, work.scenes, strict=True):
            table.add(scene)
            cut_table.add(scene, work.fields)
            del scene
        del work  # The next batch is read while the memory is free.
    return found


def _nothing(job: Job) -> str:
    if not job.where.conditions:
        return f"gold {job.gold.name!r} has no documents to score"
    seen = "; ".join(
        f"{name} is {', '.join(sorted(value or '(none)' for value in values)[:10]) or 'in no document'}"
        for name, values in job.passed_over.items()
    )
    return f"no document of gold {job.gold.name!r} has {job.where}; {seen}"
