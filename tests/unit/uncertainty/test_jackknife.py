import math

import numpy as np
import pytest
from counted import accuracy, counted, detection, macro, mean_of
from hypothesis import given
from hypothesis import strategies as st

from sayso.uncertainty.jackknife import jackknife
from sayso.uncertainty.quantity import difference_of, value_of


@given(st.lists(st.integers(0, 1000), min_size=2, max_size=30))
def test_the_jackknife_of_a_mean_gives_its_classical_standard_error(thousandths):
    values = [one / 1000 for one in thousandths]
    found = jackknife(value_of(mean_of(values)))
    assert found.error == pytest.approx(np.std(values, ddof=1) / math.sqrt(len(values)), abs=1e-12)


def test_the_worked_example():
    """Accuracies 3/4, 1/2, 0/2: pooled 4/8; without each 1/4, 3/6, 4/6, whose mean is 17/36.

    Distances from it are 8/36, −1/36, −7/36; the sum of their squares is 114/1296, and two thirds of it are .0586.
    """
    found = jackknife(value_of(accuracy([(3, 4), (1, 2), (0, 2)])))
    assert found.value == 0.5
    assert found.without == pytest.approx([1 / 4, 3 / 6, 4 / 6])
    assert found.error == pytest.approx(math.sqrt(2 / 3 * 114 / 1296))
    assert found.acceleration == pytest.approx((8**3 - 1 - 7**3) / 6 / 114**1.5)


def test_documents_in_which_a_measure_is_undefined_do_not_take_part():
    rows = [(3, 4, 4), (0, 2, 0), (1, 2, 3), (0, 0, 0)]
    assert jackknife(value_of(detection(rows, "P"))).documents == 2
    assert jackknife(value_of(detection(rows, "R"))).documents == 3
    assert jackknife(value_of(detection(rows, "F"))).documents == 3


def test_a_document_that_moves_the_value_takes_part_though_the_measure_is_undefined_in_it_alone():
    """Its mean over two labels named by the measure is undefined where only one of them occurs."""
    labels = {"support": [(1, 1, 1), (1, 2, 1), (2, 2, 3)], "oppose": [(0, 1, 1), (0, 0, 0), (1, 1, 1)]}
    rows = np.zeros((3, 3))
    favour = counted("stances.FavourAgainst", ("matched", "gold", "predicted"), rows, labels=labels)
    assert np.isnan(favour.by_document()).tolist() == [False, True, False]
    assert jackknife(value_of(favour)).documents == 3


def test_a_difference_has_the_documents_of_either_run():
    baseline, run = detection([(1, 1, 1), (0, 2, 0), (0, 1, 0)], "P"), detection([(1, 1, 1), (1, 2, 1), (0, 1, 0)], "P")
    assert jackknife(difference_of(baseline, run)).documents == 2


def test_many_labels_have_the_bits_of_few_documents_and_of_many():
    """A value of one row is computed as among others: numpy adds a lone column in another order."""
    generator = np.random.Generator(np.random.PCG64(5))
    labels = {f"l{place:02}": generator.integers(1, 9, size=(6, 3)) for place in range(30)}
    quantity = value_of(macro(labels))
    together = quantity.values(quantity.rows(0, 6))
    alone = [quantity.values(quantity.rows(place, place + 1))[0] for place in range(6)]
    assert together.tolist() == alone
