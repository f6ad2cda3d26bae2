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

from sayso.data.keys import elements_of, pack, refine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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
    several = np.any(counts > 1)
    if several:
        counts, keep = _merge(counts, start, end)
        start, end, text = start[keep], end[keep], text[keep]
    first = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=first[1:])
    length = end - start
    if several:
        text, length = text[first[:-1]], np.add.reduceat(length, first[:-1])
    return Spans(first, start, end, text, _codes(first, start, end, text), length)


def _merge(counts: Ints, start: Ints, end: Ints) -> tuple[Ints, Bools]:
    """Sort the fragments of each span in place and join those that touch.

    Returns:
        How many fragments each span has now, and which of the old places hold them.
    """
    owner = np.repeat(np.arange(len(counts)), counts)
    places = np.flatnonzero((counts > 1)[owner])
    order = places[np.lexsort((end[places], start[places], owner[places]))]
    of, low, high = owner[places], start[order], end[order]
    begins = np.ones(len(of), dtype=np.bool_)
    begins[1:] = (of[1:] != of[:-1]) | (low[1:] != high[:-1])
    first = np.flatnonzero(begins)
    start[places[first]] = low[first]
    end[places[first]] = high[np.append(first[1:], len(of)) - 1]
    keep = np.ones(len(owner), dtype=np.bool_)
    keep[places[~begins]] = False
    return np.bincount(owner[keep], minlength=len(counts)), keep


def _codes(first: Ints, start: Ints, end: Ints, text: Ints) -> Ints:
    """Codes without sorting the many spans of one fragment: their offsets are the code already."""
    if len(start) < len(first):
        code = pack(start, end)
    else:
        many = np.flatnonzero(np.diff(first) > 1)
        rest = np.zeros(len(first) - 1, dtype=np.int64)
        rest[many] = 1 + refine(np.zeros(len(many), dtype=np.int64), _after_the_first(first, pack(start, end), many))
        code = pack(start[first[:-1]], end[first[:-1]], rest)
    grounded: Bools = text < 0
    if grounded.all():
        return code
    top = int(code.max(initial=0)) + 1
    return np.where(grounded, code, top + text)


def _after_the_first(first: Ints, pieces: Ints, many: Ints) -> Callable[[int, Ints], Ints]:
    """Lists for `refine`: the fragments after the first of each of the spans `many`."""
    element = elements_of(first, pieces)
    return lambda j, rows: element(j + 1, many[rows])
