"""Coreference scorers on cases worked out by hand: known defects, documents that are missing, and words of errors."""

import pytest

from sayso.presets import ScorerError, find

NAMES = [
    "conll-8.01",
    "lea-5525e30",
    "coval-87071a6",
    "corefud-4fd7b0e",
    "neleval-3.1.1-coref",
    "metametric-0.2.1-coref",
]
PAIRS = ["ab", "cd"]


def side(*documents):
    """Clusters as words of letters, a letter being a mention of one token; documents are numbered from 1."""
    return {
        str(number): [[(ord(letter), ord(letter)) for letter in cluster] for cluster in clusters]
        for number, clusters in enumerate(documents, 1)
        if clusters is not None
    }


def native(name, gold, predicted, **options):
    return find(name).native(side(gold), side(predicted), **options)


def counts(name, measure, gold, predicted, **options):
    return native(name, gold, predicted, **options)[measure]["counts"]


def test_percentages_are_cut_off():
    # 57 of 100 mentions: .57 is 0.56999… in binary; 2 of 3 are 66.666….
    gold = [[(n, n) for n in range(100)]]
    found = find("conll-8.01").native({"d": gold}, {"d": [gold[0][:57]]})["mentions"]
    assert found["R"] == 0.57
    assert found["printed"] == {"R": 56.99, "P": 100.0, "F1": 72.61}
    assert native("conll-8.01", ["ab", "c"], ["ab", "x"])["mentions"]["printed"]["R"] == 66.66


@pytest.mark.parametrize(("name", "mean"), [("conll-8.01", 2 / 3), ("coval-87071a6", 2 / 3), ("corefud-4fd7b0e", 0.0)])
def test_perfect_singletons_have_no_links(name, mean):
    # MUC 0/0 = 0, B³ and CEAFe 2/2; the CorefUD scorer drops them by default.
    assert native(name, ["a", "b"], ["a", "b"])["conll"]["F1"] == pytest.approx(mean)


def test_blanc_of_perfect_singletons():
    found = native("conll-8.01", ["a", "b"], ["a", "b"])["blanc"]
    assert (found["F1"], found["counts"]) == (1.0, [0, 0, 0, 0, 1, 1, 1, 1])
    assert native("conll-8.01", ["a"], ["a"])["blanc"]["F1"] == 0.0


def test_a_repeated_mention_of_gold_is_dropped_from_predictions():
    found = native("conll-8.01", PAIRS, ["abb", "cd"])
    assert {found[name]["F1"] for name in ("mentions", "muc", "bcub", "ceafm", "ceafe", "blanc", "conll")} == {1.0}


def test_a_repeated_mention_that_gold_lacks_is_kept():
    found = native("conll-8.01", PAIRS, ["abxx", "cd"])
    # MUC: 1 + 1 of 3 + 1 links; B³: 2 · 2/4 + 2 of 6; BLANC: ab, ax, bx, xx, cd of which two are right.
    assert found["muc"]["counts"] == [2, 2, 2, 4]
    assert found["bcub"]["counts"] == [4, 4, 3, 6]
    assert found["blanc"]["counts"] == [2, 2, 2, 5, 4, 4, 4, 6]
    assert found["mentions"]["counts"] == [4, 4, 4, 5]
    # LEA: 4 · 1/6 + 2.
    assert counts("lea-5525e30", "lea", PAIRS, ["abxx", "cd"]) == pytest.approx([4, 4, 8 / 3, 6])


def test_the_first_cluster_keeps_a_repeated_mention():
    # The cluster that begins with a keeps c, though it is given last: {a, c}, {b}.
    assert counts("conll-8.01", "muc", ["ac", "b"], ["bc", "ac"]) == [1, 1, 1, 1]
    # Of two that begin together, the one given first: {a, c}, {} against {a, b}, {c}.
    assert counts("conll-8.01", "muc", ["ac", "b"], ["ac", "ab"]) == [1, 1, 1, 1]
    assert counts("conll-8.01", "muc", ["ac", "b"], ["ab", "ac"]) == [0, 1, 0, 1]


@pytest.mark.parametrize("name", ["conll-8.01", "lea-5525e30"])
def test_beyond_ten_repeated_mentions_the_reference_scorer_refuses(name):
    gold = ["abcdefg", "hijklmn"]
    native(name, gold, [*gold, "abcde", "hijkl"])
    with pytest.raises(ScorerError) as error:
        native(name, gold, [*gold, "abcde", "hijklm"])
    assert str(error.value) == "exit 1: 11 predicted mentions repeat one that gold has; it refuses to score beyond 10"
    # They are added up over documents.
    with pytest.raises(ScorerError, match="11 predicted mentions"):
        find(name).native(side(gold, gold), side([*gold, "abcde"], [*gold, "abcdef"]))


