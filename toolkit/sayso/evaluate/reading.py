"""One reading of gold and runs: everything that scoring keeps of them, tallies by run and digests of gold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sayso.errors import NothingToScore
from sayso.evaluate.slices import SliceTable
from sayso.evaluate.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
        digests: Digests of the gold documents.
    """

    documents: tuple[str, ...]
    order: Ints
    tables: Mapping[str, Table]
    slices: Mapping[str, SliceTable]
    digests: Sequence[bytes] = ()

    def summed(self, run: str, measure: Measure) -> Summed:
        """A measure of a run as a function of sums over `documents`."""
        return self.tables[run].summed(measure, self.order)

    def sliced(self, run: str, found: Cut, value: str | None) -> Summed:
        """The same in a slice; for a document's field over the documents of the slice."""
        return self.slices[run].summed(found, value, self.order)


def tallied(job: Job, measures: Sequence[Measure], cuts: Sequence[Cut]) -> Tallied:
    """Tally everything; once more if a later batch showed that an attribute is annotated after all.

    Raises:
        DataError: Gold or a run breaks the contract.
        NothingToScore: There is no gold document, or none is chosen.
    """
    while True:
        found, stale = _once(job, measures, cuts)
        if not stale:
            break
    if not found.documents:
        raise NothingToScore(_nothing(job))
    for table, attempted in zip(found.tables.values(), job.attempted, strict=True):
        table.attempted = attempted
    return found


def _once(job: Job, measures: Sequence[Measure], cuts: Sequence[Cut]) -> tuple[Tallied, bool]:
    tables = [Table(measures, job.gold.labels) for _ in job.runs]
    slices = [SliceTable(cuts, table) for table in tables]
    digests: list[bytes] = []
    doc_ids: list[str] = []
    guessed = stale = False
    for work in job.work():
        stale = stale or (guessed and not work.seen <= job.assumed)
        guessed = guessed or work.listless
        digests += work.digests
        doc_ids += work.doc_ids
        for table, cut_table, scene in zip(tables, slices, work.scenes, strict=True):
            table.add(scene)
            cut_table.add(scene, work.fields)
            del scene
        del work  # The next batch is read while the memory is free.
    order = np.array(sorted(range(len(doc_ids)), key=doc_ids.__getitem__), dtype=np.int64)
    documents = tuple(doc_ids[row] for row in order.tolist())
    names = [run.name for run in job.runs]
    by_run = dict(zip(names, tables, strict=True)), dict(zip(names, slices, strict=True))
    return Tallied(documents, order, *by_run, digests), stale


def _nothing(job: Job) -> str:
    if not job.where.conditions:
        return f"gold {job.gold.name!r} has no documents to score"
    seen = "; ".join(
        f"{name} is {', '.join(sorted(value or '(none)' for value in values)[:10]) or 'in no document'}"
        for name, values in job.passed_over.items()
    )
    return f"no document of gold {job.gold.name!r} has {job.where}; {seen}"
