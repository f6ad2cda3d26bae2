"""Nominals into entities: whom a description may stand for.

A description in apposition, or said of a name with *be*, is the one so named. A definite person (*the minister*) is the
last whose titles contain its words; *the official* is whoever was spoken of last. Members of one body are one group by
whatever noun (*EU states*, *EU members*). Of other descriptions those with the same noun are one, if neither has a
modifier against the other. An indefinite one is somebody new.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.extractors import lexicon
from sayso.extractors.syntax.entities import noun_class
from sayso.extractors.syntax.naming import gender_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.extractors.syntax.entities import Entity, Inventory
    from sayso.extractors.syntax.mentions import Mention
    from sayso.extractors.syntax.reading import Reading

PLACED = frozenset({"place", "country"})
GENERIC = frozenset({"city", "town", "village", "country", "capital"})


def describe(reading: Reading, mention: Mention, inventory: Inventory, *, heading: bool = False) -> None:
    """Give a nominal to the entity it describes, or to a new one; in a heading to one that the text below names."""
    known = inventory.entities if heading else [entity for _, entity in inventory.before(mention)]
    before = list(dict.fromkeys(known))
    mention.definite = mention.definite or heading
    entity = _named(reading, mention, inventory) or _earlier(reading, mention, before, inventory)
    if entity is not None:
        inventory.put(mention, entity)
        return
    entity = inventory.new(mention, name=description(reading, mention))
    entity.parts = _body(reading, mention, inventory)
    if entity.type == "person":
        entity.titles = {*mention.modifiers, *mention.name.split()}
        entity.gender = gender_of(entity.titles)


def description(reading: Reading, mention: Mention) -> str:
    """The phrase without its determiner or possessive, as the article writes it."""
    tokens = reading.doc.char_span(*mention.extent, alignment_mode="expand")
    kept = [t for t in tokens or () if t.idx >= mention.head[0] or not _determines(t)]
    return reading.text[kept[0].idx : mention.extent[1]] if kept else reading.text[slice(*mention.extent)]


def _determines(token: Token) -> bool:
    return token.tag_ in {"DT", "PRP$", "CD", "POS", "JJR"} or token.lower_ in {"additional", "further", "other"}


def _named(reading: Reading, mention: Mention, inventory: Inventory) -> Entity | None:
    """The entity whose name this stands in apposition to, or is said of with *be*."""
    token = reading.doc[mention.token]
    other = token.head if token.dep_ == "appos" else None
    if token.dep_ == "attr" and token.head.lemma_ == "be":
        other = next((c for c in token.head.children if c.dep_ == "nsubj"), None)
    other = other or next((c for c in token.rights if c.dep_ == "appos"), None)
    entity = inventory.at(other.i) if other is not None else None
    fits = entity is not None and entity.type == mention.type and entity.plural == mention.plural
    return entity if fits else None


def _earlier(reading: Reading, mention: Mention, before: list[Entity], inventory: Inventory) -> Entity | None:
    if mention.type == "person" and not mention.plural:
        return _person(reading, mention, before)
    if mention.type in {"organization", *PLACED} and mention.definite:
        short = _short_name(mention, before)
        if short is not None:
            return short
    return next((e for e in before if _one(reading, mention, e, inventory)), None)


def _person(reading: Reading, mention: Mention, before: list[Entity]) -> Entity | None:
    words = {*mention.modifiers, *mention.name.split()}
    titled = mention.definite or reading.text[mention.head[0]].isupper()
    if not titled:
        return None
    for entity in before:
        if entity.type == "person" and words <= entity.titles and not _other_gender(entity, words):
            return entity
    if mention.name in lexicon.listed("nouns", "anyone") and not mention.modifiers:
        return next((e for e in before if e.type == "person" and not _other_gender(e, words)), None)
    return None


def _other_gender(entity: Entity, words: set[str]) -> bool:
    gender = gender_of(words)
    return bool(gender and entity.gender and gender != entity.gender)


def _short_name(mention: Mention, before: list[Entity]) -> Entity | None:
    """*the union* for the *Harbour Union*, *the city* for the place named last."""
    last = mention.name.rsplit(" ", 1)[-1]
    for entity in before:
        if entity.noun or entity.type not in {mention.type, *(PLACED if mention.type in PLACED else ())}:
            continue
        words = entity.name.casefold().split()
        if words[-1:] == [last] and mention.modifiers <= set(words):
            return entity
    if mention.name in lexicon.listed("nouns", "anybody") and not mention.modifiers:
        same = next((e for e in before if e.type == mention.type and e.noun == last), None)
        return same or next((e for e in before if e.type == mention.type and not e.noun), None)
    if mention.name in GENERIC and not mention.modifiers:
        wanted = "country" if mention.name == "country" else "place"
        return next((e for e in before if e.type == wanted and not e.noun), None)
    return None


def _one(reading: Reading, mention: Mention, entity: Entity, inventory: Inventory) -> bool:
    """Whether a description means an entity that was described before."""
    if not entity.noun or entity.type != mention.type:
        return False
    if mention.type == "weapon" and mention.definite and mention.name == "weapon":
        return entity.plural == mention.plural
    noun = noun_class(mention)
    if noun != entity.noun:
        return False
    if noun == "member":
        body = _body(reading, mention, inventory)
        return entity.parts is not None and body in {None, entity.parts}
    if mention.plural != entity.plural and noun != "apparatus":
        return False
    fits = mention.modifiers <= entity.modifiers or (entity.modifiers <= mention.modifiers and noun != "apparatus")
    again = mention.definite or mention.modifiers == entity.modifiers != frozenset()
    return fits and again


def _body(reading: Reading, mention: Mention, inventory: Inventory) -> Entity | None:
    """The organisation or country that a group's noun is tied to: *NATO* in *NATO members*."""
    for token in reading.doc[mention.token].lefts:
        entity = inventory.at(token.i)
        if entity is not None and entity.type in {"organization", "country"}:
            return entity
    return None
