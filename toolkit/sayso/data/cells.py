"""A record that stands in an Arrow table, decoded when somebody asks for it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sayso.data.joined import without_nulls

if TYPE_CHECKING:
    import pyarrow as pa

    Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Cells:
    """A row of a table.

    Attributes:
        rows: Rows of a table as structs, this one among them.
        row: Its number there.
    """

    rows: pa.StructArray
    row: int

    def record(self) -> Record:
        """The record: absent and null are the same, so there are no nulls in it."""
        return record_of(self.rows[self.row].as_py())


def record_of(row: Record) -> Record:
    """The record that a row of a table holds; `meta`, which has no type, travels as JSON in a string."""
    record: Record = without_nulls(row) or {}
    if isinstance(record.get("meta"), str):
        record["meta"] = _free_json(record["meta"])
    return record


def _free_json(text: str) -> Any:  # noqa: ANN401 - any JSON value
    """The JSON in a string, or the string itself where it is none."""
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text
