"""Corpora and runs as typed tables of `datasets`, and back.

A corpus is one table: a row a document, its annotations beside its text, all null where it has none. A run, as an
annotator's pass, is a table of its records. What belongs to the whole (name, annotated attributes, label sets, facts
about the run) is JSON in the table's description, so that the way back gives the same corpus or run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.data.corpus import Corpus
from sayso.data.features import features
from sayso.data.parquet import ROWS
from sayso.data.tables import arrow_table, facts, of_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import datasets
    import pyarrow as pa

    from sayso.data.sources import Run

__all__ = ["features", "from_dataset", "to_dataset"]


def to_dataset(of: Corpus | Run) -> datasets.Dataset:
    """A corpus or a run as a typed table, with nothing lost.

    Raises:
        DataError: The data break the contract.
        UsageError: A run has an offset that no table can hold, or facts about it are no JSON.
    """
    from datasets import Dataset, DatasetInfo

    table = features("corpus" if isinstance(of, Corpus) else "annotations")
    return Dataset(arrow_table(of), info=DatasetInfo(features=table, description=facts(of)))


def from_dataset(table: datasets.Dataset) -> Corpus | Run:
    """The corpus or the run in a table; absent and null are the same. Rows are read, and checked, when they are used.

    Raises:
        UsageError: The columns are those of neither.
    """
    return of_table(DatasetTable(table), whole=table.info.description, name="dataset")


class DatasetTable:
    """The rows of a table of `datasets`, as that has them in memory or mapped into it."""

    path = None

    def __init__(self, table: datasets.Dataset) -> None:
        """Take a table."""
        self._table = table
        self.schema: pa.Schema = table.features.arrow_schema

    def __len__(self) -> int:
        """How many rows it has."""
        return len(self._table)

    def batches(self, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Its rows in order, some of their columns."""
        # `select_columns` would do too, but takes a fingerprint of the table.
        for batch in self._table.with_format("arrow", columns=list(columns)).iter(batch_size=ROWS):
            yield from batch.select(list(columns)).combine_chunks().to_batches()
