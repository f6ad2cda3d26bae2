"""Markdown tables: for pull requests, step summaries and READMEs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sayso.reports.report import legend, marks_best

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.reports.report import Cell, Report, Table

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~])")


def markdown(report: Report) -> str:
    """The report as Markdown, ending in a newline."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"# {_escaped(report.title)}"
    for table in report.tables:
        yield ""
        yield from _table(table)
    signs = [sign for sign in ("**bold**: best of its row" if marks_best(report) else "", legend(report)) if sign]
    if signs or report.notes:
        yield ""
        yield from (f"- {note}" for note in (*signs, *map(_escaped, report.notes)))
    if report.signature:
        yield from ("", f"`{report.signature}`")


def _table(table: Table) -> Iterator[str]:
    if table.title:
        yield from (f"## {_escaped(table.title)}", "")
    yield _row(_escaped(column.heading) for column in table.columns)
    yield _row("---:" if column.numeric else ":---" for column in table.columns)
    for row in table.rows:
        yield _row(_cell(cell) for cell in row)
    if table.remarks:
        yield ""
        yield from (f"{_escaped(remark)}  " for remark in table.remarks)


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    written = _escaped(cell.text)
    return f"**{written}**" if cell.tone == "best" else written


def _escaped(written: str) -> str:
    """The text, with what Markdown would read as markup or as the end of a cell made harmless."""
    return _SPECIAL.sub(r"\\\1", " ".join(written.split()))
