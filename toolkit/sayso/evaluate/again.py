"""Gold and runs read once more, for what is about items: errors with their texts, labels of pairs, curves.

What is merely gathered from document after document can be shared out as scoring itself is (`jobs`).
"""

from __future__ import annotations

from functools import partial, reduce
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

from sayso.evaluate.confusion import Confusion, confusion_of, label_counts
from sayso.evaluate.curve import CurveTable, curve_parts
from sayso.evaluate.errors import ErrorClass, ErrorTable
from sayso.evaluate.jobs import reread
from sayso.evaluate.outcomes import Seen, error_counts, made_of_seen, seen
from sayso.evaluate.overlap import Overlap, overlap_tables
from sayso.evaluate.pairs import accuracy_of, labels_of_pairs
from sayso.evaluate.phenomena import Surveyed, surveyed
from sayso.evaluate.unknown import no_such_field
from sayso.evaluate.unpaired import Unpaired, unpaired
from sayso.measures import parse
from sayso.measures.slicing import DOCUMENT

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from sayso.data.executors import Workforce
    from sayso.evaluate.job import Job
    from sayso.evaluate.phenomena import Census
    from sayso.measures.curve import Curve

T = TypeVar("T")


class Again:
    """Reads gold and runs once more for what is about items."""

    def __init__(self, job: Job, jobs: int | None = None, workforce: Workforce | None = None) -> None:
        """Take a job that has been done, and who reads, as in `jobs.sharing`."""
        self._job = job
        self._jobs = jobs
        self._workforce = workforce

    def __call__(self, what: str, **options: Any) -> Any:  # noqa: ANN401 - as many things as there are readings
        """What one of the readings finds."""
        readings: Mapping[str, Callable[..., Any]] = {
            "errors": self._errors,
            "classes": self._classes,
            "labels": self._labels,
            "curve": self._curve,
            "overlaps": self._overlaps,
            "censuses": self._censuses,
            "confusion": self._confusion,
            "seen": self._seen,
            "seen as": self._seen_as,
            "error counts": self._error_counts,
        }
        return readings[what](**options)

    def _seen(self, chosen: Collection[str] | None) -> Iterator[Seen]:
        return seen(self._job, chosen)

    def _seen_as(self, make: Callable[[Seen], T], chosen: Collection[str] | None) -> Iterator[T]:
        found = reread(self._job, partial(made_of_seen, make=make, chosen=chosen), self._jobs, self._workforce)
        return map(make, self._seen(chosen)) if found is None else chain.from_iterable(found)

    def _curve(self, measure: str, run: str) -> Curve:
        table = CurveTable(parse(measure))
        for parts in self._gathered(partial(curve_parts, measure=measure, run=run)):
            table.extend(parts)
        return table.curve()

    def _classes(self) -> Mapping[str, Mapping[str, Mapping[str, ErrorClass]]]:
        first, *others = self._gathered(error_tables)
        for tables in others:
            for table, more in zip(first, tables, strict=True):
                table.extend(more)
        return {run.name: table.classes() for run, table in zip(self._job.runs, first, strict=True)}

    def _errors(self) -> tuple[Unpaired, ...]:
        found = [item for some in self._gathered(errors) for item in some]
        order = {run.name: number for number, run in enumerate(self._job.runs)}
        return tuple(sorted(found, key=lambda item: (order[item.run], item)))

    def _error_counts(self) -> Mapping[str, tuple[int, ...]]:
        return {doc_id: counts for some in self._gathered(error_counts) for doc_id, counts in some.items()}

    def _gathered(self, reading: Callable[[Job], Any]) -> Sequence[Any]:
        """What a reading gives of each part, of which there may be one."""
        found = reread(self._job, reading, self._jobs, self._workforce)
        return [reading(self._job)] if found is None else found

    def _overlaps(self, runs: Sequence[str]) -> Mapping[str, Overlap]:
        first, *others = self._gathered(partial(overlap_tables, runs=runs))
        for tables in others:
            for items, table in tables.items():
                first[items].extend(table)
        return {items: table.overlap() for items, table in first.items()}

    def _censuses(self, by: Sequence[str] | None) -> Mapping[str, Census]:
        fields = {name.removeprefix(DOCUMENT) for name in by or () if name.startswith(DOCUMENT)}
        self._job.fields = sorted({*self._job.fields, *fields})
        found: Surveyed = reduce(Surveyed.extend, self._gathered(partial(surveyed, by=by)))
        if unknown := fields - found.fields:
            raise no_such_field(min(unknown))
        return {census.run: census for census in found.censuses}

    def _confusion(self, name: str, run: str) -> Confusion:
        measure = str(accuracy_of(name))
        return confusion_of(run, measure, self._gathered(partial(label_counts, name=name, run=run)))

    def _labels(self, name: str, run: str, unpaired: str | None) -> tuple[list[str | None], list[str | None]]:
        measure = accuracy_of(name)
        number = [run.name for run in self._job.runs].index(run)
        gold: list[str | None] = []
        predicted: list[str | None] = []
        for work in self._job.work():
            one, other = labels_of_pairs(work.scenes[number], measure, unpaired)
            gold += one
            predicted += other
        return gold, predicted


def error_tables(job: Job) -> list[ErrorTable]:
    """The error classes of each run of a job that has been done."""
    tables = [ErrorTable() for _ in job.runs]
    for work in job.work():
        for table, scene, layers in zip(tables, work.scenes, job.attempted, strict=True):
            table.add(scene, layers)
    return tables


def errors(job: Job) -> list[Unpaired]:
    """The missed and spurious items of a job that has been done, document by document."""
    found: list[Unpaired] = []
    for work in job.work():
        for run, scene, layers in zip(job.runs, work.scenes, job.attempted, strict=True):
            found += unpaired(scene, run.name, work.doc_ids, layers)
    return found
