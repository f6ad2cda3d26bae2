"""Proper names: named entities cleaned of what the recogniser takes in too much, titles before them, repetitions.

A person's name is the name alone (its head) inside the whole phrase with titles (*Norland Foreign Minister Ilan Voss*).
A group named after a body (*Harbour Union members*) is no name but contains one. An adjective of nationality names the
country; a plural of people (*Norlanders*) names a people of its own, or with *the* the country as a party.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from sayso.extractors import lexicon
from sayso.extractors.syntax import kinds
from sayso.extractors.syntax.relations import is_noun, is_plural, singular, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from sayso.extractors.syntax.phrases import Extent

Run: TypeAlias = list["Token"]  # the words of one name

LONGEST = 12  # words of titles before a name
LABELS = {
    "PERSON": "person",
    "PER": "person",
    "ORG": "organization",
    "GPE": "place",
    "NORP": "group",
    "LOC": "place",
    "FAC": "place",
    "PRODUCT": "other",
}


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name in the text: `head` is the name alone, `extent` the phrase with titles before it."""

    text: str
    type: str
    head: Extent
    extent: Extent
    token: int
    plural: bool = False
    definite: bool = False


def found(doc: Doc) -> list[Name]:
    """Every name of a parsed document, in order, none inside another's head."""
    runs = [(run, LABELS[e.label_]) for e in doc.ents if e.label_ in LABELS for run in _runs(list(e), e.label_)]
    runs += _repetitions(doc, runs)
    types = kinds.decided(runs)
    return [_name(run, types[kinds.spelling(run)]) for run, _ in sorted(runs, key=lambda r: r[0][0].i)]


def _runs(tokens: Run, label: str) -> Iterator[Run]:
    """The name or names inside what the recogniser marked, on one line, without determiner, title or possessive."""
    while tokens and (tokens[-1].is_space or tokens[-1].is_punct or tokens[-1].tag_ in {"POS", "DT"}):
        tokens = tokens[:-1]
    while tokens and (
        _is_outside(tokens[0]) or (len(tokens) > 1 and label in {"PERSON", "PER"} and kinds.is_title(tokens[0]))
    ):
        tokens = tokens[1:]
    breaks = [n for n, token in enumerate(tokens) if token.is_space and "\n" in token.text]
    if breaks:
        tokens = tokens[: breaks[0]]
    if len(tokens) > 1 and _names_members(tokens[-1]):
        tokens = tokens[:-1]
    if tokens and any(t.text[:1].isupper() for t in tokens) and not _names_members(tokens[-1]):
        yield tokens


def _is_outside(token: Token) -> bool:
    return token.is_space or token.is_punct or token.tag_ in {"DT", "PRP$", "POS"}


def _names_members(token: Token) -> bool:
    """Whether the last word is a common noun for several: *members*, *forces*, *officials*."""
    nouns = lexicon.entity_types()
    return is_plural(token) and (singular(token) in nouns or singular(token) in lexicon.listed("nouns", "members"))


def _repetitions(doc: Doc, runs: list[tuple[Run, str]]) -> Iterator[tuple[Run, str]]:
    """Further occurrences, in capitals as before, of names that the recogniser missed elsewhere."""
    taken = {token.i for run, _ in runs for token in run}
    known = {tuple(t.text for t in run): kind for run, kind in runs}
    known |= {(run[-1].text,): kind for run, kind in runs if kind == "person"}
    longest = max(map(len, known), default=0)
    index = 0
    while index < len(doc):
        sizes = (n for n in range(min(longest, len(doc) - index), 0, -1))
        size = next((n for n in sizes if tuple(t.text for t in doc[index : index + n]) in known), 0)
        run = list(doc[index : index + size])
        if run and not taken & {t.i for t in run} and all(is_noun(t) or len(run) > 1 for t in run):
            yield run, known[tuple(t.text for t in run)]
        index += size or 1


def _name(run: Run, kind: str) -> Name:
    head = (run[0].idx, run[-1].idx + len(run[-1]))
    text = re.sub(r"\s+", " ", text_of(run[0])[head[0] : head[1]])
    outside = [t for t in run if not run[0].i <= t.head.i <= run[-1].i or t.head.i == t.i]
    definite = run[0].i > 0 and run[0].nbor(-1).lower_ == "the"
    people = len(run) == 1 and kind in {"country", "group"} and is_plural(run[0]) and run[0].ent_type_ == "NORP"
    kind = "group" if people and not definite else kind
    extent = (_titled_from(run[0]), head[1]) if kind == "person" else head
    return Name(text, kind, head, extent, outside[-1].i, plural=people and not definite, definite=definite)


def _titled_from(first: Token) -> int:
    """Where the titles before a person's name begin: *the new Norland Foreign Minister* before *Ilan Voss*."""
    doc, start, index = first.doc, first, first.i - 1
    if index < 0 or not (kinds.is_title(doc[index]) or doc[index].text == ")"):
        return first.idx
    bracket = doc[index].text == ")"
    while index >= 0 and first.i - index <= LONGEST and _in_title(doc[index], bracket=bracket):
        start = doc[index]
        index -= 1
        if start.tag_ in {"DT", "PRP$"} or start.text == "(":
            break
    return start.idx if not bracket or start.text == "(" else first.idx


def _in_title(token: Token, *, bracket: bool) -> bool:
    if bracket and token.text in {"(", ")"}:
        return True
    if token.is_space or token.sent.start != token.nbor(1).sent.start:
        return False
    return is_noun(token) or token.tag_ in {"JJ", "DT", "PRP$", "HYPH", "POS", "VBN"} or token.text == "."
