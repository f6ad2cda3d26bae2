"""Components of two gold and two predicted items: every shape and every weight, against all assignments there are."""

import itertools

import numpy as np
import pytest
from test_assignment import best_of_all

from sayso.matching import solver
from sayso.matching.assignment import assign

CELLS = ((0, 0), (0, 1), (1, 0), (1, 1))


def shapes():
    """All connected ones, with weights of a second and a third objective from 0 to 2 and from 0 to 1."""
    for cells in (*itertools.combinations(CELLS, 3), CELLS):
        for second in itertools.product(range(3), repeat=len(cells)):
            for third in itertools.product(range(2), repeat=len(cells)):
                weights = zip(second, third, strict=True)
                yield {cell: (1, *weight) for cell, weight in zip(cells, weights, strict=True)}


@pytest.mark.parametrize("leading", [True, False], ids=["number of pairs first", "closest first"])
def test_every_square_is_assigned_as_by_trying_everything(monkeypatch, leading):
    """All of them in one call, each with rows of its own, and none left for the solver."""
    monkeypatch.setattr(solver, "solve_in_buffer", None)
    monkeypatch.setattr(solver, "solve", None)
    found = list(shapes())
    if not leading:
        found = [{cell: (w[1] + 1, w[2], w[0]) for cell, w in one.items()} for one in found]
    g = np.array([2 * number + i for number, one in enumerate(found) for i, _ in one])
    p = np.array([2 * number + j for number, one in enumerate(found) for _, j in one])
    weights = [np.array([w[k] for one in found for w in one.values()]) for k in range(3)]
    mask = assign(g, p, weights)
    chosen = set(zip(g[mask].tolist(), p[mask].tolist(), strict=True))
    expected = {(2 * number + i, 2 * number + j) for number, one in enumerate(found) for i, j in best_of_all(one, 2, 2)}
    assert chosen == expected


def test_a_path_of_four_candidates_is_no_square():
    """Two gold items, three predicted: 0-0, 0-1, 1-1, 1-2 are four candidates; the first takes 0, the second 1."""
    mask = assign(np.array([0, 0, 1, 1]), np.array([0, 1, 1, 2]), [np.ones(4, dtype=np.int64)])
    assert mask.tolist() == [True, False, True, False]
