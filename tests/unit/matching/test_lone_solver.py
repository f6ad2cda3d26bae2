"""The solver alone is scipy's own: the same choices among equally good ones, from whichever place it comes."""

import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from sayso.matching import lone_solver


@pytest.fixture
def alone(monkeypatch):
    """The solver as whoever has not loaded `scipy.optimize` gets it."""
    monkeypatch.delitem(sys.modules, "scipy.optimize")
    lone_solver.solver.cache_clear()
    yield lone_solver.solver
    lone_solver.solver.cache_clear()


def choices(solve):
    """What a solver makes of small matrices that are full of ties."""
    draws = np.random.Generator(np.random.PCG64(5))
    matrices = [draws.integers(0, 3, size=draws.integers(1, 7, 2)).astype(float) for _ in range(100)]
    return [solve(matrix, maximize=True)[1].tolist() for matrix in matrices]


def test_it_chooses_as_the_packages_own(alone):
    assert choices(alone()) == choices(linear_sum_assignment)
    assert "scipy.optimize" not in sys.modules


def test_where_the_package_is_loaded_it_is_taken_from_there():
    lone_solver.solver.cache_clear()

    assert lone_solver.solver() is linear_sum_assignment


def test_without_its_file_it_comes_from_the_package(alone, monkeypatch):
    monkeypatch.setattr(lone_solver, "PathFinder", SimpleNamespace(find_spec=lambda *_: None))

    assert choices(alone()) == choices(linear_sum_assignment)


def test_with_a_file_that_cannot_be_loaded_it_comes_from_the_package(alone, monkeypatch):
    def refuse(_spec):
        raise ImportError

    monkeypatch.setattr(lone_solver, "module_from_spec", refuse)

    assert choices(alone()) == choices(linear_sum_assignment)


@pytest.mark.slow
def test_a_score_loads_nothing_of_the_package_around_it():
    code = (
        "import sys, sayso; corpus = sayso.load(); sayso.score(gold=corpus.gold, "
        "predicted=corpus.passes['annotator-b']); print('sayso.matching.lone_solver' in sys.modules, "
        "'scipy.optimize' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "True False\n"
