"""The documents of a run, checked, counted and digested before an extractor sees the first.

The digest tells whether a run that was ended midway was of the same documents, the count how far it is.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.data.sources import MemorySource, Source
from sayso.data.stream import Stream
from sayso.errors import DataError, Problem, UsageError
from sayso.extractors.portions import Marks, Noted, can_be_marked, canonical

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
        marks: Where they stand in a file that others may see too, if that was asked for.
    """

    documents: Source
    count: int
    sha256: str
    marks: Marks | None = None


def inputs(documents: Iterable[Document], *, marked: bool = False) -> Inputs:
    """Check, count and digest documents; those that are no source are kept in memory.

    Args:
        documents: The documents.
        marked: Whether others are to read them too, where they can.

    Raises:
        UsageError: There are none.
        DataError: They break the contract, or one comes twice.
    """
    source = documents if isinstance(documents, Source) else MemorySource(map(dict, documents), name="documents")
    noted = Noted(source.path, name=source.name) if marked and can_be_marked(source) else None
    marks = None if noted is None else Marks(noted)
    problems: list[Problem] = []
    digest, count = hashlib.sha256(), 0
    with Stream(noted or source, "document", problems) as stream:
        for found in stream:
            line = canonical(found.record)
            digest.update(line)
            count += 1
            if noted is not None and marks is not None:
                marks.add(noted.place, line)
    if problems:
        raise DataError(problems)
    if not count:
        raise UsageError("there are no documents to run an extractor on")
    return Inputs(source, count, digest.hexdigest(), marks)
