"""The assignment where it gets narrow: little room in one weight, many ties, and numbers close to the exact range."""

import itertools

import numpy as np
import pytest
from test_assignment import best_of_all

from sayso.errors import MeasureError
from sayso.matching import matrices, solver
from sayso.matching.assignment import assign, equal_pairs, first_with_first, heaviest
from sayso.matching.components import components
from sayso.matching.criterion import parse_criterion


def pairs(g, p):
    return list(zip(g.tolist(), p.tolist(), strict=True))


def assigned(cells, *objectives):
    """The pairs chosen among cells (gold row, predicted row), with one list of weights for each objective."""
    g, p = (np.array([cell[k] for cell in cells], dtype=np.int64) for k in (0, 1))
    mask = assign(g, p, [np.array(weights, dtype=np.int64) for weights in objectives])
    return pairs(g[mask], p[mask])


def random_weights(generator, most):
    rows, columns = generator.integers(2, 5, size=2).tolist()
    cells = [(i, j) for i in range(rows) for j in range(columns) if generator.random() < 0.8]
    drawn = generator.integers(0, most + 1, size=(len(cells), 2)).tolist()
    return {cell: (1, *weights) for cell, weights in zip(cells, drawn, strict=True)}, rows, columns


@pytest.mark.parametrize("bits", range(5, 14))
@pytest.mark.parametrize("most", [0, 3], ids=["only the number of pairs", "three objectives"])
def test_how_much_fits_into_one_weight_changes_nothing(monkeypatch, bits, most):
    """From one stage an objective and exchanges for the order, up to everything in one weight: always the best."""
    monkeypatch.setattr(solver, "EXACT", 2**bits)
    generator = np.random.Generator(np.random.PCG64(bits))
    for _ in range(25):
        weights, rows, columns = random_weights(generator, most)
        if weights:
            kept = 3 if most else 1
            found = assigned(list(weights), *([weights[cell][k] for cell in weights] for k in range(kept)))
            assert set(found) == best_of_all(weights, rows, columns)


def test_the_first_gold_item_takes_its_first_partner_whoever_is_left_over():
    """Gold 0 may take 0 or 1, gold 1 only 0 or 2, gold 2 only 1, gold 3 only 2: three pairs at most.

    0-0, 1-2, 2-1 comes before 0-0, 2-1, 3-2 since gold 1 is paired, and before 0-1, 1-0, 3-2.
    """
    cells = [(0, 0), (0, 1), (1, 0), (1, 2), (2, 1), (3, 2)]
    assert assigned(cells, [1] * 6) == [(0, 0), (1, 2), (2, 1)]


def test_gold_items_that_stay_out_do_not_count_against_an_earlier_partner():
    """Gold 0 may take 0 or 1, gold 1 and 2 only 0, gold 3 only 1: 0-0 and 3-1, though 1 and 2 stay out."""
    assert assigned([(0, 0), (0, 1), (1, 0), (2, 0), (3, 1)], [1] * 5) == [(0, 0), (3, 1)]


