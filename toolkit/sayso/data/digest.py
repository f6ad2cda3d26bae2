"""The digest of gold: what was scored, whatever the order, ids or bytes of the files.

A document's digest covers its id, its text and its canonical columns: offsets as they are, labels by their
text, references by rank. A corpus's digest covers those of its documents, sorted, and what it declares.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np

from sayso.data.arrow import LAYERS
from sayso.data.columns import REFERENCES, Layer, Side

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sayso.data.columns import Batch
    from sayso.data.interning import Coded
    from sayso.data.keys import Ints
    from sayso.data.spans import Spans

_LAYERS = ("entities", "mentions", "quotes", "speakers", "events", "arguments", "stances")
_SPANS = {"span", "head", "content", "cue", "source", "trigger", "evidence"}
_LABELS: Mapping[str, Mapping[str, str | None]] = {
    "entities": {
        "name": "entities.name",
        "normal": None,
        "type": "entities.type",
        "wikidata": "entities.wikidata",
    },
    "mentions": {"form": "mentions.form"},
    "quotes": {"kind": "quotes.kind"},
    "events": {
        "type": "events.type",
        "polarity": "events.polarity",
        "modality": "events.modality",
        "labelled": None,
    },
    "arguments": {"role": "arguments.role"},
    "stances": {
        "polarity": "stances.polarity",
        "strength": "stances.strength",
        "expression": "stances.expression",
    },
}
# Tags choose slices, and gold has no scores: neither changes a number, so neither is part of what was scored.
_EXTRAS = {"tags", "score"}
_BYTES = 16


def document_digests(batch: Batch, doc_ids: Sequence[str], own: Sequence[Sequence[str] | None]) -> list[bytes]:
    """The digest of each gold document of a batch; `own` are the `annotated` lists of the gold records."""
    gold = batch.sides[0]
    spans = _span_numbers(batch.spans)
    blocks = [_block(gold, name, spans, batch.labels) for name in _LAYERS]
    has = np.stack([gold.has[name] for name in LAYERS], axis=1).astype(np.uint8)
    digests = []
    for d, (doc_id, text) in enumerate(zip(doc_ids, batch.texts, strict=True)):
        declared = None if own[d] is None else sorted(set(own[d] or ()))
        digest = hashlib.sha256(json.dumps([doc_id, text, declared]).encode())
        digest.update(has[d].tobytes())
        for first, matrix in blocks:
            digest.update(matrix[first[d] : first[d + 1]].tobytes() + b"|")
        digests.append(digest.digest()[:_BYTES])
    return digests


def corpus_digest(
    digests: Iterable[bytes], annotated: Collection[str] | None, labels: Mapping[str, Collection[str]]
) -> str:
    """The digest of a corpus, in hexadecimal."""
    declared = [
        None if annotated is None else sorted(annotated),
        {name: sorted(texts) for name, texts in sorted(labels.items())},
    ]
    digest = hashlib.sha256(json.dumps(declared).encode())
    for part in sorted(digests):
        digest.update(part)
    return digest.hexdigest()[:_BYTES]


def _block(side: Side, name: str, spans: Ints, labels: Mapping[str, Coded]) -> tuple[Ints, Ints]:
    """A layer as numbers that mean the same in every batch, and where each document's rows begin."""
    layer: Layer = getattr(side, name)
    first = np.searchsorted(layer.doc, np.arange(side.documents + 1))
    columns = []
    for column in fields(layer)[1:]:
        if column.name in _EXTRAS:
            continue
        values: Ints = getattr(layer, column.name)
        target = REFERENCES[type(layer)].get(column.name)
        if column.name in _SPANS:
            values = np.append(spans, -1)[values]
        elif target is not None:
            start = np.searchsorted(getattr(side, target.__name__.lower()).doc, layer.doc)
            values = np.where(values < 0, -1, values - start)
        elif column.name == "cluster":
            # Clusters are numbered by their first events, so a document's lowest number is that of its first
            # row.
            values = values - values[first[layer.doc]]
        else:
            coding = _LABELS[name][column.name]
            if coding is None:
                continue
            values = np.append(_text_numbers(labels[coding].texts), -1)[values]
        columns.append(values)
    return first, np.ascontiguousarray(np.stack(columns, axis=1))


def _span_numbers(spans: Spans) -> Ints:
    """A number for each span: its offsets where it has one fragment, else a hash of all of them."""
    low, high = spans.low, spans.high
    numbers = (low << 31) + high
    for row in np.flatnonzero(np.diff(spans.first) > 1).tolist():
        part = slice(spans.first[row], spans.first[row + 1])
        numbers[row] = _hashed(spans.start[part].tobytes() + spans.end[part].tobytes())
    return numbers


def _text_numbers(texts: Sequence[str]) -> Ints:
    return np.array([_hashed(text.encode()) for text in texts], dtype=np.int64)


def _hashed(data: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "little", signed=True)
