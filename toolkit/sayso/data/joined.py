"""A document and its annotations in one record, joined and taken apart.

Tables (`datasets`, Parquet) and records made in Python hold the two side by side. The fields of a document and those of
annotations share `doc_id` alone, so the name of a field tells which part its value belongs to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.data.fields import OBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sayso.data.sources import Record

_OF_DOCUMENT = frozenset(OBJECTS["document"])


def joined(document: Record, annotations: Record | None) -> Record:
    """One record that holds a document and, where it has been annotated, its annotations."""
    return {**document, **(annotations or {})}


def taken_apart(records: Iterable[Record]) -> tuple[list[Record], list[Record]]:
    """The documents and the annotations that records hold together.

    A record that has nothing but fields of a document gives no annotations: its document is not annotated. What is no
    part of a document goes with the annotations, also a field that neither knows or a thing that is no record: the
    checks name it there.
    """
    documents, annotations = [], []
    for record in records:
        if not isinstance(record, dict):
            annotations.append(record)
            continue
        documents.append({name: value for name, value in record.items() if name in _OF_DOCUMENT})
        rest = {name: v for name, v in record.items() if name not in _OF_DOCUMENT and v is not None}
        if rest:
            annotations.append(({"doc_id": record["doc_id"]} if "doc_id" in record else {}) | rest)
    return documents, annotations


def without_nulls(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """The value without its nulls at any depth; a struct that holds nothing else is null itself.

    Arrow has every field of a struct in every row, and some carriers turn a null struct into a struct of nulls.
    """
    if isinstance(value, list):
        return [without_nulls(element) for element in value]
    if not isinstance(value, dict):
        return value
    kept = {name: without_nulls(inner) for name, inner in value.items()}
    return {name: inner for name, inner in kept.items() if inner is not None} or (None if value else {})
