"""The documents of a run, counted and digested before the first is read in earnest.

The digest tells whether a run that was ended midway was of the same documents, the count how far it is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.errors import UsageError

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

    documents: Iterable[Document]
    count: int
    sha256: str


def inputs(documents: Iterable[Document]) -> Inputs:
    """Count and digest documents.

    Raises:
        UsageError: There are none, one comes twice, or they can be read only once.
    """
    if isinstance(documents, Iterator):
        raise UsageError("the documents can be read only once, and a run reads them twice; give a source, or a list")
    seen: set[str] = set()
    digest = hashlib.sha256()
    for document in documents:
        if document["doc_id"] in seen:
            raise UsageError(f"document {document['doc_id']!r} comes twice; a run has one record for each")
        seen.add(document["doc_id"])
        digest.update(json.dumps(document, sort_keys=True).encode("ascii") + b"\n")
    if not seen:
        raise UsageError("there are no documents to run an extractor on")
    return Inputs(documents, len(seen), digest.hexdigest())
