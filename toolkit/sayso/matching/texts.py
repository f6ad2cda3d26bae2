"""Comparing spans by their text: trimmed edges, and normalised wording."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING

import numpy as np

from sayso.data.spans import Fragments, spans_of
from sayso.matching.ranges import owners, ranges

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sayso.data.keys import Bools, Ints
    from sayso.data.spans import Spans

# Quotation marks of measures.md §2, `text`: dropped wherever they stand.
_MARKS = re.compile(
    "[\u0022\u0027\u0060\u00ab\u00b4\u00bb\u02bc\u2018-\u201f\u2032\u2033\u2039\u203a\u2e42\u300c-\u300f\u301d-\u301f"
    "\ufe41-\ufe44\uff02\uff07\uff62\uff63]"
)


class Texts:
    """The texts of a batch's documents as one row of code points."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Lay the texts out one after the other."""
        self.texts = texts
        points = "".join(texts).encode("utf-32-le", "surrogatepass")
        self._points = np.frombuffer(points, dtype=np.uint32)
        self._base = np.concatenate([[0], np.cumsum([len(text) for text in texts])]).astype(np.int64)

    def trimmed(self, spans: Spans, doc: Ints, rows: Ints) -> Ints:
        """Codes of the spans without the white space, punctuation and backticks at the edges of their fragments.

        Fragments that vanish are dropped; a span that would vanish stays as it is. Codes can be compared only
        within one call.
        """
        count = spans.first[rows + 1] - spans.first[rows]
        item, place = owners(count), ranges(spans.first[rows], count)
        start, end, base = spans.start[place], spans.end[place], self._base[doc[item]]
        low, high = self._edges(start + base, end + base)
        low, high = low - base, high - base
        left = np.bincount(item, low < high, minlength=len(rows)) > 0
        keep = np.where(left[item], low < high, True)  # noqa: FBT003 - the value kept where nothing is left
        low, high = np.where(left[item], low, start), np.where(left[item], high, end)
        first = np.concatenate([[0], np.cumsum(np.bincount(item[keep], minlength=len(rows)))]).astype(np.int64)
        text = np.repeat(spans.text[rows], count)
        return spans_of([Fragments(first, low[keep], high[keep], text[keep])]).code

    def _edges(self, low: Ints, high: Ints) -> tuple[Ints, Ints]:
        """Move both ends inwards past what is trimmed, all fragments at once, a character a step."""
        low, high = low.copy(), high.copy()
        active = np.flatnonzero(low < high)
        while len(active):
            active = active[self._trims(low[active])]
            low[active] += 1
            active = active[low[active] < high[active]]
        active = np.flatnonzero(low < high)
        while len(active):
            active = active[self._trims(high[active] - 1)]
            high[active] -= 1
        return low, high

    def _trims(self, at: Ints) -> Bools:
        points = self._points[at]
        table = _trim_table()
        unknown = np.unique(points[table[points] == 0])
        for point in unknown.tolist():
            table[point] = 1 + is_trimmed(chr(point))
        return table[points] == 2  # noqa: PLR2004 - 0 not looked up yet, 1 kept, 2 trimmed

    def wording(self, spans: Spans, doc: int, row: int, span_texts: Sequence[str]) -> str:
        """The text that a span covers, fragments joined by one space."""
        if spans.text[row] >= 0:
            return span_texts[spans.text[row]]
        text = self.texts[doc]
        places = range(spans.first[row], spans.first[row + 1])
        return " ".join(text[spans.start[i] : spans.end[i]] for i in places)


@functools.cache
def _trim_table() -> NDArray[np.uint8]:
    """For each code point met so far whether trimming drops it: a fact of Unicode, looked up once a process."""
    return np.zeros(0x110000, dtype=np.uint8)


def is_trimmed(character: str) -> bool:
    """White space, punctuation (Unicode categories P*) or a backtick."""
    return character.isspace() or character == "`" or unicodedata.category(character)[0] == "P"


@functools.lru_cache(maxsize=65_536)
def normalised(text: str) -> str:
    """A wording for comparison; '' if nothing is left."""
    text = _MARKS.sub("", unicodedata.normalize("NFKC", _MARKS.sub("", text)))
    words = " ".join(text.casefold().split())
    low, high = 0, len(words)
    while low < high and is_trimmed(words[low]):
        low += 1
    while high > low and is_trimmed(words[high - 1]):
        high -= 1
    return words[low:high]
