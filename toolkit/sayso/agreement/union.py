"""The union of passes in one document: every item that some pass has, with each pass's reading of it side by side.

Ids are those of the first pass that has the item, or a free one; in every reading they are put in the place of the
pass's own, so that a speaker of one pass and an argument of another speak of the same entity. Labels of coreference
are matched by the events that share them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from sayso.agreement.likeness import paired
from sayso.matching.assignment import assign

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sayso.data.sources import Record

    Fields = dict[str, Any]

LAYER_OF = {"mentions": "entities", "arguments": "events"}
"""Kinds of items that stand within the items of a layer."""
OWNER = {"mentions": "entity", "arguments": "event"}
"""The field by which such an item names what it belongs to."""
FIELDS = {
    "entities": ("name", "type", "wikidata", "tags"),
    "mentions": ("entity", "span", "head", "form", "tags"),
    "quotes": ("content", "kind", "cue", "source", "speakers", "parent", "tags"),
    "events": ("trigger", "type", "polarity", "modality", "coref", "tags"),
    "arguments": ("event", "role", "span", "entity", "tags"),
    "stances": ("holder", "target", "polarity", "strength", "expression", "evidence", "quote", "tags"),
}
"""The kinds of items in an order in which each refers to itself or to what stands before, and their fields."""
ONE_SPAN = frozenset({"span", "head", "cue", "source", "trigger"})
SPANS = frozenset({"content", "evidence"})
LISTS = frozenset({"speakers", "tags"})
REFERENCES = {
    "speakers": "entities",
    "entity": "entities",
    "holder": "entities",
    "parent": "quotes",
    "quote": "quotes",
    "event": "events",
}
"""What fields refer to; targets do so by the names of two of them."""
_LETTER = {"entities": "e", "quotes": "q", "events": "v", "stances": "s"}


@dataclass(slots=True)
class Unit:
    """An item that some pass has.

    Attributes:
        kind: entities, mentions, quotes, events, arguments or stances.
        id: Its id; of a mention or argument that of its owner and its place there.
        readings: What each pass that has it says of it, by the pass's name.
    """

    kind: str
    id: str
    readings: dict[str, Fields] = field(default_factory=dict)

    def first(self) -> Fields:
        """What the first pass that has it says of it."""
        return next(iter(self.readings.values()))


class Union:
    """The items of a document in some passes.

    Attributes:
        units: Items by kind and id.
        layers: For each pass the layers that it attempted.
        length: Characters of the document.
    """

    def __init__(self, text: str, records: Mapping[str, Record]) -> None:
        """Take a document's text and its record in each pass."""
        self._text = text
        self.length = len(text)
        self.units: dict[str, dict[str, Unit]] = {kind: {} for kind in FIELDS}
        self.layers = {
            name: frozenset(layer for layer in _LETTER if record.get(layer) is not None)
            for name, record in records.items()
        }
        for name, record in records.items():
            self._add(name, record)

    def passes_of(self, kind: str) -> list[str]:
        """The passes that attempted the layer of a kind."""
        return [name for name, layers in self.layers.items() if LAYER_OF.get(kind, kind) in layers]

    def _add(self, name: str, record: Record) -> None:
        """Set a pass beside those before it."""
        common: dict[str, dict[str, str]] = {kind: {} for kind in FIELDS}
        for kind in FIELDS:
            own = list(_items(record, kind))
            parts = [self._fields(kind, item, common) for _, item in own]
            before = list(self.units[kind].values())
            places = paired(kind, [list(unit.readings.values()) for unit in before], parts)
            for place, (own_id, _) in enumerate(own):
                unit = before[places[place]] if place in places else self._new(kind, own_id, parts[place])
                common[kind][own_id] = unit.id
                unit.readings[name] = parts[place]
            if kind == "quotes":
                for part in parts:
                    part["parent"] = None if part["parent"] is None else common["quotes"][part["parent"]]
            if kind == "events":
                self._match_chains(name)

    def _fields(self, kind: str, item: Mapping[str, Any], common: Mapping[str, Mapping[str, str]]) -> Fields:
        """The fields of an item in common ids, but for parents; what has no value is None."""
        found: Fields = {name: self._value(name, item.get(name) or None, common) for name in FIELDS[kind]}
        if kind == "entities":
            found["_mentions"] = {(one["span"]["start"], one["span"]["end"]) for one in item.get("mentions") or ()}
        return found

    def _value(self, name: str, value: Any, common: Mapping[str, Mapping[str, str]]) -> Any:  # noqa: ANN401 - of any field
        if value is None or name == "parent":
            return value
        if name in ONE_SPAN:
            return self.span(value)
        if name in SPANS:
            return sorted(map(self.span, value), key=_place)
        if name == "target":
            return self._target(value, common)
        if name in LISTS:
            return sorted({common["entities"][one] if name == "speakers" else one for one in value}, key=natural)
        return common[REFERENCES[name]][value] if name in REFERENCES else value

    def _target(self, target: Mapping[str, Any], common: Mapping[str, Mapping[str, str]]) -> Fields:
        if target.get("span") is not None:
            return {"span": self.span(target["span"])}
        layer = "event" if target.get("event") is not None else "entity"
        return {layer: common["events" if layer == "event" else "entities"][target[layer]]}

    def span(self, span: Mapping[str, Any]) -> Fields:
        """A span with the text it covers."""
        start, end = span["start"], span["end"]
        return {"start": start, "end": end, "text": self._text[start:end]}

    def _new(self, kind: str, own_id: str, fields: Fields) -> Unit:
        units = self.units[kind]
        if kind in LAYER_OF:
            owner = fields[OWNER[kind]]
            own_id = f"{owner}.{kind}[{sum(unit.startswith(f'{owner}.') for unit in units)}]"
        elif own_id in units:
            numbers = [int(found[1]) for one in units if (found := re.search(r"(\d+)$", one))]
            own_id = f"{_LETTER[kind]}{max(numbers, default=0) + 1}"
        units[own_id] = Unit(kind, own_id)
        return units[own_id]

    def _match_chains(self, name: str) -> None:
        """Give the labels of coreference in a pass the names that they have in the passes before it."""
        shared: dict[tuple[str, str], int] = defaultdict(int)
        taken: set[str] = set()
        own: dict[str, None] = {}
        for unit in self.units["events"].values():
            label = unit.readings[name]["coref"] if name in unit.readings else None
            others = {one["coref"] for other, one in unit.readings.items() if other != name} - {None}
            taken |= others
            if label is not None:
                own[label] = None
                for other in others:
                    shared[label, other] += 1
        renamed = _chains(shared)
        for label in own:
            if label not in renamed:
                renamed[label] = _free(label, taken)
                taken.add(renamed[label])
        for unit in self.units["events"].values():
            if name in unit.readings and unit.readings[name]["coref"] is not None:
                unit.readings[name]["coref"] = renamed[unit.readings[name]["coref"]]


