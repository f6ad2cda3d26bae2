"""Entities in the making: mentions gathered under the thing they stand for.

A mention is a range of tokens with a head; an entity knows its kind, its best name, the titles and the descriptions it
has been given, and whom it belongs to. `Cast` is everybody of one document.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention: tokens `span` and, within them, `head`, half open; `form` is name, nominal or pronoun."""

    span: Range
    head: Range
    form: str


@dataclass(slots=True)
class Entity:
    """Somebody or something: see the guidelines for `kind`; `words` describe it, `owner` is whom it belongs to."""

    kind: str
    name: str
    mentions: list[Mention] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    owner: int | None = None
    gender: str | None = None
    plural: bool = False
    named: bool = False
    noun: str = ""


@dataclass(slots=True)
class Cast:
    """All entities of a document, by number, and which of them is mentioned with its head's last word at a token."""

    entities: list[Entity] = field(default_factory=list)
    at: dict[int, int] = field(default_factory=dict)
    spans: set[Range] = field(default_factory=set)

    def add(self, entity: Entity) -> int:
        """Take in an entity; its number."""
        self.entities.append(entity)
        return len(self.entities) - 1

    def mention(self, number: int, mention: Mention) -> None:
        """Add a mention to an entity, unless something is already mentioned by exactly these words."""
        if mention.span in self.spans:
            return
        self.spans.add(mention.span)
        self.entities[number].mentions.append(mention)
        self.at[mention.head[1] - 1] = number

    def of(self, head: int) -> int | None:
        """The number of the entity mentioned with its head's last word at token `head`."""
        return self.at.get(head)

    def mentions(self) -> Iterator[tuple[int, Mention]]:
        """All mentions with the number of their entity, by their heads in reading order."""
        every = [(number, mention) for number, entity in enumerate(self.entities) for mention in entity.mentions]
        return iter(sorted(every, key=lambda pair: (pair[1].head, pair[1].span)))
