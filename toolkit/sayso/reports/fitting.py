"""Tables for a terminal that is too narrow for them: nothing is cut off, and no word is broken while there is a way.

It is drawn as it is; or with its texts wrapped between words; or with the texts that come after its numbers beneath
each row; or, where there are too many numbers, as several tables that all have the first columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sayso.reports.report import Table

_GAP = 2
_WORD = 16
"""A longer word may be broken."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a table that fits.

    Attributes:
        columns: The numbers of its columns.
        widths: How wide each is.
        beneath: The columns whose cells stand beneath their row.
    """

    columns: tuple[int, ...]
    widths: tuple[int, ...]
    beneath: tuple[int, ...] = ()


def pieces(table: Table, width: int) -> Iterator[Piece]:
    """The parts of a table that fit into a width, in columns of the terminal."""
    every = range(len(table.columns))
    natural = [max(map(cell_len, _column(table, number))) for number in every]
    keys = _keys(table)
    least = [
        _least(table, number, natural[number], 2 * width // (3 * len(keys)) if number in keys else 0)
        for number in every
    ]
    if _total(natural) <= width:
        yield Piece(tuple(every), tuple(natural))
        return
    above = list(every)
    beneath: list[int] = []
    while _total(least[number] for number in above) > width and _is_text(table, above[-1]) and above[-1] not in keys:
        beneath.insert(0, above.pop())
    own = [number for number in above if number not in keys]
    room = width - _total(least[number] for number in keys) - _GAP
    for group in _groups(own, least, room):
        columns = (*keys, *group)
        yield Piece(columns, _grown(columns, natural, least, width), tuple(beneath))
        beneath = []


def _keys(table: Table) -> list[int]:
    """The columns that say what a row is about: the texts before the first number, or the first of texts alone."""
    numbers = [number for number, column in enumerate(table.columns) if column.numeric]
    return list(range(max(1, numbers[0]))) if numbers else [0]


def _column(table: Table, number: int) -> list[str]:
    starred = ("*" if row[number].tone == "best" else "" for row in table.rows)
    texts = (row[number].text for row in table.rows)
    return [table.columns[number].heading, *(text + star for text, star in zip(texts, starred, strict=True))]


def _least(table: Table, number: int, natural: int, share: int) -> int:
    """How narrow a column may be: a number as it is, a text as wide as its longest word or its share of the width."""
    if table.columns[number].numeric:
        return natural
    words = (word for text in _column(table, number) for word in text.split())
    longest = min(max(map(cell_len, words), default=1), _WORD)
    return min(natural, max(longest, share))


def _is_text(table: Table, number: int) -> bool:
    return not table.columns[number].numeric


def _total(widths: Iterable[int]) -> int:
    return sum(width + _GAP for width in widths) - _GAP


def _grown(columns: Sequence[int], natural: Sequence[int], least: Sequence[int], width: int) -> tuple[int, ...]:
    """The widths of columns, as wide as they want to be while there is room, the first ones first."""
    widths = []
    spare = max(0, width - _total(least[number] for number in columns))
    for number in columns:
        more = min(natural[number] - least[number], spare)
        widths.append(least[number] + more)
        spare -= more
    return tuple(widths)


def _groups(columns: Sequence[int], least: Sequence[int], room: int) -> Iterator[tuple[int, ...]]:
    """Columns in their order, as many together as there is room for, one at least."""
    group: list[int] = []
    for number in columns:
        if group and _total(least[one] for one in (*group, number)) > room:
            yield tuple(group)
            group = []
        group.append(number)
    yield tuple(group)
