"""Rows of a table by the document they are about: what `lines` does for the lines of a file."""

from __future__ import annotations

import contextlib
from itertools import groupby
from typing import TYPE_CHECKING, Self

import numpy as np
import pyarrow as pa

from sayso.data.arrow import places
from sayso.data.cells import Cells
from sayso.data.columnar.casting import as_records
from sayso.data.columnar.doubt import Doubt, vouch

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from sayso.data.columnar.ids import FileIds
    from sayso.data.tablesource import TableSource


class TableRows:
    """A table read once from front to back, whose rows can be asked for by document in any order."""

    def __init__(self, source: TableSource, ids: FileIds) -> None:
        """Take a table; what is not wanted yet is remembered by its row, and found again when it is."""
        self._source = source
        self._ids = ids
        self._waiting: dict[str, int] = {}
        self._ahead = self._read()
        self._open = contextlib.ExitStack()
        self._again: Callable[[int], Cells] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._ahead.close()
        self._open.close()

    def __iter__(self) -> Iterator[tuple[str, Cells]]:
        """As of `Lines`."""
        while self._waiting:
            doc_id = next(iter(self._waiting))
            yield doc_id, self._recalled(doc_id)
        for doc_id, cells, _ in self._ahead:
            yield doc_id, cells

    def take(self, doc_id: str) -> Cells | None:
        """As of `Lines`."""
        if doc_id in self._waiting:
            return self._recalled(doc_id)
        for found, cells, place in self._ahead:
            if found == doc_id:
                return cells
            self._waiting[found] = place
        return None

    def _recalled(self, doc_id: str) -> Cells:
        if self._again is None:
            self._again = self._open.enter_context(self._source.reread())
        return self._again(self._waiting.pop(doc_id))

    def _read(self) -> Generator[tuple[str, Cells, int]]:
        for first, rows, chosen in self._source.rows():
            vouch(sure=rows.type.get_field_index("doc_id") >= 0)
            try:
                doc_ids = rows.field("doc_id").to_pylist()
            except UnicodeDecodeError:
                raise Doubt from None
            for row in chosen:
                doc_id = doc_ids[row]
                vouch(sure=isinstance(doc_id, str) and not self._ids.again(doc_id))
                yield doc_id, Cells(rows, row), first + row


def records_of_cells(cells: Sequence[Cells]) -> pa.StructArray:
    """Rows of a table as structs with the fields of a record.

    Raises:
        Doubt: A value is not plainly one of the contract.
    """
    groups = (list(group) for _, group in groupby(cells, key=lambda one: id(one.rows)))
    pieces = [_piece(group[0].rows, np.array([one.row for one in group], dtype=np.int64)) for group in groups]
    return as_records(pa.concat_arrays(pieces))


def _piece(rows: pa.StructArray, chosen: np.typing.NDArray[np.int64]) -> pa.StructArray:
    first, last = int(chosen[0]), int(chosen[-1]) + 1
    if np.array_equal(chosen, np.arange(first, last)):
        return rows.slice(first, last - first)
    return rows.take(places(chosen))
