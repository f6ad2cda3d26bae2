"""Corpora and runs as typed tables of `datasets`, and back.

A corpus is one table: a row a document, its annotations beside its text, all null where it has none. A run, as an
annotator's pass, is a table of its records. What belongs to the whole (name, annotated attributes, label sets, facts about the run)
is JSON in the table's description, so that the way back gives the same corpus or run. A corpus's passes are runs, and
tables of their own.
"""

from __future__ import annotations

import json
from itertools import batched
from typing import TYPE_CHECKING, Any

from sayso.data.corpus import Corpus
from sayso.data.features import features
from sayso.data.joined import joined, taken_apart, without_nulls
from sayso.data.pairing import rows
from sayso.data.sources import Gold, MemorySource, Run
from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pyarrow as pa
    from datasets import Dataset

    from sayso.data.records import Record
