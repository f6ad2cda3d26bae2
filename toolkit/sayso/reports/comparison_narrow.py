"""Tables of numbers for narrow pages: as many columns as fit, the others beneath, each with the first column."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.reports.text import width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sayso.reports.report import Report, Table

_GAP = 1


def fitted(report: Report, wide: int) -> Report:
    """The report for a page of so many columns of text; what holds texts wraps by itself and is left as it is."""
    return replace(report, tables=tuple(part for table in report.tables for part in _parts(table, wide)))


def _parts(table: Table, wide: int) -> Iterator[Table]:
    if not all(column.numeric for column in table.columns[1:]):
        yield table
        return
    blocks = _blocks([_width(table, place) for place in range(len(table.columns))], wide)
    for number, block in enumerate(blocks):
        places = (0, *block)
        yield replace(
            table,
            title="" if number else table.title,
            columns=tuple(table.columns[place] for place in places),
            rows=tuple(tuple(row[place] for place in places) for row in table.rows),
            remarks=table.remarks if number == len(blocks) - 1 else (),
        )


def _width(table: Table, place: int) -> int:
    return max(width(text) for text in (table.columns[place].heading, *(row[place].text for row in table.rows)))


def _blocks(widths: Sequence[int], wide: int) -> list[list[int]]:
    """Columns after the first, in runs that fit beside it; at least one in each."""
    blocks: list[list[int]] = [[]]
    left = wide - widths[0] - _GAP
    for place, needed in enumerate(widths[1:], 1):
        if blocks[-1] and left < needed + _GAP:
            blocks.append([])
            left = wide - widths[0] - _GAP
        blocks[-1].append(place)
        left -= needed + _GAP
    return blocks
