"""Corpora and runs as typed tables of `datasets`, and back.

A corpus is one table: a row a document, its annotations beside its text, all null where it has none. A run, as an
annotator's pass, is a table of its records. What belongs to the whole (name, annotated attributes, label sets, facts
about the run) is JSON in the table's description, so that the way back gives the same corpus or run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.data.corpus import Corpus
from sayso.data.features import features
from sayso.data.tables import BATCH, arrow_table, facts, from_arrow

if TYPE_CHECKING:
    import datasets

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
    """The corpus or the run in a table; absent and null are the same.

    Raises:
        UsageError: The columns are those of neither.
    """
    batches = table.with_format("arrow").iter(batch_size=BATCH)
    return from_arrow(batches, table.features.arrow_schema, whole=table.info.description, name="dataset")
