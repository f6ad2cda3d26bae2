"""Quotations that no parsed clause has claimed: the cue beside the marks, the paragraph's speaker, or nobody named.

In turn: a further stretch of a quotation that its paragraph has attributed already joins it; a cue right after or
before the marks attributes it; a paragraph that is all quotation belongs to whoever spoke before. What is left, a title
or a word held with tongs, is no quote.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from sayso.extractors import lexicon
from sayso.extractors.syntax import sources
from sayso.extractors.syntax.attribution import Attribution
from sayso.extractors.syntax.relations import is_passive, is_verb, lemma, negated

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.extractors.syntax.marks import Marked
    from sayso.extractors.syntax.phrases import Extent
    from sayso.extractors.syntax.reading import Reading

REACH = 14  # tokens between a mark and its cue
SIGNATURE = re.compile(
    r"\s?(?P<dash>[―—–]|--?)[^\S\n]*(?P<name>[^\W\d_][^\n,;:]{1,60}?)[^\S\n]*(?:,[^\n]*)?\.?$", re.MULTILINE
)
FLOATING = 4  # words that a quotation without attribution needs at least
SAYING = ("clause", "direct", "infinitive")


def unattributed(reading: Reading, known: list[Attribution]) -> list[Attribution]:
    """Quotes for the marked stretches that `known` leaves out; those that go on one of `known` are joined to it."""
    found: list[Attribution] = []
    marks = list(reading.outer)
    for last, mark in pairwise((None, *marks)):
        if mark is None or _owner(reading, mark, [*known, *found]) is not None:
            continue
        going_on = _continued(reading, mark, last, [*known, *found])
        if going_on is not None:
            going_on.content.append((mark.start, mark.end))
        else:
            found += _attributed(reading, mark, [*known, *found])
    return _with_openings(reading, marks, known, found)


def _owner(reading: Reading, mark: Marked, quotes: list[Attribution]) -> Attribution | None:
    """The quote that covers the first word of a marked stretch from outside it."""
    first = next((i for i in range(mark.start, mark.end) if reading.text[i].isalnum()), mark.start)
    outside = (q for q in quotes if q.cue is None or not mark.start <= q.cue[0] < mark.end)
    return next((q for q in outside if q.covers(first)), None)


def _with_openings(
    reading: Reading, marks: list[Marked], known: list[Attribution], found: list[Attribution]
) -> list[Attribution]:
    """Join the paragraphs of one quotation whose attribution comes only at its end."""
    for mark, following in reversed(list(pairwise(marks))):
        quotes = [*known, *found]
        opening, owner = _owner(reading, mark, quotes), _owner(reading, following, quotes)
        if mark.open_ended and owner is not None and opening in found and opening.cue is None:
            owner.content += opening.content
            found.remove(opening)
    return found


def _continued(reading: Reading, mark: Marked, last: Marked | None, quotes: list[Attribution]) -> Attribution | None:
    """The quote that a further stretch belongs to: of the same paragraph, or left open in the one before."""
    if last is None or not _is_utterance(reading, mark):
        return None
    same_line = reading.line(last.start) == reading.line(mark.start)
    if not same_line and not last.open_ended:
        return None
    if same_line and (cue_after(reading, mark) or cue_before(reading, mark, since=last.outer[1])):
        return None
    return _owner(reading, last, quotes)


def _is_utterance(reading: Reading, mark: Marked) -> bool:
    """Whether the marks hold something said: they begin where a sentence does, or hold the end of one."""
    before = reading.text[: mark.outer[0]].rstrip()[-1:]
    begins = (
        not before
        or before in ".!?:,…;"
        or reading.line(len(reading.text[: mark.outer[0]].rstrip())) < (reading.line(mark.start))
    )
    inside = reading.text[mark.start : mark.end].rstrip()
    return begins and (inside[-1:] in ".,!?…" or len(inside.split()) >= FLOATING)


def _attributed(reading: Reading, mark: Marked, quotes: list[Attribution]) -> list[Attribution]:
    content = [(mark.start, mark.end)]
    utterance = _is_utterance(reading, mark)
    verb = (cue_after(reading, mark) if utterance else None) or cue_before(reading, mark, since=0)
    if verb is not None:
        cue = (verb.idx, verb.idx + len(verb))
        same = next((q for q in quotes if q.cue == cue), None)
        if same is not None:
            same.content.extend(content)
            return []
        return [Attribution(content, cue, sources.of_verb(verb))]
    signature = _signature(reading, mark)
    if signature is not None:
        return [Attribution(content, signature[0], sources.of_phrase(signature[1]))]
    spoken = [q for q in quotes if q.source.heads and q.content[0][0] < mark.start]
    before = max(spoken, key=lambda q: q.content[0], default=None)
    same_line = before is not None and reading.line(before.content[0][0]) == reading.line(mark.start)
    if _fills_line(reading, mark) or (utterance and same_line):
        source = sources.Source(None, before.source.heads) if before is not None else sources.Source()
        return [Attribution(content, None, source)]
    return []


def _signature(reading: Reading, mark: Marked) -> tuple[Extent, Token] | None:
    """The dash and the name after it that sign a quotation: *“…” — Otto Weiss, baker*."""
    match = SIGNATURE.match(reading.text, mark.outer[1])
    if match is None:
        return None
    name = _tokens(reading, match.start("name"), match.end("name"))
    heads = [t for t in name if t.tag_.startswith("NN")]
    if not heads or any(is_verb(t) for t in name):
        return None
    return match.span("dash"), heads[-1]


def _fills_line(reading: Reading, mark: Marked) -> bool:
    """Whether the quotation is all there is on its line."""
    number = reading.line(mark.start)
    end = reading.lines[number + 1] if number + 1 < len(reading.lines) else len(reading.text)
    rest = reading.text[reading.lines[number] : mark.outer[0]] + reading.text[mark.outer[1] : end]
    return not any(c.isalnum() for c in rest) and len(reading.text[mark.start : mark.end].split()) >= FLOATING


def cue_after(reading: Reading, mark: Marked) -> Token | None:
    """The cue that follows the closing mark in the same sentence: *“…,” she said*, *“…,” said the mayor*."""
    start = mark.outer[1]
    for token in _tokens(reading, start, start + 20 * REACH)[:REACH]:
        if token.text in {".", "!", ";"} or (token.is_space and "\n" in token.text) or _in_marks(reading, token):
            return None
        if _is_cue(token):
            return token
    return None


def cue_before(reading: Reading, mark: Marked, *, since: int) -> Token | None:
    """The cue that leads up to the opening mark: *she said: “…”*, *saying that “…”*."""
    start = mark.outer[0]
    before = _tokens(reading, max(since, start - 20 * REACH), start)[-REACH:]
    leads = reading.text[:start].rstrip()[-1:] in {":", ",", "—", "–"}
    for token in reversed(before):
        if token.text in {".", "!", "?", ";"} or (token.is_space and "\n" in token.text) or _in_marks(reading, token):
            return None
        if _is_cue(token) and (leads or token.idx + len(token) >= start - 6):
            return token
    return None


def _tokens(reading: Reading, start: int, end: int) -> list[Token]:
    span = reading.doc.char_span(start, min(end, len(reading.text)), alignment_mode="contract")
    return list(span) if span is not None else []


def _in_marks(reading: Reading, token: Token) -> bool:
    return reading.outermost(token.idx) is not None


def _is_cue(token: Token) -> bool:
    if not is_verb(token) or negated(token) or is_passive(token):
        return False
    return any(lemma(token) in lexicon.listed("cues", key) for key in SAYING)
