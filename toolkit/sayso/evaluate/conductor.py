"""The conductor: pair, align, match, tally, measure.

Gold and runs are read once, batch by batch, and only tallies are kept. What is about items (errors, labels of
pairs) reads them again when somebody asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.data.choosing import chosen
from sayso.data.digest import corpus_digest
from sayso.data.sources import Run
from sayso.errors import MeasureError, UsageError
from sayso.evaluate.batches import CHARACTERS
from sayso.evaluate.confusion import Confusion, confusion_of
from sayso.evaluate.curve import CurveTable
from sayso.evaluate.errors import ErrorClass, ErrorTable
from sayso.evaluate.job import Job
from sayso.evaluate.jobs import sharing
from sayso.evaluate.outcomes import Seen, error_counts, seen
from sayso.evaluate.overlap import Overlap, OverlapTable
from sayso.evaluate.pairs import accuracy_of, labelled, labels_of_pairs
from sayso.evaluate.phenomena import Census
from sayso.evaluate.presetting import chosen_presets, preset_values
from sayso.evaluate.reading import tallied
from sayso.evaluate.reckoning import Reckoning
from sayso.evaluate.result import Result
from sayso.evaluate.unknown import no_such_field
from sayso.evaluate.unpaired import Unpaired, unpaired
from sayso.measures import DEFAULT, HEADLINES, parse, parse_all
from sayso.measures.slicing import DOCUMENT, can_cut, cut
from sayso.signature import Signature
from sayso.uncertainty.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from sayso.data.executors import Workforce
    from sayso.data.pairing import Labels, Missing, On
    from sayso.data.sources import Gold
    from sayso.evaluate.progress import Reading
    from sayso.measures import Measure
    from sayso.measures.curve import Curve
    from sayso.measures.slicing import Cut


def score(
    *,
    gold: Gold,
    predicted: Run | Sequence[Run],
    measures: Iterable[str | Measure] | None = None,
    missing: Missing = "error",
    on: On = "all",
    labels: Labels = "closed",
    preset: str | Sequence[str] = (),
    by: Iterable[str] = (),
    where: Sequence[str] = (),
    level: float = 0.95,
    resamples: int = 10_000,
    seed: int = 1,
    characters: int = CHARACTERS,
    jobs: int | None = None,
    executor: Workforce | None = None,
    progress: Callable[[Reading], None] | None = None,
) -> Result:
    """Score runs against gold.

    Args:
        gold: A corpus's gold.
        predicted: A run, or several.
        measures: Spellings; the default set if none are given.
        missing: Whether a gold document that a run lacks is an `error` or counts as `empty`, found nothing.
        on: Score `all` gold documents, or those `common` to all runs.
        labels: Whether a label outside a declared set is an error (`closed`) or never matches (`open`).
        preset: Presets, spelled as `sayso list presets` names them, or `all`: other scorers' numbers by their names.
            Without measures these are all there is.
        by: Attributes to slice by: of items (`kind`, `form`, `type`, `modality`, `polarity`, `role`, `length`,
            `nesting`, `tag`, `holder`, `target`, …) or of documents (`doc.FIELD`). Each measure is sliced by those
            that its items have.
        where: Conditions `FIELD=VALUE` on the documents' fields; only documents that meet all of them are scored.
        level: Level of the intervals.
        resamples: How often documents are drawn anew for them.
        seed: Where the random numbers for that start.
        characters: Characters of text in a batch; changes no number.
        jobs: Processes that read plain files that go in step; changes no number. By default as many as there are cores,
            and one for small files.
        executor: A `concurrent.futures.Executor` or a `distributed.Client` that has them read instead; changes no
            number.
        progress: Told after every batch (of several readers: every part) how far the reading has come, which starts
            anew where things are read once more.

    Raises:
        DataError: Gold or a run breaks the contract; all problems of all files are told.
        MeasureError: A measure does not exist, or no measure can be sliced by an attribute.
        NothingToScore: There is no gold document, or none meets the conditions.
        UsageError: `jobs` is no number of processes, or `executor` is none.
        WorkerError: A process or a worker ended before its work was done.
    """
    runs = [predicted] if isinstance(predicted, Run) else list(predicted)
    _check_names(runs)
    settings = Settings(level=level, resamples=resamples, seed=seed)
    named = chosen_presets([preset] if isinstance(preset, str) else preset)
    measured = parse_all((() if named else DEFAULT) if measures is None else measures)
    if not measured and not named:
        msg = "no measure was named; name at least one, or leave measures out for the default set"
        raise MeasureError(msg)
    cuts = cuts_of(measured, by) if measured else []
    job = Job(
        gold=gold,
        runs=runs,
        missing=missing,
        on=on,
        labels=labels,
        characters=characters,
        where=chosen(where),
        fields=sorted({found.field for found in cuts if found.field is not None}),
        watch=progress,
    )
    found = tallied(job, measured, cuts, sharing(job, measured, cuts, jobs, executor))
    signature = Signature(
        corpus=corpus_digest(found.digests, gold.annotated, gold.labels),
        documents=len(found.documents),
        missing=missing,
        on=on,
        labels=labels,
        where=str(job.where) or None,
        level=settings.level,
        resamples=settings.resamples,
        seed=settings.seed,
    )
    reckoning = Reckoning(found, measured, cuts, settings)
    failures = {run.name: dict(failed) for run, failed in zip(runs, job.failures, strict=True) if failed}
    names = tuple(run.name for run in runs)
    theirs, remarks = preset_values(job, named) if named else ([], [])
    values = (*reckoning.values(), *theirs)
    slices = reckoning.slices()
    return Result(signature, names, values, slices, failures, job.left_out, _Again(job), found, tuple(remarks))


def cuts_of(measures: Sequence[Measure], by: Iterable[str]) -> list[Cut]:
    """Each measure by each attribute that its items have.

    Raises:
        MeasureError: An attribute fits none.
    """
    found = []
    for attribute in dict.fromkeys(by):
        fits = [cut(measure, attribute) for measure in measures if can_cut(measure, attribute)]
        found += fits or [cut(measures[0], attribute)]
    return found


def _check_names(runs: Sequence[Run]) -> None:
    if not runs:
        msg = "no run was given; give at least one"
        raise UsageError(msg)
    names = [run.name for run in runs]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        msg = f"two runs are named {twice[0]!r}; runs are told apart by name, so rename one"
        raise UsageError(msg)


class _Again:
    """Reads gold and runs once more for what is about items."""

    def __init__(self, job: Job) -> None:
        self._job = job

    def __call__(self, what: str, **options: Any) -> Any:  # noqa: ANN401
        readings: Mapping[str, Callable[..., Any]] = {
            "errors": self._errors,
            "classes": self._classes,
            "labels": self._labels,
            "curve": self._curve,
            "overlaps": self._overlaps,
            "censuses": self._censuses,
            "confusion": self._confusion,
            "seen": self._seen,
            "error counts": lambda: error_counts(self._job),
        }
        return readings[what](**options)

    def _seen(self, chosen: Collection[str] | None) -> Iterator[Seen]:
        return seen(self._job, chosen)

    def _curve(self, measure: str, run: str) -> Curve:
        table = CurveTable(parse(measure))
        number = [run.name for run in self._job.runs].index(run)
        for work in self._job.work():
            table.add(work.scenes[number])
        return table.curve()

    def _classes(self) -> Mapping[str, Mapping[str, Mapping[str, ErrorClass]]]:
        tables = [ErrorTable() for _ in self._job.runs]
        for work in self._job.work():
            for table, scene, layers in zip(tables, work.scenes, self._job.attempted, strict=True):
                table.add(scene, layers)
        return {run.name: table.classes() for run, table in zip(self._job.runs, tables, strict=True)}

    def _errors(self) -> tuple[Unpaired, ...]:
        found: list[Unpaired] = []
        for work in self._job.work():
            for run, scene, layers in zip(self._job.runs, work.scenes, self._job.attempted, strict=True):
                found += unpaired(scene, run.name, work.doc_ids, layers)
        order = {run.name: number for number, run in enumerate(self._job.runs)}
        return tuple(sorted(found, key=lambda item: (order[item.run], item)))

    def _overlaps(self, runs: Sequence[str]) -> Mapping[str, Overlap]:
        attempted = {run.name: layers for run, layers in zip(self._job.runs, self._job.attempted, strict=True)}
        tables = {items: OverlapTable(items, runs, attempted) for items in HEADLINES}
        for work in self._job.work():
            for table in tables.values():
                table.add(work)
        return {items: table.overlap() for items, table in tables.items()}

    def _censuses(self, by: Sequence[str] | None) -> Mapping[str, Census]:
        fields = {name.removeprefix(DOCUMENT) for name in by or () if name.startswith(DOCUMENT)}
        self._job.fields = sorted({*self._job.fields, *fields})
        found = [Census(run.name, by) for run in self._job.runs]
        for work in self._job.work():
            fields -= {name for name in fields if any(value is not None for value in work.fields[name])}
            for census, scene, layers in zip(found, work.scenes, self._job.attempted, strict=True):
                census.add(work, scene, layers)
        if fields:
            raise no_such_field(min(fields))
        return {census.run: census for census in found}

    def _confusion(self, name: str, run: str) -> Confusion:
        measure = accuracy_of(name)
        number = [run.name for run in self._job.runs].index(run)
        return confusion_of(run, str(measure), (labelled(work.scenes[number], measure) for work in self._job.work()))

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
