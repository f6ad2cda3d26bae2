"""Row groups of a Parquet file, at which it can be cut, and in which documents are found: `parts` of tables.

Only the columns are read that tell which document a row is about and whether it is annotated, and of these only the row
groups near a cut.
"""

from __future__ import annotations

import contextlib
import json
from bisect import bisect_right
from typing import TYPE_CHECKING

from sayso.data.parquet import ParquetTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow.parquet

    from sayso.data.urls import Place

_NEAR = 10_000
"""Within how many rows behind a cut the next document of gold must come."""


@contextlib.contextmanager
def row_groups(path: Place) -> Iterator[RowGroups]:
    """The row groups of an open file.

    Raises:
        UsageError: It is no Parquet, or damaged.
    """
    table = ParquetTable(path)
    with table.opened() as file:
        yield RowGroups(file, table.ends)


class RowGroups:
    """The rows of an open table, found by the document that they are about."""

    def __init__(self, file: pyarrow.parquet.ParquetFile, ends: Sequence[int]) -> None:
        """Take a file, and the rows at which its row groups end."""
        self._file = file
        self._ends = ends
        self._starts = (0, *ends[:-1])
        self.size = ends[-1] if ends else 0
        self.most: int | None = len(ends)
        self._held: tuple[int, list[tuple[bytes | None, bool]]] = -1, []

    def after(self, at: int, count: int) -> Iterator[tuple[int, bytes | None]]:
        """Some rows with annotations, the first in the row group that begins nearest to a row."""
        nearest = min(
            range(1, len(self._ends)), key=lambda group: abs(self._starts[group] - at), default=len(self._ends)
        )
        for group in range(nearest, len(self._ends)):
            for row, (named, annotated) in enumerate(self._rows(group), self._starts[group]):
                if annotated and count:
                    yield row, named
                    count -= 1
            if not count:
                return

    def find(self, named: bytes, around: int, low: int) -> int | None:
        """The row of a document, not before `low`; None if there is none."""
        here = bisect_right(self._ends, around)
        named = _plainly(named)
        for group in sorted(range(len(self._ends)), key=lambda group: abs(group - here)):
            found = self._within(named, group, low) if self._ends[group] > low else None
            if found is not None:
                return found
        return None

    def is_soon(self, named: bytes, place: int) -> bool:
        """Whether the row of a document comes soon behind another."""
        groups = [
            group
            for group in range(bisect_right(self._ends, place), len(self._ends))
            if self._starts[group] < place + _NEAR
        ]
        named = _plainly(named)
        return any(self._within(named, group, place) is not None for group in groups)

    def _within(self, named: bytes, group: int, low: int) -> int | None:
        rows = enumerate(self._rows(group), self._starts[group])
        return next((row for row, (one, _) in rows if one == named and row >= low), None)

    def _rows(self, group: int) -> list[tuple[bytes | None, bool]]:
        """Of each row in a group the document, as a line of JSON spells it, and whether it is annotated."""
        if self._held[0] != group:
            rows: list[tuple[bytes | None, bool]] = []
            # Bytes that are no UTF-8 name no document; whoever reads them tells.
            with contextlib.suppress(UnicodeDecodeError):
                found = self._file.read_row_group(group, columns=["doc_id", "format"]).to_pylist()
                rows = [(_spelled(row.get("doc_id")), row.get("format") is not None) for row in found]
            self._held = group, rows
        return self._held[1]


def _spelled(doc_id: object) -> bytes | None:
    return json.dumps(doc_id, ensure_ascii=False).encode() if isinstance(doc_id, str) else None


def _plainly(named: bytes) -> bytes:
    """A document without the escapes that a line may have and need not."""
    with contextlib.suppress(ValueError):
        return _spelled(json.loads(named)) or named
    return named
