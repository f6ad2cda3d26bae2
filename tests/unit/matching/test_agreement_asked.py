"""Agreement is asked for where it decides, and chooses what it would if it were known of every candidate."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sayso.matching.assignment import assign
from sayso.matching.candidates import Candidates, choose


def candidates(cells, q=None):
    g, p = (np.array([cell[k] for cell in cells], dtype=np.int64) for k in (0, 1))
    return Candidates(g, p, np.array(q or [1] * len(cells), dtype=np.int64))


def test_nobody_is_asked_where_nothing_competes():
    def refused(g, p):
        raise AssertionError

    g, p = choose(candidates([(0, 1), (1, 0), (3, 2)]), refused)
    assert list(zip(g.tolist(), p.tolist(), strict=True)) == [(0, 1), (1, 0), (3, 2)]


def test_it_is_asked_of_those_that_compete_alone():
    """Gold 0 may take 0 or 1, as near; gold 1 only 2: by agreement 0 takes 1, and 1 is not asked about."""
    asked = []

    def agreement(g, p):
        asked.extend(zip(g.tolist(), p.tolist(), strict=True))
        return (p == 1).astype(np.int64)

    g, p = choose(candidates([(0, 0), (0, 1), (1, 2)]), agreement)
    assert list(zip(g.tolist(), p.tolist(), strict=True)) == [(0, 1), (1, 2)]
    assert asked == [(0, 0), (0, 1)]


@given(st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1), st.data())
def test_the_choice_is_that_by_the_agreement_of_all(cells, data):
    cells = sorted(cells)
    few = st.lists(st.integers(0, 2), min_size=len(cells), max_size=len(cells))
    q, agreed = data.draw(few), data.draw(few)
    found = candidates(cells, q)
    table = dict(zip(cells, agreed, strict=True))

    def agreement(g, p):
        return np.array([table[pair] for pair in zip(g.tolist(), p.tolist(), strict=True)], dtype=np.int64)

    whole = assign(found.g, found.p, [np.ones(len(cells), dtype=np.int64), found.q, np.array(agreed)])
    g, p = choose(found, agreement)
    assert sorted(zip(g.tolist(), p.tolist(), strict=True)) == sorted(
        cell for cell, one in zip(cells, whole, strict=True) if one
    )
