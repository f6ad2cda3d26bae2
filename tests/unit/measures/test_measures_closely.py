"""From counters to numbers, each by hand; also where nothing is divided by nothing."""

import math
from fractions import Fraction

import numpy as np
import pytest

from sayso.matching.chains import Chains, Clusters
from sayso.measures import parse
from sayso.measures.averages import by_document, computed, macro_by_document, mean, number
from sayso.measures.chained import _kind, harmonic
from sayso.measures.classing import mended
from sayso.measures.statistics import _statistics, precision, ratio
from sayso.measures.summed import summed
from sayso.tallies import Tally

NAN = math.nan
COUNTERS = ("matched", "gold", "predicted")


def tally(*rows, defined=None):
    there = [True] * len(rows) if defined is None else defined
    return Tally(COUNTERS, np.array(rows, dtype=np.int64), np.array(there))


def values(measure, counters, beta=1):
    """A statistic of a measure over columns of counters."""
    found = parse(measure)
    columns = {name: np.array(column, dtype=np.float64) for name, column in counters.items()}
    return found.line.kind.statistics[found.base].value(columns, Fraction(beta)).tolist()


def same(found, expected):
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-15)
    return True


def test_a_quotient_is_undefined_where_the_denominator_is_nought():
    assert same(ratio([1, 0, 2], [2, 0, 0]), [0.5, NAN, NAN])
    assert same(ratio([1, 3], 4), [0.25, 0.75])
    assert same(ratio(1, [[2, 4]]), [[0.5, 0.25]])
    assert ratio(1, 2).dtype == np.float64


@pytest.mark.parametrize(
    ("measure", "beta", "expected"),
    [
        pytest.param("quotes.P", 1, [3 / 5, 0, NAN, NAN], id="3 of 5 predicted, 0 of 1, nothing predicted"),
        pytest.param("quotes.R", 1, [3 / 4, NAN, 0, NAN], id="3 of 4 in gold, nothing in gold, 0 of 2"),
        pytest.param("quotes.F", 1, [6 / 9, 0, 0, NAN], id="2 · 3 of 4 + 5; 0 of 1; 0 of 2; nothing at all"),
        pytest.param("quotes.F", 2, [15 / 21, 0, 0, NAN], id="beta 2: (1 + 4) · 3 of 4 · 4 + 5"),
        pytest.param(
            "quotes.F", Fraction(1, 2), [15 / 24, 0, 0, NAN], id="beta 1/2: (1 + 1/4) · 3 of 4/4 + 5, times 4"
        ),
    ],
)
def test_precision_recall_and_f(measure, beta, expected):
    counters = {"matched": [3, 0, 0, 0], "gold": [4, 0, 2, 0], "predicted": [5, 1, 0, 0]}
    assert same(values(measure, counters, beta), expected)


def test_accuracy_is_of_the_pairs_considered():
    assert same(values("quotes.kind.accuracy", {"agreeing": [3, 0, 0], "considered": [4, 2, 0]}), [0.75, 0, NAN])


@pytest.mark.parametrize(
    ("p", "r", "beta", "expected"),
    [
        pytest.param(1 / 2, 1 / 4, 1, 1 / 3, id="2 · 1/8 over 3/4"),
        pytest.param(1 / 2, 1 / 4, 2, 5 / 18, id="5 · 1/8 over 4 · 1/2 + 1/4: recall counts more"),
        pytest.param(0, 0, 1, 0, id="nothing right"),
        pytest.param(NAN, 1 / 2, 1, 0, id="nothing predicted"),
        pytest.param(1 / 2, NAN, 1, 0, id="nothing in gold"),
        pytest.param(NAN, NAN, 1, NAN, id="neither"),
    ],
)
def test_the_harmonic_mean_of_precision_and_recall(p, r, beta, expected):
    assert same(harmonic(np.array([p]), np.array([r]), Fraction(beta)), [expected])


def test_conll_is_the_mean_of_three_and_undefined_with_any_of_them():
    """MUC 2/3 and 2/4: F 4/7; B³ 1/2 and 1/2: 1/2; CEAFe 1/1 and 1/3: 1/2. In the second MUC has no links at all."""
    counters = {"MUC.r_num": [2, 0], "MUC.r_den": [3, 0], "MUC.p_num": [2, 0], "MUC.p_den": [4, 0]}
    counters |= {"B3.r_num": [1, 1], "B3.r_den": [2, 2], "B3.p_num": [1, 1], "B3.p_den": [2, 2]}
    counters |= {"CEAFe.r_num": [1, 1], "CEAFe.r_den": [1, 1], "CEAFe.p_num": [1, 1], "CEAFe.p_den": [3, 3]}
    assert same(values("entities.CoNLL", counters), [(4 / 7 + 1 / 2 + 1 / 2) / 3, NAN])


