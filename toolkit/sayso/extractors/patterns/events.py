"""What happens: triggers with their arguments, whether they happen, and which are one happening."""

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.extractors.patterns.modality import judged
from sayso.extractors.patterns.objects import Argument
from sayso.extractors.patterns.roles import arguments
from sayso.extractors.patterns.scene import Scene
from sayso.extractors.patterns.subjects import Sentence
from sayso.extractors.patterns.triggers import Trigger, triggers


@dataclass(slots=True)
class Event:
    """A happening as found: its trigger, arguments, polarity and modality, and a label that one happening shares."""

    trigger: Trigger
    arguments: list[Argument]
    polarity: str
    modality: str
    sentence: Sentence
    coref: str | None = None


def events(scene: Scene) -> list[Event]:
    """The events of a document in reading order of their triggers."""
    found = []
    for frame in scene.found.reading.frames:
        sentence = scene.sentence(frame)
        for trigger in triggers(scene, sentence):
            polarity, modality = judged(sentence, trigger)
            found.append(Event(trigger, arguments(scene, sentence, trigger), polarity, modality, sentence))
    found = list(_once(found))
    found.sort(key=lambda event: event.trigger.first)
    _label(scene, found)
    return found


def _once(found: list[Event]) -> Iterator[Event]:
    """The events without nouns that say once more what their verb says: *provide assistance* is one event."""
    said = {
        (a.last - 1, event.trigger.type.name)
        for event in found
        if event.trigger.verb
        for a in event.arguments
        if a.role == "object"
    }
    for event in found:
        if event.trigger.verb or (event.trigger.first, event.trigger.type.name) not in said:
            yield event


def _label(scene: Scene, found: list[Event]) -> None:
    """Give one label to a happening named again: by the same noun, with *the* or *this* before it."""
    latest: dict[str, Event] = {}
    for number, event in enumerate(found):
        lemma = event.trigger.lemma
        key = f"{event.trigger.type.name}:{lemma[:5]}"
        before = latest.get(key)
        if before is not None and _again(scene, event):
            before.coref = before.coref or f"{before.trigger.lemma}-{number}"
            event.coref = before.coref
        latest[key] = event


def _again(scene: Scene, event: Event) -> bool:
    """Whether a noun is said to be known already."""
    phrase = event.trigger.phrase
    return phrase is not None and scene.found.reading.lower(phrase.first) in {"the", "this", "that", "these", "those"}
