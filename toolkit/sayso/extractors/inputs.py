"""The documents of a run, checked, counted and digested before an extractor sees the first.

The digest tells whether a run that was ended midway was of the same documents, the count how far it is.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.data.sources import MemorySource, Source
from sayso.data.stream import Stream
from sayso.errors import DataError, Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sayso.extractors.protocol import Document


@dataclass(frozen=True, slots=True)
class Inputs:
    """Documents that can be read again and again.

    Attributes:
        documents: The documents.
        count: How many there are.
        sha256: Digest of their content and order.
    """

    documents: Source
    count: int
    sha256: str


def inputs(documents: Iterable[Document]) -> Inputs:
    """Check, count and digest documents; those that are no source are kept in memory.

    Raises:
        UsageError: There are none.
        DataError: They break the contract, or one comes twice.
    """
    source = documents if isinstance(documents, Source) else MemorySource(map(dict, documents), name="documents")
    problems: list[Problem] = []
    digest, count = hashlib.sha256(), 0
    with Stream(source, "document", problems) as stream:
        for found in stream:
            digest.update(json.dumps(found.record, sort_keys=True).encode("ascii") + b"\n")
            count += 1
    if problems:
        raise DataError(problems)
    if not count:
        raise UsageError("there are no documents to run an extractor on")
    return Inputs(source, count, digest.hexdigest())
