"""The conductor: pair, align, match, tally, measure.

Gold and runs are read once, batch by batch, and only tallies are kept. What is about items (errors, labels of
pairs) reads them again when somebody asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.data.digest import corpus_digest
from sayso.data.sources import Run
from sayso.errors import MeasureError, NothingToScore, UsageError
from sayso.evaluate.batches import CHARACTERS
from sayso.evaluate.errors import ErrorClass, ErrorTable
from sayso.evaluate.job import Job
from sayso.evaluate.result import Result, Value
from sayso.evaluate.table import Table, Tallied
from sayso.evaluate.unpaired import Unpaired, unpaired
from sayso.measures import DEFAULT, parse, parse_all
from sayso.signature import Signature

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sayso.data.pairing import Labels, Missing, On
    from sayso.data.sources import Gold
    from sayso.measures import Measure


def score(
    *,
    gold: Gold,
    predicted: Run | Sequence[Run],
    measures: Iterable[str | Measure] | None = None,
    missing: Missing = "error",
    on: On = "all",
    labels: Labels = "closed",
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
        characters: Characters of text in a batch; changes no number.

    Raises:
        DataError: Gold or a run breaks the contract; all problems of all files are told.
        MeasureError: A measure does not exist.
        NothingToScore: There is no gold document.
    """
    runs = [predicted] if isinstance(predicted, Run) else list(predicted)
    _check_names(runs)
    chosen = parse_all(DEFAULT if measures is None else measures)
    if not chosen:
        msg = "no measure was named; name at least one, or leave measures out for the default set"
        raise MeasureError(msg)
    job = Job(gold=gold, runs=runs, missing=missing, on=on, labels=labels, characters=characters)
    tables, digests, doc_ids = _tables(job, chosen)
    if not digests:
        msg = f"gold {gold.name!r} has no documents to score"
        raise NothingToScore(msg)
    signature = Signature(
        corpus=corpus_digest(digests, gold.annotated, gold.labels),
        documents=len(digests),
        missing=missing,
        on=on,
        labels=labels,
    )
    values = [
        _value(run.name, measure, table, len(digests))
        for run, table in zip(runs, tables, strict=True)
        for measure in chosen
    ]
    failures = {run.name: dict(failed) for run, failed in zip(runs, job.failures, strict=True) if failed}
    names = tuple(run.name for run in runs)
    order = sorted(range(len(doc_ids)), key=doc_ids.__getitem__)
    tallied = Tallied(tuple(doc_ids[row] for row in order), order, dict(zip(names, tables, strict=True)))
    return Result(signature, names, tuple(values), failures, job.left_out, _Again(job), tallied)


def _check_names(runs: Sequence[Run]) -> None:
    if not runs:
        msg = "no run was given; give at least one"
        raise UsageError(msg)
    names = [run.name for run in runs]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        msg = f"two runs are named {twice[0]!r}; runs are told apart by name, so rename one"
        raise UsageError(msg)


def _tables(job: Job, measures: Sequence[Measure]) -> tuple[list[Table], list[bytes], list[str]]:
    """Tally everything; once more if a later batch showed that an attribute is annotated after all."""
    while True:
        tables = [Table(measures, job.gold.labels) for _ in job.runs]
        digests: list[bytes] = []
        doc_ids: list[str] = []
        guessed = stale = False
        for work in job.work():
            stale = stale or (guessed and not work.seen <= job.assumed)
            guessed = guessed or work.listless
            digests += work.digests
            doc_ids += work.doc_ids
            for table, scene in zip(tables, work.scenes, strict=True):
                table.add(scene)
        if not stale:
            break
    for table, attempted in zip(tables, job.attempted, strict=True):
        table.attempted = attempted
    return tables, digests, doc_ids


def _value(run: str, measure: Measure, table: Table, documents: int) -> Value:
    value, counts = table.value(measure)
    return Value(
        run,
        str(measure),
        value,
        counts,
        None,
        int(counts.get("left_out", documents - table.defined_documents(measure))),
    )


class _Again:
    """Reads gold and runs once more for what is about items."""

    def __init__(self, job: Job) -> None:
        self._job = job

    def __call__(self, what: str, **options: Any) -> Any:  # noqa: ANN401
        if what == "errors":
            return self._errors()
        return self._classes() if what == "classes" else self._labels(**options)

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

    def _labels(self, name: str, run: str) -> tuple[list[str | None], list[str | None]]:
        from sayso.evaluate.pairs import labels_of_pairs

        measure = parse(f"{name}.accuracy")
        number = [run.name for run in self._job.runs].index(run)
        gold: list[str | None] = []
        predicted: list[str | None] = []
        for work in self._job.work():
            one, other = labels_of_pairs(work.scenes[number], measure)
            gold += one
            predicted += other
        return gold, predicted
