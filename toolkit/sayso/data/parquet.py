"""Parquet files: their rows, all or some of them, read row group after row group.

A row group is what a file lets be read by itself. Whoever wants some rows reads the groups that hold them and passes
over the rest, so parts of a file may begin and end at any row.
"""

from __future__ import annotations

import contextlib
from bisect import bisect_left, bisect_right
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from sayso.data.jsonl import Part
from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pyarrow as pa
    import pyarrow.parquet

    from sayso.data.urls import Place

ROWS = 250  # that are read at once: about a batch of news articles
GROUP = 8 * 2**20
"""About the bytes that a row group which is written takes in memory: some 400 news articles with their gold."""


class ParquetTable:
    """The rows of a Parquet file."""

    def __init__(self, path: Place, part: Part | None = None) -> None:
        """Take a file; its columns are read at once, its rows when they are used.

        Args:
            path: The file.
            part: Some of its rows alone, counted from 0.

        Raises:
            UsageError: It is no Parquet.
        """
        self.path = path
        with self.opened() as file:
            self.schema = file.schema_arrow
            groups = (file.metadata.row_group(number).num_rows for number in range(file.num_row_groups))
            self.ends = tuple(accumulate(groups))
        count = self.ends[-1] if self.ends else 0
        part = part or Part()
        self._begin, self._end = part.begin, count if part.end is None else part.end

    def __len__(self) -> int:
        """How many rows it has."""
        return self._end - self._begin

    def batches(self, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Its rows in order, some of their columns.

        Raises:
            UsageError: It is damaged.
        """
        first, last = bisect_right(self.ends, self._begin), bisect_left(self.ends, self._end) + 1
        groups = list(range(first, min(last, len(self.ends))))
        at = self.ends[first - 1] if first else 0
        with self.opened() as file:
            for batch in file.iter_batches(ROWS, row_groups=groups, columns=list(columns)):
                begin, end = max(self._begin - at, 0), min(self._end - at, len(batch))
                at += len(batch)
                if begin < end:
                    yield batch.slice(begin, end - begin)
                if at >= self._end:
                    return

    @contextlib.contextmanager
    def opened(self) -> Iterator[pyarrow.parquet.ParquetFile]:
        """Its file, open; what is found to be damaged meanwhile is told.

        Raises:
            UsageError: It is no Parquet, or damaged.
        """
        import pyarrow as pa
        import pyarrow.parquet

        try:
            with _file(self.path) as where, pyarrow.parquet.ParquetFile(where) as file:
                yield file
        except (pa.ArrowException, OSError) as error:  # no Parquet, or damaged further in
            raise UsageError(f"{self.path}: found no Parquet file that can be read ({error}); write it again") from None


def _file(path: Place) -> contextlib.AbstractContextManager[Path | BinaryIO]:
    """A file as Arrow takes it."""
    if isinstance(path, Path):
        return contextlib.nullcontext(path)
    from sayso.data.remote import in_any_order

    return in_any_order(path)


def write_groups(tables: Iterable[pa.Table], schema: pa.Schema, file: BinaryIO) -> None:
    """Write tables of one schema, one behind the other, in row groups of about `GROUP` bytes.

    A group is what one reader takes at the least where several share a file, and what it has in memory.
    """
    import pyarrow.parquet

    with pyarrow.parquet.ParquetWriter(file, schema) as writer:
        for table in _gathered(tables):
            pieces = min(max(1, table.nbytes // GROUP), len(table))
            writer.write_table(table, row_group_size=-(-len(table) // pieces))


def _gathered(tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """Tables put together until they have so many bytes; none of them is empty."""
    import pyarrow as pa

    held: list[pa.Table] = []
    for table in tables:
        held.append(table)
        if sum(one.nbytes for one in held) >= GROUP:
            yield pa.concat_tables(held)
            held = []
    if held:
        yield pa.concat_tables(held)
