"""An item where it stands: some words of the document before and after it, and the item between marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Span = tuple[int, int]

# In characters: about seven words of context, and of an item what one remembers of it while reading on.
_AROUND = 40
_ITEM = (110, 60)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of a line, and what it is to the reader: the `item` itself, a `head`ing, `faint`, or nothing special."""

    text: str
    tone: str = ""


def in_context(text: str, spans: Sequence[Span]) -> tuple[Piece, ...]:
    """A document's words around an item, which stands in square brackets.

    Args:
        text: The document's text.
        spans: What the item covers, in code points, half open, in order; at least one span.
    """
    return tuple(piece for piece in _pieces(text, spans) if piece.text)


def _pieces(text: str, spans: Sequence[Span]) -> Iterator[Piece]:
    end = 0
    for number, (start, after) in enumerate(spans):
        yield Piece(_between(text[end:start]) if number else _before(text, start))
        yield Piece(f"[{_shortened(_spaced(text[start:after]), *_ITEM)}]", "item")
        end = after
    yield Piece(_behind(text, end))


def _before(text: str, start: int) -> str:
    low = max(0, start - _AROUND)
    if not low:
        return _spaced(text[:start]).lstrip()
    # A word that was cut is left out, unless it is all there is.
    kept = re.sub(r"\A\S*\s(?=.)", "", text[low:start], flags=re.DOTALL)
    return f"… {_spaced(kept).lstrip()}"


def _behind(text: str, end: int) -> str:
    high = min(len(text), end + _AROUND)
    if high == len(text):
        return _spaced(text[end:]).rstrip()
    kept = re.sub(r"\s\S*\Z", "", text[end:high])
    return f"{_spaced(kept).rstrip()} …"


def _between(gap: str) -> str:
    """What stands between two fragments; the middle of much left out."""
    return _shortened(_spaced(gap), _AROUND, _AROUND)


def _shortened(text: str, first: int, last: int) -> str:
    if len(text) <= first + last:
        return text
    return f"{text[:first].rstrip()} … {text[-last:].lstrip()}"


def _spaced(text: str) -> str:
    return _SPACE.sub(" ", text)
