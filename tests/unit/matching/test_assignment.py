"""The best one-to-one assignment, against all assignments there are."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.matching import solver
from sayso.matching.assignment import assign, equal_pairs, first_with_first, heaviest

NOBODY = 10**6


def best_of_all(weights, rows, columns):
    """The pairs of the best assignment, by trying every one: objectives in turn, then the order rule."""
    found = []

    def extend(row, partners):
        if row == rows:
            pairs = [(i, j) for i, j in enumerate(partners) if j != NOBODY]
            sums = tuple(sum(weights[pair][k] for pair in pairs) for k in range(3))
            found.append((sums, [-j for j in partners], set(pairs)))
            return
        extend(row + 1, [*partners, NOBODY])
        for column in range(columns):
            if (row, column) in weights and column not in partners:
                extend(row + 1, [*partners, column])

    extend(0, [])
    return max(found, key=lambda one: one[:2])[2]


@st.composite
def graphs(draw, most=5):
    rows, columns = draw(st.integers(1, most)), draw(st.integers(1, most))
    cells = [(i, j) for i in range(rows) for j in range(columns)]
    kept = draw(st.lists(st.sampled_from(cells), unique=True, min_size=1, max_size=len(cells)))
    weight = st.tuples(st.just(1), st.integers(0, 2), st.integers(0, 1))
    return {cell: draw(weight) for cell in kept}, rows, columns


def chosen(weights, order):
    cells = [sorted(weights)[place] for place in order]
    g, p = np.array([cell[0] for cell in cells]), np.array([cell[1] for cell in cells])
    objectives = [np.array([weights[cell][k] for cell in cells]) for k in range(3)]
    mask = assign(g, p, objectives)
    return set(zip(g[mask].tolist(), p[mask].tolist(), strict=True))


@pytest.mark.parametrize(
    "exact",
    [
        pytest.param(2**53, id="everything in one weight"),
        pytest.param(2**7, id="the order rule by exchanges"),
        pytest.param(2**6, id="each objective a stage of its own"),
    ],
)
@settings(max_examples=200)
@given(graph=graphs(), data=st.data())
def test_no_assignment_is_better(exact, graph, data):
    """Whatever fits into one weight, and in whatever order the candidates come."""
    weights, rows, columns = graph
    order = data.draw(st.permutations(range(len(weights))))
    before, solver.EXACT = solver.EXACT, exact
    try:
        assert chosen(weights, order) == best_of_all(weights, rows, columns)
    finally:
        solver.EXACT = before


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(graph=graphs(most=6), data=st.data())
def test_no_assignment_of_six_by_six_is_better(graph, data):
    weights, rows, columns = graph
    order = data.draw(st.permutations(range(len(weights))))
    assert chosen(weights, order) == best_of_all(weights, rows, columns)


def test_nothing_is_assigned_among_no_candidates():
    none = np.zeros(0, dtype=np.int64)
    assert assign(none, none, [none]).tolist() == []


def test_equal_keys_pair_first_with_first():
    g, p = first_with_first(np.array([7, 3, 7]), np.array([7, 7, 7, 4]))
    assert sorted(zip(g.tolist(), p.tolist(), strict=True)) == [(0, 0), (2, 1)]


def test_all_pairs_of_equal_keys_are_listed_by_gold_row():
    g, p = equal_pairs(np.array([5, 1, 5]), np.array([5, 2, 5]))
    assert list(zip(g.tolist(), p.tolist(), strict=True)) == [(0, 0), (0, 2), (2, 0), (2, 2)]


def test_the_heaviest_assignment_takes_two_light_pairs_over_a_heavy_one():
    """.6 + .6 beats 1.0 alone: gold 0 may take 0 (1.0) or 1 (.6), gold 1 only 0 (.6)."""
    places = heaviest(np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([1.0, 0.6, 0.6]))
    assert places.tolist() == [1, 2]


def test_the_heaviest_assignment_of_a_component_needs_a_solver():
    g, p = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    assert heaviest(g, p, np.array([0.9, 0.8, 0.8, 0.1])).tolist() == [1, 2]
