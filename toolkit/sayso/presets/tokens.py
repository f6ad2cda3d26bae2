"""Tokens for scorers that count them, by conventions that a preset states.

Offsets are Unicode code points, half open; tokens are numbered from 0 in a document.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sayso.data.sources import Record

# Words and single marks; or what stands between white space; or every character by itself.
_PATTERNS = {"words": re.compile(r"\w+|[^\w\s]"), "space": re.compile(r"\S+"), "characters": re.compile(r"(?s).")}
TOKENS = tuple(_PATTERNS)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a document, sorted."""

    starts: Sequence[int]
    ends: Sequence[int]

    def __len__(self) -> int:
        return len(self.starts)

    def touched(self, start: int, end: int) -> range:
        """The numbers of the tokens that share a character with a span."""
        first = bisect.bisect_right(self.ends, start)
        return range(first, max(first, bisect.bisect_left(self.starts, end)))


def tokens_of(text: str, how: str = "words") -> Tokens:
    """The tokens of a text: `words` and single marks, runs between white `space`, or `characters`."""
    found = [match.span() for match in _PATTERNS[how].finditer(text)]
    return Tokens([start for start, _ in found], [end for _, end in found])


def fragments(spans: Record | Iterable[Record] | None) -> list[tuple[int, int]]:
    """The fragments of a span or spans as (start, end); those without offsets are left out."""
    listed = [spans] if isinstance(spans, dict) else list(spans or ())
    return [(span["start"], span["end"]) for span in listed if span.get("start") is not None]


def by_id(record: Mapping[str, object] | None, layer: str) -> dict[str, Record]:
    """The items of a layer by their ids."""
    items: list[Record] = (record or {}).get(layer) or []  # type: ignore[assignment]
    return {item["id"]: item for item in items}
