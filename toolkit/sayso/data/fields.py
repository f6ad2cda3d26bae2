"""The fields of every object of the contract, in one table: name, type, required.

The shape checks walk by it, the JSON Schema is generated from it, and the typed records are tested against it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

FORMAT: Final = "sayso/1"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its type, and whether it must have a value.

    `kind` is string, offset, score, free, or object and list (of `of`).
    """

    kind: Literal["string", "offset", "score", "free", "object", "list"]
    of: str | None = None
    required: bool = False


def _string(*, required: bool = False) -> Field:
    return Field("string", required=required)


def _object(of: str, *, required: bool = False) -> Field:
    return Field("object", of, required=required)


def _list(of: str, *, required: bool = False) -> Field:
    return Field("list", of, required=required)


_ITEM = {"tags": _list("string"), "score": Field("score")}

OBJECTS: dict[str, dict[str, Field]] = {
    "document": {
        "doc_id": _string(required=True),
        "text": _string(required=True),
        **{name: _string() for name in ("title", "language", "source", "published", "url", "rights")},
        "meta": Field("free"),
    },
    "annotations": {
        "format": _string(required=True),
        "doc_id": _string(required=True),
        "text_sha256": _string(),
        "annotated": _list("string"),
        "failure": _object("failure"),
        "entities": _list("entity"),
        "quotes": _list("quote"),
        "events": _list("event"),
        "stances": _list("stance"),
    },
    "failure": {"class": _string(required=True), "message": _string(required=True)},
    "span": {"start": Field("offset"), "end": Field("offset"), "text": _string()},
    "entity": {
        "id": _string(required=True),
        "name": _string(),
        "type": _string(),
        "wikidata": _string(),
        "mentions": _list("mention"),
        **_ITEM,
    },
    "mention": {"span": _object("span", required=True), "head": _object("span"), "form": _string(), **_ITEM},
    "quote": {
        "id": _string(required=True),
        "content": _list("span", required=True),
        "kind": _string(),
        "cue": _object("span"),
        "source": _object("span"),
        "speakers": _list("string"),
        "parent": _string(),
        **_ITEM,
    },
    "event": {
        "id": _string(required=True),
        "trigger": _object("span", required=True),
        "type": _string(),
        "polarity": _string(),
        "modality": _string(),
        "coref": _string(),
        "arguments": _list("argument"),
        **_ITEM,
    },
    "argument": {
        "role": _string(required=True),
        "span": _object("span", required=True),
        "entity": _string(),
        **_ITEM,
    },
    "stance": {
        "id": _string(required=True),
        "holder": _string(required=True),
        "target": _object("target", required=True),
        "polarity": _string(required=True),
        "strength": _string(),
        "expression": _string(),
        "evidence": _list("span"),
        "quote": _string(),
        **_ITEM,
    },
    "target": {"event": _string(), "entity": _string(), "span": _object("span")},
}
LAYERS = ("entities", "quotes", "events", "stances")

RUN_ONLY = frozenset({"score", "failure"})  # gold is certain, and nobody failed to annotate it
GOLD_ONLY = frozenset({"annotated"})  # a run has nothing to declare

# Attributes by which gold may say what it carries (measures.md §1).
OPTIONAL = (
    "entities.name",
    "entities.type",
    "entities.wikidata",
    "mentions.head",
    "mentions.form",
    "quotes.kind",
    "quotes.cue",
    "quotes.source",
    "quotes.speakers",
    "quotes.parent",
    "events.type",
    "events.polarity",
    "events.modality",
    "events.coref",
    "events.arguments",
    "arguments.entity",
    "stances.strength",
    "stances.expression",
    "stances.evidence",
    "stances.quote",
)
ALWAYS = (
    "entities.mentions",
    "mentions.span",
    "quotes.content",
    "events.trigger",
    "arguments.role",
    "arguments.span",
    "stances.holder",
    "stances.target",
    "stances.polarity",
)
ATTRIBUTES = frozenset((*OPTIONAL, *ALWAYS))

# Attributes whose values are labels, for which a corpus may declare a set.
LABELLED = (
    "entities.type",
    "mentions.form",
    "quotes.kind",
    "events.type",
    "events.polarity",
    "events.modality",
    "arguments.role",
    "stances.polarity",
    "stances.strength",
    "stances.expression",
)
