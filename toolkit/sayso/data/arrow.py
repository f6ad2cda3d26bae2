"""Records as Arrow structs: the one form in which annotations enter the columns.

JSON is read by pyarrow with an explicit schema, which builds no Python object for an item. The schema names
what scoring needs; other fields are passed over here and checked elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.json

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sayso.data.keys import Bools, Ints

_TEXT = pa.string()
# What any item may carry besides: tags for slices and, in runs, how sure the extractor is.
_MORE = [("tags", pa.list_(_TEXT)), ("score", pa.float64())]
_SPAN = pa.struct([("start", pa.int64()), ("end", pa.int64()), ("text", _TEXT)])
_MENTION = pa.struct([("span", _SPAN), ("head", _SPAN), ("form", _TEXT), *_MORE])
_ENTITY = pa.struct(
    [("id", _TEXT), ("name", _TEXT), ("type", _TEXT), ("wikidata", _TEXT), ("mentions", pa.list_(_MENTION)), *_MORE]
)
_QUOTE = pa.struct(
    [
        ("id", _TEXT),
        ("content", pa.list_(_SPAN)),
        ("kind", _TEXT),
        ("cue", _SPAN),
        ("source", _SPAN),
        ("speakers", pa.list_(_TEXT)),
        ("parent", _TEXT),
        *_MORE,
    ]
)
_ARGUMENT = pa.struct([("role", _TEXT), ("span", _SPAN), ("entity", _TEXT), *_MORE])
_EVENT = pa.struct(
    [
        ("id", _TEXT),
        ("trigger", _SPAN),
        ("type", _TEXT),
        ("polarity", _TEXT),
        ("modality", _TEXT),
        ("coref", _TEXT),
        ("arguments", pa.list_(_ARGUMENT)),
        *_MORE,
    ]
)
_TARGET = pa.struct([("entity", _TEXT), ("event", _TEXT), ("span", _SPAN)])
_STANCE = pa.struct(
    [
        ("id", _TEXT),
        ("holder", _TEXT),
        ("target", _TARGET),
        ("polarity", _TEXT),
        ("strength", _TEXT),
        ("expression", _TEXT),
        ("evidence", pa.list_(_SPAN)),
        ("quote", _TEXT),
        *_MORE,
    ]
)
LAYERS = ("entities", "quotes", "events", "stances")
SCHEMA = pa.schema(
    [
        ("entities", pa.list_(_ENTITY)),
        ("quotes", pa.list_(_QUOTE)),
        ("events", pa.list_(_EVENT)),
        ("stances", pa.list_(_STANCE)),
    ]
)
_PARSE = pa.json.ParseOptions(explicit_schema=SCHEMA, unexpected_field_behavior="ignore")
_NOTHING = b'{"entities":null}'


def layers_of(records: Iterable[dict[str, Any] | None]) -> pa.StructArray:
    """Checked records as one struct array, a row a record; None is a record without layers.

    pydantic's serialiser and pyarrow's reader between them cost less than a walk over the items in Python.
    """
    from pydantic_core import to_json

    lines = [_NOTHING if record is None else to_json(record) for record in records]
    return layers_of_lines(lines)


def layers_of_lines(lines: Sequence[bytes]) -> pa.StructArray:
    """Checked JSON lines, at least one, as one struct array, a row a line."""
    buffer = b"\n".join(lines)
    options = pa.json.ReadOptions(use_threads=False, block_size=len(buffer) + 1)
    table = pa.json.read_json(pa.BufferReader(buffer), read_options=options, parse_options=_PARSE)
    return table.select(list(LAYERS)).combine_chunks().to_batches()[0].to_struct_array()


def integers(array: pa.Array, *, missing: int = -1) -> Ints:
    """An integer column as numpy, null as `missing`; without `to_numpy`, which would import pandas."""
    if not len(array):
        return np.zeros(0, dtype=np.int64)
    kind = np.int32 if array.type.bit_width == 32 else np.int64  # noqa: PLR2004 - dictionary indices and offsets
    buffer = np.frombuffer(array.buffers()[1], dtype=kind)[array.offset : array.offset + len(array)]
    values: Ints = buffer.astype(np.int64)
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