BLANC = {
    # both kinds in gold; coreference alone in gold; others alone in gold; none in gold, both predicted; nothing at all
    # coreference predicted alone, and gold has both.
    "c_both": [1, 1, 0, 0, 0, 1],
    "c_gold": [2, 2, 0, 0, 0, 2],
    "c_pred": [4, 4, 1, 1, 0, 2],
    "n_both": [3, 0, 3, 0, 0, 0],
    "n_gold": [4, 0, 4, 0, 0, 1],
    "n_pred": [3, 1, 6, 1, 0, 0],
}


@pytest.mark.parametrize(
    ("statistic", "expected"),
    [
        ("entities.BLANC.R", [(1 / 2 + 3 / 4) / 2, 1 / 2, 3 / 4, NAN, NAN, (1 / 2 + 0) / 2]),
        ("entities.BLANC.P", [(1 / 4 + 1) / 2, 1 / 4, 1 / 2, 0, NAN, (1 / 2 + 0) / 2]),
        ("entities.BLANC", [(1 / 3 + 6 / 7) / 2, 1 / 3, 3 / 5, 0, NAN, (1 / 2 + 0) / 2]),
    ],
)
def test_blanc_averages_over_the_kinds_of_link_that_gold_has(statistic, expected):
    """F of coreference links 2 · 1/8 over 3/4, of others 2 · 3/4 over 7/4; in the third 2 · 3/8 over 5/4."""
    assert same(values(statistic, BLANC), expected)
    columns = {name: np.array(column, dtype=np.float64) for name, column in BLANC.items()}
    assert same(_kind("BLANC").statistics[parse(statistic).statistic].value(columns, Fraction(1)), expected)


@pytest.mark.parametrize("name", ["MUC", "B3", "CEAFm", "CEAFe", "LEA", "BLANC", "CoNLL"])
def test_the_kind_of_a_coreference_measure_is_made_of_its_name(name):
    made, known = _kind(name), parse(f"entities.{name}").line.kind
    assert (made.name, made.counters, made.macro) == (name, known.counters, False)
    assert list(made.statistics) == (["F"] if name == "CoNLL" else ["P", "R", "F"])
    assert [one.name for one in made.statistics.values()] == list(made.statistics)
    assert [one.doc for one in made.statistics.values()] == [one.doc for one in known.statistics.values()]
    clusters = Clusters(np.array([0, 0]), np.array([2, 1]))
    chains = Chains(clusters, clusters, g=np.array([0, 1]), p=np.array([0, 1]), shared=np.array([2, 1]))
    there = np.ones(1, dtype=np.bool_)
    assert made.tally(chains, 1, there).rows.tolist() == known.tally(chains, 1, there).rows.tolist()
    counters = made.tally(chains, 1, there).total()
    assert [float(one.value(counters, Fraction(1))) for one in made.statistics.values()] == [1.0] * len(made.statistics)


def test_what_blanc_is_stands_in_its_descriptions():
    first = _kind("BLANC").statistics["R"].doc.splitlines()[0]
    assert first == "Recall of BLANC: the mean over links of coreference and other links, each kind that gold has."


def test_a_table_of_statistics_knows_them_by_name():
    made = _statistics(P=precision)
    assert list(made) == ["P"]
    assert (made["P"].name, made["P"].value, made["P"].takes_beta) == ("P", precision, False)


def test_a_mean_of_nothing_is_undefined_and_sums_are_rounded_once():
    assert mean([]) is None
    assert mean([0.1] * 10) == 0.1
    assert number(np.float64(NAN)) is None
    assert number(np.float64(0.5)) == 0.5


DOCUMENTS = tally((3, 4, 5), (0, 0, 0), (1, 2, 2), (9, 9, 9), defined=[True, True, True, False])


def test_pooled_over_the_documents_where_it_is_defined():
    """Matched 3 + 0 + 1 = 4 of 6 and 7: F = 8/13; the fourth document is left out."""
    value, counts = computed(parse("quotes.F"), {None: DOCUMENTS})
    assert value == 8 / 13
    assert counts == {"matched": 4, "gold": 6, "predicted": 7, "documents": 3, "left_out": 1}


