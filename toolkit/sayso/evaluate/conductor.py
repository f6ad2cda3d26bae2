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
from sayso.evaluate.curve import CurveTable
from sayso.evaluate.errors import ErrorClass, ErrorTable
from sayso.evaluate.job import Job
from sayso.evaluate.presetting import chosen_presets, preset_values
from sayso.evaluate.reading import tallied
from sayso.evaluate.reckoning import Reckoning
from sayso.evaluate.result import Result
from sayso.evaluate.unpaired import Unpaired, unpaired
from sayso.measures import DEFAULT, parse, parse_all
from sayso.measures.slicing import can_cut, cut
from sayso.signature import Signature
from sayso.uncertainty.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sayso.data.pairing import Labels, Missing, On
    from sayso.data.sources import Gold
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

    Raises:
        DataError: Gold or a run breaks the contract; all problems of all files are told.
        MeasureError: A measure does not exist, or no measure can be sliced by an attribute.
        NothingToScore: There is no gold document, or none meets the conditions.
    """
    runs = [predicted] if isinstance(predicted, Run) else list(predicted)
    _check_names(runs)
    settings = Settings(level=level, resamples=resamples, seed=seed)
    named = chosen_presets([preset] if isinstance(preset, str) else preset)
    measured = parse_all((() if named else DEFAULT) if measures is None else measures)
    if not measured and not named:
        msg = "no measure was named; name at least one, or leave measures out for the default set"
        raise MeasureError(msg)
    cuts = _cuts(measured, by) if measured else []
    job = Job(
        gold=gold,
        runs=runs,
        missing=missing,
        on=on,
        labels=labels,
        characters=characters,
        where=chosen(where),
        fields=sorted({found.field for found in cuts if found.field is not None}),
    )
    found = tallied(job, measured, cuts)
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


def _cuts(measures: Sequence[Measure], by: Iterable[str]) -> list[Cut]:
    """Each measure by each attribute that its items have; an attribute that fits none is an error."""
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
        if what == "errors":
            return self._errors()
        if what == "curve":
            return self._curve(**options)
        return self._classes() if what == "classes" else self._labels(**options)

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

    def _labels(self, name: str, run: str, unpaired: str | None) -> tuple[list[str | None], list[str | None]]:
        from sayso.evaluate.pairs import accuracy_of, labels_of_pairs

        measure = accuracy_of(name)
        number = [run.name for run in self._job.runs].index(run)
        gold: list[str | None] = []
        predicted: list[str | None] = []
        for work in self._job.work():
            one, other = labels_of_pairs(work.scenes[number], measure, unpaired)
            gold += one
            predicted += other
        return gold, predicted
