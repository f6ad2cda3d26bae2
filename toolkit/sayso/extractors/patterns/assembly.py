"""The record of a document: what was found, with ids, in the form of the contract.

Only who takes part is an entity: who speaks, acts, suffers, takes a side or is the target of one. Ids count in reading
order, so that the same text always gives the same record.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sayso.data.fields import FORMAT
from sayso.extractors.patterns.entities import Entity, Mention
from sayso.extractors.patterns.events import Event, events
from sayso.extractors.patterns.scene import Scene, scene
from sayso.extractors.patterns.stances import Stance, stances

Item = dict[str, Any]  # one item of a record
Range = tuple[int, int]


def record(text: str, doc_id: str, layers: frozenset[str]) -> Item:
    """The record of a text with the layers asked for; spans are code points, half open, with their text."""
    found = scene(text)
    happened = events(found) if layers & {"entities", "events", "stances"} else []
    held = stances(found, happened) if layers & {"entities", "stances"} else []
    writer = _Writer(found, happened, held, layers, _numbered(found, happened, held, layers))
    answer: Item = {"format": FORMAT, "doc_id": doc_id}
    for layer, write in (
        ("entities", writer.entities),
        ("quotes", writer.quotes),
        ("events", writer.events),
        ("stances", writer.stances),
    ):
        if layer in layers:
            answer[layer] = write()
    return answer


def _numbered(found: Scene, happened: list[Event], held: list[Stance], layers: frozenset[str]) -> dict[int, str]:
    """The ids of the entities that take part, in the order of their first mentions."""
    if "entities" not in layers:
        return {}
    taking = {number for told in found.speakers for number in told}
    taking |= {argument.entity for event in happened for argument in event.arguments if argument.entity is not None}
    taking |= {stance.holder for stance in held}
    taking |= {
        value for kind, value in (stance.target for stance in held) if kind == "entity" and isinstance(value, int)
    }
    present = [number for number in taking if found.cast.entities[number].mentions]
    present.sort(key=lambda number: min(mention.span for mention in found.cast.entities[number].mentions))
    return {number: f"e{place}" for place, number in enumerate(present, start=1)}


@dataclass(frozen=True, slots=True)
class _Writer:
    """What was found in a document, and how to write each layer of it."""

    found: Scene
    happened: list[Event]
    held: list[Stance]
    layers: frozenset[str]
    ids: Mapping[int, str]

    def entities(self) -> list[Item]:
        return [self._entity(self.found.cast.entities[number], name) for number, name in self.ids.items()]

    def _entity(self, entity: Entity, name: str) -> Item:
        ordered = sorted(entity.mentions, key=lambda mention: (mention.span, mention.head))
        return {
            "id": name,
            "name": " ".join(entity.name.split()),
            "type": entity.kind,
            "mentions": [self._mention(m) for m in ordered],
        }

    def _mention(self, mention: Mention) -> Item:
        return {"span": self._tokens(mention.span), "head": self._tokens(mention.head), "form": mention.form}

    def quotes(self) -> list[Item]:
        answer = []
        for number, (draft, told) in enumerate(zip(self.found.drafts, self.found.speakers, strict=True)):
            item: Item = {"id": f"q{number + 1}", "content": self._spans(draft.content), "kind": draft.kind}
            if draft.cue is not None:
                item["cue"] = self._span(draft.cue)
            if draft.subject is not None:
                item["source"] = self._tokens((draft.subject.first, draft.subject.last))
            known = [self.ids[speaker] for speaker in told if speaker in self.ids]
            if known:
                item["speakers"] = known
            if draft.parent is not None:
                item["parent"] = f"q{draft.parent + 1}"
            answer.append(item)
        return answer

    def events(self) -> list[Item]:
        return [self._event(number, event) for number, event in enumerate(self.happened, start=1)]

    def _event(self, number: int, event: Event) -> Item:
        item: Item = {
            "id": f"v{number}",
            "trigger": self._tokens((event.trigger.first, event.trigger.last)),
            "type": event.trigger.type.name,
            "polarity": event.polarity,
            "modality": event.modality,
            "arguments": [],
        }
        if event.coref is not None:
            item["coref"] = event.coref
        for argument in event.arguments:
            written: Item = {"role": argument.role, "span": self._tokens((argument.first, argument.last))}
            if argument.entity is not None and argument.entity in self.ids:
                written["entity"] = self.ids[argument.entity]
            item["arguments"].append(written)
        return item

    def stances(self) -> list[Item]:
        kept = [stance for stance in self.held if stance.holder in self.ids]
        return [self._stance(number, stance) for number, stance in enumerate(kept, start=1)]

    def _stance(self, number: int, stance: Stance) -> Item:
        item: Item = {
            "id": f"s{number}",
            "holder": self.ids[stance.holder],
            "target": self._target(stance),
            "polarity": stance.polarity,
            "strength": stance.strength,
            "expression": stance.expression,
            "evidence": [self._tokens(part) for part in stance.evidence],
        }
        if stance.quote is not None and "quotes" in self.layers:
            item["quote"] = f"q{stance.quote + 1}"
        return item

    def _target(self, stance: Stance) -> Item:
        kind, value = stance.target
        if isinstance(value, tuple):
            return {"span": self._tokens(value)}
        if kind == "entity":
            return {"entity": self.ids[value]}
        if "events" in self.layers:
            return {"event": f"v{value + 1}"}
        trigger = self.happened[value].trigger
        return {"span": self._tokens((trigger.first, trigger.last))}

    def _tokens(self, tokens: Range) -> Item:
        return self._span(self.found.found.reading.span(*tokens))

    def _spans(self, spans: Iterable[Range]) -> list[Item]:
        return [self._span(span) for span in spans]

    def _span(self, span: Range) -> Item:
        start, end = span
        return {"start": start, "end": end, "text": self.found.found.reading.text[start:end]}
