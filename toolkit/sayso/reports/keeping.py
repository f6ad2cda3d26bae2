"""Reports kept in a folder (`data.shelf`), so that what was reported once need not be computed again.

An entry of another version is as if it were not there.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sayso.data.shelf import USUAL, Entries
from sayso.reports.report import Cell, Column, Number, Report, Table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Shelf:
    """A folder of reports."""

    def __init__(self, folder: Path, *, limit: int = USUAL) -> None:
        """Take a folder, made if it is not there, and the most bytes that entries may have together.

        Raises:
            UsageError: It is no folder, and cannot be made.
        """
        self._entries = Entries(folder, limit=limit)

    def get(self, key: str) -> Report | None:
        """The report kept under a key (64 hexadecimal digits); None if there is none that holds together."""
        body = self._entries.get(key)
        if body is None:
            return None
        try:
            return _unpacked(json.loads(body))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None

    def keep(self, key: str, report: Report) -> None:
        """Keep a report under a key, in place of what may be there.

        Raises:
            UsageError: The folder cannot be written.
        """
        self._entries.keep(key, json.dumps(_packed(report), ensure_ascii=False, allow_nan=False).encode())


def _packed(report: Report) -> dict[str, Any]:
    return {
        "title": report.title,
        "tables": [asdict(table) for table in report.tables],
        "notes": report.notes,
        "signature": report.signature,
        "numbers": [asdict(number) for number in report.numbers],
        "data": report.data,
        "sentences": report.sentences,
        "references": dict(report.references),
        "text": report.text,
    }


def _unpacked(kept: Mapping[str, Any]) -> Report:
    return Report(
        title=kept["title"],
        tables=tuple(_table(**table) for table in kept["tables"]),
        notes=tuple(kept["notes"]),
        signature=kept["signature"],
        numbers=tuple(_number(**number) for number in kept["numbers"]),
        data=kept["data"],
        sentences=tuple(kept["sentences"]),
        references=kept["references"],
        text=kept["text"],
    )


def _table(**kept: Any) -> Table:  # noqa: ANN401 - what JSON has for a table
    columns = tuple(Column(**column) for column in kept.pop("columns"))
    rows = tuple(tuple(Cell(**cell) for cell in row) for row in kept.pop("rows"))
    return Table(columns=columns, rows=rows, remarks=tuple(kept.pop("remarks")), **kept)


def _number(**kept: Any) -> Number:  # noqa: ANN401 - what JSON has for a number
    part = kept.pop("slice")
    return Number(**kept, slice=None if part is None else (part[0], part[1]))
