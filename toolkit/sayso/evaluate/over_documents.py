"""How a mean over documents came about: what each document contributes, and the mean."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sayso.evaluate.reading import tallied
from sayso.evaluate.things import kind_of
from sayso.evaluate.walk import Part, Step, Walk
from sayso.measures.averages import by_document, macro_by_document, mean, number
from sayso.measures.describing import describe

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sayso.evaluate.job import Job
    from sayso.measures import Measure
    from sayso.measures.statistics import Numbers
    from sayso.tallies import Tally


def over_documents(job: Job, measure: Measure) -> Walk:
    """The working-out of a mean over all documents of a job with one run.

    Raises:
        DataError: Gold or the run breaks the contract.
        NothingToScore: There is no gold document.
    """
    found = tallied(job, [measure], ())
    tallies = {
        label: tally.ordered(found.order) for label, tally in found.tables[job.runs[0].name].tallies(measure).items()
    }
    values, counts = _single(measure, tallies[None]) if measure.by is None else _labelled(measure, tallies)
    parts = tuple(
        Part(doc_id, number(value), counted if number(value) is not None else {})
        for doc_id, value, counted in zip(found.documents, values, counts, strict=True)
    )
    known = [part.value for part in parts if part.value is not None]
    numbers = {"sum": math.fsum(known), "documents": len(known)}
    value = mean(known)
    return Walk(
        measure=str(measure),
        summary=describe(measure).summary,
        run=job.runs[0].name,
        doc_id=None,
        items=kind_of(measure.line),
        value=value,
        counts={"documents": len(known), "left_out": len(parts) - len(known)},
        steps=(Step(_name(measure), "{sum} / {documents}", numbers, value),),
        documents=parts,
    )


def _name(measure: Measure) -> str:
    """What the sum is called: the statistic, or the measure that stands for it."""
    return measure.line.kind.name if measure.line.kind.name == "CoNLL" else measure.statistic


def _single(measure: Measure, tally: Tally) -> tuple[Numbers, Sequence[Mapping[str, int | float]]]:
    return by_document(measure, tally), [tally.document(row) for row in range(len(tally))]


def _labelled(
    measure: Measure, tallies: Mapping[str | None, Tally]
) -> tuple[Numbers, Sequence[Mapping[str, int | float]]]:
    """Averages over labels by document, and over how many labels each goes."""
    ordered = [tallies[label] for label in sorted(label for label in tallies if label is not None)]
    labels = np.zeros(len(tallies[None]), dtype=np.int64)
    for tally in ordered:
        labels += ~np.isnan(by_document(measure, tally))
    values = macro_by_document(measure, ordered, len(tallies[None]))
    return values, [{"labels": count} for count in labels.tolist()]
