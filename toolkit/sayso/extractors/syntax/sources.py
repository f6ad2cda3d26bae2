"""Who is behind an attribution: the phrase that names the source, and the words that head it.

A verb's source is its understood subject, of a passive the *by* phrase. What speaks through something (*the ministry's
website*, *a statement by the union*) is the owner or author of it, while the whole phrase is the source.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.extractors import lexicon
from sayso.extractors.syntax.phrases import clause, noun_phrase
from sayso.extractors.syntax.relations import (
    conjuncts,
    is_passive,
    is_verb,
    own_subject,
    prepositions,
    singular,
    understood_subject,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.extractors.syntax.phrases import Extent

EMPTY = frozenset({"it", "there", "which", "that", "this", "who", "what", "one", "these", "those"})


@dataclass(frozen=True, slots=True)
class Source:
    """The extent of the source phrase, or none, and the heads of those who speak."""

    extent: Extent | None = None
    heads: tuple[Token, ...] = ()


def of_verb(verb: Token) -> Source:
    """The source of a verb of saying; empty where the text leaves it out."""
    if is_passive(verb):
        agents = [head for word, head in prepositions(verb) if word == "by"]
        return of_phrase(agents[0]) if agents else Source()
    subject = understood_subject(_finite(verb))
    return of_phrase(subject) if subject is not None else Source()


def _finite(verb: Token) -> Token:
    """The clause that a participle comments: *urged them to leave, saying that* is said by whoever urged."""
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or own_subject(verb) is not None:
        return verb
    head = verb.head
    while head.dep_ in {"xcomp", "advcl"} and own_subject(head) is None and head.head.i != head.i:
        head = head.head
    return head if is_verb(head) else verb


def of_noun(noun: Token) -> Source:
    """The source of a noun of saying: its owner, or who it is by or from."""
    owner = _owner(noun)
    return of_phrase(owner) if owner is not None else Source()


def of_phrase(head: Token) -> Source:
    """The source that a noun phrase names, with all that is co-ordinated in it."""
    if head.lower_ in EMPTY or head.tag_ in {"EX", "CD"}:
        return Source()
    heads = [token for token in conjuncts(head) if token.tag_[:2] in {"NN", "PR", "DT", "JJ", "CD"}] or [head]
    extents = [noun_phrase(token) if _voice(token) is token else clause(token) for token in heads]
    extent = (min(start for start, _ in extents), max(end for _, end in extents))
    return Source(extent, tuple(_voice(token) for token in heads)) if extent[0] < extent[1] else Source()


def _voice(head: Token) -> Token:
    """Who speaks where something is the channel: the ministry in *a statement from the ministry*."""
    if singular(head) not in lexicon.listed("cues", "outlets"):
        return head
    return _owner(head) or head


def _owner(noun: Token) -> Token | None:
    own = [child for child in noun.lefts if child.dep_ in {"poss", "nmod:poss"}]
    authors = [head for word, head in prepositions(noun) if word in {"by", "from", "of"}]
    before = [child for child in noun.lefts if child.dep_ in {"compound", "nmod"} and child.tag_.startswith("NNP")]
    return next(iter((*own, *authors, *before)), None)
