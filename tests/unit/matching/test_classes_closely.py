"""Error classes and clusters, on small scenes where every item has its place."""

import numpy as np
import pytest
from test_candidates_closely import column, items, table

from sayso.data.spans import Spans
from sayso.matching.assignment import equal_pairs
from sayso.matching.candidates import Candidates, Items
from sayso.matching.chains import chains
from sayso.matching.classes import CLASSES, View, classify


def mask(size, *places):
    found = np.zeros(size, dtype=np.bool_)
    found[list(places)] = True
    return found


def candidates(*cells):
    g, p, q = (column(*(cell[k] for cell in cells)) for k in range(3))
    return Candidates(g, p, q)


def view(gold, predicted, **more):
    given = {
        "pairs": (column(0), column(0)),
        "ungrounded": mask(predicted),
        "key": np.arange(predicted),
        "rules": [],
        **more,
    }
    return View(np.zeros(gold, dtype=np.int64), np.zeros(predicted, dtype=np.int64), **given)


def names(codes):
    return ["paired" if code == -2 else CLASSES[code] for code in codes.tolist()]


def test_every_rule_takes_from_what_those_before_it_left():
    """Gold 0 is paired with predicted 0, and the rules take turns over the rest.

    Predicted 1 is ungrounded, though it repeats 0; 2 repeats 0; 4 repeats 3. Type: gold 1 with 3. Boundary: gold 2
    with 5, since 3 and gold 1 are gone. Predicted 6 meets gold 0, gold 3 meets predicted 0. Gold 4 and predicted 7
    meet each other, which makes nothing of two left over.
    """
    found = classify(
        view(
            5,
            8,
            ungrounded=mask(8, 0, 1),
            key=column(10, 10, 10, 13, 13, 15, 16, 17),
            rules=[
                ("type", candidates((1, 3, 9))),
                ("boundary", candidates((1, 5, 9), (2, 3, 9), (2, 5, 1), (0, 7, 9), (4, 0, 9))),
            ],
            meets=candidates((0, 6, 0), (3, 0, 0), (4, 7, 0), (2, 4, 0)),
        )
    )
    assert names(found.gold) == ["paired", "type", "boundary", "merged", "missed"]
    assert names(found.predicted) == [
        "paired",
        "ungrounded",
        "duplicate",
        "type",
        "duplicate",
        "boundary",
        "split",
        "spurious",
    ]
    assert found.gold_partner.tolist() == [0, 3, 5, -1, -1]
    assert found.predicted_partner.tolist() == [0, -1, -1, 1, -1, 2, -1, -1]


def test_items_whose_event_is_not_paired_are_of_the_class_trigger_on_both_sides():
    found = classify(
        view(3, 3, detached=(mask(3, 0, 2), mask(3, 1)), rules=[("role", candidates((1, 1, 5), (1, 2, 1), (2, 2, 9)))])
    )
    assert names(found.gold) == ["paired", "role", "trigger"]
    assert names(found.predicted) == ["paired", "trigger", "role"]


def test_a_fragment_is_of_what_any_pair_took_also_one_of_an_error_class():
    """Gold 1 and predicted 1 are a boundary error: predicted 2 is split off gold 1, gold 2 merged into predicted 1."""
    meets = candidates((1, 1, 0), (1, 2, 0), (2, 1, 0))
    found = classify(view(3, 3, rules=[("boundary", candidates((1, 1, 5)))], meets=meets))
    assert names(found.gold) == ["paired", "boundary", "merged"]
    assert names(found.predicted) == ["paired", "boundary", "split"]


def test_of_repeated_predictions_the_paired_one_stays_whatever_its_rank():
    """Of 0, 1 and 2 with one key 2 is paired: 0 and 1 are duplicates. Of 3, 4 and 5 the first stays."""
    found = classify(view(1, 6, pairs=(column(0), column(2)), key=column(1, 1, 1, 0, 0, 0)))
    assert names(found.predicted) == ["duplicate", "duplicate", "paired", "spurious", "duplicate", "duplicate"]


def test_of_many_equal_predictions_the_first_of_each_key_stays():
    """Sixty of two keys in turn."""
    found = classify(view(1, 61, key=np.append(99, np.arange(60) % 2)))
    assert names(found.predicted) == ["paired", "spurious", "spurious", *["duplicate"] * 58]


