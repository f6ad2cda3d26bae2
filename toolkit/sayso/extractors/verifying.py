"""Whether an answer is a record of the contract: if not, the extractor failed on this document.

A run that breaks the contract could not be scored; found here, it costs one document and is told with its place.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sayso.extractors.failing import INVALID, failure
from sayso.extractors.protocol import FORMAT, LAYERS

if TYPE_CHECKING:
    from collections.abc import Collection

    from sayso.extractors.protocol import Document, Record


def verified(answer: str, document: Document, layers: Collection[str]) -> Record:
    """The record of an answer, or the failure that it is: nothing is repaired.

    Args:
        answer: What the extractor said, as JSON.
        document: What it was asked about.
        layers: The layers that it declares; its records have exactly these.
    """
    doc_id = document["doc_id"]
    record: Any = json.loads(answer)
    objection = _objection(record, document, layers)
    return failure(doc_id, INVALID, objection) if objection else record


def _objection(record: Any, document: Document, layers: Collection[str]) -> str | None:  # noqa: ANN401 - any JSON
    if not isinstance(record, dict):
        return f"found {type(record).__name__}, expected an object with format, doc_id and layers"
    if record.get("format") != FORMAT:
        return f"format is {record.get('format')!r}, expected {FORMAT!r}"
    if record.get("doc_id") != document["doc_id"]:
        return f"doc_id is {record.get('doc_id')!r}, expected {document['doc_id']!r}"
    if record.get("failure") is None:
        present = {layer for layer in LAYERS if record.get(layer) is not None}
        if present != set(layers):
            return f"has {_listed(present)}, expected the layers it declares: {_listed(layers)}"
    return None


def _listed(layers: Collection[str]) -> str:
    return ", ".join(layer for layer in LAYERS if layer in layers) or "no layer"
