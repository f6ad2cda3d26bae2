"""Records as Arrow structs: the one form in which annotations enter the columns.

JSON is read by pyarrow with the whole schema of the contract, which builds no Python object for an item. msgspec and
orjson parse faster (a third and a half of the time of `json.loads`, pyarrow four fifths of it), but they give Python
objects, and the walk from these to columns costs more than they gain; and pyarrow is there anyway.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.json

from sayso.data.fields import LAYERS, OBJECTS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sayso.data.fields import Field
    from sayso.data.keys import Bools, Ints

__all__ = ["EXTRAS", "LAYERS", "RECORD", "integers", "layers_of", "layers_of_buffer", "lists", "places", "present"]

_SCALARS = {"string": pa.string(), "offset": pa.int64(), "score": pa.float64()}


def _type(field: Field, without: Collection[str]) -> pa.DataType:
    if field.kind == "object":
        return _struct(field.of or "", without)
    if field.kind == "list":
        return pa.list_(pa.string() if field.of == "string" else _struct(field.of or "", without))
    return _SCALARS[field.kind]


def _struct(name: str, without: Collection[str] = ()) -> pa.StructType:
    return pa.struct([(key, _type(field, without)) for key, field in OBJECTS[name].items() if key not in without])


RECORD = _struct("annotations")
EXTRAS = ("score", "tags")
"""What any item may have, and in many files none has: Arrow's reader is a tenth faster where it need not look out."""

_PARSE = [
    pa.json.ParseOptions(
        explicit_schema=pa.schema(list(_struct("annotations", EXTRAS[extras:]))), unexpected_field_behavior="error"
    )
    for extras in range(len(EXTRAS) + 1)
]
_NOTHING = b'{"entities":null}'


def layers_of(records: Iterable[dict[str, Any] | None]) -> pa.StructArray:
    """Checked records as one struct array, a row a record; None is a record without layers.

    pydantic's serialiser and pyarrow's reader between them cost less than a walk over the items in Python.
    """
    from pydantic_core import to_json

    return layers_of_buffer(b"\n".join(_NOTHING if record is None else to_json(record) for record in records))


def layers_of_buffer(buffer: bytes, *, extras: int = len(EXTRAS)) -> pa.StructArray:
    """JSON lines, at least one, as one struct array with the fields of a record, a row a line.

    Arrow reads what JSON does not allow (`columnar.parsing` tells what): give it lines that have been checked, or check
    what it makes of them.

    Args:
        buffer: The lines.
        extras: How many of `EXTRAS` items may have, from the first.

    Raises:
        pyarrow.ArrowException: A line is no JSON, has a field that it may not, or one of another type.
    """
    options = pa.json.ReadOptions(use_threads=False, block_size=len(buffer) + 1)
    # Arrow's own allocator would be a little faster, but keeps some 30 MB for itself.
    table = pa.json.read_json(pa.BufferReader(buffer), options, _PARSE[extras], pa.system_memory_pool())
    return _widened(table.combine_chunks().to_batches()[0].to_struct_array(), RECORD)


def _widened(array: pa.Array, kind: pa.DataType) -> pa.Array:
    """The same values (an array of its own, no slice) with all fields, those that were not looked for null."""
    if array.type.equals(kind):
        return array
    if pa.types.is_list(kind):
        children = [_widened(array.values, kind.value_type)]
    else:
        children = [
            pa.nulls(len(array), field.type, pa.system_memory_pool())
            if array.type.get_field_index(field.name) < 0
            else _widened(array.field(field.name), field.type)
            for field in kind
        ]
    return pa.Array.from_buffers(kind, len(array), array.buffers()[: 1 + pa.types.is_list(kind)], children=children)


def places(numbers: Ints) -> pa.Array:
    """Row numbers as Arrow takes them; without `pyarrow.array`, which would import pandas."""
    return pa.Array.from_buffers(pa.int64(), len(numbers), [None, pa.py_buffer(np.ascontiguousarray(numbers))])


def integers(array: pa.Array, *, missing: int = -1) -> Ints:
    """An integer column as numpy, null as `missing`; without `to_numpy`, which would import pandas.

    Where nothing is null and integers are wide, these are Arrow's own, which may not be written to.
    """
    if not len(array):
        return np.zeros(0, dtype=np.int64)
    kind = np.int32 if array.type.bit_width == 32 else np.int64  # noqa: PLR2004 - dictionary indices and offsets
    buffer = np.frombuffer(array.buffers()[1], dtype=kind)[array.offset : array.offset + len(array)]
    values: Ints = buffer.astype(np.int64, copy=array.null_count > 0)
    if array.null_count:
        values[~present(array)] = missing
    return values


def present(array: pa.Array) -> Bools:
    """Which values are not null."""
    if not array.null_count:
        return np.ones(len(array), dtype=np.bool_)
    bits = np.frombuffer(array.buffers()[0], dtype=np.uint8)
    flags = np.unpackbits(bits, bitorder="little")[array.offset : array.offset + len(array)]
    return flags.astype(np.bool_)


def lists(array: pa.ListArray) -> tuple[Ints, pa.Array]:
    """A list column as (where each list begins, one more than lists; the values)."""
    offsets = integers(array.offsets)
    if not len(offsets):
        offsets = np.zeros(1, dtype=np.int64)
    return offsets - offsets[0], array.values[int(offsets[0]) : int(offsets[-1])]
