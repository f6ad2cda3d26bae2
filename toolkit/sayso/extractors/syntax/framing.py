"""Attributions that frame a whole sentence or clause without a governing verb of saying.

*According to X*, *as X put it*, a headline of the form *X: clause*, a name and a colon before a quotation, and nouns of
saying with a clause of their own (*there was an agreement that*).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sayso.extractors import lexicon
from sayso.extractors.syntax import sources
from sayso.extractors.syntax.attribution import Attribution, joined
from sayso.extractors.syntax.phrases import clause, trimmed
from sayso.extractors.syntax.relations import OBJECTS, child, is_noun, is_verb, lemma, own_subject, singular, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from sayso.extractors.syntax.phrases import Extent
    from sayso.extractors.syntax.reading import Reading

HEADLINE = re.compile(r"^[^\S\n]*(?P<source>[^\n:.!?]{2,60}):[^\S\n]+(?P<content>[^\n]+)", re.MULTILINE)
LONGEST_NAME = 7


def framed(reading: Reading) -> Iterator[Attribution]:
    """Every attribution that frames a sentence, a clause or a line."""
    for token in reading.doc:
        if token.lower_ == "according":
            yield from _according(token)
        elif token.dep_ == "mark" and token.lower_ == "as" and is_verb(token.head):
            yield from _as(token.head)
        elif is_noun(token) and singular(token) in lexicon.listed("cues", "nouns"):
            yield from _noun(token)
    yield from _headlines(reading)


def _around(piece: Token) -> list[Extent]:
    """The sentence without the phrase headed by `piece`: what stands before and after it."""
    first, last, sentence, text = piece.left_edge, piece.right_edge, piece.sent, text_of(piece)
    before = trimmed(text, sentence.start_char, first.idx)
    after = trimmed(text, last.idx + len(last), sentence.end_char)
    return joined([before, after])


def _according(token: Token) -> Iterator[Attribution]:
    to = next((c for c in token.children if c.lower_ == "to"), None)
    named = next((c for c in (*(to.children if to else ()), *token.children) if c.dep_ in {"pobj", "obl"}), None)
    if to is None or named is None:
        return
    content = _around(token)
    if content:
        cue = (token.idx, to.idx + len(to))
        yield Attribution(content, cue, sources.of_phrase(named))


def _as(verb: Token) -> Iterator[Attribution]:
    """*As X put it, …*: the clause that the aside comments."""
    subject = own_subject(verb)
    thing = child(verb, OBJECTS)
    says = lemma(verb) in lexicon.listed("cues", "clause") or (lemma(verb) == "put" and thing is not None)
    bare = thing is None or thing.lower_ == "it"
    if subject is None or not says or not bare or subject.lower_ in {"i", "you", "we"}:
        return
    content = _around(verb)
    if content:
        yield Attribution(content, (verb.idx, verb.idx + len(verb)), sources.of_phrase(subject))


def _noun(noun: Token) -> Iterator[Attribution]:
    """*the claim that …*, *there was a clear agreement last night that …*."""
    clauses = [c for c in noun.rights if c.dep_ in {"acl", "ccomp", "relcl"} and _that(c)]
    if not clauses and noun.dep_ in {"attr", "nsubj"} and any(c.dep_ == "expl" for c in noun.head.children):
        clauses = [c for c in noun.head.rights if c.dep_ == "ccomp" and _that(c) and c.i > noun.i]
    for found in clauses[:1]:
        extent = clause(found, without=frozenset({_that(found)}))
        if extent[0] < extent[1]:
            yield Attribution([extent], (noun.idx, noun.idx + len(noun)), sources.of_noun(noun))


def _that(verb: Token) -> int:
    """The place of the complementiser *that* of a clause with a subject of its own; 0 where there is none."""
    place = next((c.i for c in verb.lefts if c.dep_ == "mark" and c.lower_ == "that"), 0)
    return place if own_subject(verb) is not None else 0


def _headlines(reading: Reading) -> Iterator[Attribution]:
    """*X: clause*, in a line that is no sentence: without a full stop at its end, or with quotation marks after it."""
    for match in HEADLINE.finditer(reading.text):
        head = _name_before(reading, match.start("source"), match.end("source"))
        content = trimmed(reading.text, *match.span("content"))
        quoted = any(m.outer[0] <= match.start("content") < m.end for m in reading.marks)
        title = not match["content"].rstrip().endswith((".", ";", "?"))
        if head is not None and content[0] < content[1] and (quoted or title):
            cue = (match.end("source"), match.end("source") + 1)
            yield Attribution([content], cue, sources.of_phrase(head))


def _name_before(reading: Reading, start: int, end: int) -> Token | None:
    """The head of a short phrase that names somebody, if that is all that stands before the colon."""
    span = reading.doc.char_span(start, end, alignment_mode="expand")
    if span is None or len(span) > LONGEST_NAME or any(is_verb(t) for t in span):
        return None
    named = [t for t in span if t.tag_.startswith("NN")]
    return named[-1] if (named and named[-1].text[:1].isupper()) or (named and _person(named[-1])) else None


def _person(token: Token) -> bool:
    return lexicon.entity_types().get(singular(token)) in {"person", "organization", "group"}
