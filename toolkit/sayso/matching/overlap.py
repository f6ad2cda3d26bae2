"""Which items share characters, and how many: the one search behind every criterion that is not plain equality.

Items stand in groups (a document, or an event for its arguments) and only meet within one. Of two fragments
that overlap one starts inside the other, so two sorted look-ups find every pair once, and the work grows with
the pairs that are there: one span as long as the document costs no more than its own overlaps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sayso.data.keys import runs_of
from sayso.matching.folds import hold
from sayso.matching.ranges import owners, ranges

if TYPE_CHECKING:
    from sayso.data.keys import Bools, Ints
    from sayso.data.spans import Spans

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of gold and predicted rows, sorted by (gold, predicted), with the characters they share."""

    g: Ints
    p: Ints
    shared: Ints

    def where(self, keep: Bools) -> Pairs:
        """The pairs that a mask keeps."""
        return Pairs(self.g[keep], self.p[keep], self.shared[keep])


def overlaps(spans: Spans, gold: tuple[Ints, Ints], predicted: tuple[Ints, Ints], most: int | None = None) -> Pairs:
    """All pairs of a gold and a predicted item of one group that share a character.

    Args:
        spans: The span table.
        gold: Group (-1: none) and span row (-1: none) of each gold item.
        predicted: Likewise of each predicted item.
        most: How many pairs of fragments there may be; any number by default.

    Raises:
        CrowdedError: There are more.
    """
    g_item, g_group, g_start, g_end = _fragments(spans, *gold)
    p_item, p_group, p_start, p_end = _fragments(spans, *predicted)
    base = int(max(g_end.max(initial=0), p_end.max(initial=0))) + 1
    g_start, g_end = g_group * base + g_start, g_group * base + g_end
    p_start, p_end = p_group * base + p_start, p_group * base + p_end
    g_order, p_order = np.argsort(g_start, kind="stable"), np.argsort(p_start, kind="stable")
    # Sorted on both sides: a look-up is near the one before it.
    g_item, g_start, g_end = g_item[g_order], g_start[g_order], g_end[g_order]
    p_item, p_start, p_end = p_item[p_order], p_start[p_order], p_end[p_order]
    first, second = _within(p_start, g_start, g_end, most)
    third, fourth = _within(g_start, p_start + 1, p_end, most)
    g, p = np.concatenate([first, fourth]), np.concatenate([second, third])
    shared = np.minimum(g_end[g], p_end[p]) - np.maximum(g_start[g], p_start[p])
    return _summed(g_item[g], p_item[p], shared, len(predicted[0]))


def shared_characters(spans: Spans, one: Ints, other: Ints) -> Ints:
    """How many characters each pair of spans shares, for pairs given by span rows."""
    if spans.single(one) and spans.single(other):
        return np.maximum(_common(spans, spans.first[one], spans.first[other]), 0)
    pair, left = _expanded(spans.first, one)
    again, right = _expanded(spans.first, other[pair])
    left, pair = left[again], pair[again]
    common = np.maximum(_common(spans, left, right), 0)
    return np.bincount(pair, common, minlength=len(one)).astype(np.int64)


def _common(spans: Spans, one: Ints, other: Ints) -> Ints:
    """How many characters fragments have in common, for pairs given by places; not above 0 for none."""
    return np.minimum(spans.end[one], spans.end[other]) - np.maximum(spans.start[one], spans.start[other])


def closeness(spans: Spans, gold: Ints, predicted: Ints, shared: Ints) -> Ints:
    """Q of measures.md §2: millionths of intersection over union, rounded down; 0 for spans without characters."""
    union = spans.length[gold] + spans.length[predicted] - shared
    return MILLION * shared // np.maximum(union, 1)


def _fragments(spans: Spans, group: Ints, span: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """The fragments of the items that have characters: whose they are, their group, start and end."""
    item = np.flatnonzero((span >= 0) & (group >= 0))
    item = item[spans.length[span[item]] > 0]
    rows = span[item]
    if spans.single(rows):
        place = spans.first[rows]
    else:
        which, place = _expanded(spans.first, rows)
        item = item[which]
    return item, group[item], spans.start[place], spans.end[place]


def _expanded(first: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """The fragments of each of these spans: (place in `rows`, place of the fragment)."""
    count = first[rows + 1] - first[rows]
    return owners(count), ranges(first[rows], count)


def _within(starts: Ints, low: Ints, high: Ints, most: int | None) -> tuple[Ints, Ints]:
    """For each interval [low, high) the sorted starts in it, as pairs (interval, place of the start)."""
    begin = np.searchsorted(starts, low)
    count = np.maximum(np.searchsorted(starts, high) - begin, 0)
    hold(int(count.sum()), most)
    return owners(count), ranges(begin, count)


def _summed(g: Ints, p: Ints, shared: Ints, width: int) -> Pairs:
    """Sort pairs and add up those of one pair of items (from several fragments)."""
    key = g * width + p
    order = np.argsort(key, kind="stable")
    key = key[order]
    begin, _ = runs_of(key)
    if not len(begin):
        return Pairs(g, p, shared)
    return Pairs(key[begin] // width, key[begin] % width, np.add.reduceat(shared[order], begin))
