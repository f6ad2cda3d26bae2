"""From tallies to the value of a measure: pooled, mean over documents, macro over labels.

measures.md §6. The axis that is averaged is always named. What is undefined is left out of a mean, and how many
went in is part of the counts.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sayso.measures.measure import Measure
    from sayso.measures.statistics import Numbers
    from sayso.tallies import Tally

    Counts = dict[str, int | float]


def computed(measure: Measure, tallies: Mapping[str | None, Tally]) -> tuple[float | None, Counts]:
    """A measure's value over a corpus, None if undefined, and the counts behind it.

    Args:
        measure: The measure.
        tallies: Its tally under None; for a macro average one for each label.
    """
    if measure.by is not None:
        return _macro(measure, tallies)
    tally = tallies[None]
    if measure.average == "documents":
        return _over_documents(by_document(measure, tally))
    documents = int(tally.defined.sum())
    totals = tally.total()
    counts: Counts = {**totals, "documents": documents, "left_out": len(tally) - documents}
    return number(statistic_of(measure, totals)), counts


def by_document(measure: Measure, tally: Tally) -> Numbers:
    """The measure of each document alone, nan where it is undefined."""
    columns = {name: tally.rows[:, i] for i, name in enumerate(tally.counters)}
    return np.where(tally.defined, statistic_of(measure, columns), np.nan)


def mean(values: Sequence[float]) -> float | None:
    """The mean, correctly rounded sum first; None of nothing."""
    return math.fsum(values) / len(values) if values else None


def number(value: Numbers | float) -> float | None:
    """A plain float; None for nan."""
    plain = float(value)
    return None if math.isnan(plain) else plain


def statistic_of(measure: Measure, counters: Mapping[str, object]) -> Numbers:
    """A measure's statistic, elementwise over counters; of an average over labels that of one label."""
    return measure.line.kind.statistics[measure.base].value(counters, measure.beta)  # type: ignore[arg-type]


def _over_documents(values: Numbers) -> tuple[float | None, Counts]:
    kept = values[~np.isnan(values)].tolist()
    return mean(kept), {"documents": len(kept), "left_out": len(values) - len(kept)}


def _macro(measure: Measure, tallies: Mapping[str | None, Tally]) -> tuple[float | None, Counts]:
    ordered = [tallies[label] for label in sorted(label for label in tallies if label is not None)]
    if measure.average == "documents":
        return _over_documents(macro_by_document(measure, ordered, len(tallies[None])))
    found = [number(statistic_of(measure, tally.total())) for tally in ordered]
    values = [value for value in found if value is not None]
    whole = len(values) == len(found) or not measure.strict
    return mean(values) if whole else None, {"labels": len(values)}


def macro_by_document(measure: Measure, tallies: Sequence[Tally], documents: int) -> Numbers:
    """An average over labels of each document alone, nan where it is undefined."""
    if not tallies:
        return np.full(documents, np.nan)
    table = np.stack([by_document(measure, tally) for tally in tallies])
    counts = (~np.isnan(table)).sum(axis=0)
    enough = counts == len(table) if measure.strict else counts > 0
    sums = np.array([math.fsum(column) for column in np.nan_to_num(table).T.tolist()])
    means: Numbers = np.divide(sums, counts, out=np.full(documents, np.nan), where=enough)
    return means
