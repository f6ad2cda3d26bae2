"""Colour for terminals: the same tables as rich lays them out, wrapped at the terminal's width."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich import box
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from sayso.reports.fitting import Piece, pieces
from sayso.reports.report import legend, marks_best
from sayso.reports.visible import shown_safely

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console, ConsoleOptions, RenderableType

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
    yield _Fitted(table)
    yield from (Text(remark, style="dim") for remark in table.remarks)


@dataclass(frozen=True, slots=True)
class _Fitted:
    """A table that asks how wide the terminal is."""

    table: Table

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        """The table, or the parts of it that fit."""
        for number, piece in enumerate(pieces(self.table, options.max_width)):
            if number:
                yield Text("")
            yield from _beneath(self.table, piece) if piece.beneath else (_drawn(self.table, piece, self.table.rows),)


def _drawn(table: Table, piece: Piece, rows: Iterable[Sequence[Cell]], *, header: bool = True) -> RichTable:
    drawn = RichTable(
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        pad_edge=False,
        show_edge=False,
        show_header=header,
        header_style="bold",
    )
    for number, width in zip(piece.columns, piece.widths, strict=True):
        column = table.columns[number]
        drawn.add_column(
            Text(column.heading),
            justify="right" if column.numeric else "left",
            no_wrap=column.numeric,
            overflow="fold",
            min_width=width,
            max_width=width,
        )
    for row in rows:
        drawn.add_row(*(_cell(row[number]) for number in piece.columns))
    return drawn


def _beneath(table: Table, piece: Piece) -> Iterator[RenderableType]:
    """The rows one by one, each with its last cells beneath it."""
    yield _drawn(table, piece, ())
    for row in table.rows:
        yield _drawn(table, piece, (row,), header=False)
        told = (_cell(row[number]) for number in piece.beneath if row[number].text)
        yield from (Padding(cell, (0, 0, 0, 4)) for cell in told)


def _cell(cell: Cell) -> Text:
    # The star stays beside the colour: not everyone sees colours, and copied text has none.
    return Text(f"{cell.text}*" if cell.tone == "best" else cell.text, style=_STYLES[cell.tone])
