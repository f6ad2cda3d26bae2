"""Colour for terminals: the same tables as rich lays them out, wrapped at the terminal's width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.table import Table as RichTable
from rich.text import Text

from sayso.reports.report import legend, marks_best
from sayso.reports.visible import shown_safely

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from sayso.reports.report import Cell, Report, Table, Tone

_STYLES: dict[Tone, str] = {
    "": "",
    "best": "bold green",
    "missed": "red",
    "spurious": "yellow",
    "faint": "dim",
}


def terminal(report: Report) -> Iterator[RenderableType]:
    """The report piece by piece, to be printed by a rich console."""
    report = shown_safely(report)
    yield Text(report.title, style="bold")
    if report.sentences:
        yield from (Text(""), *map(Text, report.sentences))
    for table in report.tables:
        yield from _table(table)
    signs = [sign for sign in ("* best of its row" if marks_best(report) else "", legend(report)) if sign]
    if signs or report.notes:
        yield Text("")
        yield from map(Text, (*signs, *report.notes))
    if report.signature:
        yield Text("")
        yield Text(report.signature, style="dim")


def _table(table: Table) -> Iterator[RenderableType]:
    yield Text("")
    if table.title:
        yield Text(table.title, style="bold cyan")
    drawn = RichTable(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold")
    for column in table.columns:
        drawn.add_column(
            Text(column.heading),
            justify="right" if column.numeric else "left",
            no_wrap=column.numeric,
            overflow="fold",
        )
    for row in table.rows:
        drawn.add_row(*map(_cell, row))
    yield drawn
    yield from (Text(remark, style="dim") for remark in table.remarks)


def _cell(cell: Cell) -> Text:
    # The star stays beside the colour: not everyone sees colours, and copied text has none.
    return Text(f"{cell.text}*" if cell.tone == "best" else cell.text, style=_STYLES[cell.tone])
