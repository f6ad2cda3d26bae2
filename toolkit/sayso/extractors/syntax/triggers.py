"""Triggers: which words name an event, and of which type.

A word with several meanings is a trigger only with an object that settles it (*launch a missile*, not *launch a
campaign*). A verb and a noun for one thing are one trigger, the verb; *these attacks* names again what was named.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.extractors import lexicon
from sayso.extractors.syntax.mentions import KINDS, nominal_type
from sayso.extractors.syntax.relations import (
    DATIVES,
    child,
    governor,
    is_noun,
    is_verb,
    lemma,
    objects,
    prepositions,
    relation,
    singular,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from sayso.extractors.lexicon import EventType
    from sayso.extractors.syntax.phrases import Extent

NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "WORK_OF_ART", "LAW", "PRODUCT"})
POINTING = frozenset({"this", "these", "that", "those", "such"})
CONCRETE = frozenset({"weapon", "other"})
PARTIES = frozenset({"person", "group", "organization", "country"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that names an event, with its extent in the text and its type."""

    token: Token
    extent: Extent
    type: EventType

    @property
    def is_verb(self) -> bool:
        """Whether it is a verb, so that subject and object are its own."""
        return is_verb(self.token)


def triggers(doc: Doc) -> list[Trigger]:
    """Every trigger of a parsed document, in order."""
    found: list[Trigger] = []
    named: dict[str, EventType] = {}
    for token in doc:
        kind = _of_verb(token) if is_verb(token) else _of_noun(token, named) if is_noun(token) else None
        if kind is not None:
            found.append(Trigger(token, _extent(token), kind))
            if is_noun(token):
                named[singular(token)] = kind
    return found


def _extent(token: Token) -> Extent:
    """The word alone, or with *together* right after it."""
    last = token
    if token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "together" and is_verb(token):
        last = token.nbor(1)
    return (token.idx, last.idx + len(last))


def _of_verb(token: Token) -> EventType | None:
    word = lemma(token)
    below = {c.lower_ for c in token.children}
    kind = lexicon.special_types("particles").get(word)
    if kind is not None and below & set(kind.particles[word]):
        return kind
    kind = lexicon.special_types("together").get(word)
    if kind is not None and "together" in below:
        return kind
    if token.dep_ in {"aux", "auxpass", "amod", "compound"}:
        return None
    kind = lexicon.verb_types().get(word)
    return kind if kind is not None and _has_needed_object(token, word) else None


def _of_noun(token: Token, named: dict[str, EventType]) -> EventType | None:
    word = singular(token)
    if token.dep_ in {"compound", "nmod"} or (token.ent_type_ in NAMED and token.tag_.startswith("NNP")):
        return None
    kind = lexicon.noun_types().get(word) or lexicon.noun_types().get(token.lower_)
    lefts = {c.lower_ for c in token.lefts}
    if kind is None and lefts & lexicon.listed("stances", "attitudes.oppose"):
        kind = lexicon.special_types("hostile").get(word)
    if kind is None and lefts & POINTING:
        kind = named.get(word)
    settled = lexicon.words("events")["needs"].get(word) not in {"arms", "captives"} or _has_needed_object(token, word)
    if kind is None or not settled or _said_by_verb(token, kind):
        return None
    return _refined(token, kind)


def _refined(token: Token, kind: EventType) -> EventType:
    """*military support* is handed over, so aid; an *air strike* is no stoppage of work but an assault."""
    lefts = {c.lower_ for c in token.lefts}
    other = ""
    if kind.name == "support" and lefts & lexicon.listed("events", "words.material"):
        other = "aid"
    elif singular(token) == "strike" and lefts & lexicon.listed("events", "words.struck"):
        other = "assault"
    return next((e for e in lexicon.event_types() if e.name == other), kind)


def _said_by_verb(noun: Token, kind: EventType) -> bool:
    """Whether the verb that the noun completes is a trigger of the same type: *provide assistance*, *with weapons*."""
    head = governor(noun)
    if relation(noun) == "pobj" and head.lower_ == "with":
        head = head.head
    elif relation(noun) not in {"dobj", "obj", "nsubjpass", "nsubj:pass"}:
        return False
    return is_verb(head) and _of_verb(head) is kind


def _has_needed_object(token: Token, word: str) -> bool:
    """Whether a word of several meanings has an object of the kind that makes it a trigger."""
    need = lexicon.words("events")["needs"].get(word)
    if need is None:
        return True
    if need == "deed":
        return any(c.dep_ == "xcomp" or c.lower_ == "for" for c in token.rights)
    things = list(_things(token))
    if not things:
        return need in {"parties", "targets", "pledged"}
    return any(_is(thing, need) for thing in things)


def _things(token: Token) -> Iterator[Token]:
    """What is acted upon: direct objects, passive subjects, the relative clause's noun, *of* after a noun."""
    yield from objects(token)
    passive = child(token, frozenset({"nsubjpass", "nsubj:pass"}))
    if passive is not None:
        yield passive
    yield from (head for word, head in prepositions(token) if word == "of" or (word == "with" and is_verb(token)))
    yield from (c for c in token.lefts if is_noun(token) and c.dep_ == "compound")
    if token.dep_ == "relcl" and not objects(token):
        yield token.head


def _is(thing: Token, need: str) -> bool:
    kind = nominal_type(thing)
    word = singular(thing)
    party = kind in PARTIES or thing.ent_type_ in {"PERSON", "ORG", "GPE", "NORP"} or thing.lower_ in KINDS
    if need in {"parties", "target"} or need == "targets":
        return party or (need != "parties" and kind == "place") or thing.ent_type_ in {"FAC", "LOC"}
    if need == "captives":
        return party or word in lexicon.listed("events", "objects.captives")
    if need == "arms":
        return kind == "weapon"
    listed = word in lexicon.listed("events", f"objects.{need}")
    if need == "goods":
        return listed or kind in CONCRETE or thing.ent_type_ in {"MONEY", "PRODUCT"} or word == "everything"
    if need == "pledged":
        return listed or thing.ent_type_ == "MONEY" or thing.lower_.endswith(("self", "selves"))
    return listed or (need == "forces" and kind == "weapon")


def recipient_object(token: Token) -> Token | None:
    """The indirect object without a preposition: *give them food*."""
    found = child(token, DATIVES)
    return found if found is not None and found.tag_ not in {"IN", "TO"} else None