def test_a_repeated_mention_of_gold_pushes_shares_above_one():
    found = native("conll-8.01", ["abb", "cd"], PAIRS)
    # φ3: a, b, b are all in {a, b}: 3 + 2 of 5 and of 4; φ4: 2 · 3 / 5 + 1 of 2.
    assert found["ceafm"]["counts"] == [5, 5, 5, 4]
    assert found["ceafe"]["counts"] == pytest.approx([2.2, 2, 2.2, 2])
    # With singletons: c 3 of 1 predicted link, n 3 of 2.
    found = native("corefud-4fd7b0e", ["abb", "c"], ["ab", "c"], singletons=True)["blanc"]
    assert (found["P"], found["counts"]) == (2.25, [3, 3, 3, 1, 3, 3, 3, 2])


def test_a_repeated_mention_of_gold_without_predicted_links_stops_the_corefud_scorer():
    with pytest.raises(ScorerError) as error:
        native("corefud-4fd7b0e", ["aab"], ["a"], singletons=True)
    expected = "float division by zero: BLANC finds links of repeated gold mentions, but none is predicted"
    assert str(error.value) == f"ZeroDivisionError: {expected}"


def test_coval_divides_ceafm_by_clusters():
    found = native("coval-87071a6", PAIRS, PAIRS)["ceafm"]
    assert (found["R"], found["P"], found["F1"], found["counts"]) == (2.0, 2.0, 2.0, [4, 2, 4, 2])


def test_coval_takes_repeated_mentions_as_right_every_time():
    found = native("coval-87071a6", PAIRS, ["abb", "cd"])
    assert found["bcub"]["counts"] == [4, 4, 5, 5]
    assert found["muc"]["counts"] == [2, 2, 3, 3]
    # 2 · 2 / 5 + 1.
    assert found["ceafe"]["counts"] == pytest.approx([1.8, 2, 1.8, 2])
    assert found["mentions"]["counts"] == [4, 4, 4, 4]


def test_coval_finds_a_mention_in_its_last_cluster():
    # a and b are in the second: 2 · 2/3 for them and 1/3 for c.
    assert counts("coval-87071a6", "bcub", ["abc"], ["abc", "ab"])[:2] == pytest.approx([5 / 3, 3])


def test_singletons_are_dropped_on_both_sides():
    assert counts("coval-87071a6", "mentions", ["ab", "c"], ["ab", "c"], singletons=False) == [2, 2, 2, 2]
    found = native("corefud-4fd7b0e", ["ab"], ["ab", "x"])
    assert {found[name]["F1"] for name in ("muc", "bcub", "ceafe", "ceafm", "lea", "blanc", "conll")} == {1.0}


def test_blanc_of_the_corefud_scorer_is_halved_by_a_kind_that_predictions_alone_have():
    # c: 1 of 3 and of 1; n: 0 of 0 and of 2.
    found = native("corefud-4fd7b0e", ["abc"], ["ab", "c"], singletons=True)["blanc"]
    assert (found["R"], found["P"], found["F1"]) == pytest.approx((1 / 6, 1 / 2, 1 / 4))
    found = native("conll-8.01", ["abc"], ["ab", "c"])["blanc"]
    assert (found["R"], found["P"], found["F1"]) == pytest.approx((1 / 3, 1, 1 / 2))


@pytest.mark.parametrize("name", ["coval-87071a6", "corefud-4fd7b0e"])
def test_a_missing_document_stops_scorers_in_python(name):
    with pytest.raises(ScorerError) as error:
        find(name).native(side(PAIRS, PAIRS), side(PAIRS))
    assert str(error.value) == "KeyError: document '2' is not among the predictions"


def test_a_missing_document_is_missed_elsewhere():
    gold, predicted = side(PAIRS, PAIRS), side(PAIRS)
    assert find("conll-8.01").native(gold, predicted)["bcub"]["counts"] == [4, 8, 4, 4]
    assert find("lea-5525e30").native(gold, predicted)["lea"]["counts"] == [4, 8, 4, 4]
    assert find("neleval-3.1.1-coref").native(gold, predicted)["b_cubed"]["counts"] == [4, 8, 4, 4]
    assert find("metametric-0.2.1-coref").native(gold, predicted)["b_cubed-recall"] == 0.5


