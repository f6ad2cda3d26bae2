"""From a word to the stretch of text that counts as its phrase.

A mention or an argument is the noun with what stands before it (determiner, titles, modifiers), without relative
clause, apposition or prepositional phrase after it; a quoted clause or object is everything below its head. No span
begins or ends with white space, a mark of quotation, or the punctuation that merely ends the sentence around it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from sayso.extractors import lexicon
from sayso.extractors.syntax.marks import MARKS
from sayso.extractors.syntax.relations import lemma, own_subject, text_of

if TYPE_CHECKING:
    from spacy.tokens import Token

BEFORE = frozenset(
    {"det", "predet", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "nmod:poss", "advmod", "neg"}
)
ENDINGS = frozenset(".,;:–—-")
STARTS = frozenset({"DT", "PRP", "PRP$"})  # what follows *that* where it opens a clause and is no pronoun itself
BRACKETS = {")": "(", "]": "["}

Extent: TypeAlias = tuple[int, int]


def noun_phrase(head: Token) -> Extent:
    """The mention-like phrase of a noun, pronoun or name: first to last code point, end exclusive."""
    first = min((c.left_edge.i for c in head.lefts if c.dep_ in BEFORE), default=head.i)
    for token in head.doc[first : head.i]:
        if (token.is_space and "\n" in token.text) or token.text in MARKS:
            first = token.i + 1
    start = head.doc[first].idx
    return trimmed(text_of(head), start, head.idx + len(head.text))


def clause(head: Token, *, without: frozenset[int] = frozenset()) -> Extent:
    """Everything below a word, but the subtrees of the tokens in `without` at its edges."""
    kept = [token.i for token in head.subtree if not _below(token, head, without)]
    first, last = head.doc[min(kept)], head.doc[max(kept)]
    return trimmed(text_of(head), first.idx, last.idx + len(last.text))


def complement(head: Token) -> Extent:
    """A clause as what is said or promised: without *that*, and without a further verb of saying hung below it."""
    first = head.left_edge
    opens = first.lower_ == "that" and first.i < head.i and (first.dep_ == "mark" or first.nbor(1).tag_ in STARTS)
    that = [first.i] if opens else []
    cues = [c.i for c in head.rights if c.dep_ in {"conj", "advcl"} and _says_more(c)]
    joints = [c.i for c in head.rights if c.dep_ in {"cc", "punct"} and cues and c.i + 2 >= cues[0]]
    return clause(head, without=frozenset((*that, *cues, *joints)))


def _says_more(verb: Token) -> bool:
    """A verb of saying without a subject of its own, with a clause after it: *…, adding that*, *… and said that*."""
    clauses = [c for c in verb.rights if c.dep_ == "ccomp"]
    said = lemma(verb) in lexicon.listed("cues", "clause")
    return said and bool(clauses) and own_subject(verb) is None


def _below(token: Token, head: Token, without: frozenset[int]) -> bool:
    while token.i != head.i:
        if token.i in without:
            return True
        token = token.head
    return False


def trimmed(text: str, start: int, end: int) -> Extent:
    """The stretch without white space, edge marks and final punctuation; empty (start = end) if nothing is left."""
    while start < end:
        if text[start].isspace() or text[start] in ENDINGS or _edge_mark(text, start, end, start):
            start += 1
        elif text[end - 1].isspace() or _ends(text, start, end) or _edge_mark(text, start, end, end - 1):
            end -= 1
        else:
            break
    return start, end


def _ends(text: str, start: int, end: int) -> bool:
    """Whether the last character only ends the sentence around: a full stop that is no abbreviation's, a comma."""
    last = text[end - 1]
    if last in BRACKETS:
        return BRACKETS[last] not in text[start:end]
    if last == ".":
        return not (end - start >= len("U.S") and text[end - 3] == "." and text[end - 2].isalpha())
    return last in ENDINGS


def _edge_mark(text: str, start: int, end: int, index: int) -> bool:
    """A quotation mark, or an opening bracket that nothing closes."""
    return text[index] in MARKS or (text[index] in "([" and not set(")]") & set(text[start:end]))
