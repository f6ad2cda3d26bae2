"""The contract as columns: which features a table of documents, of annotations, or of both has.

Arrow types every field in advance and knows null but not absence, which suits the contract: absent and null are the
same value there. Only the free JSON of a document's `meta` has no type; it travels as a string of JSON.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from sayso.errors import UsageError

if TYPE_CHECKING:
    from datasets import Features

Table = Literal["annotations", "documents", "corpus"]
Feature: TypeAlias = Any  # a value type, a list or a struct of `datasets`, which has no one type for them

DOCUMENT_FIELDS = ("doc_id", "text", "title", "language", "source", "published", "url", "rights", "meta")


def features(table: Table = "annotations") -> Features:
    """The typed columns of a table, for `datasets` and Parquet.

    `annotations` is a gold file or a run, one row a record; `documents` is the documents, `meta` as a string of JSON;
    `corpus` is both in one table, one row a document, its annotations beside its text. Offsets are int64, Unicode code
    points, half open. Every optional field has its column or struct field; a value that is absent is null.

    Raises:
        UsageError: There is no such table.
    """
    from datasets import Features, Value

    text, number, real = Value("string"), Value("int64"), Value("float64")
    documents: dict[str, Any] = dict.fromkeys(DOCUMENT_FIELDS, text)
    annotations = _annotations(text, number, real)
    gold = {name: column for name, column in annotations.items() if name != "failure"}  # which only runs have
    tables = {"documents": documents, "annotations": annotations, "corpus": documents | gold}
    if table not in tables:
        raise UsageError(f"there is no table {table!r}; features() knows {', '.join(get_args(Table))}")
    return Features(tables[table])


def _annotations(text: Feature, number: Feature, real: Feature) -> dict[str, Any]:
    # A list is spelled [x]: `Sequence` of a struct becomes a struct of lists in older versions of `datasets`.
    span = {"start": number, "end": number, "text": text}
    item = {"tags": [text], "score": real}
    mention = {"span": span, "head": span, "form": text, **item}
    argument = {"role": text, "span": span, "entity": text, **item}
    entity = {"id": text, "name": text, "type": text, "wikidata": text, "mentions": [mention], **item}
    return {
        "format": text,
        "doc_id": text,
        "text_sha256": text,
        "annotated": [text],
        "entities": [entity],
        "quotes": [_quote(text, span) | item],
        "events": [_event(text, span, argument) | item],
        "stances": [_stance(text, span) | item],
        "failure": {"class": text, "message": text},
    }


def _quote(text: Feature, span: Feature) -> dict[str, Any]:
    marks = {"cue": span, "source": span, "speakers": [text], "parent": text}
    return {"id": text, "content": [span], "kind": text, **marks}


def _event(text: Feature, span: Feature, argument: Feature) -> dict[str, Any]:
    labels = dict.fromkeys(("type", "polarity", "modality", "coref"), text)
    return {"id": text, "trigger": span, **labels, "arguments": [argument]}


def _stance(text: Feature, span: Feature) -> dict[str, Any]:
    target = {"event": text, "entity": text, "span": span}
    labels = dict.fromkeys(("polarity", "strength", "expression"), text)
    return {"id": text, "holder": text, "target": target, **labels, "evidence": [span], "quote": text}