def test_the_mean_over_documents_leaves_out_the_undefined():
    """6/9 and 2/4; the second has nothing, the fourth is not annotated."""
    value, counts = computed(parse("quotes.F(average=documents)"), {None: DOCUMENTS})
    assert value == pytest.approx((6 / 9 + 2 / 4) / 2, rel=0, abs=1e-15)
    assert counts == {"documents": 2, "left_out": 2}
    assert same(by_document(parse("quotes.F"), DOCUMENTS), [6 / 9, NAN, 1 / 2, NAN])


DIRECT, INDIRECT = tally((1, 2, 2), (0, 0, 0)), tally((0, 1, 0), (0, 0, 0))
NEVER = tally((0, 0, 0), (0, 0, 0))
BOTH = {None: tally((1, 3, 2), (0, 0, 0)), "indirect": INDIRECT, "never": NEVER, "direct": DIRECT}


def test_the_mean_over_labels_leaves_out_labels_that_do_not_occur():
    """Direct 2/4, indirect 0/1; `never` has no items."""
    assert computed(parse("quotes.MacroF(by=kind)"), BOTH) == (0.25, {"labels": 2})
    assert computed(parse("quotes.MacroF(by=kind)"), {None: NEVER, "never": NEVER}) == (None, {"labels": 0})


def test_a_mean_over_labels_that_the_measure_names_wants_all_of_them():
    """FavourAgainst is over two labels: 2/4 and 0/1; with one undefined there is none."""
    strict = parse("stances.FavourAgainst")
    assert computed(strict, {None: NEVER, "support": DIRECT, "oppose": INDIRECT}) == (0.25, {"labels": 2})
    assert computed(strict, {None: NEVER, "support": DIRECT, "oppose": NEVER}) == (None, {"labels": 1})


def test_the_mean_over_labels_of_each_document():
    measure = parse("quotes.MacroF(average=documents,by=kind)")
    assert same(macro_by_document(measure, [DIRECT, INDIRECT, NEVER], 2), [0.25, NAN])
    assert same(macro_by_document(measure, [DIRECT, NEVER], 2), [0.5, NAN])
    assert same(macro_by_document(measure, [], 2), [NAN, NAN])
    assert same(macro_by_document(parse("stances.FavourAgainst"), [DIRECT, INDIRECT], 2), [0.25, NAN])
    assert same(macro_by_document(parse("stances.FavourAgainst"), [DIRECT, NEVER], 2), [NAN, NAN])
    assert computed(measure, BOTH) == (0.25, {"documents": 1, "left_out": 1})


MEASURES = {
    "quotes.F": {None: DOCUMENTS},
    "quotes.P": {None: DOCUMENTS},
    "quotes.F(average=documents)": {None: DOCUMENTS},
    "quotes.MacroF(by=kind)": BOTH,
    "quotes.MacroF(average=documents,by=kind)": BOTH,
    "stances.FavourAgainst": {None: BOTH[None], "support": DIRECT, "oppose": INDIRECT},
}


@pytest.mark.parametrize("name", MEASURES)
def test_a_sum_over_documents_gives_the_measure_again(name):
    value, _ = computed(parse(name), MEASURES[name])
    found = summed(parse(name), MEASURES[name])
    assert found.value() == pytest.approx(value, rel=0, abs=1e-15)
    assert found.measure == parse(name)
    assert len(found) == len(MEASURES[name][None])


def test_documents_may_be_weighted():
    """The first document three times, the third once: matched 10 of 14 and 17, F = 20/31; none of them: undefined."""
    found = summed(parse("quotes.F"), {None: DOCUMENTS})
    weights = np.array([[3, 0, 1, 0], [0, 1, 0, 1], [0, 0, 1, 0]])
    assert found.columns.tolist() == [[3, 4, 5], [0, 0, 0], [1, 2, 2], [0, 0, 0]]
    assert same(found.values(weights @ found.columns), [20 / 31, NAN, 1 / 2])
    assert same(found.by_document(), [6 / 9, NAN, 1 / 2, NAN])


def test_a_tally_with_a_column_too_many_is_refused():
    broken = Tally(("matched", "gold"), DOCUMENTS.rows, DOCUMENTS.defined)
    with pytest.raises(ValueError, match="longer"):
        summed(parse("quotes.R"), {None: broken})


