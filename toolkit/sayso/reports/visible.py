"""Reports made safe to show: each of their texts on one line, and what can't be seen spelled out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.data.visible import UNSEEN, flat, line, shortened, visible

if TYPE_CHECKING:
    from sayso.reports.report import Cell, Column, Report, Table

__all__ = ["UNSEEN", "flat", "line", "shortened", "shown_safely", "visible"]


def shown_safely(report: Report) -> Report:
    """The report with each of its texts on one line and visible, for what writes texts as they are."""
    return replace(
        report,
        title=flat(report.title),
        sentences=tuple(map(flat, report.sentences)),
        tables=tuple(map(_table, report.tables)),
        notes=tuple(map(flat, report.notes)),
        signature=flat(report.signature),
    )


def _table(table: Table) -> Table:
    return replace(
        table,
        title=flat(table.title),
        columns=tuple(map(_column, table.columns)),
        rows=tuple(tuple(map(_cell, row)) for row in table.rows),
        remarks=tuple(map(flat, table.remarks)),
    )


def _column(column: Column) -> Column:
    return replace(column, heading=flat(column.heading))


def _cell(cell: Cell) -> Cell:
    return replace(cell, text=flat(cell.text))
