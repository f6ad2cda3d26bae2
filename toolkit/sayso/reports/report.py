"""The report that all renderers share: tables of cells, notes, a signature, the same numbers unrounded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sayso.evaluate import Result
    from sayso.reports.plots.canvas import Drawing

Tone = Literal["", "best", "missed", "spurious", "faint"]
UNDEFINED = "–"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and whether it holds numbers (set to the right)."""

    heading: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of text, and what it is to the reader; renderers decide how that looks."""

    text: str
    tone: Tone = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under columns, with a title above and remarks beneath."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a result, in full: a row of the CSV. None is undefined; `slice` are attribute and value."""

    run: str
    measure: str
    quantity: str
    number: float | None
    slice: tuple[str, str | None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that is said about a result.

    Attributes:
        title: What was scored.
        sentences: What the counts say, in words, before all tables.
        tables: For people; values rounded.
        notes: What a reader must know besides: failures, undefined values, what was left out.
        signature: What was computed, on what, how; one line.
        numbers: Every value and every count, unrounded.
        data: The JSON form.
        result: What it was built from, for renderings that show documents; None for reports about something else.
        references: Runs that are there to compare with, with what they are.
        text: Whether the article's wording may be shown; where not, nothing else in the report has it.
        drawings: What can be drawn of it, by kind; the first is drawn unless another is named.
    """

    title: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()
    signature: str
    numbers: tuple[Number, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    sentences: tuple[str, ...] = ()
    result: Result | None = field(default=None, repr=False, compare=False)
    references: Mapping[str, str] = field(default_factory=dict)
    text: bool = True
    drawings: Mapping[str, Drawing] = field(default_factory=dict, repr=False, compare=False)


def legend(report: Report) -> str:
    """What the signs in the tables mean, as far as they occur; the mark of the best is the renderer's."""
    undefined = any(cell.text == UNDEFINED for table in report.tables for row in table.rows for cell in row)
    return f"{UNDEFINED} undefined: not attempted, not annotated, or nothing over nothing" if undefined else ""


def marks_best(report: Report) -> bool:
    """Whether some value is marked as the best of its row."""
    return any(cell.tone == "best" for table in report.tables for row in table.rows for cell in row)


def shown(value: float | None) -> str:
    """A value as people read it: three decimals, a count as it is, a dash where it is undefined."""
    if isinstance(value, int):
        return str(value)
    return UNDEFINED if value is None else f"{value:.3f}"


def counted(count: float) -> str:
    """A count as people read it: whole numbers without a point, sums of fractions with two decimals."""
    return f"{count:.0f}" if float(count).is_integer() else f"{count:.2f}"


def plural(count: int, noun: str) -> str:
    """A count with its noun."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
