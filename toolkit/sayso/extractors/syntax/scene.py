"""What a stance is read from: the text with its quotes, entities and events, and who holds what is said at a place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from sayso.extractors.syntax.coreference import quote_at, speaker_at
from sayso.extractors.syntax.entities import Entity
from sayso.extractors.syntax.events import Event
from sayso.extractors.syntax.mentions import PRONOUNS
from sayso.extractors.syntax.phrases import Extent

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.extractors.syntax.attribution import Attribution
    from sayso.extractors.syntax.entities import Inventory
    from sayso.extractors.syntax.reading import Reading

Target: TypeAlias = Event | Entity | Extent
OWN = PRONOUNS["speaker"] | PRONOUNS["group"]


@dataclass(slots=True, eq=False)
class Stance:
    """An attitude of a holder for or against a target, with the stretches of text that show it."""

    holder: Entity
    target: Target
    polarity: str
    evidence: list[Extent]
    strong: bool = False
    implied: bool = False
    quote: Attribution | None = None


@dataclass(slots=True)
class Scene:
    """A document as far as it is understood before stances."""

    reading: Reading
    quotes: list[Attribution]
    inventory: Inventory
    events: list[Event]
    at_token: dict[int, Event] = field(init=False)

    def __post_init__(self) -> None:
        self.at_token = {event.trigger.token.i: event for event in self.events}

    def quote(self, token: Token) -> Attribution | None:
        """The smallest quote around a token."""
        return quote_at(self.quotes, token.idx)

    def speaker(self, token: Token) -> Entity | None:
        """Who says what stands there; None in the newspaper's own voice."""
        return speaker_at(self.quotes, self.inventory, token.idx)

    def holder(self, subject: Token | None) -> Entity | None:
        """Whose attitude a clause with this subject shows: where somebody says *we*, the speaker's."""
        if subject is None:
            return None
        if subject.lower_ in OWN:
            return self.speaker(subject)
        return self.inventory.at(subject.i)

    def target(self, token: Token) -> Event | Entity | None:
        """The event or entity that a word names."""
        return self.at_token.get(token.i) or self.inventory.at(token.i)
