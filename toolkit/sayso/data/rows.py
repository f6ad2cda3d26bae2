"""Rows of gold and runs, alone and in batches: records for who wants to look at them, columns for who counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from sayso.data.cells import Cells
from sayso.data.fields import LAYERS
from sayso.data.strict import loads

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from sayso.data.columns import Batch
    from sayso.data.raw import Raw
    from sayso.data.sources import Record

Held: TypeAlias = "Record | bytes | Cells"
"""A record, the line that spells it, or the row of a table that holds it."""


class Row:
    """One gold document: its text and meta, its gold, and for each run a record, a failure, or None for none.

    A record that was read as columns is decoded when somebody asks for it.
    """

    __slots__ = ("_gold", "_predicted", "doc_id", "document")

    def __init__(self, doc_id: str, document: Record, gold: Held, predicted: Sequence[Held | None]) -> None:
        """Take what has been checked."""
        self.doc_id = doc_id
        self.document = document
        self._gold = gold
        self._predicted = tuple(predicted)

    @property
    def size(self) -> int:
        """The bytes of its gold line with the line feed; 0 where it is none, or has been decoded."""
        return len(self._gold) + 1 if isinstance(self._gold, bytes) else 0

    @property
    def gold(self) -> Record:
        """The gold record."""
        self._gold = _decoded(self._gold)
        return self._gold

    @property
    def predicted(self) -> tuple[Record | None, ...]:
        """For each run its record."""
        records = tuple(None if held is None else _decoded(held) for held in self._predicted)
        self._predicted = records
        return records


def _decoded(held: Held) -> Record:
    if isinstance(held, Cells):
        return held.record()
    return loads(held.decode()) if isinstance(held, bytes) else held


@dataclass(frozen=True, slots=True)
class Rows:
    """A batch of rows, all of them checked, with their records as columns.

    Attributes:
        rows: The rows.
        sides: Gold first, then the runs: the records of each as a struct array, a row a row.
        raw: The layers of all sides, if they have been taken apart already.
    """

    rows: tuple[Row, ...]
    sides: tuple[pa.StructArray, ...]
    raw: Raw | None = None

    def batch(self) -> Batch:
        """Every annotation of every side, in canonical order."""
        from sayso.data.canonical import batch_of, ordered

        texts = [row.document["text"] for row in self.rows]
        return batch_of(texts, self.sides) if self.raw is None else ordered(self.raw)

    def only(self, keep: Sequence[int]) -> Rows:
        """Some of the rows, in the order given."""
        import numpy as np

        from sayso.data.arrow import places

        if list(keep) == list(range(len(self.rows))):
            return self
        chosen = places(np.array(keep, dtype=np.int64))
        return Rows(tuple(self.rows[place] for place in keep), tuple(side.take(chosen) for side in self.sides))

    def declared(self) -> list[list[str] | None]:
        """For each gold record the attributes that it declares as annotated, None if it declares none."""
        found: list[list[str] | None] = self.sides[0].field("annotated").to_pylist()
        return found

    def failures(self, run: int) -> dict[str, str]:
        """The documents that a run failed on, with the message."""
        failure = self.sides[1 + run].field("failure")
        if failure.null_count == len(failure):
            return {}
        told: list[dict[str, Any] | None] = failure.to_pylist()
        failed = [(row.doc_id, one) for row, one in zip(self.rows, told, strict=True) if one is not None]
        return {doc_id: f"{one['class']}: {one['message']}" for doc_id, one in failed}

    def attempted(self, run: int) -> set[str]:
        """The layers that some record of a run has."""
        side = self.sides[1 + run]
        return {layer for layer in LAYERS if side.field(layer).null_count < len(side)}


def rows_of(rows: Sequence[Row]) -> Rows:
    """A batch of rows whose records have been checked."""
    from sayso.data.arrow import layers_of

    records = [[row.gold for row in rows], *zip(*(row.predicted for row in rows), strict=True)]
    return Rows(tuple(rows), tuple(layers_of(side) for side in records))
