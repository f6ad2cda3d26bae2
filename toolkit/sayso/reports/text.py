"""Plain text: for pipes, files and screens without colour. Nothing wraps, so `grep` and `cut` see whole rows."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from sayso.reports.report import legend, marks_best
from sayso.reports.visible import shown_safely

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.reports.report import Cell, Report, Table

_LONGEST = 80
_GAP = "  "


def text(report: Report) -> str:
    """The report as plain text, ending in a newline."""
    return "\n".join(_lines(shown_safely(report))) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield report.title
    yield "=" * width(report.title)
    yield from ("", *report.sentences) if report.sentences else ()
    for table in report.tables:
        yield ""
        yield from table_lines(table)
    signs = [sign for sign in ("* best of its row" if marks_best(report) else "", legend(report)) if sign]
    if signs or report.notes:
        yield ""
        yield from (*signs, *report.notes)
    if report.signature:
        yield from ("", report.signature)


def table_lines(table: Table) -> Iterator[str]:
    """A table as lines: title, headings, rows, remarks."""
    if table.title:
        yield table.title
        yield "-" * width(table.title)
    heads = [column.heading for column in table.columns]
    rows = [[_written(cell) for cell in row] for row in table.rows]
    # A column with a mark keeps a place for it, so that digits stay beneath digits.
    marked = [any(row[place].tone == "best" for row in table.rows) for place in range(len(heads))]
    padded = [
        [_kept(cell, row[i], marked[i]) for i, cell in enumerate(texts)]
        for row, texts in zip(table.rows, rows, strict=True)
    ]
    heads = [f"{head} " if mark else head for head, mark in zip(heads, marked, strict=True)]
    widths = [max(map(width, column)) for column in zip(heads, *padded, strict=True)]
    numeric = [column.numeric for column in table.columns]
    for row in (heads, *padded):
        yield _GAP.join(_set(*cell) for cell in zip(row, widths, numeric, strict=True)).rstrip()
    yield from table.remarks


def _written(cell: Cell) -> str:
    return cell.text if len(cell.text) <= _LONGEST else f"{cell.text[: _LONGEST - 1].rstrip()}…"


def _kept(written: str, cell: Cell, marked: bool) -> str:  # noqa: FBT001 - one of a row of flags
    return f"{written}{'*' if cell.tone == 'best' else ' '}" if marked else written


def _set(written: str, wide: int, numeric: bool) -> str:  # noqa: FBT001 - likewise
    space = " " * (wide - width(written))
    return space + written if numeric else written + space


def width(written: str) -> int:
    """Columns that a text takes on a screen: wide characters two, combining ones none."""
    return sum(_columns(character) for character in written)


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