def test_an_objective_may_say_nothing():
    """Entities of one name that share no mention: the first objective is 0 everywhere."""
    cells = [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert assigned(cells, [0] * 4, [1] * 4) == [(0, 0), (1, 1)]
    assert assigned(cells, [0] * 4, [1, 2, 2, 1], [0] * 4) == [(0, 1), (1, 0)]


def test_a_second_stage_decides_what_the_first_leaves_open(monkeypatch):
    """With 2**10 for the exact range the third objective and the order are a stage of their own: a ring."""
    monkeypatch.setattr(solver, "EXACT", 2**10)
    cells = [(i, j) for i in range(3) for j in range(3)]
    ring = [3 * (j == (i + 1) % 3) for i, j in cells]
    straight = [3 * (i == j) for i, j in cells]
    assert assigned(cells, [1] * 9, [3] * 9, ring) == [(0, 1), (1, 2), (2, 0)]
    assert assigned(cells, [1] * 9, [3] * 9, straight) == [(0, 0), (1, 1), (2, 2)]
    assert assigned(cells, [1] * 9, [3] * 9, [3] * 9) == [(0, 0), (1, 1), (2, 2)]


@pytest.mark.parametrize(
    ("bits", "stages"),
    [
        pytest.param((25, 23, 23), 3, id="two of them in one weight would be too many"),
        pytest.param((15, 15, 15, 15), 2, id="two fit into one weight, three do not"),
    ],
)
def test_no_sum_of_weights_leaves_the_exact_range_of_floating_point(monkeypatch, bits, stages):
    """Objectives of so many bits over four rows; the order of 5**4 lists goes with the last ones or by itself."""
    seen = []
    maximise = solver._maximise
    monkeypatch.setattr(solver, "_maximise", lambda matrix: (seen.append(matrix), maximise(matrix))[1])
    cells = [(i, j) for i in range(4) for j in range(4)]
    objectives = [[2**k - (i * j) % 3 for i, j in cells] for k in bits]
    assert len(assigned(cells, *objectives)) == 4
    assert len(seen) in (stages, stages + 1)
    assert max(matrix[np.isfinite(matrix)].max() for matrix in seen) * 4 * 4 <= 2**53


def test_weights_that_fit_are_solved_at_once(monkeypatch):
    """Three of three with weights of 1 and 5: 4 · 16 for the objectives and 4**3 for the order are a small number."""
    monkeypatch.setattr(solver, "solve", None)
    cells = [(i, j) for i in range(3) for j in range(3)]
    assert assigned(cells, [1] * 9, [5, 4, 4, 4, 5, 4, 4, 4, 4]) == [(0, 0), (1, 1), (2, 2)]


@pytest.mark.parametrize("seed", range(6))
def test_components_in_one_buffer_are_assigned_as_one_by_one(monkeypatch, seed):
    """Two hundred random graphs of up to four by four, at once and each by itself: the same, also where sums tie."""
    generator = np.random.Generator(np.random.PCG64(seed))
    graphs = [random_weights(generator, 2)[0] for _ in range(200)]
    g = np.array([4 * number + i for number, graph in enumerate(graphs) for i, _ in graph])
    p = np.array([4 * number + j for number, graph in enumerate(graphs) for _, j in graph])
    weights = [np.array([w[k] for graph in graphs for w in graph.values()]) for k in range(3)]
    shares = generator.integers(1, 4, len(g)) / generator.integers(4, 7, len(g))
    together = assign(g, p, weights), heaviest(g, p, shares)
    monkeypatch.setattr(matrices, "MOST_CELLS", 0)
    one_by_one = assign(g, p, weights), heaviest(g, p, shares)
    for found, expected in zip(together, one_by_one, strict=True):
        assert found.tolist() == expected.tolist()


def test_many_equal_keys_pair_in_their_order():
    """Forty of key 1 and forty of key 0 in turn on both sides: each with the one at its own place."""
    keys = np.arange(80) % 2
    g, p = first_with_first(keys, keys)
    assert sorted(pairs(g, p)) == [(i, i) for i in range(80)]
    g, p = first_with_first(keys, np.zeros(80, dtype=np.int64))
    assert sorted(pairs(g, p)) == [(2 * i, i) for i in range(40)]
    g, p = first_with_first(np.zeros(80, dtype=np.int64), keys)
    assert sorted(pairs(g, p)) == [(i, 2 * i) for i in range(40)]


def test_all_pairs_of_many_equal_keys_come_in_the_order_of_the_predicted_rows():
    keys = np.arange(80) % 2
    g, p = equal_pairs(np.array([1, 0]), keys)
    assert pairs(g, p) == [(0, 2 * i + 1) for i in range(40)] + [(1, 2 * i) for i in range(40)]


def test_a_graph_is_cut_into_its_components_and_stars_are_told():
    """Gold 0 with predicted 5 and 6; gold 1 and 2 with predicted 7; gold 3 and 4 with predicted 8 and 9, crossed."""
    gold = np.array([4, 0, 1, 3, 2, 0, 3, 4])
    predicted = np.array([8, 6, 7, 9, 7, 5, 8, 9])
    parts = components(gold, predicted)
    cells = pairs(gold[parts.order], predicted[parts.order])
    assert [cells[low:high] for low, high in itertools.pairwise([*parts.begin.tolist(), 8])] == [
        [(0, 5), (0, 6)],
        [(1, 7), (2, 7)],
        [(3, 8), (3, 9), (4, 8), (4, 9)],
    ]
    assert parts.number.tolist() == [0, 0, 1, 1, 2, 2, 2, 2]
    assert parts.star.tolist() == [True, True, False]


def test_each_of_many_components_numbers_its_items_in_row_order():
    """Thirty crossed pairs of pairs: gold i and 30 + i with predicted i and 30 + i, all four pairs each."""
    gold = np.array([row for i in range(30) for row in (i, i, 30 + i, 30 + i)])
    predicted = np.array([row for i in range(30) for row in (i, 30 + i, i, 30 + i)])
    parts = components(gold, predicted)
    found = parts.rivalries(gold[parts.order], predicted[parts.order])
    assert len(found) == 30
    for number in range(30):
        one = found.component(number, ())
        assert (one.rows, one.columns) == (2, 2)
        assert pairs(one.row, one.column) == [(0, 0), (0, 1), (1, 0), (1, 1)]


@pytest.mark.parametrize(
    "rows", [lambda n: np.arange(n), lambda n: np.arange(n)[::-1], None], ids=["up", "down", "any"]
)
def test_a_chain_of_any_length_is_one_component(rows):
    """Gold i with predicted i and i + 1, four thousand times, whatever order the rows have."""
    generator = np.random.Generator(np.random.PCG64(1))
    gold, predicted = (generator.permutation(4_001) if rows is None else rows(4_001) for _ in "gp")
    place = np.arange(4_000)
    parts = components(
        np.concatenate([gold[place], gold[place]]), np.concatenate([predicted[place], predicted[place + 1]])
    )
    assert len(parts.begin) == 1


def test_the_heaviest_assignment_of_nothing_is_nothing():
    none = np.zeros(0, dtype=np.int64)
    assert heaviest(none, none, np.zeros(0)).tolist() == []


@pytest.mark.parametrize("text", ["exact!", "Exact", "overlap(0.5"])
def test_a_word_that_has_not_even_the_form_of_a_criterion_is_shown(text):
    with pytest.raises(MeasureError, match=rf"^unknown criterion '{text}'".replace("(", r"\(")):
        parse_criterion(text)


@pytest.mark.parametrize("spelled", ["overlap(0.05)", "overlap(0.005)", "overlap(0.125)", "overlap(0.9)"])
def test_a_threshold_keeps_every_nought(spelled):
    assert str(parse_criterion(spelled)) == spelled
