"""Intervals beside values, and in words why there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.reports.report import Cell, Column, Table, plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sayso.evaluate import Result, Value

_NAMED = 3


def interval_text(value: Value) -> str:
    """The interval as people read it; nothing where there is none."""
    found = value.interval
    if found is None or found.low is None or found.high is None:
        return ""
    return f"[{found.low:.3f}, {found.high:.3f}]"


def has_intervals(values: Sequence[Value]) -> bool:
    """Whether any of the values has one."""
    return any(interval_text(value) for value in values)


def interval_table(result: Result) -> Iterator[Table]:
    """For several runs: the intervals of every measure, runs side by side."""
    if len(result.runs) == 1 or not has_intervals(result.values):
        return
    by_measure: dict[str, dict[str, Value]] = {}
    for value in result.values:
        by_measure.setdefault(value.measure, {})[value.run] = value
    rows = tuple(
        (Cell(measure), *(Cell(interval_text(found[run]) if run in found else "") for run in result.runs))
        for measure, found in by_measure.items()
        if has_intervals(list(found.values()))
    )
    columns = (Column("measure"), *(Column(run, numeric=True) for run in result.runs))
    level = result.signature.level
    yield Table(title=f"Intervals of {level:.0%}, over documents", columns=columns, rows=rows)


def interval_notes(result: Result) -> Iterator[str]:
    """Why values have no interval, or an odd one; values with the same reason are named together."""
    reasons: dict[str, list[str]] = {}
    for value in result.values:
        found = value.interval
        if found is not None and found.reason and value.value is not None:
            reasons.setdefault(found.reason, []).append(value.measure)
    for reason, measures in reasons.items():
        named = list(dict.fromkeys(measures))
        if len(named) == len({value.measure for value in result.values if value.value is not None}):
            yield f"No interval: {reason}."
        else:
            shown = ", ".join(named[:_NAMED]) + (", …" if len(named) > _NAMED else "")
            yield f"Intervals of {plural(len(named), 'measure')} ({shown}): {reason}."