def test_a_document_that_gold_lacks_counts_for_some():
    gold, predicted = side(PAIRS), side(PAIRS, PAIRS)
    for name in ("conll-8.01", "coval-87071a6", "corefud-4fd7b0e"):
        assert find(name).native(gold, predicted)["bcub"]["counts"] == [4, 4, 4, 4]
    assert find("neleval-3.1.1-coref").native(gold, predicted)["b_cubed"]["counts"] == [4, 4, 4, 8]
    assert find("metametric-0.2.1-coref").native(gold, predicted)["b_cubed-precision"] == 0.5


def test_nelevals_pairs_reach_across_documents():
    # Eight mentions, 28 pairs, four of them within a cluster.
    found = find("neleval-3.1.1-coref").native(side(PAIRS, PAIRS), side(PAIRS, PAIRS))
    assert found["pairwise_negative"]["counts"] == [24, 24, 24, 24]
    assert find("conll-8.01").native(side(PAIRS, PAIRS), side(PAIRS, PAIRS))["blanc"]["counts"][4:] == [8, 8, 8, 8]


def test_nelevals_clusters_with_a_mention_in_common():
    found = native("neleval-3.1.1-coref", ["ab"], ["ab", "ab"])
    # CEAF's denominator: 2 for each of the four pairs of predicted clusters.
    assert found["mention_ceaf"]["counts"] == [2, 2, 2, 8]
    assert found["pairwise"]["R"] == 2.0
    # a, b | b is cut at 2 and 2: the second gold cluster is empty.
    assert counts("neleval-3.1.1-coref", "mention_ceaf", ["ab", "b"], ["ab"]) == [2, 2, 2, 2]
    # b | b, a is cut at 1 and 2: the second is another {b}.
    assert counts("neleval-3.1.1-coref", "mention_ceaf", ["b", "ba"], ["ab"]) == [1, 4, 1, 2]


def test_b3_after_cai_and_strube():
    found = counts("neleval-3.1.1-coref", "cs_b_cubed", ["ab"], ["bc", "x"])
    # Recall: a alone and b alone in {b}: 1/2 each. Precision: b and c of {b, c} 1/2 each, a alone 1; x is dropped.
    assert found == [1, 2, 2, 3]


def test_metametric_averages_over_documents():
    found = find("metametric-0.2.1-coref").native(side(PAIRS, []), side(["ab", "xy"], []))
    # Half right in the first document, 1 in the empty second.
    assert found == {name: pytest.approx(0.75) for name in found}


def test_b3_of_metametric_is_the_harmonic_mean_of_averages():
    # Document 1: P (1 + 0 + 0) / 3, R 1/4 of 4; document 2 the other way round. The mean of both F1 is 2/19.
    found = find("metametric-0.2.1-coref").native(side(["abcd"], ["a", "xy"]), side(["a", "xy"], ["abcd"]))
    mean = (1 / 3 + 1 / 16) / 2
    parts = [found[f"b_cubed-{part}"] for part in ("precision", "recall", "f1")]
    assert parts == pytest.approx([mean, mean, mean])


@pytest.mark.parametrize(("gold", "predicted", "whose"), [(["a"], ["a"], "predicted"), (["a"], ["ab"], "gold")])
def test_metametric_stops_at_singletons(gold, predicted, whose):
    with pytest.raises(ScorerError) as error:
        native("metametric-0.2.1-coref", gold, predicted)
    expected = f"float division by zero: every {whose} cluster of document '1' is a single mention"
    assert str(error.value) == f"ZeroDivisionError: {expected}"


def test_metametric_adds_up_every_pair_of_clusters():
    found = native("metametric-0.2.1-coref", ["ab"], ["ab", "ab"])
    assert (found["muc-recall"], found["muc-precision"]) == (2.0, 0.5)


def test_no_documents():
    with pytest.raises(ScorerError) as error:
        find("metametric-0.2.1-coref").native({}, {})
    assert str(error.value) == "ZeroDivisionError: division by zero: there are no documents"
    for name in NAMES[:-1]:
        assert all(numbers["F1"] == 0.0 for numbers in find(name).native({}, {}).values())


@pytest.mark.parametrize("name", NAMES[:-1])
def test_nothing_on_either_side_is_zero(name):
    assert all(numbers["F1"] == 0.0 for numbers in native(name, [], []).values())


@pytest.mark.parametrize("name", NAMES)
def test_clusters_without_mentions_are_none(name):
    assert native(name, PAIRS, ["", "ab"]) == native(name, PAIRS, ["ab"])
