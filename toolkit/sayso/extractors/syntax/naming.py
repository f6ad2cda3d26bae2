"""Names into entities: spellings, surnames, acronyms, demonyms, and the titles that names come with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sayso.extractors import lexicon
from sayso.extractors.syntax.kinds import country_of
from sayso.extractors.syntax.relations import is_noun, lemma, singular

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from sayso.extractors.syntax.entities import Entity, Inventory
    from sayso.extractors.syntax.mentions import Mention
    from sayso.extractors.syntax.reading import Reading

SMALL = frozenset({"of", "the", "and", "for", "in", "on"})


def name_entities(reading: Reading, names: list[Mention], inventory: Inventory) -> None:
    """Give every name to an entity, full names before the short ones that may stand for them."""
    places = [m.name for m in names if m.type == "country"]
    for mention in sorted(names, key=lambda m: (-len(m.name.split()), m.extent)):
        entity = _known(mention, inventory.entities, places)
        if entity is None:
            inventory.new(mention, name=_canonical(mention, places))
        else:
            inventory.put(mention, entity)
    for entity in inventory.entities:
        for mention in entity.mentions:
            _describe(reading, mention, entity)


def _canonical(mention: Mention, places: list[str]) -> str:
    """The country's name for an adjective of it; else the name as it stands."""
    if mention.type != "country":
        return mention.name
    country = country_of(mention.name.casefold(), (p.casefold() for p in places if p != mention.name))
    return next((p for p in places if p.casefold() == country), country or mention.name)


def _known(mention: Mention, entities: list[Entity], places: list[str]) -> Entity | None:
    """The entity found already that a name may stand for: the last one where several may."""
    name = _canonical(mention, places)
    same = [e for e in entities if e.type == mention.type and _one(e, name)]
    return same[-1] if same else None


def _one(entity: Entity, name: str) -> bool:
    full, short = entity.name.casefold().split(), name.casefold().split()
    if entity.type == "person":
        return full == short or (len(short) < len(full) and (short[-1] == full[-1] or short == full[:1]))
    return full == short or acronym(entity.name) == re.sub(r"\W", "", name) != ""


def acronym(name: str) -> str:
    """The initials of a name of several words, as an acronym would have them; empty for one word."""
    words = [word for word in re.split(r"[\s-]+", name) if word.lower() not in SMALL]
    return "".join(word[0] for word in words if word[0].isupper()) if len(words) > 1 else ""


def _describe(reading: Reading, mention: Mention, entity: Entity) -> None:
    """Remember titles before the name, in an apposition, or after *is*; and the gender they show."""
    if entity.type != "person":
        return
    titles = set(re.findall(r"\w+", reading.text[mention.extent[0] : mention.head[0]].lower()))
    for noun in described_by(reading.doc[mention.token]):
        titles |= {singular(noun), *(t.lower_ for t in noun.lefts if t.dep_ in {"amod", "compound", "nmod"})}
    entity.titles |= titles
    entity.gender = entity.gender or gender_of(titles)


def described_by(token: Token) -> Iterator[Token]:
    """The nouns in apposition to a name, or said of it with *be*."""
    yield from (c for c in token.children if c.dep_ == "appos" and is_noun(c))
    if token.dep_ == "nsubj" and lemma(token.head) == "be":
        yield from (c for c in token.head.children if c.dep_ == "attr" and is_noun(c))


def gender_of(words: set[str]) -> str:
    """The gender that one of the words shows: *spokeswoman*, *Mr*."""
    if words & lexicon.listed("nouns", "female"):
        return "female"
    return "male" if words & lexicon.listed("nouns", "male") else ""