def test_nothing_is_classed_where_there_is_nothing():
    found = classify(view(0, 0, pairs=(column(), column())))
    assert found.gold.tolist() == found.predicted.tolist() == []


def exactly(spans):
    """Pair mentions of the same characters, the first of each with the first."""

    def pair(gold: Items, predicted: Items):
        g, p = equal_pairs(gold.doc * 100 + spans.code[gold.span], predicted.doc * 100 + spans.code[predicted.span])
        taken, kept = set(), []
        for one in zip(g.tolist(), p.tolist(), strict=True):
            if one[1] not in taken and one[0] not in {before for before, _ in kept}:
                taken.add(one[1])
                kept.append(one)
        return column(*(one for one, _ in kept)), column(*(other for _, other in kept))

    return pair


@pytest.fixture
def spans() -> Spans:
    return table([[(0, 2)], [(3, 5)], [(6, 8)]])


def test_chains_are_the_clusters_and_the_mentions_that_each_two_share(spans):
    """Gold: 0 = {a, b} of document 0, 1 = {c}; 3 = {a} of document 1. Predicted: 0 = {a}, 1 = {b, c}, 2 = {b} there."""
    gold = Items(np.arange(4), column(0, 0, 0, 1), column(0, 0, 0, 1), column(0, 1, 2, 0)), column(0, 0, 1, 3)
    predicted = Items(np.arange(4), column(0, 0, 0, 1), column(0, 0, 0, 1), column(0, 1, 2, 1)), column(0, 1, 1, 2)
    found = chains(spans, gold, predicted, exactly(spans), singletons=True)
    assert list(zip(found.g.tolist(), found.p.tolist(), found.shared.tolist(), strict=True)) == [
        (0, 0, 1),
        (0, 1, 1),
        (1, 1, 1),
    ]
    assert found.gold.size.tolist() == [2, 1, 0, 1]
    assert found.gold.doc.tolist() == [0, 0, 0, 1]
    assert found.predicted.size.tolist() == [1, 2, 1]
    assert found.predicted.doc.tolist() == [0, 0, 1]
    assert found.shared.dtype == np.int64


def test_without_singletons_only_clusters_of_two_and_more_take_part(spans):
    gold = items(0, 1, 2), column(0, 0, 1)
    predicted = items(0, 1, 2), column(0, 1, 1)
    found = chains(spans, gold, predicted, exactly(spans), singletons=False)
    assert list(zip(found.g.tolist(), found.p.tolist(), found.shared.tolist(), strict=True)) == [(0, 1, 1)]
    assert found.gold.size.tolist() == [2, 0]
    assert found.predicted.size.tolist() == [0, 2]
    none = chains(spans, (items(), column()), (items(), column()), exactly(spans), singletons=False)
    assert none.gold.size.tolist() == none.shared.tolist() == []


def test_a_mention_counts_as_often_as_gold_has_it_but_once_at_least(spans):
    """Gold has a in clusters 0 and 1, b in document 1 alone. Predicted a three times, b twice, all in document 0.

    Pairable are the first two a and the first b. All of them are in the sizes.
    """
    seen = []

    def pair(gold, predicted):
        seen.append((gold.row.tolist(), predicted.row.tolist()))
        return column(0, 1), column(0, 2)

    gold = Items(np.arange(3), column(0, 0, 1), column(0, 0, 1), column(0, 0, 1)), column(0, 1, 2)
    predicted = items(0, 1, 0, 1, 0), column(0, 1, 2, 3, 4)
    found = chains(spans, gold, predicted, pair, singletons=True)
    assert seen == [([0, 1, 2], [0, 1, 2])]
    assert list(zip(found.g.tolist(), found.p.tolist(), found.shared.tolist(), strict=True)) == [(0, 0, 1), (1, 2, 1)]
    assert found.predicted.size.tolist() == [1, 1, 1, 1, 1]


def test_of_many_repeated_mentions_the_first_of_each_stays(spans):
    """Sixty of a and b in turn, of which gold has one each."""
    seen = []

    def pair(_gold, predicted):
        seen.append(predicted.row.tolist())
        return column(), column()

    chains(spans, (items(0, 1), column(0, 1)), (items(*[0, 1] * 30), np.arange(60)), pair, singletons=True)
    assert seen == [[0, 1]]
