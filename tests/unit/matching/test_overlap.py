"""Overlaps of spans, against sets of characters."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sayso.data.spans import Fragments, spans_of
from sayso.matching.overlap import MILLION, closeness, overlaps, shared_characters

LENGTH = 14


@st.composite
def span(draw):
    """Fragments that share no character, in any order."""
    cuts = sorted(draw(st.lists(st.integers(0, LENGTH), min_size=2, max_size=6, unique=True)))
    pieces = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    return draw(st.permutations(pieces))


items = st.lists(st.tuples(st.integers(0, 2), span()), max_size=6)


def table(spans):
    first = np.cumsum([0, *(len(pieces) for pieces in spans)])
    flat = [piece for pieces in spans for piece in pieces]
    start, end = (np.array([piece[k] for piece in flat], dtype=np.int64) for k in (0, 1))
    return spans_of([Fragments(first, start, end, np.full(len(flat), -1))])


def characters(pieces):
    return {place for start, end in pieces for place in range(start, end)}


@given(gold=items, predicted=items)
def test_every_overlapping_pair_of_a_group_is_found_with_its_characters(gold, predicted):
    spans = table([pieces for _, pieces in (*gold, *predicted)])
    groups = np.array([group for group, _ in (*gold, *predicted)], dtype=np.int64)
    rows, n = np.arange(len(groups)), len(gold)
    found = overlaps(spans, (groups[:n], rows[:n]), (groups[n:], rows[n:]))
    expected = [
        (i, j, len(characters(a) & characters(b)))
        for i, (group, a) in enumerate(gold)
        for j, (other, b) in enumerate(predicted)
        if group == other and characters(a) & characters(b)
    ]
    assert list(zip(found.g.tolist(), found.p.tolist(), found.shared.tolist(), strict=True)) == expected


@given(pairs=st.lists(st.tuples(span(), span()), min_size=1, max_size=5))
def test_closeness_is_intersection_over_union_in_millionths(pairs):
    spans = table([pieces for pair in pairs for pieces in pair])
    one, other = np.arange(0, 2 * len(pairs), 2), np.arange(1, 2 * len(pairs), 2)
    shared = shared_characters(spans, one, other)
    sets = [(characters(a), characters(b)) for a, b in pairs]
    assert shared.tolist() == [len(a & b) for a, b in sets]
    expected = [MILLION * len(a & b) // len(a | b) for a, b in sets]
    assert closeness(spans, one, other, shared).tolist() == expected


@given(spans=st.lists(span(), min_size=2, max_size=6))
def test_codes_are_equal_exactly_where_the_characters_are(spans):
    """And follow the order of the fragments, touching ones merged."""
    codes = table(spans).code
    merged = [sorted(merge(pieces)) for pieces in spans]
    for i, a in enumerate(merged):
        for j, b in enumerate(merged):
            assert (codes[i] == codes[j]) == (a == b)
            assert (codes[i] < codes[j]) == (a < b)


def merge(pieces):
    done = []
    for start, end in sorted(pieces):
        if done and done[-1][1] == start:
            done[-1] = (done[-1][0], end)
        else:
            done.append((start, end))
    return done
