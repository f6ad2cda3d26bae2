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
    spans = _span_numbers(batch)
    blocks = [_block(gold, name, spans, batch.labels) for name in _LAYERS]
    has = np.stack([gold.has[name] for name in LAYERS], axis=1).astype(np.uint8)
    digests = []
    for d, (doc_id, text) in enumerate(zip(doc_ids, batch.texts, strict=True)):
        declared = None if own[d] is None else sorted(set(own[d] or ()))
        digest = hashlib.sha256(json.dumps([doc_id, text, declared]).encode())
        rows = (data[first[d] : first[d + 1]] for first, data in blocks)
        digest.update(b"|".join((has[d].tobytes() + next(rows), *rows, b"")))
        digests.append(digest.digest()[:_BYTES])
    return digests


def corpus_digest(
    digests: bytes | bytearray, annotated: Collection[str] | None, labels: Mapping[str, Collection[str]]
) -> str:
    """The digest of a corpus, in hexadecimal; those of its documents stand one behind the other, in any order."""
    declared = [
        None if annotated is None else sorted(annotated),
        {name: sorted(texts) for name, texts in sorted(labels.items())},
    ]
    digest = hashlib.sha256(json.dumps(declared).encode())
    for part in sorted(bytes(digests[at : at + _BYTES]) for at in range(0, len(digests), _BYTES)):
        digest.update(part)
    return digest.hexdigest()[:_BYTES]


def _block(side: Side, name: str, spans: Ints, labels: Mapping[str, Coded]) -> tuple[list[int], bytes]:
    """A layer as numbers that mean the same in every batch, in bytes, and where in these each document's rows begin."""
    layer: Layer = getattr(side, name)
    first = np.searchsorted(layer.doc, np.arange(side.documents + 1))
    columns = []
    for column in fields(layer)[1:]:
        if column.name in _EXTRAS:
            continue
        values: Ints = getattr(layer, column.name)
        target = REFERENCES[type(layer)].get(column.name)
        if column.name in _SPANS:
            values = spans[values]
        elif target is not None:
            start = np.searchsorted(getattr(side, target.__name__.lower()).doc, np.arange(side.documents))
            values = np.where(values < 0, -1, values - start[layer.doc])
        elif column.name == "cluster":
            # Clusters are numbered by their first events, so a document's lowest number is that of its first
            # row.
            values = values - values[first[layer.doc]]
        else:
            coding = _LABELS[name][column.name]
            if coding is None:
                continue
            values = _text_numbers(labels[coding].texts, values)[values]
        columns.append(values)
    width = 8 * len(columns)
    return (first * width).tolist(), np.stack(columns, axis=1).tobytes()


def _span_numbers(batch: Batch) -> Ints:
    """A number for each span of gold, -1 for none at the end: its offsets, or a hash of those of several fragments."""
    spans = batch.spans
    numbers = np.append((spans.low << 31) + spans.high, -1)
    several = np.append(np.diff(spans.first) > 1, False)
    if several.any():
        gold = np.zeros(len(several), dtype=np.bool_)
        for layer in (getattr(batch.sides[0], name) for name in _LAYERS):
            for column in fields(layer):
                if column.name in _SPANS:
                    gold[getattr(layer, column.name)] = True
        rows = np.flatnonzero(several & gold)
        start, end = spans.start.tobytes(), spans.end.tobytes()
        edges = zip((8 * spans.first[rows]).tolist(), (8 * spans.first[rows + 1]).tolist(), strict=True)
        numbers[rows] = _hashed(start[low:high] + end[low:high] for low, high in edges)
    return numbers


def _text_numbers(texts: Sequence[str], codes: Ints) -> Ints:
    """A number for each text that has one of the codes, -1 for none at the end."""
    numbers = np.full(len(texts) + 1, -1, dtype=np.int64)
    seen = np.zeros(len(texts) + 1, dtype=np.bool_)
    seen[codes] = True
    rows = np.flatnonzero(seen[:-1])
    numbers[rows] = _hashed(texts[row].encode() for row in rows.tolist())
    return numbers


def _hashed(pieces: Iterable[bytes]) -> Ints:
    digests = [hashlib.blake2b(piece, digest_size=8).digest() for piece in pieces]
    return np.frombuffer(b"".join(digests), dtype="<i8").astype(np.int64)
