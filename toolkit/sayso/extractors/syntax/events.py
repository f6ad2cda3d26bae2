"""Events: typed triggers with arguments, polarity, modality, and which of them are one happening.

Two mentions are one happening where they have one type and one word, share a participant, and none of their roles is
filled by different entities.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.extractors.syntax.arguments import Argument, arguments
from sayso.extractors.syntax.modality import modality, negative
from sayso.extractors.syntax.relations import is_noun, lemma, own_subject, singular
from sayso.extractors.syntax.triggers import Trigger, triggers

if TYPE_CHECKING:
    from sayso.extractors.syntax.entities import Entity, Inventory
    from sayso.extractors.syntax.phrases import Extent
    from sayso.extractors.syntax.reading import Reading

SHORTEST = 4  # letters that a word keeps when its ending is cut
SHARED = frozenset({"actor", "recipient"})


@dataclass(slots=True, eq=False)
class Event:
    """One mention of a happening."""

    trigger: Trigger
    arguments: list[Argument]
    polarity: str
    modality: str
    coref: str | None = None

    @property
    def extent(self) -> Extent:
        """Where the trigger stands."""
        return self.trigger.extent

    def filled(self, role: str) -> list[Argument]:
        """The arguments of one role."""
        return [argument for argument in self.arguments if argument.role == role]

    def entities(self, role: str) -> set[Entity]:
        """The entities of one role."""
        return {a.entity for a in self.arguments if a.role == role and a.entity is not None}


def events(reading: Reading, inventory: Inventory) -> list[Event]:
    """Every event of the document, in the order of the triggers."""
    found = [
        Event(
            trigger,
            arguments(trigger, inventory),
            "negative" if negative(trigger.token) else "positive",
            modality(trigger.token),
        )
        for trigger in triggers(reading.doc)
    ]
    _join(found)
    _inherit(reading, found)
    return found


def _join(found: list[Event]) -> None:
    """Give one label to the mentions of one happening; an event that is mentioned once has none."""
    clusters: dict[tuple[str, str], list[list[Event]]] = {}
    for event in found:
        word = _word(event)
        groups = clusters.setdefault((event.trigger.type.name, word), [])
        near = sorted(groups, key=lambda g: -g[-1].extent[0])
        group = next((g for g in near if any(_same(event, other) for other in g)), None)
        if group is None:
            groups.append([event])
        else:
            group.append(event)
    for (_, word), groups in clusters.items():
        for number, group in enumerate((g for g in groups if len(g) > 1), start=1):
            for event in group:
                event.coref = f"{word}-{number}"


def _inherit(reading: Reading, found: list[Event]) -> None:
    """Who takes part in what is named again: *these attacks*; *it was a good meeting* after a dinner."""
    for place, event in enumerate(found):
        again = _named_again(event, found[:place])
        said = None if again is not None else _said_of(reading, event, found[:place])
        earlier = again or said
        if earlier is not None and not event.filled("actor") and not event.filled("recipient"):
            event.arguments += [a for a in earlier.arguments if a.role in SHARED]
        if said is not None:
            event.coref = said.coref = said.coref or event.coref or f"{_word(said)}-it"


def _named_again(event: Event, before: list[Event]) -> Event | None:
    if event.coref is None or not is_noun(event.trigger.token):
        return None
    return next((e for e in reversed(before) if e.coref == event.coref and e.arguments), None)


def _said_of(reading: Reading, event: Event, before: list[Event]) -> Event | None:
    """The happening just told that *it* in *it was a good meeting* stands for."""
    token = event.trigger.token
    subject = own_subject(token.head) if token.dep_ == "attr" else None
    if subject is None or subject.lower_ not in {"it", "this", "that"}:
        return None
    number = reading.sentences[token.i]
    near = [e for e in before if 0 < number - reading.sentences[e.trigger.token.i] <= 1]
    return next((e for e in reversed(near) if e.trigger.type is event.trigger.type), None)


def _word(event: Event) -> str:
    """The word in a form that verb and noun share: *discuss*, *discussion*."""
    token = event.trigger.token
    word = singular(token) if is_noun(token) else lemma(token)
    for ending in ("ation", "ments", "ment", "ions", "ion", "ery", "ings", "ing", "ance", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return word.removesuffix(ending)
    return word


def _same(event: Event, other: Event) -> bool:
    if event.polarity != other.polarity:
        return False
    shared = False
    for role in ("actor", "recipient", "object", "time", "place"):
        one, two = event.entities(role), other.entities(role)
        if one and two and not one & two:
            return False
        shared = shared or bool(one & two)
    pointing = any(c.lower_ in {"this", "these", "the", "that", "those"} for c in event.trigger.token.lefts)
    return shared or (pointing and is_noun(event.trigger.token))
