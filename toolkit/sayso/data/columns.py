"""The columns of a batch: every annotation of every side as integers, in canonical order.

One table holds the documents of all sides, gold first, then each run. Rows of a layer stand in *canonical
order*: by document, then by the keys that define the order of the layer, so that a row number is a rank and
every later step is free of the order in which things were written. References (speaker, holder, target,
argument entity, parent) are row numbers of the first of equal items ("twins"), -1 for none. Labels are codes
of `Coded` texts, -1 for no value.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Self

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sayso.data.interning import Coded
    from sayso.data.keys import Bools, Ints
    from sayso.data.spans import Spans


@dataclass(frozen=True, slots=True)
class Layer:
    """Columns of one layer, all of one length; `doc` is sorted."""

    doc: Ints

    def __len__(self) -> int:
        return len(self.doc)

    def rows(self, begin: int, end: int) -> Self:
        """The rows of a range of row numbers, references untouched."""
        return type(self)(**{f.name: getattr(self, f.name)[begin:end] for f in fields(self)})


@dataclass(frozen=True, slots=True)
class Items(Layer):
    """Things that are scored; `tags` codes the set of an item's tags, `score` its score (`extras.py`)."""

    tags: Ints
    score: Ints


@dataclass(frozen=True, slots=True)
class Entities(Items):
    """Entities; `twin` is the first row with the same keys; `name` is coded as written, `normal` normalised."""

    name: Ints
    normal: Ints
    type: Ints
    wikidata: Ints
    twin: Ints


@dataclass(frozen=True, slots=True)
class Mentions(Items):
    """Mentions; `entity` is the row of the entity itself, not of its first twin."""

    entity: Ints
    span: Ints
    head: Ints
    form: Ints


@dataclass(frozen=True, slots=True)
class Quotes(Items):
    """Quotes; `speakers` numbers the set of speakers: its rows stand in `Sides.speakers`."""

    content: Ints
    kind: Ints
    cue: Ints
    source: Ints
    parent: Ints
    twin: Ints


@dataclass(frozen=True, slots=True)
class Speakers(Layer):
    """Who speaks: a row for each distinct speaker of a quote, sorted by quote, then entity."""

    quote: Ints
    entity: Ints


@dataclass(frozen=True, slots=True)
class Events(Items):
    """Events; `cluster` numbers the clusters that share a `coref` label, in the order of their first events."""

    trigger: Ints
    type: Ints
    polarity: Ints
    modality: Ints
    cluster: Ints
    labelled: Ints
    twin: Ints


@dataclass(frozen=True, slots=True)
class Arguments(Items):
    """Arguments; `event` is the row of the event itself, `entity` that of the first twin."""

    event: Ints
    role: Ints
    span: Ints
    entity: Ints


@dataclass(frozen=True, slots=True)
class Stances(Items):
    """Stances; exactly one of `entity`, `event` (rows) and `span` is the target."""

    holder: Ints
    entity: Ints
    event: Ints
    span: Ints
    polarity: Ints
    evidence: Ints
    strength: Ints
    expression: Ints
    quote: Ints


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a batch: the layers of gold or of one run, documents numbered from 0."""

    documents: int
    has: Mapping[str, Bools]
    entities: Entities
    mentions: Mentions
    quotes: Quotes
    speakers: Speakers
    events: Events
    arguments: Arguments
    stances: Stances


@dataclass(frozen=True, slots=True)
class Batch:
    """The sides of a batch with what they share: spans, label texts and the documents' texts."""

    texts: tuple[str, ...]
    spans: Spans
    span_texts: tuple[str, ...]
    labels: Mapping[str, Coded]
    sides: tuple[Side, ...]


REFERENCES: Mapping[type[Layer], Mapping[str, type[Layer]]] = {
    Entities: {"twin": Entities},
    Mentions: {"entity": Entities},
    Quotes: {"parent": Quotes, "twin": Quotes},
    Speakers: {"quote": Quotes, "entity": Entities},
    Events: {"twin": Events},
    Arguments: {"event": Events, "entity": Entities},
    Stances: {"holder": Entities, "entity": Entities, "event": Events, "quote": Quotes},
}


def cut(tables: Mapping[type[Layer], Layer], has: Mapping[str, Bools], documents: int) -> list[Side]:
    """Cut the table of all sides into sides of `documents` each, with documents and rows numbered from 0."""
    count = len(next(iter(has.values()))) // documents if documents else 0
    return [_side(tables, has, documents, number * documents) for number in range(count)]


def _side(tables: Mapping[type[Layer], Layer], has: Mapping[str, Bools], documents: int, base: int) -> Side:
    edges = {kind: np.searchsorted(layer.doc, [base, base + documents]).tolist() for kind, layer in tables.items()}
    parts: dict[str, Any] = {}
    for kind, layer in tables.items():
        part = layer.rows(*edges[kind])
        moved = {
            name: np.where(getattr(part, name) < 0, -1, getattr(part, name) - edges[to][0])
            for name, to in REFERENCES[kind].items()
        }
        parts[kind.__name__.lower()] = replace(part, doc=part.doc - base, **moved)
    there = {name: flags[base : base + documents] for name, flags in has.items()}
    return Side(documents, there, **parts)
