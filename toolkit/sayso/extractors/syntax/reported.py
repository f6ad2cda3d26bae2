"""Reported speech that the parse shows: verbs of saying with their clause, infinitive or object.

The content of *said that X*, of *X, she said*, of *noting that X* is the clause X with all its co-ordinated clauses; of
*promised to X* the infinitive; of *condemned X* the noun phrase; of *announced this* the sentence before. The verbs, by
what they take, are `lexicon/cues.toml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.extractors import lexicon
from sayso.extractors.syntax import sources
from sayso.extractors.syntax.attribution import Attribution, joined
from sayso.extractors.syntax.phrases import clause, complement, trimmed
from sayso.extractors.syntax.relations import (
    CLAUSES,
    OBJECTS,
    WH,
    child,
    is_passive,
    is_verb,
    lemma,
    negated,
    own_subject,
    prepositions,
    singular,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span, Token

    from sayso.extractors.syntax.phrases import Extent
    from sayso.extractors.syntax.reading import Reading

UNREAL = frozenset({"would", "could", "should", "may", "might", "can", "must", "ca"})
REACHED = frozenset({"continue", "go", "proceed", "appear", "seem"})
PROFORMS = frozenset({"this", "that", "it", "so"})


def reported(reading: Reading) -> Iterator[Attribution]:
    """Every attribution by a verb of saying whose content the parse shows."""
    for verb in reading.doc:
        if is_verb(verb) and _asserts(verb):
            content, cue = _content(verb)
            if content:
                source = sources.of_verb(verb)
                yield Attribution(joined(content), cue, source)


def _cue(key: str, verb: Token) -> bool:
    return lemma(verb) in lexicon.listed("cues", key)


def _asserts(verb: Token) -> bool:
    """Whether something is said, not merely denied, wished, possible or asked of somebody to be said."""
    helpers = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if helpers & UNREAL or (negated(verb) and lemma(verb) != "deny"):
        return False
    subject = own_subject(verb)
    if subject is not None and subject.lower_ in {"i", "you"}:
        return False
    return "to" not in helpers or lemma(verb.head) in REACHED or verb.head.tag_ == "VBG"


def _content(verb: Token) -> tuple[list[Extent], Extent]:
    """What a verb reports, by the first construction that fits, and the cue's extent."""
    cue = (verb.idx, verb.idx + len(verb))
    if _cue("clause", verb) or _cue("direct", verb) or _finding(verb):
        found = _clauses(verb) or _aside(verb) or _tail(verb)
        if found:
            return found, cue
    if _cue("infinitive", verb) or _cue("request", verb):
        below = [c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i and _to(c)]
        found = [complement(c) for c in below]
        if found and lemma(verb) != "tell":
            return found, cue
    return _object(verb, cue)


def _finding(verb: Token) -> bool:
    """*The survey shows that*: evidence speaks; people who find or show something do not."""
    subject = own_subject(verb)
    speaks = subject is not None and singular(subject) in lexicon.listed("cues", "outlets")
    return speaks and _cue("findings", verb)


def _to(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _clauses(verb: Token) -> list[Extent]:
    """The complement clauses, without *that* and without a further verb of saying co-ordinated in them."""
    found = [c for c in verb.children if c.dep_ in CLAUSES and not _is_other(verb, c)]
    extents = [complement(c) for c in found]
    after = [extent for c, extent in zip(found, extents, strict=True) if c.i > verb.i]
    before = [extent for c, extent in zip(found, extents, strict=True) if c.i < verb.i]
    if after:
        return [(after[0][0], max(end for _, end in after))]
    return _tail(verb) or before


def _is_other(verb: Token, clause: Token) -> bool:
    """A question, an infinitive, or an attribution that comments the whole: *…, the agency reports*."""
    comments = clause.i > verb.i and _cue("report", clause) and bool(_tail(clause))
    return _question(clause) or _to_only(clause) or comments


def _to_only(verb: Token) -> bool:
    return _to(verb) and own_subject(verb) is None


def _question(verb: Token) -> bool:
    """*what he would do*, *whether to go*: a question that nobody asserted."""
    first = next((t for t in verb.subtree if not t.is_punct and not t.is_space), verb)
    return (
        first.lower_ in WH and first.dep_ != "advcl" and first.head.i == verb.i and first.lower_ not in {"when", "if"}
    )


def _aside(verb: Token) -> list[Extent]:
    """*The mill, she said, will open*: the clause around an aside, in two pieces."""
    head = verb.head
    if verb.dep_ != "parataxis" or own_subject(verb) is None or child(verb, OBJECTS) is not None:
        return []
    first, last = verb.left_edge, verb.right_edge
    whole = clause(head)
    text = text_of(verb)
    pieces = [trimmed(text, whole[0], first.idx), trimmed(text, last.idx + len(last), whole[1])]
    return [piece for piece in pieces if piece[0] < piece[1]]


def _tail(verb: Token) -> list[Extent]:
    """*…, the agency reports.*: all of the sentence before an attribution that closes it."""
    subject = own_subject(verb)
    if subject is None or child(verb, OBJECTS) is not None or not _closes(verb, subject, verb.sent):
        return []
    first = min(subject.left_edge.i, verb.i)
    before = verb.doc[first - 1] if first > verb.sent.start else None
    if before is None or before.text not in {",", "”", "’", '"', "'", "»", "“"}:
        return []
    start = next((t for t in verb.sent if not t.is_space), verb)
    extent = trimmed(text_of(verb), start.idx, before.idx)
    return [extent] if extent[0] < extent[1] else []


def _closes(verb: Token, subject: Token, sentence: Span) -> bool:
    """Whether nothing but adverbs, a time, an addressee or an apposition follows verb and subject."""
    own = {t.i for t in subject.subtree} | {verb.i}
    own |= {t.i for c in verb.children if c.dep_ in {"advmod", "npadvmod", "aux", "prep"} for t in c.subtree}
    last = max(verb.i, subject.i)
    return all(t.i in own or t.is_punct or t.is_space for t in sentence if t.i >= last)


def _object(verb: Token, cue: Extent) -> tuple[list[Extent], Extent]:
    """The nominal object of *condemned*, what *this* stands for, what is *called for*."""
    thing = child(verb, OBJECTS)
    if thing is not None and thing.lower_ in PROFORMS and _cue("report", verb):
        return _sentence_before(verb), cue
    if thing is not None and thing.tag_.startswith("NN") and _cue("object", verb) and not is_passive(verb):
        return [clause(thing)], cue
    for word, head in prepositions(verb):
        if (lemma(verb), word) in {("call", "for"), ("warn", "of"), ("appeal", "for")} and head.tag_ != "PRP":
            place = next(c for c in verb.children if c.lower_ == word)
            near = place.i == verb.i + 1
            return [clause(head)], (cue[0], place.idx + len(place)) if near else cue
    return [], cue


def _sentence_before(verb: Token) -> list[Extent]:
    """The sentence before that of the verb, which *this* stands for, if it stands on the same line."""
    start = verb.sent.start
    last = start - 1
    while last > 0 and verb.doc[last].is_space and "\n" not in verb.doc[last].text:
        last -= 1
    if last < 1 or "\n" in verb.doc[last].text:
        return []
    sentence = verb.doc[last].sent
    extent = trimmed(text_of(verb), sentence.start_char, sentence.end_char)
    return [extent] if extent[0] < extent[1] else []