def natural(name: str) -> list[str | int]:
    """A key by which e2 stands before e10."""
    return [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", name)]


def _chains(shared: Mapping[tuple[str, str], int]) -> dict[str, str]:
    """For each label the one before that shares most events with it, one to one."""
    if not shared:
        return {}
    labels, others = sorted({one for one, _ in shared}), sorted({other for _, other in shared})
    pairs = sorted(shared)
    rows = np.array([labels.index(one) for one, _ in pairs])
    columns = np.array([others.index(other) for _, other in pairs])
    chosen = assign(rows, columns, [np.array([shared[pair] for pair in pairs])])
    return {pair[0]: pair[1] for pair, take in zip(pairs, chosen.tolist(), strict=True) if take}


def _free(label: str, taken: set[str]) -> str:
    number, free = 1, label
    while free in taken:
        number += 1
        free = f"{label}-{number}"
    return free


def _items(record: Record, kind: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The items of a kind with their ids; mentions and arguments with what they belong to."""
    for item in record.get(LAYER_OF.get(kind, kind)) or ():
        if kind in LAYER_OF:
            for number, part in enumerate(item.get(kind) or ()):
                yield f"{item['id']}.{kind}[{number}]", {**part, OWNER[kind]: item["id"]}
        else:
            yield item["id"], item


def _place(span: Mapping[str, Any]) -> tuple[int, int]:
    return span["start"], span["end"]


def spans_of(fields: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """What an item covers, or what shows it: of a stance its evidence, else a target that is a span."""
    for name in ("span", "trigger"):
        if fields.get(name):
            return (fields[name],)
    if fields.get("content") or fields.get("evidence"):
        return list(fields.get("content") or fields["evidence"])
    target = fields.get("target")
    return (target["span"],) if isinstance(target, dict) and target.get("span") else ()
