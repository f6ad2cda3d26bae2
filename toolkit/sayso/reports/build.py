"""From a result to a report: values by layer, counts beside them, the items behind them, what else to know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sayso.reports.failures import failed_on
from sayso.reports.intervals import interval_notes, interval_table
from sayso.reports.overlap import overlap_tables
from sayso.reports.plots.kinds import of_result
from sayso.reports.report import Number, Report, plural
from sayso.reports.sentences import layers_of, sentences
from sayso.reports.slices import slice_tables
from sayso.reports.unpaired import class_table, unpaired_tables
from sayso.reports.values import value_tables
from sayso.reports.wordless import wordless

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sayso.evaluate import Result, Value
    from sayso.evaluate.overlap import Overlap

ERRORS = 5
_FEW_DOCUMENTS = 50
_NAMED = 3


def build(
    result: Result,
    *,
    title: str = "Scores against gold",
    errors: int | Literal["some"] | None = "some",
    references: Mapping[str, str] | None = None,
    notes: Sequence[str] = (),
    text: bool = True,
) -> Report:
    """The report of a result.

    Args:
        result: What `sayso.score` returned.
        title: The heading.
        errors: How many missed and how many spurious items to list for each run and layer; None for all. `some` lists
            a few, and none at all of a large corpus, where a second reading would have to search for them.
        references: Runs that are there to compare with (an upper or lower bound), with what they are; never marked
            as best.
        notes: Remarks of the caller, put before those of the result.
        text: Whether the article's wording may be shown; else ids and offsets stand for it.

    Raises:
        UsageError: Without the article's wording, the result is sliced by names.
    """
    if not text:
        result = wordless(result)
    references = references or {}
    limit = _some(result) if errors == "some" else errors
    # The items of a bound are listed only if somebody asks: of a floor they would be all there are.
    silent = references if errors == "some" else ()
    items = () if limit == 0 else (*class_table(result), *unpaired_tables(result, limit, silent=silent))
    said = () if limit == 0 else sentences(result, silent=references)
    overlaps = () if limit == 0 else _overlaps(result, references)
    tables = (
        *value_tables(result, references),
        *interval_table(result),
        *slice_tables(result),
        *overlap_tables(overlaps),
        *items,
    )
    remarks = (
        *notes,
        *result.remarks,
        *_reference_notes(result, references),
        *_failure_notes(result),
        *_left_out_notes(result),
        *_undefined_notes(result),
        *interval_notes(result),
    )
    return Report(
        title=title,
        tables=tables,
        notes=remarks,
        signature=str(result.signature),
        numbers=tuple(number for value in (*result.values, *result.slices) for number in _numbers(value)),
        data={
            **result.to_dict(errors=errors not in {"some", 0}),
            # Null where nobody looked for them: they take another reading.
            "sentences": None if limit == 0 else [one.to_dict() for one in said],
            "overlap": None if limit == 0 else [one.to_dict() for one in overlaps],
        },
        sentences=tuple(one.text if len(result.runs) == 1 else f"{one.run}: {one.text}" for one in said),
        result=result,
        references=dict(references),
        text=text,
        drawings=of_result(result, title),
    )


def _overlaps(result: Result, references: Mapping[str, str]) -> Sequence[Overlap]:
    """The overlaps of the layers that the measures are about, if there are runs to compare; bounds are none."""
    runs = [run for run in result.runs if run not in references]
    return [result.overlap(layer, runs=runs) for layer in layers_of(result)] if len(runs) > 1 else []


def _some(result: Result) -> int:
    return ERRORS if result.signature.documents <= _FEW_DOCUMENTS else 0


def _numbers(value: Value) -> Iterator[Number]:
    interval = value.interval
    ends = {} if interval is None else {"interval_low": interval.low, "interval_high": interval.high}
    quantities = {"value": value.value, **value.counts, **ends, "undefined_documents": value.undefined_documents}
    for name, number in quantities.items():
        if number is not None or name == "value":
            yield Number(value.run, value.measure, name, number, value.slice)


def _reference_notes(result: Result, references: Mapping[str, str]) -> Iterator[str]:
    there = [f"{run} is {meaning}" for run, meaning in references.items() if run in result.runs]
    if there:
        yield f"For orientation, never marked as best: {'; '.join(there)}."


def _failure_notes(result: Result) -> Iterator[str]:
    for run, failures in result.failures.items():
        if failures:
            named = [f"{doc_id}: {message}" for doc_id, message in list(failures.items())[:_NAMED]]
            more = f"; and {len(failures) - _NAMED:,} more" if len(failures) > _NAMED else ""
            yield f"{failed_on(result, run)} ({'; '.join(named)}{more})."


def _left_out_notes(result: Result) -> Iterator[str]:
    if result.left_out:
        yield f"{plural(result.left_out, 'gold document')} left out, because some run lacks them (--on common)."


def _undefined_notes(result: Result) -> Iterator[str]:
    """Runs whose values leave some documents out; measures with the same number are named together.

    A value without any document is undefined, and its dash says so already.
    """
    documents = result.signature.documents
    for run in result.runs:
        by_count: dict[int, list[str]] = {}
        for value in result.values:
            if value.run == run and 0 < value.undefined_documents < documents:
                by_count.setdefault(value.undefined_documents, []).append(value.measure)
        for count, measures in sorted(by_count.items()):
            named = ", ".join(measures[:_NAMED]) + (", …" if len(measures) > _NAMED else "")
            yield f"{run}: {plural(count, 'document')} left out where the measure is undefined ({named})."
