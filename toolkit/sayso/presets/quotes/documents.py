"""Quotes of documents as quote scorers take them: plain spans, moved by the conventions that the scorers differ in.

Corpora disagree on what belongs to a quote: quotation marks, the final stop, a leading "that"; and on whether a quote
that its attribution splits is one or two. Each is a convention here, `kept` as annotated unless one asks for another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.presets.tokens import TOKENS, Tokens, by_id, fragments, tokens_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sayso.data.sources import Record
    from sayso.presets.preset import Conventions, Pair

Span = tuple[int, int]

MARKS = frozenset("\"'`«»‘’‚‛“”„‟‹›「」『』")
_STOPS = frozenset(".,;:!?…")
_THAT = re.compile(r"that\s+", re.IGNORECASE)
# Each convention with its default, and what else it may be.
CONTENTS: Mapping[str, str] = {"marks": "kept", "stops": "kept", "that": "kept", "parts": "together"}
CONTENT_CHOICES: Mapping[str, tuple[str, ...]] = {
    "marks": ("kept", "in", "out"),
    "stops": ("kept", "out"),
    "that": ("kept", "out"),
    "parts": ("together", "apart"),
}
IN_TOKENS: Mapping[str, str] = {"tokens": "words", **CONTENTS}
TOKEN_CHOICES: Mapping[str, tuple[str, ...]] = {"tokens": TOKENS, **CONTENT_CHOICES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What one says, as spans of characters, half open: content, cue and source; who says it, and of which kind.

    `floating` is a quote that goes on from the one before it, without a speaker of its own.
    """

    content: tuple[Span, ...] = ()
    cue: Span | None = None
    source: tuple[Span, ...] = ()
    speaker: str | None = None
    kind: str | None = None
    floating: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document with its tokens and both sides' quotes in file order; None on a side that has no file for it."""

    text: str
    tokens: Tokens
    gold: Sequence[Quote] | None
    predicted: Sequence[Quote] | None


def documents_of(pairs: Sequence[Pair], conventions: Conventions) -> list[Document]:
    """Documents as quote scorers take them; a failed one is without predictions.

    `tokens` is read where the preset has that convention.
    """
    how = conventions.values.get("tokens", "words")
    return [
        Document(
            text=pair.text,
            tokens=tokens_of(pair.text, how),
            gold=quotes_of(pair.text, pair.gold, conventions),
            predicted=quotes_of(pair.text, pair.predicted, conventions),
        )
        for pair in pairs
    ]


def quotes_of(text: str, record: Record | None, conventions: Conventions) -> list[Quote]:
    """A record's quotes, in its order, by the conventions on contents; spans without offsets are left out.

    The speaker is the name of the first of `speakers`, or how it is first mentioned.
    """
    entities = by_id(record, "entities")
    found: list[Quote] = []
    for quote in (record or {}).get("quotes") or []:
        content = tuple(_moved(text, part, conventions) for part in fragments(quote["content"]))
        speakers = quote.get("speakers") or []
        whole = Quote(
            content=content,
            cue=next(iter(fragments(quote.get("cue"))), None),
            source=tuple(fragments(quote.get("source"))),
            speaker=_name(entities[speakers[0]]) if speakers else None,
            kind=quote.get("kind"),
        )
        found += _apart(whole) if conventions["parts"] == "apart" else [whole]
    return found


def _apart(quote: Quote) -> list[Quote]:
    """A quote for each part of a split one."""
    parts: list[tuple[Span, ...]] = [(part,) for part in quote.content] or [()]
    return [
        Quote(content=part, cue=quote.cue, source=quote.source, speaker=quote.speaker, kind=quote.kind)
        for part in parts
    ]


def _name(entity: Record) -> str | None:
    mentioned = (mention["span"].get("text") for mention in entity.get("mentions") or [])
    name: str | None = entity.get("name") or next(mentioned, None)
    return name


def _moved(text: str, span: Span, conventions: Conventions) -> Span:
    """A content span with its edges where the conventions put them; one that would vanish stays."""
    start, end = span
    if conventions["that"] == "out" and (that := _THAT.match(text, start, end)):
        start = that.end()
    dropped = (MARKS if conventions["marks"] == "out" else frozenset()) | (
        _STOPS if conventions["stops"] == "out" else frozenset()
    )
    while end > start and (text[end - 1] in dropped or (dropped and text[end - 1].isspace())):
        end -= 1
    while end > start and text[start] in dropped & MARKS:
        start += 1
    if conventions["marks"] == "in":
        start -= start > 0 and text[start - 1] in MARKS and text[start] not in MARKS
        end += end < len(text) and text[end] in MARKS and text[end - 1] not in MARKS
    return (start, end) if end > start else span
