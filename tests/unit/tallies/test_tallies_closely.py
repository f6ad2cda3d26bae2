"""Counters of three small documents, each worked out by hand."""

from fractions import Fraction

import numpy as np
import pytest

from sayso.matching.chains import Chains, Clusters
from sayso.matching.match import Judgement, Match
from sayso.tallies.coreference import chained, counters_of
from sayso.tallies.counts import detected, judged
from sayso.tallies.evidence import Evidenced, evidenced
from sayso.tallies.tally import Tally, by_document, concatenated, tally_of


def column(*values):
    return np.array(values, dtype=np.int64)


YES = np.ones(4, dtype=np.bool_)

# Document 0: gold A of 3 mentions and B of 2, and one cluster without mentions; predicted X of 2 and Y of 3.
#     A shares 2 with X and 1 with Y, B shares 2 with Y.
# Document 1: gold C of 1 and D of 2; predicted Z of 1, which is C.
# Document 2: gold F of 1, predicted W of 2, which has F and another mention.
# Document 3: nothing.
GOLD = Clusters(doc=column(0, 0, 0, 1, 1, 2), size=column(3, 0, 2, 1, 2, 1))
PREDICTED = Clusters(doc=column(0, 0, 1, 2), size=column(2, 3, 1, 2))
CHAINS = Chains(GOLD, PREDICTED, g=column(0, 0, 2, 3, 5), p=column(0, 1, 1, 2, 3), shared=column(2, 1, 2, 1, 1))

MUC = [
    # A falls into 2 parts: 3 - 2 of 2 links; B into 1: 1 of 1. X keeps 1 of 1, Y falls into 2: 1 of 2.
    (2, 3, 2, 3),
    # C has no link; D has 1, and none is found. Z has none.
    (0, 1, 0, 0),
    # F has none; W falls into 2: 0 of 1.
    (0, 0, 0, 1),
    (0, 0, 0, 0),
]
B3 = [
    # A: 4/3 and 1/3, B: 4/2, together 11/3 of 5. X: 4/2, Y: 1/3 and 4/3, together 11/3 of 5.
    (Fraction(11, 3), 5, Fraction(11, 3), 5),
    (1, 3, 1, 1),
    (1, 1, Fraction(1, 2), 2),
    (0, 0, 0, 0),
]
# A with X and B with Y, 2 and 2 mentions.
CEAFM = [(4, 5, 4, 5), (1, 3, 1, 1), (1, 1, 1, 2), (0, 0, 0, 0)]
# The same pairs: 2 · 2/5 and 2 · 2/5 over 2 clusters each; C with Z 2 · 1/2 of 2 and 1; F with W 2 · 1/3 of 1 and 1.
CEAFE = [
    (Fraction(8, 5), 2, Fraction(8, 5), 2),
    (1, 2, 1, 1),
    (Fraction(2, 3), 1, Fraction(2, 3), 1),
    (0, 0, 0, 0),
]
LEA = [
    # A: 1 of its 3 links, so 3 · 1/3; B: 1 of 1, so 2. X: 1 of 1, so 2; Y: 1 of 3, so 1.
    (3, 5, 3, 5),
    # C and Z are alone, and the same mention.
    (1, 3, 1, 1),
    # F is alone, W is not; of W's one link nothing is found.
    (0, 1, 0, 2),
    (0, 0, 0, 0),
]
BLANC = [
    # Of coreference 2 shared, of 3 + 1 and 1 + 3. Of 10 links among 5 mentions the other 6; 10 - 4 - 4 + 2 = 4 shared.
    (2, 4, 4, 4, 6, 6),
    # D's one link; among the 3 mentions 3 - 1 = 2 others. One mention has no link.
    (0, 1, 0, 0, 2, 0),
    (0, 0, 1, 0, 0, 0),
    (0, 0, 0, 0, 0, 0),
]


def rows(expected):
    return [[float(value) for value in row] for row in expected]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("MUC", MUC), ("B3", B3), ("CEAFm", CEAFM), ("CEAFe", CEAFE), ("LEA", LEA), ("BLANC", BLANC)],
)
def test_the_counters_of_each_coreference_measure(name, expected):
    found = chained(name)(CHAINS, 4, YES)
    assert found.counters == counters_of(name)
    np.testing.assert_allclose(found.rows, rows(expected), rtol=0, atol=1e-15)
    assert found.defined is YES


@pytest.mark.parametrize(
    ("name", "fractions"),
    [
        ("MUC", ()),
        ("B3", ("r_num", "p_num")),
        ("CEAFm", ()),
        ("CEAFe", ("r_num", "p_num")),
        ("LEA", ("r_num", "p_num")),
        ("BLANC", ()),
        ("CoNLL", ("B3.r_num", "B3.p_num", "CEAFe.r_num", "CEAFe.p_num")),
    ],
)
def test_only_sums_of_fractions_are_no_integers(name, fractions):
    found = chained(name)(CHAINS, 4, YES)
    assert found.fractions == fractions
    assert found.rows.dtype == (np.float64 if fractions else np.int64)


def test_the_counters_of_conll_are_those_of_its_three_parts():
    found = chained("CoNLL")(CHAINS, 4, YES)
    assert found.counters == tuple(f"{part}.{name}" for part in ("MUC", "B3", "CEAFe") for name in counters_of(part))
    np.testing.assert_allclose(found.rows, np.hstack([rows(MUC), rows(B3), rows(CEAFE)]), rtol=0, atol=1e-15)


