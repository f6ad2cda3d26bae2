"""Coreference in three rounds: names, descriptions, pronouns; and who speaks where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.extractors import lexicon
from sayso.extractors.syntax.describing import describe
from sayso.extractors.syntax.entities import Entity, Inventory
from sayso.extractors.syntax.mentions import Mention, fitted, mentions, nominal
from sayso.extractors.syntax.naming import name_entities
from sayso.extractors.syntax.pronouns import resolve
from sayso.extractors.syntax.relations import is_noun, is_passive, is_plural, own_subject, singular
from sayso.extractors.syntax.triggers import triggers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from sayso.extractors.syntax.attribution import Attribution
    from sayso.extractors.syntax.reading import Reading


def inventory_of(reading: Reading, quotes: list[Attribution]) -> Inventory:
    """The entities of a document, given its quotes."""
    found = _with_actors(reading, mentions(reading), quotes)
    inventory = Inventory()
    name_entities(reading, [m for m in found if m.form == "name"], inventory)
    nominals = [m for m in found if m.form == "nominal"]
    for mention in sorted(nominals, key=lambda m: (reading.in_heading(m.extent[0]), m.extent)):
        describe(reading, mention, inventory, heading=reading.in_heading(mention.extent[0]))

    def speaker(offset: int) -> Entity | None:
        return speaker_at(quotes, inventory, offset)

    for mention in _outside_first(reading, found):
        resolve(reading, mention, inventory, speaker)
    return inventory


def _with_actors(reading: Reading, found: list[Mention], quotes: list[Attribution]) -> list[Mention]:
    """The mentions, with those that no list of nouns foresaw: whoever speaks, and several who act, are somebody."""
    known = {mention.token for mention in found}
    actors = [t for t in _actors(reading) if t.i not in known]
    extents = {mention.extent for mention in found}
    heads = {h.i: h for quote in quotes for h in quote.source.heads if h.i not in known and is_noun(h)}
    heads |= {token.i: token for token in actors}
    added = [nominal(head, "group" if is_plural(head) else "person") for head in heads.values()]
    new = [
        fitted(reading.text, mention)
        for mention in added
        if mention.extent not in extents and mention.extent[0] < mention.extent[1]
    ]
    return sorted([*found, *new], key=lambda m: (m.extent[0], -m.extent[1]))


def _actors(reading: Reading) -> Iterator[Token]:
    """Plural subjects of verbs that only somebody can do: *the picketers demanded*."""
    for trigger in triggers(reading.doc):
        subject = own_subject(trigger.token) if trigger.is_verb and not is_passive(trigger.token) else None
        done = trigger.type.name in {"agree", "consult", "accuse", "request", "reject", "protest", "aid"}
        if subject is None or not done or not is_noun(subject) or not is_plural(subject):
            continue
        if singular(subject) not in lexicon.listed("cues", "outlets") | frozenset(lexicon.noun_types()):
            yield subject


def _outside_first(reading: Reading, found: Iterable[Mention]) -> list[Mention]:
    """Pronouns in the order they can be resolved: outside quotation marks, then *I* and *we*, then the rest."""

    def turn(mention: Mention) -> int:
        if reading.outermost(mention.extent[0]) is None and mention.kind not in {"speaker", "group"}:
            return 0
        return 1 if mention.kind in {"speaker", "group"} else 2

    return sorted((m for m in found if m.form == "pronoun"), key=lambda m: (turn(m), m.extent))


def speakers(quote: Attribution, inventory: Inventory) -> list[Entity]:
    """The entities behind a quote's source, each once."""
    found = (inventory.at(head.i) for head in quote.source.heads)
    return list(dict.fromkeys(entity for entity in found if entity is not None))


def quote_at(quotes: list[Attribution], offset: int) -> Attribution | None:
    """The smallest quote whose content holds a code point."""
    return min((q for q in quotes if q.covers(offset)), key=lambda q: (q.length, q.content), default=None)


def speaker_at(quotes: list[Attribution], inventory: Inventory, offset: int) -> Entity | None:
    """Who speaks at a code point: the speaker of the smallest quote there that has one."""
    around = sorted((q for q in quotes if q.covers(offset)), key=lambda q: (q.length, q.content))
    return next((who[0] for who in (speakers(q, inventory) for q in around) if who), None)
