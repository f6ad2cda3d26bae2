"""One side of a pass: gold, or a run."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from sayso.data.arrow import EXTRAS, LAYERS, layers_of, layers_of_buffer, places, present
from sayso.data.cells import Cells
from sayso.data.checks import check_content
from sayso.data.checks import check_shape as check_shape_strictly
from sayso.data.columnar.doubt import Doubt, vouch
from sayso.data.columnar.lines import Lines, Records
from sayso.data.columnar.parsing import parsed
from sayso.data.columnar.rows import TableRows, records_of_cells
from sayso.data.columnar.shape import check_shape
from sayso.data.fields import FORMAT
from sayso.data.sources import FileSource, checked_in_memory
from sayso.data.strict import Refused, loads, text_of
from sayso.data.tablesource import TableSource
from sayso.errors import Where

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sayso.data.checks.shape import Kind
    from sayso.data.columnar.ids import FileIds
    from sayso.data.rows import Held
    from sayso.data.sources import Record, Source

_NOWHERE = Where("")
_HEAD = b'{"format":"' + FORMAT.encode() + b'","doc_id":'


@dataclass(frozen=True, slots=True)
class Due:
    """A document with what each side holds about it; what has no gold is checked, and is no row."""

    doc_id: str
    document: Record
    held: tuple[Held | None, ...]

    @property
    def size(self) -> int:
        """The bytes of its lines."""
        return sum(len(one) for one in self.held if isinstance(one, bytes))


class Side:
    """Gold, or a run: what its records are meant to be, and which layers they have."""

    def __init__(self, source: Source, kind: Kind, labels: Mapping[str, frozenset[str]], ids: FileIds) -> None:
        """Take its records, what they are meant to be, the label sets that hold in them, and the ids it has had."""
        self.labels = labels
        self.kind = kind
        self.stream = _stream(source, kind, ids)
        self._extras = 0
        self._has: set[str] = set()
        self._lacks: set[str] = set()

    @property
    def attempted(self) -> frozenset[str]:
        """The layers that its records have, as far as they have been seen."""
        return frozenset(self._has)

    @property
    def lacking(self) -> frozenset[str]:
        """The layers that some record lacks that is no failure, as far as they have been seen."""
        return frozenset(self._lacks)

    def read(self, dues: Sequence[Due], held: Sequence[Held | None]) -> pa.StructArray:
        """Its records about some documents; without layers where there are none."""
        if any(isinstance(one, dict) for one in held):
            return layers_of(one if isinstance(one, dict) else None for one in held)
        doc_ids = [due.doc_id for due in dues]
        if any(isinstance(one, Cells) for one in held):
            records = _of_table(dues, held)
            check_shape(records, doc_ids, gold=self.kind == "gold")
            return records
        lines = [one if isinstance(one, bytes) else _nothing(due) for due, one in zip(dues, held, strict=True)]
        records = self._parsed(lines)
        check_shape(records, doc_ids, gold=self.kind == "gold")
        return records

    def _parsed(self, lines: Sequence[bytes]) -> pa.StructArray:
        """Lines as structs; which of `EXTRAS` a file has is found by trial, and remembered."""
        while self._extras < len(EXTRAS):
            with contextlib.suppress(Doubt):
                return parsed(lines, extras=self._extras)
            self._extras += 1
        return parsed(lines)

    def read_strictly(self, dues: Sequence[Due], held: Sequence[Held | None]) -> pa.StructArray:
        """The same, or doubt."""
        return layers_of(None if one is None else self._strict(due, one) for due, one in zip(dues, held, strict=True))

    def _strict(self, due: Due, held: Held) -> Record:
        try:
            record = loads(text_of(held)) if isinstance(held, bytes) else held
        except Refused:
            raise Doubt from None
        if isinstance(record, Cells):
            record = _whole(record)
        vouch(sure=record.get("doc_id") == due.doc_id)
        vouch(sure=not check_shape_strictly(record, self.kind, _NOWHERE))
        vouch(sure=not check_content(record, due.document["text"], _NOWHERE, labels=self.labels))
        return record

    def see(self, records: pa.StructArray, held: Sequence[Held | None]) -> None:
        """A run attempts a layer in every record but the failures, or in none."""
        there = np.array([one is not None for one in held]) & ~present(records.field("failure"))
        for layer in LAYERS:
            has = present(records.field(layer))[there]
            if has.any():
                self._has.add(layer)
            if not has.all():
                self._lacks.add(layer)
        vouch(sure=self._has.isdisjoint(self._lacks))


def _stream(source: Source, kind: Kind, ids: FileIds) -> Lines | TableRows | Records:
    if isinstance(source, FileSource):
        return Lines(source, ids)
    return TableRows(source, ids) if isinstance(source, TableSource) else Records(source, kind, ids)


def _whole(cells: Cells) -> Record:
    """The record in a row of a table, if it could stand in a file."""
    try:
        record = cells.record()
    except (UnicodeDecodeError, pa.ArrowException):
        raise Doubt from None
    vouch(sure=not checked_in_memory(record, _NOWHERE))
    return record


def _of_table(dues: Sequence[Due], held: Sequence[Held | None]) -> pa.StructArray:
    """Rows of a table as records; in place of those that are not there, records without layers."""
    found = records_of_cells([one for one in held if isinstance(one, Cells)])
    if len(found) == len(held):
        return found
    absent = [number for number, one in enumerate(held) if one is None]
    nothing = layers_of_buffer(b"\n".join(_nothing(dues[number]) for number in absent))
    order = np.argsort(np.argsort([one is None for one in held], kind="stable"), kind="stable")
    return pa.concat_arrays([found, nothing]).take(places(order))


def _nothing(due: Due) -> bytes:
    return _HEAD + json.dumps(due.doc_id).encode() + b"}"
