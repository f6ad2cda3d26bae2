"""Tables of slices: a measure's line by the values of an attribute, runs side by side, each with its n.

A group of few items says little, and a table of slices has many of them: their n is marked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.reports.report import Cell, Column, Table, counted, shown
from sayso.reports.values import Name, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sayso.evaluate import Result, Value

FEW = 10
NOTHING = "(none)"
_REMARK = f"few: fewer than {FEW} in gold; one item more or less moves such a value by more than a tenth"
# What n is, by the counts of a value: gold items, pairs judged, or documents.
_COUNTED = ("gold", "considered", "r_den", "documents")
_LENGTHS = frozenset({"length"})


def slice_tables(result: Result) -> Iterator[Table]:
    """A table for each attribute and line that was sliced by it."""
    groups: dict[tuple[str, str], list[Value]] = {}
    for value in result.slices:
        groups.setdefault((_attribute(value), name_of(value.measure).counts_of), []).append(value)
    for (by, line), values in groups.items():
        yield _table(f"{line} by {by}", by, values, result.runs)


def _table(title: str, by: str, values: Sequence[Value], runs: Sequence[str]) -> Table:
    names = {value.measure: name_of(value.measure) for value in values}
    found = {(value.run, value.measure, _part(value)): value for value in values}
    parts = list(dict.fromkeys(_part(value) for value in values))
    columns = [(run, measure) for measure in names for run in runs]
    headings = tuple(Column(_heading(run, names[measure], runs), numeric=True) for run, measure in columns)
    unit = "length in characters" if by in _LENGTHS else by
    rows = tuple(
        (
            Cell(NOTHING if part is None else part),
            Cell(_n(found, part)),
            *(Cell(shown(found[key].value) if (key := (*column, part)) in found else "") for column in columns),
        )
        for part in parts
    )
    remarks = (_REMARK,) if any(row[1].text.endswith("few") for row in rows) else ()
    return Table(title=title, columns=(Column(unit), Column("n", numeric=True), *headings), rows=rows, remarks=remarks)


def _n(found: Mapping[tuple[str, str, str | None], Value], part: str | None) -> str:
    """How many there are in a slice, the same for all runs but where only pairs are judged."""
    counts = [size_of(value) for (_, _, other), value in found.items() if other == part]
    sizes = sorted(set(counts))
    text = counted(sizes[0]) if len(sizes) == 1 else f"{counted(sizes[0])}-{counted(sizes[-1])}"
    return f"{text} few" if sizes[0] < FEW else text


def size_of(value: Value) -> float:
    """How many a value of a slice is about: gold items, pairs judged, or documents."""
    return next((value.counts[name] for name in _COUNTED if name in value.counts), 0)


def _heading(run: str, name: Name, runs: Sequence[str]) -> str:
    return name.statistic if len(runs) == 1 else f"{run} {name.statistic}"


def _attribute(value: Value) -> str:
    return value.slice[0] if value.slice else ""


def _part(value: Value) -> str | None:
    return value.slice[1] if value.slice else None
