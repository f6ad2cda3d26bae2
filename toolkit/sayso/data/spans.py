"""The spans of a batch: which characters an item covers, as one table of fragments.

Offsets are Unicode code points of the document, half open. A span has one fragment or several, sorted,
touching ones merged; a text-only span covers nothing. Each span has a *code*: codes are equal where the
characters (or texts) are, and follow the
order of spans: fragments by (start, end) in turn, text-only spans last, by text. Items refer to spans by row
    number, -1 for none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sayso.data.keys import bounds, elements_of, pack, refine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.data.keys import Bools, Ints


@dataclass(frozen=True, slots=True)
class Fragments:
    """Spans as they are read: span i has the fragments `first[i]` up to `first[i + 1]`."""

    first: Ints
    start: Ints
    end: Ints
    text: Ints  # code of a text-only fragment's text, -1 for one with offsets

    def __len__(self) -> int:
        return len(self.first) - 1


@dataclass(frozen=True, slots=True)
class Spans:
    """Every span of a batch, a row each; fragments of span i are `first[i]` up to `first[i + 1]`."""

    first: Ints
    start: Ints
    end: Ints
    text: Ints
    code: Ints
    length: Ints

    @property
    def low(self) -> Ints:
        """Where each span begins."""
        return self.start[self.first[:-1]]

    @property
    def high(self) -> Ints:
        """Where each span ends."""
        return self.end[self.first[1:] - 1]

    def single(self, rows: Ints) -> bool:
        """Whether none of these spans has more than one fragment."""
        return bool(np.all(self.first[rows + 1] - self.first[rows] == 1))


def spans_of(parts: Sequence[Fragments]) -> Spans:
    """Lay the spans of several columns out in one table, in the order given."""
    counts = np.concatenate([np.diff(part.first) for part in parts])
    start, end, text = (np.concatenate([getattr(part, name) for part in parts]) for name in ("start", "end", "text"))
    several = np.flatnonzero(counts > 1)
    if len(several):
        counts, surplus = _merge(counts, several, start, end)
        if len(surplus):
            start, end, text = (np.delete(column, surplus) for column in (start, end, text))
    first = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=first[1:])
    length = end - start
    if len(several):
        text, length = text[first[:-1]], np.add.reduceat(length, first[:-1])
    return Spans(first, start, end, text, _codes(first, start, end, text), length)


def _merge(counts: Ints, several: Ints, start: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Sort the fragments of each of the spans `several` in place and join those that touch.

    Returns:
        How many fragments each span has now, and the places of the fragments that went into the one before.
    """
    owner, places = _fragments_of(np.cumsum(counts) - counts, counts, several)
    order = places[np.lexsort((end[places], start[places], owner))]
    low, high = start[order], end[order]
    begins = np.ones(len(owner), dtype=np.bool_)
    begins[1:] = (owner[1:] != owner[:-1]) | (low[1:] != high[:-1])
    first = np.flatnonzero(begins)
    start[places[first]] = low[first]
    end[places[first]] = high[np.append(first[1:], len(owner)) - 1]
    counts[several] = np.bincount(owner[first])
    return counts, places[~begins]


def _fragments_of(first: Ints, counts: Ints, several: Ints) -> tuple[Ints, Ints]:
    """The fragments of some spans in turn: for each the number of its span among them, and its place."""
    counts = counts[several]
    owner = np.repeat(np.arange(len(several)), counts)
    return owner, np.arange(len(owner)) + (first[several] - np.cumsum(counts) + counts)[owner]


def _codes(first: Ints, start: Ints, end: Ints, text: Ints) -> Ints:
    """Codes without sorting the many spans of one fragment: their offsets are the code already."""
    if len(start) < len(first):
        code = pack(start, end)
    else:
        counts = np.diff(first)
        many = np.flatnonzero(counts > 1)
        owner, places = _fragments_of(first, counts, many)
        pieces = elements_of(bounds(owner, len(many)), pack(start[places], end[places]))
        rest = np.zeros(len(counts), dtype=np.int64)
        rest[many] = 1 + refine(np.zeros(len(many), dtype=np.int64), lambda j, rows: pieces(j + 1, rows))
        code = pack(start[first[:-1]], end[first[:-1]], rest)
    grounded: Bools = text < 0
    if grounded.all():
        return code
    top = int(code.max(initial=0)) + 1
    return np.where(grounded, code, top + text)
