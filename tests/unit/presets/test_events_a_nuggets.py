"""EvmEval: greedy pairs with partial credit, averages over documents, types, and coreference."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.presets import ScorerError
from sayso.presets.events.evmeval import Nuggets, evmeval
from sayso.presets.events.nuggets import Nugget, greedy, plain

spans = st.tuples(st.integers(0, 8), st.integers(1, 4)).map(lambda pair: (pair[0], sum(pair)))
nuggets = st.builds(
    Nugget,
    id=st.just("n"),
    spans=st.lists(spans, min_size=1, max_size=2),
    type=st.sampled_from(["Flood", "strike", "NOT_ANNOTATED"]),
    realis=st.sampled_from(["Actual", "Other", "not annotated"]),
)
sides = st.lists(nuggets, max_size=4)


def nugget(name, *spans, kind="flood", realis="Actual"):
    return Nugget(name, spans, kind, realis)


def document(gold, predicted, name="d", **clusters):
    return Nuggets(name, gold, predicted, **clusters)


THREE = [nugget("a", (10, 16)), nugget("b", (30, 37)), nugget("c", (50, 58))]


def test_credit_is_the_dice_of_characters():
    found = evmeval([document([nugget("a", (4, 8), (13, 16))], [nugget("s", (4, 16))])])
    # 7 and 12 characters share 7: 2 * 7 / 19.
    assert found["plain"]["micro"]["P"] == pytest.approx(1400 / 19)


def test_pairs_are_taken_greedily():
    gold = [nugget("a", (0, 4)), nugget("b", (4, 8))]
    predicted = [nugget("s", (1, 7)), nugget("t", (0, 1))]
    # s has 6/10 with both and takes a, the earlier; t, 2/5 with a, gets nothing.
    assert greedy(gold, predicted)["plain"] == {0: (0, 0.6)}


def test_attributes_must_agree_once_stripped_and_what_is_not_annotated_agrees():
    gold = [nugget("a", (0, 4), kind="Natural_Flood", realis="NOT_ANNOTATED")]
    predicted = [nugget("s", (0, 4), kind="natural flood", realis="Generic")]
    found = evmeval([document(gold, predicted)])
    assert found["mention_type+realis_status"]["micro"]["F1"] == 100
    assert found["per_type"] == {"naturalflood": {"P": 1.0, "R": 1.0, "F1": 1.0, "gold": 1, "sys": 1}}
    assert evmeval([document(predicted, gold)])["realis_status"]["micro"]["R"] == 0


def test_the_table_by_type_asks_for_realis_too():
    found = evmeval([document([nugget("a", (0, 4))], [nugget("s", (0, 4), realis="Other")])])
    assert found["mention_type"]["micro"]["F1"] == 100
    assert found["per_type"]["flood"] == {"P": 0.0, "R": 0.0, "F1": 0.0, "gold": 1, "sys": 1}


def test_predictions_where_gold_has_nothing_are_free():
    found = evmeval([document(THREE, THREE), document([], THREE, "e")])
    assert found["plain"]["micro"]["P"] == 100
    assert found["plain"]["macro"] == {"P": 100.0, "R": 100.0, "F1": 100.0}
    assert found["per_type"]["flood"]["P"] == 0.5


def test_a_document_without_predictions_has_a_precision_of_0_among_the_means():
    found = evmeval([document(THREE, []), document(THREE, THREE, "e")])
    assert found["plain"]["micro"] == {"P": 100.0, "R": 50.0, "F1": pytest.approx(200 / 3)}
    assert found["plain"]["macro"] == {"P": 50.0, "R": 50.0, "F1": 50.0}


def test_nothing_over_nothing_is_none():
    nothing = {"P": None, "R": None, "F1": None}
    assert evmeval([])["plain"] == {"micro": nothing, "macro": nothing}
    found = evmeval([document(THREE, [nugget("s", (90, 95))])])
    assert found["plain"]["micro"] == {"P": 0.0, "R": 0.0, "F1": None}


def test_coreference_reads_the_printed_numbers():
    found = evmeval([document(THREE, THREE, predicted_clusters=[["a", "b"]])])["coref"]
    # B³: P = (1/2 + 1/2 + 1) / 3 and R = 1, F1 = 4/5. CEAFe: 1 + 2/3 over 2 and over 3 clusters, F1 = 2/3.
    assert found["bcub"] == 80.0
    assert found["ceafe"] == 66.66
    assert found["average"] == pytest.approx((0 + 80 + 66.66 + 80) / 4)


def test_a_nugget_of_another_type_is_another_mention():
    other = [one._replace(type="strike") for one in THREE]
    clusters = {"gold_clusters": [["a", "b"]], "predicted_clusters": [["a", "b"]]}
    assert evmeval([document(THREE, THREE, **clusters)])["coref"]["muc"] == 100
    assert evmeval([document(THREE, other, **clusters)])["coref"]["muc"] == 0


def test_two_clusters_of_one_nugget_stop_it():
    one = document(THREE, THREE, gold_clusters=[["a", "b"], ["b", "c"]])
    with pytest.raises(ScorerError) as error:
        evmeval([one])
    assert str(error.value) == "exit 1: document d: nugget b is in two clusters; the original wants them merged"
    assert "coref" not in evmeval([one], coreference=False)


def slowly(gold, predicted, names):
    """All pairs by Dice over lists of characters, taken one after the other."""
    ranking = []
    for place, other in enumerate(predicted):
        for of_gold, one in enumerate(gold):
            two = [[at for span in side.spans for at in range(*span)] for side in (one, other)]
            dice = 2.0 * len(set(two[0]) & set(two[1])) / (len(two[0]) + len(two[1]))
            if dice > 0:
                ranking.append((-dice, place, of_gold))
    free = {(side, at) for side, listed in enumerate((gold, predicted)) for at in range(len(listed))}
    credit = 0.0
    for dice, place, of_gold in sorted(ranking):
        pairs = [(plain(getattr(gold[of_gold], name)), plain(getattr(predicted[place], name))) for name in names]
        if {(0, of_gold), (1, place)} <= free and all(one in ("notannotated", other) for one, other in pairs):
            free -= {(0, of_gold), (1, place)}
            credit -= dice
    return credit


@given(sides, sides)
def test_it_is_what_a_slow_reading_gives(gold, predicted):
    found = greedy(gold, predicted)
    for name, needed in {
        "plain": (),
        "mention_type": ("type",),
        "realis_status": ("realis",),
        "mention_type+realis_status": ("type", "realis"),
    }.items():
        credit = sum(score for _, score in found[name].values())
        assert credit == pytest.approx(slowly(gold, predicted, needed), abs=1e-12)
