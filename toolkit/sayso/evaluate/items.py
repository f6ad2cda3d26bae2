"""Gold items by their ids: which record, and which line of which file, an error is about.

Scoring forgets ids, since no number may depend on them. Whoever wants to point at an item reads its record once more.
Items without an id of their own are named by their place in what has one: `e1.mentions[0]`, `v2.arguments[1]`.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sayso.data.arrow import layers_of
from sayso.data.canonical import batch_of
from sayso.data.extras import members
from sayso.data.urls import is_file
from sayso.errors import Problem
from sayso.evaluate.wording import wordings
from sayso.matching.candidates import Space
from sayso.matching.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from sayso.data.sources import Gold, Record
    from sayso.evaluate.unpaired import Unpaired

    Key = tuple[str, str, tuple[tuple[int, int], ...], str, str, str]

# Documents that are read together: enough to drown the cost of a call.
_TOGETHER = 32
_WITHIN = {"entities": "mentions", "events": "arguments"}


class Located(NamedTuple):
    """Where a gold item stands.

    Attributes:
        item: Its id; of a mention or an argument that of its entity or event and its place there. None of a spurious
            item, which is not in gold.
        file: The file of its document's gold, None in memory.
        line: The line there, from 1, None in memory.
    """

    item: str | None
    file: str | None
    line: int | None


def gold_item_ids(gold: Gold, errors: Iterable[Unpaired]) -> dict[Unpaired, Located]:
    """For each missed item its gold id, file and line; for each spurious one the file and line of its document's gold.

    Equal items are told apart by nothing but their ids: of those that are not all missed the last in order of ids is
    taken to be.

    Args:
        gold: The gold that was scored.
        errors: Items of `Result.errors`.
    """
    wanted: dict[str, list[Unpaired]] = defaultdict(list)
    for error in errors:
        wanted[error.doc_id].append(error)
    found: dict[Unpaired, Located] = {}
    texts = _texts(gold, wanted)
    layers = {error.layer for errors in wanted.values() for error in errors if error.side == "missed"}
    places = _records(gold, wanted)
    while some := list(islice(places, _TOGETHER)):
        ids = _ids([record for record, _, _ in some], texts, layers)
        for record, file, line in some:
            for error in wanted[record["doc_id"]]:
                item = ids.get(key_of(error)) if error.side == "missed" else None
                found[error] = Located(item, file, line)
    return found


def key_of(error: Unpaired) -> Key:
    """What identifies an item among those of all runs."""
    return error.doc_id, error.layer, error.spans, error.text, error.label, error.note


def _texts(gold: Gold, wanted: Collection[str]) -> dict[str, str]:
    return {one["doc_id"]: one["text"] for one in gold.documents if one["doc_id"] in wanted}


def _records(gold: Gold, wanted: Collection[str]) -> Iterator[tuple[Record, str | None, int | None]]:
    """The gold records of some documents, with their files and lines."""
    for entry in gold.source.entries():
        if isinstance(entry, Problem) or entry.record.get("doc_id") not in wanted:
            continue
        where = entry.where
        # A source in memory has a name in place of a file, and numbers in place of lines.
        in_file = where.file is not None and is_file(where.file)
        yield entry.record, where.file if in_file else None, where.line if in_file else None


def _ids(records: Sequence[Record], texts: Mapping[str, str], layers: Iterable[str]) -> Mapping[Key, str]:
    """The id of each item by what identifies it in a list of errors: worded as those are, each tagged with its id."""
    doc_ids = [record["doc_id"] for record in records]
    batch = batch_of([texts[doc_id] for doc_id in doc_ids], [layers_of([_tagged(record) for record in records])])
    scene = Scene(batch, 0, Space(batch.spans, batch.texts, batch.span_texts), {})
    ids: dict[Key, str] = {}
    for layer in layers:
        table, tags = getattr(scene.gold, layer), batch.labels[f"{layer}.tags"].texts
        worded = wordings(scene, scene.gold, layer, np.arange(len(table)))
        for doc, tag, words in zip(table.doc.tolist(), table.tags.tolist(), worded, strict=True):
            (own,) = members(tags[tag])
            key = (doc_ids[doc], layer, *words)
            ids[key] = max(own, ids.get(key, own))
    return ids


def _tagged(record: Record) -> Record:
    """The record, every item with its id as its only tag."""
    tagged: dict[str, Any] = {}
    for layer in ("entities", "quotes", "events", "stances"):
        if record.get(layer) is not None:
            tagged[layer] = [_tagged_item(layer, item) for item in record[layer]]
    return tagged


def _tagged_item(layer: str, item: Mapping[str, Any]) -> dict[str, Any]:
    tagged = {**item, "tags": [item["id"]]}
    inner = _WITHIN.get(layer)
    if inner is not None and item.get(inner):
        tagged[inner] = [
            {**part, "tags": [f"{item['id']}.{inner}[{number}]"]} for number, part in enumerate(item[inner])
        ]
    return tagged
