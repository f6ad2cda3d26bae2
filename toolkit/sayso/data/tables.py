"""Corpora and runs as Arrow tables, and back: what `datasets` and Parquet share.

A corpus is one table: a row a document, its annotations beside its text, all null where it has none. A run, as an
annotator's pass, is a table of its records. What belongs to the whole (name, annotated attributes, label sets, facts
about the run) is a small JSON object beside the rows, so that the way back gives the same corpus or run. The passes of
a corpus are runs, hence tables of their own.
"""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field

from sayso.data.corpus import Corpus
from sayso.data.features import features
from sayso.data.joined import joined
from sayso.data.jsonl import checked_path, replacing
from sayso.data.pairing import rows
from sayso.data.parquet import ParquetTable, write_groups
from sayso.data.sources import Gold, Run, run_name
from sayso.data.tablesource import TableSource
from sayso.data.urls import local
from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pyarrow as pa

    from sayso.data.sources import Record
    from sayso.data.tablesource import Table
    from sayso.data.urls import Place

BATCH = 1_000  # records that become Arrow at once; string columns are chunked, so that none passes 2 GiB
_FACTS = "sayso"
_RECORD_COLUMNS = frozenset({"format", "entities", "quotes", "events", "stances"})


def arrow_table(of: Corpus | Run) -> pa.Table:
    """A corpus, in the order of its documents, or a run as a typed Arrow table.

    Raises:
        DataError: The corpus's documents and gold do not pass the checks; nothing is written of data that is not sound.
        UsageError: A run has an offset that no table can hold.
    """
    import pyarrow as pa

    schema = _schema(of)
    tables = list(_tables(of, schema))
    return pa.concat_tables(tables) if tables else schema.empty_table()


def _schema(of: Corpus | Run) -> pa.Schema:
    return features("corpus" if isinstance(of, Corpus) else "annotations").arrow_schema


def _tables(of: Corpus | Run, schema: pa.Schema) -> Iterator[pa.Table]:
    """Its records as tables, so many at a time."""
    import pyarrow as pa

    records = _corpus_rows(of) if isinstance(of, Corpus) else iter(of.source)
    try:
        for batch in iter(lambda: list(islice(records, BATCH)), []):
            yield pa.Table.from_pylist(batch, schema=schema)
    except OverflowError:  # A run is not checked against documents here, which would have told the place.
        raise UsageError(
            f"{of.name}: an offset is past any text; `sayso validate` with the documents tells where"
        ) from None


def facts(of: Corpus | Run) -> str:
    """What belongs to the whole and to no row, as JSON.

    Raises:
        UsageError: The facts about a run hold something that JSON does not know.
    """
    found: dict[str, Any] = {"name": of.name}
    if isinstance(of, Run):
        found["meta"] = None if of.meta is None else dict(of.meta)
    else:
        found["annotated"] = None if of.annotated is None else list(of.annotated)
        found["labels"] = {name: list(values) for name, values in of.labels.items()}
    try:
        return json.dumps({_FACTS: found}, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise UsageError(
            f"{of.name}: the facts about the run are no JSON ({error}); give strings, finite numbers, lists and dicts"
        ) from None


def of_table(table: Table, *, whole: str | None, name: str) -> Corpus | Run:
    """The corpus (a table with a column `text`) or the run (one with records alone) that a table holds.

    Its rows are read, and checked, when they are used.

    Args:
        table: The rows.
        whole: What `facts` gave, if it is known; any other text is ignored.
        name: The name of the corpus or the run where `whole` does not give one.

    Raises:
        UsageError: The columns are those of neither.
    """
    columns = set(table.schema.names)
    if "text" not in columns and not columns & _RECORD_COLUMNS:
        raise UsageError(
            f"{name}: neither a corpus (columns doc_id, text, …) nor a run (columns format, doc_id, layers …): "
            f"its columns are {', '.join(table.schema.names) or 'none'}"
        )
    known = _known(whole)
    name = known.name or name
    if "text" not in columns:
        return Run(TableSource(table, "records", name=name), name, known.meta)
    documents = TableSource(table, "documents", name=f"{name} (documents)")
    annotated = None if known.annotated is None else tuple(known.annotated)
    labels = {attribute: tuple(values) for attribute, values in known.labels.items()}
    gold = Gold(TableSource(table, "gold", name=name), documents, annotated, labels, name)
    return Corpus(name, documents, gold)


class _Known(BaseModel):
    """What `facts` wrote; what a later version adds to it is passed over."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")

    name: str | None = None
    meta: dict[str, Any] | None = None
    annotated: list[str] | None = None
    labels: dict[str, list[str]] = Field(default_factory=dict)


def _known(whole: str | None) -> _Known:
    try:
        return _Known.model_validate(json.loads(whole or "")[_FACTS])
    except (ValueError, TypeError, KeyError, RecursionError):  # a model that does not hold is a ValueError too
        return _Known()  # a description that someone wrote for people


def _corpus_rows(corpus: Corpus) -> Iterator[Record]:
    gold = {row.doc_id: row.gold for row in rows(corpus.gold, [])}
    for document in corpus.documents:
        record = joined(document, gold.get(document["doc_id"]))
        if record.get("meta") is not None:
            record["meta"] = json.dumps(record["meta"], ensure_ascii=False)
        yield record


def write_parquet(of: Corpus | Run, path: str | Path) -> None:
    """Write a corpus or a run as one Parquet file, which appears when it is whole.

    What belongs to the whole is in its metadata, as are the features that `datasets` reads. Row groups have such a size
    that several can read the file.

    Raises:
        DataError: The data break the contract.
        UsageError: The folder is not there, or nothing can be written in it.
    """
    schema = _schema(of)
    schema = schema.with_metadata({**(schema.metadata or {}), _FACTS: facts(of)})
    with replacing(local(path)) as file:
        write_groups(_tables(of, schema), schema, file)


def read_parquet(path: str | Place) -> Corpus | Run:
    """The corpus or the run in a Parquet file; its rows are read, and checked, when they are used.

    Raises:
        UsageError: There is no such file, it is no Parquet, or its columns are those of neither.
    """
    table = ParquetTable(checked_path(path))
    whole = (table.schema.metadata or {}).get(_FACTS.encode(), b"").decode(errors="replace")
    return of_table(table, whole=whole, name=run_name(table.path))
