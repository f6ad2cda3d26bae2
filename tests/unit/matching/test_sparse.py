"""Large components are solved along their candidates: the same assignment as by matrices, in memory for candidates."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_assignment import best_of_all, chosen, graphs

from sayso.data.keys import elements_of, refine
from sayso.matching import matrices, solver
from sayso.matching.assignment import assign, heaviest


@pytest.fixture
def no_matrix(monkeypatch):
    without_matrices(monkeypatch)


def without_matrices(monkeypatch):
    for module in (matrices, solver):
        monkeypatch.setattr(module, "MOST_CELLS", 0)


@pytest.mark.parametrize("exact", [2**53, 2**6])
@settings(max_examples=40)
@given(graph=graphs(), data=st.data())
def test_no_assignment_is_better_than_one_found_along_the_candidates(exact, graph, data):
    weights, rows, columns = graph
    order = data.draw(st.permutations(range(len(weights))))
    with pytest.MonkeyPatch.context() as patched:
        without_matrices(patched)
        patched.setattr(solver, "EXACT", exact)
        assert chosen(weights, order) == best_of_all(weights, rows, columns)


def random_candidates(generator, size):
    """Candidates of a graph with many ties, about three for each gold item."""
    cells = np.unique(generator.integers(0, size, 3 * size) * size + generator.integers(0, size, 3 * size))
    weights = [generator.integers(low, high, len(cells)) for low, high in ((1, 2), (0, 3), (0, 2))]
    return cells // size, cells % size, weights


@pytest.mark.parametrize("size", [10, 30, 90])
def test_matrices_and_candidates_make_the_same_assignment(monkeypatch, size):
    generator = np.random.Generator(np.random.PCG64(size))
    for leading in (slice(None), slice(None, None, -1), slice(0, 1)):
        g, p, weights = random_candidates(generator, size)
        by_matrix = assign(g, p, weights[leading] if leading.step else [weights[0], *weights[leading]])
        without_matrices(monkeypatch)
        along = assign(g, p, weights[leading] if leading.step else [weights[0], *weights[leading]])
        monkeypatch.undo()
        assert along.tolist() == by_matrix.tolist()


def test_the_heaviest_assignment_weighs_the_same(monkeypatch):
    generator = np.random.Generator(np.random.PCG64(5))
    g, p, _ = random_candidates(generator, 60)
    weight = generator.uniform(0.1, 1, len(g))
    by_matrix = heaviest(g, p, weight)
    without_matrices(monkeypatch)
    assert heaviest(g, p, weight).tolist() == by_matrix.tolist()


def test_a_row_of_windows_is_decided_by_order(no_matrix):
    """Predicted i is as close to gold i as to gold i + 1: all but the last gold item take the one of their place."""
    place = np.arange(40)
    g, p = np.concatenate([place, place + 1]), np.concatenate([place, place])
    mask = assign(g, p, [np.ones(80, dtype=np.int64)])
    assert sorted(zip(g[mask].tolist(), p[mask].tolist(), strict=True)) == [(i, i) for i in range(40)]


def test_what_must_be_paired_stays_paired_in_the_next_stage(no_matrix, monkeypatch):
    """One pair of weight 2 a row is not worth leaving a column of weight 3: stage two may not undo stage one.

    Gold 0 may take 0 (3) or 1 (3), gold 1 only 0 (3): both are paired, whatever the second objective says.
    """
    monkeypatch.setattr(solver, "EXACT", 2**5)
    g, p = np.array([0, 0, 1]), np.array([0, 1, 0])
    mask = assign(g, p, [np.array([3, 3, 3]), np.array([9, 0, 0])])
    assert mask.tolist() == [False, True, True]


def test_memory_grows_with_candidates_and_not_with_their_square():
    """A ring of 3,000 on either side: a matrix of it has nine million cells, of eight bytes each."""
    place = np.arange(3_000)
    g, p = np.concatenate([place, place]), np.concatenate([place, (place + 1) % 3_000])
    weights = [np.ones(6_000, dtype=np.int64), np.ones(6_000, dtype=np.int64)]
    tracemalloc.start()
    try:
        mask = assign(g, p, weights)
        heaviest(g, p, np.ones(6_000))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert mask[:3_000].all()
    assert not mask[3_000:].any()
    assert peak < 9_000_000


def test_long_lists_of_a_few_rows_are_told_apart_by_looking_at_these_alone():
    """Rows 0 and 2 are equal, row 1 is longer; the ten thousand rows that are not tied are never sorted again."""
    lists = [list(range(500)), [*range(500), 7], list(range(500))]
    first = np.cumsum([0, *map(len, lists), *[0] * 10_000])
    values = np.concatenate([np.array(one) for one in lists])
    asked = []

    def element(j, rows):
        asked.append(len(rows))
        return elements_of(first, values)(j, rows)

    code = np.concatenate([np.zeros(3, dtype=np.int64), np.arange(1, 10_001)])
    assert refine(code, element)[:4].tolist() == [0, 1, 0, 2]
    assert sum(asked) == 3 * 501
