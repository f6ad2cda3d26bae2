"""Arguments: who does it, to whom, with what, where, when, how much.

A verb's arguments are its understood subject, its objects and the phrases after its prepositions; a noun's are its
owner, the names before it, the phrases after it, and what a light verb lends it (*hold talks with*). Which role an
object or a preposition takes is said by the event's type in `lexicon/events.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.extractors import lexicon
from sayso.extractors.syntax.mentions import nominal_type
from sayso.extractors.syntax.phrases import clause, complement, noun_phrase
from sayso.extractors.syntax.relations import (
    conjuncts,
    governor,
    is_passive,
    is_verb,
    lemma,
    objects,
    own_subject,
    prepositions,
    relation,
    understood_subject,
)
from sayso.extractors.syntax.triggers import recipient_object

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from sayso.extractors.syntax.entities import Entity, Inventory
    from sayso.extractors.syntax.phrases import Extent
    from sayso.extractors.syntax.triggers import Trigger

PARTY = frozenset({"person", "organization", "country", "group"})
TIMES = frozenset({"DATE", "TIME"})
AMOUNTS = frozenset({"MONEY", "QUANTITY", "PERCENT"})
PLACES = frozenset({"GPE", "LOC", "FAC"})
SHARED = frozenset({"actor", "recipient"})
EMPTY = frozenset({"there", "which", "who", "what", "that"})


@dataclass(frozen=True, slots=True)
class Argument:
    """A participant: its role, extent, the head in the parse, and the entity it mentions, if any."""

    role: str
    extent: Extent
    token: int
    entity: Entity | None


def arguments(trigger: Trigger, inventory: Inventory) -> list[Argument]:
    """The arguments of a trigger, in reading order, none twice."""
    raw = _of_verb(trigger, inventory) if trigger.is_verb else _of_noun(trigger, inventory)
    found: dict[int, Argument] = {}
    for role, token in (*raw, *_circumstances(trigger.token)):
        argument = _argument(trigger, role, token, inventory)
        if argument is not None and token.i != trigger.token.i:
            found.setdefault(token.i, argument)
    for role, extent in _clauses(trigger):
        found.setdefault(-extent[0] - 1, Argument(role, extent, -1, None))
    return sorted(_distinct(found.values()), key=lambda a: (a.extent, a.role))


def _distinct(found: Iterable[Argument]) -> list[Argument]:
    kept: dict[tuple[str, Extent], Argument] = {}
    for argument in found:
        kept.setdefault((argument.role, argument.extent), argument)
    return list(kept.values())


def _argument(trigger: Trigger, role: str, token: Token, inventory: Inventory) -> Argument | None:
    if token.lower_ in EMPTY or token.tag_.startswith(("VB", "IN", "RB", "W")):
        return None
    named = inventory.mention_at(token.i) or inventory.titled(token)
    if named is not None:
        return Argument(role, named.extent, named.token, inventory.of(named))
    if token.lower_ == "it":
        return None
    own = token.head.i == trigger.token.i and token.i > trigger.token.i
    whole = role == "object" and trigger.type.clause and own
    extent = clause(token) if whole else _phrase(token)
    return Argument(role, extent, token.i, None) if extent[0] < extent[1] else None


def _phrase(token: Token) -> Extent:
    """The noun phrase; of an adjective of nationality or a name before the trigger the word alone."""
    start, end = noun_phrase(token)
    span = next((e for e in token.doc.ents if e.start <= token.i < e.end and e.label_ in TIMES | AMOUNTS), None)
    if span is not None and span.root.i == token.i:
        return (min(start, span.start_char), max(end, span.end_char))
    return (start, end)


def _of_verb(trigger: Trigger, inventory: Inventory) -> Iterator[tuple[str, Token]]:
    verb, kind = trigger.token, trigger.type
    passive = is_passive(verb)
    received = lemma(verb) in kind.receive
    subject = own_subject(verb) if passive else understood_subject(verb)
    subject = subject or (verb.head if passive and verb.dep_ in {"acl", "relcl"} else None)
    things = objects(verb)
    given = recipient_object(verb)
    if given is not None:
        yield "recipient", given
    if subject is not None:
        for token in conjuncts(subject):
            role = _object_role(trigger, token, inventory) if passive else "recipient" if received else "actor"
            yield role, token
    equipped = any(word == "with" for word, _ in prepositions(verb)) and kind.name == "aid"
    if (passive or received) and (ensurer := _ensurer(verb)) is not None:
        yield "actor", ensurer
    for token in things:
        yield "recipient" if equipped and not passive else _object_role(trigger, token, inventory), token
        yield from _behind(trigger, token)
    yield from _after_prepositions(trigger, verb)


def _ensurer(verb: Token) -> Token | None:
    """Who sees to it: the subject of *ensure that they get food*, *make sure that food is delivered*."""
    head = governor(verb)
    if relation(verb) != "ccomp" or lemma(head) not in {"ensure", "guarantee", "sure", "see"}:
        return None
    while not is_verb(head) and head.head.i != head.i:
        head = head.head
    return understood_subject(head)


def _object_role(trigger: Trigger, token: Token, inventory: Inventory) -> str:
    """The role of what is acted upon: by whether it names somebody; a sum is an amount."""
    if token.ent_type_ in AMOUNTS:
        return "amount"
    entity = inventory.at(token.i)
    kind = entity.type if entity is not None else nominal_type(token)
    if lemma(trigger.token) == "visit" and kind not in {"person", "group", ""}:
        return "place"
    asked = trigger.type.name == "request" and any(c.dep_ == "xcomp" for c in trigger.token.rights)
    return trigger.type.person if kind in PARTY or asked else trigger.type.object


def _behind(trigger: Trigger, token: Token) -> Iterator[tuple[str, Token]]:
    """Whoever owns what is condemned is condemned: *Norland* in *condemned Norland's raid*."""
    if trigger.type.name in {"accuse", "reject"} or trigger.type.name == "coerce":
        yield from (("recipient", c) for c in token.lefts if c.dep_ in {"poss", "nmod:poss"})


