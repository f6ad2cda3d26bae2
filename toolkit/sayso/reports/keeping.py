"""Reports kept in a folder, so that what was reported once need not be computed again.

A report is kept under a key that covers everything it depends on. An entry is two lines of JSON: the key and a digest
of the second line, then the report. Whatever does not hold together (torn, changed, of another version) is as if it
were not there. Entries are written in one step, so that any number of processes may share a folder, and the ones used
longest ago go when there are too many.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sayso.errors import UsageError
from sayso.reports.report import Cell, Column, Number, Report, Table
from sayso.reports.writing import put

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

LIMIT = 256 * 2**20
"""The most bytes of all entries together, unless told otherwise."""

_ENTRY = re.compile(r"[0-9a-f]{64}\.json")
_TORN = re.compile(r"\.[0-9a-f]{64}\.json\..+")
_HOUR = 3600.0


class Shelf:
    """A folder of reports; nothing in it but what has the name of an entry is ever touched."""

    def __init__(self, folder: Path, *, limit: int = LIMIT) -> None:
        """Take a folder, made if it is not there, and the most bytes that entries may have together.

        Raises:
            UsageError: It is no folder, and cannot be made.
        """
        self._folder = folder
        self._limit = limit
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"{folder}: is no folder to keep results in: {error.strerror}; name another") from None

    def get(self, key: str) -> Report | None:
        """The report kept under a key (64 hexadecimal digits); None if there is none that holds together."""
        path = self._folder / f"{key}.json"
        try:
            head, body = path.read_bytes().split(b"\n", 1)
            about = json.loads(head)
            if about != _about(key, body):
                return None
            report = _unpacked(json.loads(body))
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None
        with contextlib.suppress(OSError):  # another process removed it, or may alone write there
            os.utime(path)
        return report

    def keep(self, key: str, report: Report) -> None:
        """Keep a report under a key, in place of what may be there.

        Raises:
            UsageError: The folder cannot be written.
        """
        body = json.dumps(_packed(report), ensure_ascii=False, allow_nan=False).encode()
        put(self._folder / f"{key}.json", json.dumps(_about(key, body)).encode() + b"\n" + body)
        self._trim()

    def _trim(self) -> None:
        """Remove the entries used longest ago, and what a process left that was killed while it wrote."""
        found = sorted(self._entries())
        total = sum(size for _, size, _ in found)
        for _, size, path in found:
            if total <= self._limit:
                break
            path.unlink(missing_ok=True)
            total -= size

    def _entries(self) -> Iterator[tuple[float, int, Path]]:
        for path in self._folder.iterdir():
            try:
                facts = path.stat()
                if _ENTRY.fullmatch(path.name):
                    yield facts.st_mtime, facts.st_size, path
                elif _TORN.fullmatch(path.name) and facts.st_mtime < time.time() - _HOUR:
                    path.unlink(missing_ok=True)
            except FileNotFoundError:
                continue  # Another process was faster.


def _about(key: str, body: bytes) -> dict[str, str]:
    return {"key": key, "sha256": hashlib.sha256(body).hexdigest()}


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
