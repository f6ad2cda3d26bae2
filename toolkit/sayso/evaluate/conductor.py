"""The conductor: pair, align, match, tally, measure.

Gold and runs are read once, batch by batch, and only tallies are kept. What is about items (errors, labels of
pairs) reads them again when somebody asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.data.choosing import chosen
from sayso.data.digest import corpus_digest
from sayso.data.sources import Run
from sayso.errors import MeasureError, UsageError
from sayso.evaluate.again import Again
from sayso.evaluate.batches import CHARACTERS
from sayso.evaluate.job import Job
from sayso.evaluate.jobs import sharing
from sayso.evaluate.keeping import Asked, Found, Kept
from sayso.evaluate.keeping import found as found_or_kept
from sayso.evaluate.presetting import chosen_presets, preset_values
from sayso.evaluate.reading import tallied
from sayso.evaluate.reckoning import Reckoning
from sayso.evaluate.result import Result
from sayso.measures import DEFAULT, parse_all
from sayso.measures.slicing import can_cut, cut
from sayso.signature import Signature
from sayso.uncertainty.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from sayso.data.executors import Workforce
    from sayso.data.pairing import Labels, Missing, On
    from sayso.data.sources import Gold
    from sayso.evaluate.progress import Reading
    from sayso.measures import Measure
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
    cache: str | Path | None = None,
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
        jobs: Processes that read plain files or Parquet that go in step, this one among them; changes no number. By
            default as many as there are cores, and one for small files.
        executor: A `concurrent.futures.Executor` or a `distributed.Client` that has them read instead; changes no
            number.
        progress: Told after every batch (of several readers: every part) how far the reading has come, which starts
            anew where things are read once more.
        cache: A folder, made if it is not there, in which counts are kept and from which they are taken while nothing
            has changed that they depend on: files, options, versions. Then the files are read for their digests alone;
            intervals are drawn anew, and items are read when they are asked for. Any number of processes may share
            it; records in memory are never kept.

    Raises:
        DataError: Gold or a run breaks the contract; all problems of all files are told.
        MeasureError: A measure does not exist, or no measure can be sliced by an attribute.
        NothingToScore: There is no gold document, or none meets the conditions.
        UsageError: `jobs` is no number of processes, or `executor` is none, or `cache` no folder.
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
    shared = sharing(job, measured, cuts, jobs, executor)

    def made(there: Kept | None) -> Found:
        if there is not None:
            return Found(tallied(job, measured, cuts, lambda: there.gathered), there.values, there.remarks)
        found = tallied(job, measured, cuts, shared)
        return Found(found, *(preset_values(job, named, jobs, executor) if named else ()))

    asked = Asked(measured, cuts, [text for text, _, _ in named])
    counted = found_or_kept(cache, job, asked, make=made)
    found = counted.tallied
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
    values = (*reckoning.values(), *counted.values)
    slices = reckoning.slices()
    return Result(
        signature,
        names,
        values,
        slices,
        failures,
        job.left_out,
        Again(job, jobs, executor),
        found,
        tuple(counted.remarks),
    )


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
