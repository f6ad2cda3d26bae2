"""The record of one document: what was found, with ids in reading order and every reference resolved.

Only entities that take part in another layer are kept. Where a layer is left out, references to it are too; a stance on
an event that is not in the record keeps the trigger's span as its target.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.extractors.syntax.coreference import inventory_of, speakers
from sayso.extractors.syntax.entities import Entity
from sayso.extractors.syntax.events import Event, events
from sayso.extractors.syntax.quotes import quotes
from sayso.extractors.syntax.scene import Scene
from sayso.extractors.syntax.stances import stances

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sayso.extractors.syntax.arguments import Argument
    from sayso.extractors.syntax.attribution import Attribution
    from sayso.extractors.syntax.phrases import Extent
    from sayso.extractors.syntax.reading import Reading
    from sayso.extractors.syntax.scene import Stance

Item = dict[str, Any]


def record(reading: Reading, doc_id: str, layers: frozenset[str]) -> dict[str, Any]:
    """The `sayso/1` record of a read document, with the layers asked for."""
    found = quotes(reading)
    inventory = inventory_of(reading, found)
    scene = Scene(reading, found, inventory, events(reading, inventory))
    writer = _Writer(scene, stances(scene), layers)
    every = {
        "entities": writer.entities,
        "quotes": writer.quotes,
        "events": writer.events,
        "stances": writer.stances,
    }
    return {
        "format": "sayso/1",
        "doc_id": doc_id,
        **{layer: write() for layer, write in every.items() if layer in layers},
    }


class _Writer:
    """Turns what was found into items, with the ids that they refer to each other by."""

    def __init__(self, scene: Scene, stances: list[Stance], layers: frozenset[str]) -> None:
        self.scene, self.found, self.layers = scene, stances, layers
        self.kept = self._taking_part()
        self.ids: dict[object, str] = {}
        for prefix, items in (("e", self.kept), ("q", scene.quotes), ("v", scene.events)):
            self.ids |= {item: f"{prefix}{number}" for number, item in enumerate(items, start=1)}

    def _taking_part(self) -> list[Entity]:
        """The entities that speak, act, are acted upon, hold or receive a stance, by first mention."""
        scene = self.scene
        voices = [entity for quote in scene.quotes for entity in speakers(quote, scene.inventory)]
        parts = [a.entity for event in scene.events for a in event.arguments if a.entity is not None]
        sides = [s.holder for s in self.found] + [s.target for s in self.found if isinstance(s.target, Entity)]
        kept = dict.fromkeys((*voices, *parts, *sides))
        return sorted(kept, key=lambda e: min(m.extent for m in e.mentions))

    def span(self, extent: Extent) -> Item:
        start, end = extent
        return {"start": start, "end": end, "text": self.scene.reading.text[start:end]}

    def spans(self, extents: Iterable[Extent]) -> list[Item]:
        return [self.span(extent) for extent in extents]

    def reference(self, layer: str, item: object) -> str | None:
        return self.ids.get(item) if layer in self.layers else None

    def entities(self) -> list[Item]:
        return [
            {
                "id": self.ids[entity],
                "name": entity.name,
                "type": entity.type or "other",
                "mentions": [
                    {"span": self.span(m.extent), "head": self.span(m.head), "form": m.form}
                    for m in sorted(entity.mentions, key=lambda m: (m.extent, m.head))
                ],
            }
            for entity in self.kept
        ]

    def quotes(self) -> list[Item]:
        return [self._quote(quote) for quote in self.scene.quotes]

    def _quote(self, quote: Attribution) -> Item:
        item: Item = {"id": self.ids[quote], "content": self.spans(quote.content), "kind": quote.kind}
        if quote.cue is not None:
            item["cue"] = self.span(quote.cue)
        if quote.source.extent is not None:
            item["source"] = self.span(quote.source.extent)
        who = [self.reference("entities", entity) for entity in speakers(quote, self.scene.inventory)]
        item["speakers"] = [entity for entity in who if entity is not None]
        if quote.parent is not None:
            item["parent"] = self.ids[quote.parent]
        return item

    def events(self) -> list[Item]:
        return [self._event(event) for event in self.scene.events]

    def _event(self, event: Event) -> Item:
        item: Item = {
            "id": self.ids[event],
            "trigger": self.span(event.extent),
            "type": event.trigger.type.name,
            "arguments": [self._argument(argument) for argument in event.arguments],
            "polarity": event.polarity,
            "modality": event.modality,
        }
        return item if event.coref is None else {**item, "coref": event.coref}

    def _argument(self, argument: Argument) -> Item:
        item: Item = {"role": argument.role, "span": self.span(argument.extent)}
        entity = self.reference("entities", argument.entity)
        return item if entity is None else {**item, "entity": entity}

    def stances(self) -> list[Item]:
        return [self._stance(number, stance) for number, stance in enumerate(self.found, start=1)]

    def _stance(self, number: int, stance: Stance) -> Item:
        item: Item = {
            "id": f"s{number}",
            "holder": self.ids[stance.holder],
            "target": self._target(stance),
            "polarity": stance.polarity,
            "strength": "strong" if stance.strong else "weak",
            "expression": "implied" if stance.implied else "explicit",
            "evidence": self.spans(stance.evidence),
        }
        quote = self.reference("quotes", stance.quote)
        return item if quote is None else {**item, "quote": quote}

    def _target(self, stance: Stance) -> Item:
        if isinstance(stance.target, Entity):
            return {"entity": self.ids[stance.target]}
        if isinstance(stance.target, Event):
            event = self.reference("events", stance.target)
            return {"span": self.span(stance.target.extent)} if event is None else {"event": event}
        return {"span": self.span(stance.target)}
