"""Copies: the assignment of classes is that of their members, pair by pair and tie by tie."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.matching import copies
from sayso.matching.agreeing import most_agreeing
from sayso.matching.assignment import assign, equal_pairs
from sayso.matching.candidates import Candidates, choose
from sayso.matching.copies import assign_copies, expanded
from sayso.matching.folds import CrowdedError, fold, hold, room_for
from sayso.matching.judging import rivals_among
from sayso.matching.namesakes import unsettled
from sayso.matching.transport import Transport, transported


def column(*values):
    return np.array(values, dtype=np.int64)


def mask(size, *places):
    return np.isin(np.arange(size), places)


WEIGHTS = st.tuples(st.just(1), st.integers(0, 2), st.integers(0, 1))


@st.composite
def crowds(draw, most=9, weights=WEIGHTS):
    """Items of a few classes on either side, and weights of some pairs of classes, at least one above 0."""
    folds = tuple(fold(column(*draw(st.lists(st.integers(0, 3), min_size=1, max_size=most)))) for _ in range(2))
    cells = [(i, j) for i in range(len(folds[0].size)) for j in range(len(folds[1].size))]
    kept = sorted(draw(st.lists(st.sampled_from(cells), unique=True, min_size=1)))
    table = column(*(draw(weights) for _ in kept)).reshape(len(kept), -1)
    pairs = column(*kept).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1], list(table.T), folds


def one_by_one(gold, predicted, weights, folds):
    """The assignment of all pairs of members."""
    pair, g, p = expanded(gold, predicted, folds)
    chosen = assign(g, p, [weight[pair] for weight in weights])
    order = np.argsort(g[chosen], kind="stable")
    return g[chosen][order].tolist(), p[chosen][order].tolist()


@pytest.fixture(params=[0, 4], ids=["all by classes", "few by members"])
def _few(request, monkeypatch):
    monkeypatch.setattr(copies, "FEW", request.param)
    monkeypatch.setattr(copies, "FEW_AT_ALL", request.param)


@pytest.mark.usefixtures("_few")
@given(crowd=crowds(), left=st.lists(st.booleans(), min_size=18, max_size=18))
def test_classes_are_assigned_as_their_members(crowd, left):
    gold, predicted, weights, folds = crowd
    for some in (folds, tuple(one.left(np.array(left[: len(one.number)])) for one in folds)):
        g, p = assign_copies(gold, predicted, weights, some)
        assert (g.tolist(), p.tolist()) == one_by_one(gold, predicted, weights, some)


def test_weights_of_any_size_are_added_up_exactly():
    """Gold 0 and 1 may take column 0 or 1: two sums differ by 1 in 2^200, which decides against the order."""
    great = 2**200
    rows, columns = [[0, 1], [2]], [[0, 1], [2]]
    assert transported([{0: great, 1: great}, {0: great, 1: great - 1}], rows, columns) == [(0, 0), (1, 2), (2, 1)]
    assert transported([{0: great, 1: great}, {0: great, 1: great}], rows, columns) == [(0, 0), (1, 1), (2, 2)]


@given(crowd=crowds(weights=st.tuples(st.integers(1, 5))))
def test_prices_prove_that_nothing_is_better(crowd):
    """No pair weighs more than its prices, pairs that are made as much, and what is left over has the price 0."""
    gold, predicted, (weight,), folds = crowd
    edges = [{} for _ in folds[0].size]
    for row, place, units in zip(gold.tolist(), predicted.tolist(), weight.tolist(), strict=True):
        edges[row][place] = units
    best = Transport(edges, folds[0].size.tolist(), folds[1].size.tolist())
    for row, weights in enumerate(edges):
        assert best.row_price[row] >= 0
        assert best.row_price[row] == 0 or best.staying[row] == 0
        assert sum(best.flow[row].values()) + best.staying[row] == folds[0].size[row]
        for place, units in weights.items():
            prices = best.row_price[row] + best.column_price[place]
            assert prices == units if best.flow[row].get(place) else prices >= units
    for place, free in enumerate(best.free):
        assert best.column_price[place] >= 0
        assert best.column_price[place] == 0 or free == 0
        assert sum(flow.get(place, 0) for flow in best.flow) + free == folds[1].size[place]


def test_copies_have_their_partners_in_order_and_the_first_of_a_class_are_taken():
    """Gold 0, 2, 3 may pair with 0, 2 (weight 5 each) or 1, 3, 4 (weight 5 too): 0-0, 2-1, 3-2, by order alone.

    Where the second class weighs 6, all three take it: 0-1, 2-3, 3-4.
    """
    rows, columns = [[0, 2, 3]], [[0, 2], [1, 3, 4]]
    assert transported([{0: 5, 1: 5}], rows, columns) == [(0, 0), (2, 1), (3, 2)]
    assert transported([{0: 5, 1: 6}], rows, columns) == [(0, 1), (2, 3), (3, 4)]


@given(data=st.data(), gold=st.integers(0, 9), predicted=st.integers(0, 9))
def test_of_equal_spans_as_many_agree_as_may(data, gold, predicted):
    def drawn(size, low):
        return column(*data.draw(st.lists(st.integers(low, 3), min_size=size, max_size=size)))

    keys = drawn(gold, 2), drawn(predicted, 2)
    numbers = drawn(gold, -1), drawn(predicted, 0)
    g, p = equal_pairs(*keys)
    chosen = assign(g, p, [np.ones(len(g), dtype=np.int64), (numbers[0][g] == numbers[1][p]).astype(np.int64)])
    found = most_agreeing(keys, numbers)
    assert [one.tolist() for one in found] == [g[chosen].tolist(), p[chosen].tolist()]


def test_a_number_that_gold_has_more_often_takes_what_no_other_needs():
    """Gold a, a, b; predicted b, c, a: b is needed by gold 2 and a by the second a, so that the first takes c."""
    zeros = column(0, 0, 0)
    g, p = most_agreeing((zeros, zeros), (column(1, 1, 2), column(2, 3, 1)))
    assert list(zip(g.tolist(), p.tolist(), strict=True)) == [(0, 1), (1, 2), (2, 0)]


@given(crowd=crowds(weights=st.tuples(st.integers(1, 3))))
def test_what_is_settled_has_none_to_spare(crowd):
    """Among assignments of the most shared mentions, also the one that uses a settled class least uses all of it."""
    gold, predicted, (shared,), folds = crowd
    sharing = Candidates(folds[0].foremost[gold], folds[1].foremost[predicted], shared, folds)
    free = unsettled(sharing)
    for side, classes in ((0, gold), (1, predicted)):
        for number in np.flatnonzero(~free[side]).tolist():
            avoiding = (classes != number).astype(np.int64)
            used = assign_copies(gold, predicted, [shared, avoiding], folds)[side]
            assert (folds[side].number[used] == number).sum() == folds[side].size[number]


def test_of_entities_that_share_mentions_with_each_other_alone_the_fewer_are_settled():
    """Two copies stand against one, and one against one: only one of the two is to spare."""
    folds = fold(column(0, 0, 1)), fold(column(0, 1))
    free = unsettled(Candidates(column(0, 2), column(0, 1), column(3, 1), folds))
    assert [one.tolist() for one in free] == [[True, False], [False, False]]


def test_entities_that_share_no_mention_are_all_to_spare():
    free = unsettled(Candidates(column(), column(), column(), (fold(column(0, 1)), fold(column(0)))))
    assert [one.tolist() for one in free] == [[True, True], [True]]


def test_items_of_a_class_are_told_by_place():
    """Keys 7, 3, 7, 5: classes 3 (place 1), 5 (3) and 7 (0 and 2); without place 0, and without 1 and 3."""
    folded = fold(column(7, 3, 7, 5))
    assert (folded.number.tolist(), folded.foremost.tolist(), folded.size.tolist()) == (
        [2, 0, 2, 1],
        [1, 3, 0],
        [1, 1, 2],
    )
    assert folded.left(mask(4, 1, 2, 3)).first_left.tolist() == [1, 3, 2]
    left = folded.left(mask(4, 0, 2))
    assert (left.first_left.tolist(), left.size.tolist()) == ([0], [0, 0, 2])
    assert folded.touched(mask(4, 2)).tolist() == [False, False, True]


def crowd():
    """Gold 0, 1 and 2, 3 are copies, predicted 0, 1, 2 too; both gold classes may pair with these, one closer."""
    return Candidates(column(0, 2), column(0, 0), column(5, 9), (fold(column(0, 0, 1, 1)), fold(column(0, 0, 0))))


def test_folded_candidates_stand_for_all_pairs_of_their_items():
    g, p = choose(crowd())
    assert list(zip(g.tolist(), p.tolist(), strict=True)) == [(0, 0), (2, 1), (3, 2)]
    g, p = choose(crowd().among(mask(4, 1, 2), mask(3, 1, 2)))
    assert list(zip(g.tolist(), p.tolist(), strict=True)) == [(1, 1), (2, 2)]
    g, p = choose(crowd().where(mask(2, 0)))
    assert list(zip(g.tolist(), p.tolist(), strict=True)) == [(0, 0), (1, 1)]
    g, p = choose(crowd(), lambda g, _p: (g == 0).astype(np.int64))
    assert list(zip(g.tolist(), p.tolist(), strict=True)) == [(0, 0), (2, 1), (3, 2)]


def test_items_beside_others_are_found_by_their_classes():
    found = crowd().where(mask(2, 1)).beside(mask(4, 3), mask(3, 1))
    assert [one.tolist() for one in found] == [[False, False, True, True], [True, True, True]]
    found = crowd().where(mask(2, 1)).beside(mask(4, 0), mask(3))
    assert [one.tolist() for one in found] == [[False] * 4, [False] * 3]


def test_of_copies_that_rival_a_pair_one_is_told():
    """Gold 1 is paired with predicted 0: predicted 1 and 2 are the same rival, and 1 stands for both."""
    nothing = column(0, 0, 0, 0)
    found = rivals_among(crowd(), nothing, nothing[:3], (column(1), column(0)))
    assert [one.tolist() for one in found] == [[1], [1]]


def test_spread_candidates_have_the_first_of_each_item():
    spread = crowd().spread()
    assert set(zip(spread.g.tolist(), spread.p.tolist(), strict=True)) == {
        *((g, 0) for g in range(4)),
        *((g, p) for g in (0, 2) for p in range(3)),
    }
    assert spread.spread() is spread
    assert (crowd().standing_for(3, 2), spread.standing_for(3, 2)) == ((2, 0), (3, 2))


def test_what_is_not_folded_has_no_classes():
    with pytest.raises(ValueError, match="entities that are not folded have no classes"):
        unsettled(Candidates(column(0), column(0), column(1)))


def test_there_is_room_for_some_pairs_and_for_four_of_an_item():
    assert room_for(30, 20) == 50_200
    hold(50_200, room_for(30, 20))
    hold(10**9, None)
    with pytest.raises(CrowdedError):
        hold(50_201, room_for(30, 20))
