"""The contract as columns: which features a table of documents, of annotations, or of both has.

Arrow types every field in advance and knows null but not absence, which suits the contract: absent and null are the
same value there. Only the free JSON of a document's `meta` has no type; it travels as a string of JSON.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from sayso.data.fields import OBJECTS, Field
from sayso.errors import UsageError

if TYPE_CHECKING:
    from datasets import Features

Table = Literal["annotations", "documents", "corpus"]
Feature: TypeAlias = Any  # a value type, a list or a struct of `datasets`, which has no one type for them

_TYPES = {"string": "string", "free": "string", "offset": "int64", "score": "float64"}


def features(table: Table = "annotations") -> Features:
    """The typed columns of a table, for `datasets` and Parquet.

    `annotations` is a gold file or a run, one row a record; `documents` is the documents, `meta` as a string of JSON;
    `corpus` is both in one table, one row a document, its annotations beside its text. Offsets are int64, Unicode code
    points, half open. Every optional field has its column or struct field; a value that is absent is null.

    Beware of `datasets.load_dataset("json", …)` on documents: it reads a `published` that looks like a date as a time,
    and writes it back in another spelling, whatever the features say. `sayso.load(…).to_dataset()` keeps it.

    Raises:
        UsageError: There is no such table.
    """
    from datasets import Features

    if table not in get_args(Table):
        raise UsageError(f"there is no table {table!r}; features() knows {', '.join(get_args(Table))}")
    if table == "corpus":
        gold = {name: column for name, column in _struct("annotations").items() if name != "failure"}  # runs fail
        return Features(_struct("document") | gold)
    return Features(_struct("document" if table == "documents" else table))


def _struct(name: str) -> dict[str, Feature]:
    return {key: _feature(field) for key, field in OBJECTS[name].items()}


def _feature(field: Field) -> Feature:
    from datasets import Value

    if field.kind == "object":
        return _struct(field.of or "")
    if field.kind == "list":
        # Spelled [x]: `Sequence` of a struct becomes a struct of lists in older versions of `datasets`.
        return [Value("string") if field.of == "string" else _struct(field.of or "")]
    return Value(_TYPES[field.kind])
