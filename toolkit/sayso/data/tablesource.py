"""Records in the rows of an Arrow table, which need not become Python objects to be counted.

A table is read in batches of rows, as often as needed. Rows that are wanted in another order than theirs are found in a
temporary file, as Arrow has them in memory: Parquet has no way to a single row.
"""

from __future__ import annotations

import contextlib
from bisect import bisect_right
from functools import reduce
from itertools import accumulate
from typing import TYPE_CHECKING, Literal, Protocol

from sayso.data import spooling
from sayso.data.cells import Cells, record_of
from sayso.data.fields import OBJECTS
from sayso.data.sources import Entry, checked_in_memory, records_of
from sayso.errors import Problem, UsageError, Where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    import pyarrow as pa

    from sayso.data.sources import Record
    from sayso.data.urls import Place

Part = Literal["documents", "gold", "records"]
"""Which columns of a table hold the records: those of a document, the others, or all."""


class Table(Protocol):
    """Rows that can be read again and again."""

    @property
    def path(self) -> Place | None:
        """Its file, if it is one."""
        ...

    @property
    def schema(self) -> pa.Schema:
        """Its columns."""
        ...

    def __len__(self) -> int:
        """How many rows it has."""
        ...

    def batches(self, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Its rows in order, some of their columns."""
        ...


class TableSource:
    """Records in the rows of a table; they are told by the number of their row, from 1.

    Attributes:
        name: What messages call it.
        path: Its file, if it is one.
        part: Which columns hold the records.
    """

    def __init__(self, table: Table, part: Part, *, name: str) -> None:
        """Take a table, and which part of it holds the records."""
        self.name = name
        self.path = table.path
        self._table = table
        self.part = part
        known = OBJECTS["document"]
        self._columns = [
            column
            for column in table.schema.names
            if part == "records" or column == "doc_id" or (column in known) == (part == "documents")
        ]
        self._count = None if part == "gold" else len(table)

    def rows(self) -> Iterator[tuple[int, pa.StructArray, list[int]]]:
        """Batches: the number of the first row, the rows, and which of them hold a record."""
        first = 0
        for batch in self._table.batches(self._columns):
            rows = batch.to_struct_array()
            yield first, rows, self._chosen(rows)
            first += len(rows)

    def entries(self) -> Iterator[Entry | Problem]:
        """Records with the numbers of their rows, from 1, in place of lines."""
        for first, rows, chosen in self.rows():
            plain = self.part == "documents" and all(_is_string(field.type) for field in rows.type)
            for row in chosen:
                place = first + row
                where = Where(self.name, place + 1)
                record = self._record(rows, row, place)
                # Strings alone, and none of them free JSON, can be written as they are.
                problems = [] if plain and "meta" not in record else checked_in_memory(record, where)
                if problems:
                    yield from problems
                else:
                    yield Entry(where, record, place)

    def _record(self, rows: pa.StructArray, row: int, place: int) -> Record:
        try:
            return record_of(rows[row].as_py())
        except UnicodeDecodeError as error:
            told = f"row {place + 1} has a string that is no UTF-8 ({error})"
            raise UsageError(f"{self.path or self.name}: {told}; write the table again") from None

    @contextlib.contextmanager
    def reopened(self) -> Iterator[Callable[[Entry], Record]]:
        """A function that reads the record of an entry again."""
        with self.reread() as again:
            yield lambda entry: again(entry.place).record()

    @contextlib.contextmanager
    def reread(self) -> Iterator[Callable[[int], Cells]]:
        """A function that finds a row again by its number, counted from 0."""
        import pyarrow as pa

        with contextlib.ExitStack() as stack:
            folder = spooling.new_folder()
            stack.callback(spooling.remove, folder)
            path = folder / "rows.arrow"
            self._spool(path)
            file = stack.enter_context(pa.memory_map(str(path)))
            reader = pa.ipc.open_file(file)
            batches = [reader.get_batch(number).to_struct_array() for number in range(reader.num_record_batches)]
            ends = list(accumulate(map(len, batches)))

            def again(place: int) -> Cells:
                number = bisect_right(ends, place)
                return Cells(batches[number], place - (ends[number] - len(batches[number])))

            yield again

    def _spool(self, path: Path) -> None:
        import pyarrow as pa

        schema = pa.schema([self._table.schema.field(name) for name in self._columns])
        with pa.ipc.new_file(str(path), schema) as file:
            for batch in self._table.batches(self._columns):
                file.write_batch(batch)

    def _chosen(self, rows: pa.StructArray) -> list[int]:
        """The rows that hold a record: of gold those that hold more than a document."""
        import pyarrow.compute as pc

        if self.part != "gold":
            return list(range(len(rows)))
        held = [_held(rows.field(name)) for name in self._columns if name != "doc_id"]
        return pc.indices_nonzero(reduce(pc.or_, held)).to_pylist() if held else []  # type: ignore[no-any-return,unused-ignore] # pyarrow has no types

    def __iter__(self) -> Iterator[Record]:
        """Records in order, all of good shape.

        Raises:
            DataError: Something among them is no record; all problems are told.
        """
        return records_of(self.entries())

    def __len__(self) -> int:
        """How many records there are."""
        if self._count is None:
            self._count = sum(len(chosen) for _, _, chosen in self.rows())
        return self._count

    def __repr__(self) -> str:
        return f"TableSource({self.name!r})"


def _held(column: pa.Array) -> pa.BooleanArray:
    """Which values are there: neither null nor a struct of nothing but nulls."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not pa.types.is_struct(column.type) or not column.type.num_fields:
        return column.is_valid()
    return reduce(pc.or_, map(_held, column.flatten()))


def _is_string(kind: pa.DataType) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))
