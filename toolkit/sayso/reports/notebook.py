"""HTML for notebooks: the tables of a result, small enough for an output cell."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from sayso.reports.build import build

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.evaluate import Result
    from sayso.reports.report import Cell, Column, Report, Table


def html(result: Result) -> str:
    """A fragment of HTML without scripts or outside references; values rounded, best in bold, no items listed."""
    return "".join(_parts(build(result, errors=0)))


def _parts(report: Report) -> Iterator[str]:
    yield "<div>"
    for table in report.tables:
        yield from _table(table)
    yield from (f"<p>{escape(note)}</p>" for note in report.notes)
    yield f"<p><small><code>{escape(report.signature)}</code></small></p></div>"


def _table(table: Table) -> Iterator[str]:
    yield "<table>"
    if table.title:
        yield f"<caption>{escape(table.title)}</caption>"
    heads = "".join(_cell("th", column, column.heading) for column in table.columns)
    yield f"<thead><tr>{heads}</tr></thead><tbody>"
    for row in table.rows:
        cells = "".join(_data(cell, column) for cell, column in zip(row, table.columns, strict=True))
        yield f"<tr>{cells}</tr>"
    yield "</tbody></table>"
    yield from (f"<p><small>{escape(remark)}</small></p>" for remark in table.remarks)


def _data(cell: Cell, column: Column) -> str:
    return _cell("td", column, cell.text, bold=cell.tone == "best")


def _cell(tag: str, column: Column, written: str, *, bold: bool = False) -> str:
    inside = f"<b>{escape(written)}</b>" if bold else escape(written)
    return f'<{tag} style="text-align:{"right" if column.numeric else "left"}">{inside}</{tag}>'