def test_clusters_pair_in_the_best_way_and_not_the_first():
    """A of 4 shares 2 with X of 4 and 2 with Y of 2, B of 2 shares 2 with X: A with Y and B with X, 4 of 6 and 6.

    The similarity of either pair is 2 · 2/6; that of A with X would be 2 · 2/8.
    """
    gold, predicted = (Clusters(column(0, 0), sizes) for sizes in (column(4, 2), column(4, 2)))
    some = Chains(gold, predicted, g=column(0, 0, 1), p=column(0, 1, 0), shared=column(2, 2, 2))
    assert chained("CEAFm")(some, 1, YES[:1]).rows.tolist() == [[4, 6, 4, 6]]
    np.testing.assert_allclose(chained("CEAFe")(some, 1, YES[:1]).rows, [[4 / 3, 2, 4 / 3, 2]])


def test_items_matched_in_gold_and_predicted_are_counted_by_document():
    match = Match(
        gold_row=column(5, 6, 7),
        gold_doc=column(0, 0, 2),
        predicted_row=column(8, 9),
        predicted_doc=column(0, 2),
        g=column(1, 2),
        p=column(0, 1),
    )
    found = detected(match, 4, YES)
    assert found.counters == ("matched", "gold", "predicted")
    assert found.rows.tolist() == [[1, 2, 1], [0, 0, 0], [1, 1, 1], [0, 0, 0]]
    assert found.defined is YES


def test_pairs_that_agree_and_pairs_considered_are_counted_by_document():
    seen = Judgement(column(0, 0, 2), column(1, 2, 3), column(4, 5, 6), np.array([True, False, True]))
    found = judged(seen, 4, YES)
    assert found.counters == ("agreeing", "considered")
    assert found.rows.tolist() == [[1, 2], [0, 0], [1, 1], [0, 0]]


def test_evidence_is_counted_in_shares_of_each_pair():
    """Document 0: pairs with 3 of 4 and 3 of 6 characters, and with none on either side; one gold stance more.

    Document 1: a pair with 5 gold characters and none predicted, and one with none in gold and 1 predicted. Document 2:
    a pair with 1 of 1 and 1 of 2.
    """
    match = Match(
        gold_row=column(0, 1, 2, 3, 4, 5),
        gold_doc=column(0, 0, 0, 1, 1, 2),
        predicted_row=column(0, 1, 2, 3, 4),
        predicted_doc=column(0, 0, 1, 1, 2),
        g=column(0, 1, 3, 4, 5),
        p=column(0, 1, 2, 3, 4),
    )
    seen = Evidenced(match, column(3, 0, 0, 0, 1), gold=column(4, 0, 5, 0, 1), predicted=column(6, 0, 0, 1, 2))
    found = evidenced(seen, 4, YES)
    assert found.counters == ("r_num", "r_den", "p_num", "p_den")
    assert found.rows.tolist() == [[1.75, 3, 1.5, 2], [0, 2, 0, 2], [1, 1, 0.5, 1], [0, 0, 0, 0]]
    assert found.rows.dtype == np.float64
    assert found.fractions == ("r_num", "p_num")
    assert found.defined is YES


@pytest.fixture
def tally():
    return Tally(
        ("share", "items"),
        np.array([[0.1, 1], [0.2, 2], [0.3, 4], [8.5, 8]]),
        np.array([True, True, True, False]),
        ("share",),
    )


def test_a_total_is_over_documents_where_it_is_defined_and_rounded_once(tally):
    """0.1 + 0.2 + 0.3 is 0.6 to the last bit, which adding one after the other misses; 1 + 2 + 4 = 7."""
    assert tally.total() == {"share": 0.6, "items": 7}
    assert isinstance(tally.total()["items"], int)


def test_a_document_has_its_own_counters(tally):
    assert tally.document(3) == {"share": 8.5, "items": 8}
    assert isinstance(tally.document(3)["items"], int)
    assert len(tally) == 4


def test_a_column_too_many_is_refused(tally):
    broken = Tally(("share",), tally.rows, tally.defined)
    for counters in (broken.total, lambda: broken.document(0)):
        with pytest.raises(ValueError, match=r"longer|shorter"):
            counters()


def test_a_tally_can_be_defined_in_fewer_documents(tally):
    fewer = tally.where(np.array([False, True, True, True]))
    assert fewer.defined.tolist() == [False, True, True, False]
    assert fewer.total() == {"share": 0.5, "items": 6}


def test_documents_can_come_in_another_order(tally):
    other = tally.ordered(column(3, 0, 2, 1))
    assert other.rows[:, 1].tolist() == [8, 1, 4, 2]
    assert other.defined.tolist() == [False, True, True, True]
    assert other.counters == tally.counters
    assert other.fractions == tally.fractions


def test_tallies_of_parts_are_the_tally_of_the_whole(tally):
    parts = [tally.ordered(column(0, 1)), tally.ordered(column(2, 3))]
    whole = concatenated(parts)
    assert whole.rows.tolist() == tally.rows.tolist()
    assert whole.defined.tolist() == tally.defined.tolist()
    assert (whole.counters, whole.fractions) == (tally.counters, tally.fractions)


def test_things_are_counted_by_the_documents_they_stand_in():
    counts = by_document(4, quotes=column(0, 2, 2), events=column())
    assert {name: docs.tolist() for name, docs in counts.items()} == {"quotes": [1, 0, 2, 0], "events": [0, 0, 0, 0]}
    found = tally_of(counts, YES)
    assert found.counters == ("quotes", "events")
    assert found.rows.tolist() == [[1, 0], [0, 0], [2, 0], [0, 0]]
    assert found.defined is YES
    assert found.fractions == ()