def _after_prepositions(trigger: Trigger, token: Token) -> Iterator[tuple[str, Token]]:
    passive = trigger.is_verb and is_passive(trigger.token)
    nested = [
        (word, inner)
        for _, outer in prepositions(token)
        for word, inner in prepositions(outer)
        if trigger.type.symmetric and trigger.is_verb and word in {"with", "between"}
    ]
    for word, head in (*prepositions(token), *nested):
        if head.ent_type_ in TIMES and word in lexicon.listed("events", "words.times"):
            yield "time", head
        elif head.ent_type_ in AMOUNTS:
            yield "amount", head
        elif _is_place(head) and word in lexicon.listed("events", "words.places") and word != "on":
            yield "place", head
        elif word == "by" and not passive and trigger.is_verb:
            continue
        elif nominal_type(head) == "weapon" and word == "with" and trigger.type.name == "assault":
            yield "instrument", head
        elif word in trigger.type.prepositions:
            yield trigger.type.prepositions[word], head


def _is_place(head: Token) -> bool:
    return head.ent_type_ in PLACES or nominal_type(head) in {"place", "country"}


def _of_noun(trigger: Trigger, inventory: Inventory) -> Iterator[tuple[str, Token]]:
    noun = trigger.token
    yield from _before_noun(trigger, noun, inventory)
    yield from _after_prepositions(trigger, noun)
    head = governor(noun)
    if relation(noun) in {"dobj", "obj", "nsubjpass"} and is_verb(head) and _is_light(head):
        yield from _lent(trigger, head, noun)
    source = noun.head if noun.dep_ == "conj" else _example_of(noun)
    if source is not None:
        yield from ((role, t) for role, t in _shared(trigger, source, inventory) if role in SHARED)
    yield from (("recipient", token) for token in _enduring(trigger, noun))


def _enduring(trigger: Trigger, noun: Token) -> Iterator[Token]:
    """Against whom an attack goes that somebody withstands or answers."""
    head = governor(noun)
    if trigger.type.name not in {"assault", "coerce", "threaten"}:
        return
    if relation(noun) in {"dobj", "obj"} and lemma(head) in lexicon.listed("events", "words.endured"):
        subject = understood_subject(head)
        yield from () if subject is None else conjuncts(subject)
    elif relation(noun) == "pobj" and lemma(head.head) in lexicon.listed("events", "words.answers"):
        yield from (c for c in head.head.lefts if c.dep_ in {"poss", "nmod:poss"})


def _shared(trigger: Trigger, noun: Token, inventory: Inventory) -> Iterator[tuple[str, Token]]:
    """What a co-ordinated or exemplified noun takes over from the one before it."""
    yield from _before_noun(trigger, noun, inventory)
    yield from _after_prepositions(trigger, noun)
    source = noun.head if noun.dep_ == "conj" and noun.head.i != noun.i else _example_of(noun)
    if source is not None:
        yield from _shared(trigger, source, inventory)


def _example_of(noun: Token) -> Token | None:
    """The noun before *including* or *such as*."""
    prep = noun.head
    return prep.head if noun.dep_ == "pobj" and prep.lower_ in {"including", "as", "like"} else None


def _before_noun(trigger: Trigger, noun: Token, inventory: Inventory) -> Iterator[tuple[str, Token]]:
    for before in noun.lefts:
        entity = inventory.at(before.i)
        if before.dep_ in {"poss", "nmod:poss"}:
            role = "recipient" if lemma(noun) in lexicon.listed("events", "words.undergone") else "actor"
            yield from ((role, token) for token in conjuncts(before))
        elif entity is not None and entity.type in PARTY and before.dep_ in {"amod", "compound", "nmod"}:
            yield "actor", before
        elif nominal_type(before) == "weapon" and trigger.type.name == "assault":
            yield "instrument", before


def _is_light(verb: Token) -> bool:
    return lemma(verb) in lexicon.listed("events", "words.light")


def _lent(trigger: Trigger, verb: Token, noun: Token) -> Iterator[tuple[str, Token]]:
    """The subject and phrases of a light verb, as the noun's own: *held talks with the union*."""
    if is_passive(verb):
        yield from (("actor", head) for word, head in prepositions(verb) if word == "by")
    else:
        subject = understood_subject(verb)
        if subject is not None and subject.i != noun.i:
            yield from (("actor", token) for token in conjuncts(subject))
    for role, head in _after_prepositions(trigger, verb):
        if role in {"actor", "recipient", "object"} and head.i != noun.i:
            yield role, head


def _circumstances(token: Token) -> Iterator[tuple[str, Token]]:
    """Times without a preposition, at the trigger itself or at the light verb above it."""
    places = [token]
    head = governor(token)
    if not is_verb(token) and is_verb(head) and (_is_light(head) or lemma(head) == "be"):
        places.append(head)
    for place in places:
        for below in place.children:
            if below.ent_type_ in TIMES and below.dep_ in {"npadvmod", "advmod", "obl:tmod", "nmod:tmod", "tmod"}:
                yield "time", below


def _clauses(trigger: Trigger) -> Iterator[tuple[str, Extent]]:
    """The clause that says what is promised, agreed or discussed."""
    if not trigger.type.clause:
        return
    for below in trigger.token.rights:
        if below.dep_ in {"xcomp", "ccomp"} or (below.dep_ == "acl" and not trigger.is_verb):
            extent = complement(below)
            if extent[0] < extent[1]:
                yield "object", extent
