"""Entities: which mentions are one and the same.

Names come first, over the whole document (`naming`); then nominals in reading order, each looking back for somebody it
fits (`describing`); then pronouns (`pronouns`), those of quoted speech last, since *I* and *we* depend on who speaks.
What refers to nobody found stays out.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso.extractors import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from sayso.extractors.syntax.mentions import Mention


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody or something, its mentions, and what is known of it.

    `titles` are the words that describe a person (*foreign*, *minister*), `modifiers` those that narrow down a nominal;
    `parts` names the body whose members a group is.
    """

    type: str
    name: str
    mentions: list[Mention] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    modifiers: frozenset[str] = frozenset()
    noun: str = ""
    plural: bool = False
    gender: str = ""
    parts: Entity | None = None

    def add(self, mention: Mention) -> None:
        """Take in a further mention; a person's longer name becomes the name."""
        self.mentions.append(mention)
        text = mention.name
        if mention.form == "name" and self.type == "person" and len(text) > len(self.name):
            self.name = text


class Inventory:
    """The entities of a document, and which one each mention belongs to, by the place of its head in the parse."""

    def __init__(self) -> None:
        self.entities: list[Entity] = []
        self._of_token: dict[int, Entity] = {}
        self._of_mention: dict[Mention, Entity] = {}
        self._heads: dict[int, Mention] = {}
        self._titled: dict[int, Mention] = {}
        self._order: list[tuple[int, int, int, Mention]] = []

    def new(self, mention: Mention, *, name: str | None = None) -> Entity:
        """An entity that this mention is the first of."""
        entity = Entity(mention.type, name or mention.name, noun=noun_class(mention), plural=mention.plural)
        entity.modifiers = mention.modifiers
        self.entities.append(entity)
        self.put(mention, entity)
        return entity

    def put(self, mention: Mention, entity: Entity) -> None:
        """Give a mention to an entity."""
        entity.add(mention)
        self._of_token.setdefault(mention.token, entity)
        self._of_mention[mention] = entity
        self._heads.setdefault(mention.token, mention)
        insort(self._order, (mention.extent[0], -mention.extent[1], len(self._order), mention))

    def of(self, mention: Mention) -> Entity | None:
        """The entity of a mention, if it has been found."""
        return self._of_mention.get(mention)

    def at(self, token: int) -> Entity | None:
        """The entity whose mention a token heads."""
        return self._of_token.get(token)

    def titled(self, token: Token) -> Mention | None:
        """The mention of a person in whose titles a token stands: *Minister* in *Minister Ilan Voss*."""
        if not self._titled:
            named = [m for m in self._of_mention if m.form == "name" and m.type == "person"]
            self._titled = {place: m for m in named for place in range(m.extent[0], m.head[0])}
        found = self._titled.get(token.idx)
        return found if found is not None and token.i not in self._of_token else None

    def mention_at(self, token: int) -> Mention | None:
        """The mention that a token heads."""
        return self._heads.get(token)

    def before(self, mention: Mention) -> Iterator[tuple[Mention, Entity]]:
        """The mentions that are resolved and begin before this one, nearest first."""
        place = bisect_left(self._order, (mention.extent[0],))
        for index in range(place - 1, -1, -1):
            other = self._order[index][3]
            yield other, self._of_mention[other]


def noun_class(mention: Mention) -> str:
    """The class of a nominal's noun: the members of a body are one class, apparatus of one make another."""
    word = mention.name.rsplit(" ", 1)[-1]
    if mention.form != "nominal":
        return ""
    if mention.type == "group" and word in lexicon.listed("nouns", "members"):
        return "member"
    return "apparatus" if word in lexicon.listed("nouns", "apparatus") else word
