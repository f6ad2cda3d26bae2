"""Checks of shape on columns, by the contract's table of fields: what `checks.shape` tells, without saying what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sayso.data.arrow import lists, present
from sayso.data.columnar.doubt import vouch
from sayso.data.fields import ATTRIBUTES, FORMAT, LAYERS, OBJECTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa


def check_shape(records: pa.StructArray, doc_ids: Sequence[str], *, gold: bool) -> None:
    """Every record has the shape of one of gold, or of a run.

    Args:
        records: A row a record, none of them null.
        doc_ids: The documents that they are meant to be about.
        gold: Whether they are gold.

    Raises:
        Doubt: Some record has not, or is about another document.
    """
    vouch(sure=records.null_count == 0)
    _object(records, "annotations", gold=gold)
    vouch(sure=records.field("format").unique().to_pylist() == [FORMAT])
    vouch(sure=records.field("doc_id").to_pylist() == list(doc_ids))
    named, failure = records.field("annotated"), records.field("failure")
    if gold:
        vouch(sure=ATTRIBUTES.issuperset(lists(named)[1].unique().to_pylist()))
        vouch(sure=failure.null_count == len(failure))
    else:
        vouch(sure=named.null_count == len(named))
        failed = present(failure)
        vouch(sure=not any(np.any(present(records.field(layer)) & failed) for layer in LAYERS))


def _object(values: pa.StructArray, name: str, *, gold: bool) -> None:
    """The fields of some objects; where an object is null, Arrow's reader has all its fields null."""
    if not len(values):
        return
    for key, field in OBJECTS[name].items():
        column = values.field(key)
        if field.required:
            vouch(sure=column.null_count == values.null_count)
        if column.null_count == len(column):
            continue
        if field.kind == "object":
            _object(column, field.of or "", gold=gold)
        elif field.kind == "list":
            _list(column, field.of or "", required=field.required, gold=gold)
        elif field.kind == "score":
            _score(column, gold=gold)
    if name == "span":
        _span(values, gold=gold)
    elif name == "target":
        given = [present(values.field(key)) for key in OBJECTS["target"]]
        vouch(sure=np.all(np.sum(given, axis=0) == present(values)))


def _list(column: pa.ListArray, of: str, *, required: bool, gold: bool) -> None:
    first, inner = lists(column)
    vouch(sure=inner.null_count == 0)
    if required:
        vouch(sure=np.all(np.diff(first) > 0))
    if of != "string":
        _object(inner, of, gold=gold)


def _score(column: pa.DoubleArray, *, gold: bool) -> None:
    """Between 0 and 1, which no NaN is; gold has none."""
    vouch(sure=not gold)
    values = np.frombuffer(column.buffers()[1], dtype=np.float64)[column.offset : column.offset + len(column)]
    vouch(sure=np.all(((values >= 0) & (values <= 1)) | ~present(column)))


def _span(values: pa.StructArray, *, gold: bool) -> None:
    """Offsets come in pairs; a text alone is a span of a run. Whether offsets are in order is a matter of content."""
    start, end, text = (values.field(key) for key in OBJECTS["span"])
    if start.null_count == end.null_count == values.null_count:
        return  # Each has both, since a span that is null has neither.
    vouch(sure=not gold)
    placed = present(start)
    vouch(sure=np.array_equal(placed, present(end)))
    vouch(sure=np.array_equal(placed | present(text), present(values)))
