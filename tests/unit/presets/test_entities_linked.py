"""neleval's measures of linked mentions: hand-worked rows, and a slow reading of each measure's spelling."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.presets import find
from sayso.presets.linking.neleval import MEASURES

ROWS = st.lists(
    st.tuples(
        st.sampled_from(["d1", "d0"]),
        st.sampled_from([0, 10, 20]),
        st.sampled_from([24, 25]),
        st.sampled_from(["Q1", "Q2", "NIL1", "NIL2", "NIL"]),
        st.just(1.0),
        st.sampled_from(["PER", "ORG"]),
    ),
    max_size=7,
)
# Each place once.
PROPER = ROWS.map(lambda rows: list({row[:3]: row for row in rows}.values()))


def evaluate(gold, predicted):
    return find("neleval-3.1.1").native(gold, predicted)


def row(start, link, kind="PER", doc="d"):
    return (doc, start, start + 4, link, 1.0, kind)


def counted(found):
    return [found["rtp"], found["rtp"] + found["fn"], found["ptp"], found["ptp"] + found["fp"]]


def told_apart(one, fields):
    nil = one[3].startswith("NIL")
    known = {"span": one[:3], "docid": one[0], "type": one[5], "kbid": None if nil else one[3]}
    return tuple(known[field] for field in fields)


def read(spelling, gold, predicted):
    """Numerators and denominators as the spelling says, each cluster and mention looked at by itself."""
    counting, chosen, fields = spelling.split(":")
    keep = {
        "None": lambda _one: True,
        "is_nil": lambda one: one[3].startswith("NIL"),
        "is_linked": lambda one: not one[3].startswith("NIL"),
    }[chosen]
    sides = [[one for one in rows if keep(one)] for rows in (gold, predicted)]
    mentions = [{told_apart(one, fields.split("+")) for one in rows} for rows in sides]
    if counting == "sets":
        both = len(mentions[0] & mentions[1])
        return [both, len(mentions[0]), both, len(mentions[1])]
    clusters = [
        [{told_apart(one, fields.split("+")) for one in rows if one[3] == link} for link in {one[3] for one in rows}]
        for rows in sides
    ]
    return {"b_cubed": b_cubed, "muc": muc, "pairwise": pairs, "mention_ceaf": ceaf, "entity_ceaf": ceaf}[counting](
        *clusters, entities=counting == "entity_ceaf"
    )


def b_cubed(gold, predicted, **_):
    both = [(g, p) for g in gold for p in predicted for _ in g & p]
    sums = [sum(len(g & p) / len((g, p)[side]) for g, p in both) for side in (0, 1)]
    return [sums[0], sum(map(len, gold)), sums[1], sum(map(len, predicted))]


def muc(gold, predicted, **_):
    both = sum(max(len(g & p) - 1, 0) for g in gold for p in predicted)
    return [both, sum(len(g) - 1 for g in gold), both, sum(len(p) - 1 for p in predicted)]


def pairs(gold, predicted, **_):
    both = sum(len(g & p) * (len(g & p) - 1) // 2 for g in gold for p in predicted)
    dens = [sum(len(c) * (len(c) - 1) // 2 for c in side) for side in (gold, predicted)]
    return [both, dens[0], both, dens[1]]


def ceaf(gold, predicted, *, entities):
    def alike(one, other):
        return 2 * len(one & other) / (len(one) + len(other)) if entities else len(one & other)

    few, many = sorted((gold, predicted), key=len)
    matched = max(sum(map(alike, few, chosen)) for chosen in itertools.permutations(many, len(few)))
    dens = [len(side) if entities else sum(map(len, side)) for side in (gold, predicted)]
    return [matched, dens[0], matched, dens[1]]


@given(PROPER, PROPER)
def test_every_measure_is_what_its_spelling_says(gold, predicted):
    found = evaluate(gold, predicted)
    assert list(found) == list(MEASURES)
    for name, spelling in MEASURES.items():
        assert counted(found[name]) == pytest.approx(read(spelling, gold, predicted)), name


@given(ROWS, ROWS)
def test_sets_take_rows_that_stand_twice_once(gold, predicted):
    found = evaluate(gold, predicted)
    for name, spelling in MEASURES.items():
        if spelling.startswith("sets:"):
            assert counted(found[name]) == read(spelling, gold, predicted), name


@given(ROWS, ROWS)
def test_shares_are_of_the_counts(gold, predicted):
    for found in evaluate(gold, predicted).values():
        rtp, of_gold, ptp, of_predicted = counted(found)
        assert found["recall"] == pytest.approx(rtp / of_gold if of_gold else 0.0)
        assert found["precision"] == pytest.approx(ptp / of_predicted if of_predicted else 0.0)
        both = found["recall"] + found["precision"]
        assert found["fscore"] == pytest.approx(2 * found["recall"] * found["precision"] / both if both else 0.0)


def test_unknown_entities_matter_to_clusterings_alone():
    found = evaluate([row(0, "NIL1"), row(10, "NIL1")], [row(0, "NIL1"), row(10, "NIL2")])
    assert found["strong_nil_match"]["fscore"] == found["strong_all_match"]["fscore"] == 1.0
    assert found["mention_ceaf"]["fscore"] == 0.5
    assert found["entity_match"]["fscore"] == 0.0


def test_clusters_reach_across_documents():
    found = evaluate([row(0, "Q1"), row(0, "Q1", doc="e")], [row(0, "Q1"), row(0, "Q2", doc="e")])
    assert counted(found["muc"]) == [0, 1, 0, 0]
    assert counted(found["entity_match"]) == [1, 2, 1, 2]


def test_a_predicted_mention_with_two_ids():
    found = evaluate([row(0, "Q1")], [row(0, "Q1"), row(0, "Q9")])
    assert counted(found["mention_ceaf"]) == [1, 1, 1, 4]
    assert counted(found["mention_ceaf_plus"]) == [1, 1, 1, 2]
    assert counted(found["strong_mention_match"]) == [1, 1, 1, 1]


def test_a_gold_mention_with_two_ids():
    # Clusters by place: Q1, Q9, Q2; cut at 1, 1 and 2 of m, m, n: {m}, {}, {m}.
    found = evaluate([row(0, "Q1"), row(10, "Q2"), row(0, "Q9")], [row(0, "Q1"), row(10, "Q2")])
    assert counted(found["mention_ceaf"]) == [1, 4, 1, 2]
    assert counted(found["entity_ceaf"]) == [1, 4, 1, 2]


def test_a_row_that_stands_twice_counts_once():
    assert evaluate([row(0, "Q1")], [row(0, "Q1")] * 2) == evaluate([row(0, "Q1")], [row(0, "Q1")])


def test_nothing_is_zero_throughout():
    for found in evaluate([], []).values():
        assert set(found.values()) == {0}


def test_types_are_looked_at_where_the_name_says_so():
    found = evaluate([row(0, "Q1")], [row(0, "Q1", kind="ORG")])
    assert {name for name, numbers in found.items() if numbers["fp"]} == {
        "strong_typed_all_match",
        "strong_typed_link_match",
        "strong_typed_mention_match",
        "typed_mention_ceaf",
        "typed_mention_ceaf_plus",
    }
