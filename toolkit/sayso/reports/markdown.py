"""Markdown tables: for pull requests, step summaries and READMEs.

What strangers wrote stays text: whatever could open a cell, a link, emphasis, code, HTML, a heading or a list is
escaped (CommonMark 0.31, section 2.4), and no bare address is left for GitHub to make a link of.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sayso.reports.report import legend, marks_best
from sayso.reports.visible import line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.reports.report import Cell, Report, Table

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&])")
# At the beginning of a line these would open a heading, a list or a table, or underline one.
_OPENING = re.compile(r"^(?:([-+=#:])(?=[\s=#:-]|\Z)|(\d{1,9})([.)])(?=\s|\Z))")
_ADDRESS = re.compile(r"(?i):(?=//)|(?<=www)\.")


def markdown(report: Report) -> str:
    """The report as Markdown, ending in a newline."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"# {_escaped(report.title)}"
    if report.sentences:
        yield from ("", *(f"- {_escaped(sentence)}" for sentence in report.sentences))
    for table in report.tables:
        yield ""
        yield from _table(table)
    signs = [sign for sign in ("**bold**: best of its row" if marks_best(report) else "", legend(report)) if sign]
    if signs or report.notes:
        yield ""
        yield from (f"- {note}" for note in (*signs, *map(_escaped, report.notes)))
    if report.signature:
        yield from ("", _code(report.signature))


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
    escaped = _OPENING.sub(_unopened, _SPECIAL.sub(r"\\\1", line(written)))
    return _ADDRESS.sub(lambda found: f"&#{ord(found[0])};", escaped)


def _unopened(found: re.Match[str]) -> str:
    return f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}"


def _code(written: str) -> str:
    """The text in the letters of code, between as many backticks as it takes."""
    shown = line(written)
    fence = "`" * (1 + max(map(len, re.findall("`+", shown)), default=0))
    space = " " if "`" in shown else ""
    return f"{fence}{space}{shown}{space}{fence}"