def test_a_mean_over_documents_may_be_weighted():
    """6/9 twice and 1/2 once; the undefined weigh nothing."""
    found = summed(parse("quotes.F(average=documents)"), {None: DOCUMENTS})
    weights = np.array([[2, 5, 1, 7], [0, 1, 0, 1]])
    assert same(found.values(weights @ found.columns), [(6 / 9 * 2 + 1 / 2) / 3, NAN])


def test_a_mean_over_labels_may_be_weighted():
    """Document 0 twice: direct 2/4, indirect 0/1 as before; document 1 alone has no items, and no labels no columns."""
    weights = np.array([[2, 0], [0, 1]])
    found = summed(parse("quotes.MacroF(by=kind)"), BOTH)
    assert same(found.values(weights @ found.columns), [0.25, NAN])
    once = summed(parse("quotes.MacroF(by=kind)"), {None: NEVER, "never": NEVER, "direct": DIRECT})
    assert same(once.values(weights @ once.columns), [0.5, NAN])
    two = summed(parse("quotes.MacroF(by=kind)"), {None: NEVER, "direct": tally((1, 2, 2), (1, 1, 1))})
    assert same(two.values(two.columns), [0.5, 1.0])
    none = summed(parse("quotes.MacroF(by=kind)"), {None: NEVER})
    assert same(none.values(weights @ none.columns), [NAN, NAN])
    assert none.columns.shape == (2, 0)
    strict = summed(parse("stances.FavourAgainst"), {None: NEVER, "support": DIRECT, "oppose": NEVER})
    assert same(strict.values(weights @ strict.columns), [NAN, NAN])


def test_sums_of_fractions_are_the_same_in_every_order():
    """Ten thousand thirds, forwards, backwards and by blocks: the same bits, and a third on average."""
    thirds = Tally(
        ("r_num", "r_den", "p_num", "p_den"),
        np.tile([1 / 3, 1, 2 / 3, 1], (10_000, 1)),
        np.ones(10_000, dtype=np.bool_),
        ("r_num", "p_num"),
    )
    found = summed(parse("entities.B3.R"), {None: thirds})
    blocks = found.columns.reshape(100, 100, -1).sum(axis=1).sum(axis=0)
    one_by_one = np.add.accumulate(found.columns[::-1], axis=0)[-1]
    assert found.columns.sum(axis=0).tolist() == blocks.tolist() == one_by_one.tolist()
    assert found.value() == pytest.approx(1 / 3, rel=0, abs=1e-15)
    assert same(found.values(found.columns[:3]), [1 / 3] * 3)


def test_large_and_small_parts_of_a_fraction_are_both_kept():
    """A million and a third: in steps of 2**-20 the rest would be off by up to 2**-21."""
    some = Tally(
        ("r_num", "r_den", "p_num", "p_den"),
        np.array([[1e6 + 1 / 3, 1, 0, 1]]),
        np.ones(1, dtype=np.bool_),
        ("r_num", "p_num"),
    )
    found = summed(parse("entities.B3.R"), {None: some})
    assert found.value() == 1e6 + 1 / 3
    assert (found.columns * 2.0**52 == np.rint(found.columns * 2.0**52)).all()
    assert found.columns[0, 0] * 2**20 == round((1e6 + 1 / 3) * 2**20)
    assert abs(found.columns[0, 1]) <= 2.0**-21


@pytest.mark.parametrize(
    ("counts", "of_class", "expected"),
    [
        pytest.param((2, 4, 4), (1, 0, 0), 6 / 8 - 4 / 8, id="a pair more is matched: 2 · 3 of 8"),
        pytest.param((2, 4, 4), (0, 1, 0), 6 / 9 - 4 / 8, id="a gold item is predicted: 2 · 3 of 4 + 5"),
        pytest.param((2, 4, 4), (0, 0, 1), 4 / 7 - 4 / 8, id="a predicted item is dropped: 2 · 2 of 4 + 3"),
        pytest.param((2, 4, 4), (1, 1, 1), 8 / 8 - 4 / 8, id="all of it: 2 · 4 of 4 + 4"),
        pytest.param((0, 0, 0), (0, 0, 0), None, id="nothing there"),
        pytest.param((0, 0, 1), (0, 0, 1), None, id="nothing left"),
    ],
)
def test_what_mending_a_class_adds_to_f(counts, of_class, expected):
    found = mended(counts, of_class)
    assert found is None if expected is None else found == pytest.approx(expected, rel=0, abs=1e-15)
