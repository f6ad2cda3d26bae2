"""Rows of any Arrow table as records with the contract's fields, if they plainly are such.

Arrow spells the same value in many ways: lists with wide or narrow offsets, strings as codes of a dictionary, a struct
of nulls for a struct that is null, values beneath what is null. Here they are brought to the spelling that a line of
JSON has once it is read; what has another type, or a field that the contract does not know, is left to the strict
reader.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sayso.data.arrow import RECORD, integers
from sayso.data.columnar.doubt import Doubt, vouch

if TYPE_CHECKING:
    from collections.abc import Callable


def as_records(rows: pa.StructArray) -> pa.StructArray:
    """Rows of a table with the fields of a record, in the types that these have.

    Raises:
        Doubt: A value is not plainly one of the contract.
    """
    try:
        found = _fields(rows, RECORD)
        records = pa.StructArray.from_arrays(found, fields=list(RECORD))
        records.validate(full=True)  # strings in Parquet need not be UTF-8
    except pa.ArrowException:
        raise Doubt from None
    return records


def _cast(array: pa.Array, kind: pa.DataType) -> pa.Array:
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if array.null_count == len(array):
        return pa.nulls(len(array), kind)
    if pa.types.is_struct(kind):
        return _struct(array, kind)
    if pa.types.is_list(kind):
        return _list(array, kind)
    vouch(sure=any(known(array.type) for known in _TYPES[str(kind)]))
    return array.cast(kind)


_TYPES: dict[str, tuple[Callable[[pa.DataType], bool], ...]] = {
    "string": (pa.types.is_string, pa.types.is_large_string),
    "int64": (pa.types.is_integer,),
    "double": (pa.types.is_float32, pa.types.is_float64, pa.types.is_integer),
}


def _struct(array: pa.Array, kind: pa.StructType) -> pa.Array:
    vouch(sure=pa.types.is_struct(array.type) and array.type.num_fields)
    children = _fields(array, kind)
    there = reduce(pc.or_, (child.is_valid() for child in children))
    return pa.StructArray.from_arrays(children, fields=list(kind), mask=pc.invert(there))


def _fields(array: pa.StructArray, kind: pa.StructType) -> list[pa.Array]:
    """The fields of some structs, null where the struct is; others than the contract's hold nothing."""
    names = [field.name for field in array.type]
    vouch(sure=len(set(names)) == len(names))
    found = dict(zip(names, array.flatten(), strict=True))
    known = {field.name: field.type for field in kind}
    for name, column in found.items():
        vouch(sure=name in known or column.null_count == len(column))
    return [_cast(found[name], of) if name in found else pa.nulls(len(array), of) for name, of in known.items()]


def _list(array: pa.Array, kind: pa.ListType) -> pa.Array:
    vouch(sure=pa.types.is_list(array.type) or pa.types.is_large_list(array.type))
    valid = array.is_valid()
    # What stands beneath a list that is null is no value, and `flatten` leaves it out.
    sizes = integers(pc.fill_null(pc.list_value_length(array), 0))
    ends = np.cumsum(sizes, dtype=np.int64)
    vouch(sure=ends[-1] < 2**31)
    offsets = np.concatenate([[0], ends]).astype(np.int32)
    places = pa.Array.from_buffers(pa.int32(), len(offsets), [None, pa.py_buffer(offsets)])
    values = _cast(array.flatten(), kind.value_type)
    return pa.ListArray.from_arrays(places, values, type=kind, mask=pc.invert(valid))
