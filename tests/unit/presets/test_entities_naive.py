"""Coreference scorers against slow readings of their rules, on clusters in which mentions may stand twice.

Small numbers are mentions here. Every reading looks at one document and at every pair it is about, one by one.
"""

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.presets import ScorerError, find

MENTIONS = st.integers(0, 6)
CLUSTERINGS = st.lists(st.lists(MENTIONS, min_size=1, max_size=4), max_size=4)
# No mention twice: a cluster number for each, or none.
PROPER = st.lists(st.integers(0, 3), max_size=9).map(
    lambda numbers: [
        [m for m, one in enumerate(numbers) if one == number] for number in range(1, 4) if number in numbers
    ]
)


def native(name, gold, predicted, **options):
    sides = ({"d": [[(m, m) for m in cluster] for cluster in side]} for side in (gold, predicted))
    return find(name).native(*sides, **options)


def by_start(clusters):
    return sorted(clusters, key=min)


def last(clusters):
    return {mention: number for number, cluster in enumerate(clusters) for mention in cluster}


def size(clusters):
    return sum(len(cluster) for cluster in clusters)


def best(gold, predicted, similarity):
    """The best sum over all one-to-one assignments, tried one by one."""
    few, many, turned = (gold, predicted, False) if len(gold) <= len(predicted) else (predicted, gold, True)
    sums = [
        sum(similarity(b, a) if turned else similarity(a, b) for a, b in zip(few, chosen, strict=True))
        for chosen in itertools.permutations(many, len(few))
    ]
    return max(sums)


def dice(common, one, other):
    return Fraction(2 * common, len(one) + len(other))


def gold_within(one, other):
    return sum(mention in other for mention in one)


def b3_by_mention(gold, predicted):
    """Recall's and precision's numerator: of each mention on both sides what its last clusters share."""
    ours, theirs = last(gold), last(predicted)
    pairs = [(gold[ours[m]], predicted[theirs[m]]) for m in ours if m in theirs]
    return [sum(Fraction(len(set(g) & set(p)), len(side)) for g, p in pairs for side in [(g, p)[at]]) for at in (0, 1)]


def muc_towards(clusters, others):
    """Links that are left when each cluster is parted by where its mentions are in the others."""
    where, found = last(others), 0
    for cluster in clusters:
        parts = {where.get(mention, ("alone", place)) for place, mention in enumerate(cluster)}
        found += len(cluster) - len(parts)
    return [found, size(clusters) - len(clusters)]


def b3_towards(clusters, others):
    where = last(others)
    found = Fraction(0)
    for cluster in clusters:
        homes = [where[mention] for mention in cluster if mention in where]
        found += sum(Fraction(homes.count(home), len(cluster)) for home in homes)
    return [found, size(clusters)]


def lea_towards(clusters, others):
    where = last(others)
    found = Fraction(0)
    for cluster in clusters:
        if len(cluster) == 1:
            found += cluster[0] in where and len(others[where[cluster[0]]]) == 1
            continue
        pairs = list(itertools.combinations(cluster, 2))
        hit = sum(one in where and where[one] == where.get(other) for one, other in pairs)
        found += Fraction(len(cluster) * hit, len(pairs))
    return [found, size(clusters)]


def ceaf(gold, predicted):
    """Mentions in common and Dice's coefficients under the best assignment of either."""
    mentions = best(gold, predicted, gold_within)
    entities = best(gold, predicted, lambda g, p: dice(gold_within(g, p), g, p))
    return mentions, entities


def links(clusters):
    within = {frozenset(pair) for cluster in clusters for pair in itertools.combinations(cluster, 2)}
    across = {
        frozenset(pair) for one, other in itertools.combinations(clusters, 2) for pair in itertools.product(one, other)
    }
    return within, across


def read_by_reference(gold, predicted):
    gold, kept, seen = by_start(gold), [], set()
    for cluster in by_start(predicted):
        kept.append([])
        for mention in cluster:
            if mention not in seen or mention not in last(gold):
                kept[-1].append(mention)
            seen.add(mention)
    return gold, [cluster for cluster in kept if cluster], size(predicted) - size(kept)


def reference(gold, predicted):
    ours, theirs = last(gold), last(predicted)
    together = [(ours[m], theirs[m]) for m in ours if m in theirs]
    muc = len(together) - len(set(together))
    mentions, entities = ceaf(gold, predicted)
    recall, precision = b3_by_mention(gold, predicted)
    kinds = zip(links(gold), links(predicted), strict=True)
    blanc = [len(part) for g, p in kinds for part in (g & p, g, g & p, p)]
    return {
        "mentions": [len(together), len(ours), len(together), len(theirs)],
        "muc": [muc, size(gold) - len(gold), muc, size(predicted) - len(predicted)],
        "bcub": [recall, size(gold), precision, size(predicted)],
        "ceafm": [mentions, size(gold), mentions, size(predicted)],
        "ceafe": [entities, len(gold), entities, len(predicted)],
        "blanc": blanc,
        "lea": [*lea_towards(gold, predicted), *lea_towards(predicted, gold)],
    }


def in_python(gold, predicted, *, singletons):
    """coval and the CorefUD scorer, whose counters are the same where both have a measure."""
    gold, predicted = ([c for c in by_start(side) if singletons or len(c) > 1] for side in (gold, predicted))
    mentions, entities = ceaf(gold, predicted)
    ours, theirs = last(gold), last(predicted)
    found = [0, 0]
    for (one, here), (other, there) in itertools.combinations(
        [(mention, number) for number, cluster in enumerate(gold) for mention in cluster], 2
    ):
        if one in theirs and other in theirs:
            found[0] += here == there and theirs[one] == theirs[other]
            found[1] += here != there and theirs[one] != theirs[other]
    within = [sum(len(c) * (len(c) - 1) // 2 for c in side) for side in (gold, predicted)]
    across = [size(s) * (size(s) - 1) // 2 - one for s, one in zip((gold, predicted), within, strict=True)]
    return {
        "mentions": [len(ours.keys() & theirs), len(ours), len(ours.keys() & theirs), len(theirs)],
        "muc": [*muc_towards(gold, predicted), *muc_towards(predicted, gold)],
        "bcub": [*b3_towards(gold, predicted), *b3_towards(predicted, gold)],
        "lea": [*lea_towards(gold, predicted), *lea_towards(predicted, gold)],
        "ceafe": [entities, len(gold), entities, len(predicted)],
        "ceafm": [mentions, size(gold), mentions, size(predicted)],
        "by clusters": [mentions, len(gold), mentions, len(predicted)],
        "blanc": [found[0], within[0], found[0], within[1], found[1], across[0], found[1], across[1]],
    }


def close(found, expected):
    assert found == pytest.approx([float(one) for one in expected], rel=1e-12, abs=1e-15)


@given(CLUSTERINGS, CLUSTERINGS)
def test_the_reference_scorer(gold, predicted):
    ours, theirs, dropped = read_by_reference(gold, predicted)
    if dropped > 10:
        for name in ("conll-8.01", "lea-5525e30"):
            with pytest.raises(ScorerError) as error:
                native(name, gold, predicted)
            assert error.value.original == "exit 1"
        return
    expected = reference(ours, theirs)
    found = {**native("conll-8.01", gold, predicted), **native("lea-5525e30", gold, predicted)}
    for name, counts in expected.items():
        close(found[name]["counts"], counts)


@given(CLUSTERINGS, CLUSTERINGS, st.booleans())
def test_coval_and_the_corefud_scorer(gold, predicted, singletons):
    expected = in_python(gold, predicted, singletons=singletons)
    coval = native("coval-87071a6", gold, predicted, singletons=singletons)
    for name in ("mentions", "muc", "bcub", "lea", "ceafe"):
        close(coval[name]["counts"], expected[name])
    close(coval["ceafm"]["counts"], expected["by clusters"])
    if expected["blanc"][2] and not expected["blanc"][3]:
        with pytest.raises(ScorerError) as error:
            native("corefud-4fd7b0e", gold, predicted, singletons=singletons)
        assert error.value.original == "ZeroDivisionError"
        return
    corefud = native("corefud-4fd7b0e", gold, predicted, singletons=singletons)
    for name in ("muc", "bcub", "lea", "ceafe", "ceafm", "blanc"):
        close(corefud[name]["counts"], expected[name])


def shifted(clusters):
    """Gold clusters as neleval's CEAF has them: cut where so many different mentions have been seen."""
    line = [mention for cluster in clusters for mention in cluster]
    cuts = [0, *(len({m for c in clusters[: n + 1] for m in c}) for n in range(len(clusters)))]
    return [line[a:b] for a, b in itertools.pairwise(cuts)]


def times(one, other):
    return sum(mention == another for mention in one for another in other)


def neleval(gold, predicted):
    gold, predicted = ([list(dict.fromkeys(cluster)) for cluster in side] for side in (gold, predicted))
    recall, precision = b3_by_mention(gold, predicted)
    cut = shifted(gold)
    similar = {
        "mention_ceaf": times,
        "entity_ceaf": lambda one, other: dice(times(one, other), one, other) if one or other else 0,
    }
    found = {
        "muc": [*muc_towards(gold, predicted), *muc_towards(predicted, gold)],
        "b_cubed": [recall, len(last(gold)), precision, len(last(predicted))],
    }
    for name, similarity in similar.items():
        matched = best(cut, predicted, similarity)
        dens = [sum(itertools.starmap(similarity, itertools.product(side, side))) for side in (cut, predicted)]
        found[name] = [matched, dens[0], matched, dens[1]]
    shared = sum(len(list(itertools.combinations(set(g) & set(p), 2))) for g in gold for p in predicted)
    dens = [sum(len(list(itertools.combinations(c, 2))) for c in side) for side in (gold, predicted)]
    found["pairwise"] = [shared, dens[0], shared, dens[1]]
    apart = [
        {frozenset(p) for p in itertools.combinations(last(side), 2)} - links(side)[0] for side in (gold, predicted)
    ]
    both = len(apart[0] & apart[1])
    found["pairwise_negative"] = [both, len(apart[0]), both, len(apart[1])]
    return found


@given(CLUSTERINGS, CLUSTERINGS)
def test_neleval(gold, predicted):
    found = native("neleval-3.1.1-coref", gold, predicted)
    for name, counts in neleval(gold, predicted).items():
        close(found[name]["counts"], counts)


@given(PROPER, PROPER)
def test_on_proper_clusters_all_scorers_count_alike(gold, predicted):
    conll = native("conll-8.01", gold, predicted)
    others = [
        native("coval-87071a6", gold, predicted),
        native("corefud-4fd7b0e", gold, predicted, singletons=True),
        native("neleval-3.1.1-coref", gold, predicted),
    ]
    names = {"bcub": "b_cubed", "ceafe": "entity_ceaf"}
    for name in ("muc", "bcub", "ceafe"):
        for other in others:
            close(other[name if name in other else names[name]]["counts"], conll[name]["counts"])
    close(native("lea-5525e30", gold, predicted)["lea"]["counts"], others[0]["lea"]["counts"])
    close(others[1]["ceafm"]["counts"], conll["ceafm"]["counts"])
    close(others[1]["blanc"]["counts"], conll["blanc"]["counts"])
    close(others[2]["pairwise"]["counts"] + others[2]["pairwise_negative"]["counts"], conll["blanc"]["counts"])


@given(PROPER, PROPER)
def test_the_mentions_that_neither_side_shares_change_nothing_in_recall_after_cai_and_strube(gold, predicted):
    found = native("neleval-3.1.1-coref", gold, predicted)["cs_b_cubed"]["counts"]
    known = [[m for m in cluster if m in last(gold)] for cluster in predicted]
    missed = [[m] for m in last(gold) if m not in last(predicted)]
    close(found[:2], b3_towards(gold, [c for c in known if c] + missed))


def metametric_b3(gold, predicted):
    """Places of one mention are paired one to one, all ways tried, for recall and for precision."""
    sums = []
    for side in (0, 1):
        total = Fraction(0)
        for mention in last(gold).keys() & last(predicted):
            ours = [cluster for cluster in gold for m in cluster if m == mention]
            theirs = [cluster for cluster in predicted for m in cluster if m == mention]
            total += best(ours, theirs, lambda g, p, side=side: Fraction(in_common(g, p), len((g, p)[side])))
        sums.append(total)
    return [sums[0], size(gold), sums[1], size(predicted)]


def in_common(one, other):
    return sum(min(one.count(mention), other.count(mention)) for mention in set(one))


@given(CLUSTERINGS, CLUSTERINGS)
def test_metametric_on_a_document(gold, predicted):
    def linked(some, others):
        return sum(max(len(set(one) & set(other)) - 1, 0) for one in some for other in others)

    dens = [linked(side, side) for side in (gold, predicted)]
    if any(side and not den for side, den in zip((gold, predicted), dens, strict=True)):
        with pytest.raises(ScorerError) as error:
            native("metametric-0.2.1-coref", gold, predicted)
        assert error.value.original == "ZeroDivisionError"
        return
    found = native("metametric-0.2.1-coref", gold, predicted)
    if not (gold and predicted):
        assert set(found.values()) == {0.0 if gold or predicted else 1.0}
        return
    both = linked(gold, predicted)
    entities = best(gold, predicted, lambda g, p: dice(in_common(g, p), g, p))
    for name, counts in {
        "muc": [both, dens[0], both, dens[1]],
        "b_cubed": metametric_b3(gold, predicted),
        "ceaf_phi4": [entities, len(gold), entities, len(predicted)],
    }.items():
        close([found[f"{name}-recall"], found[f"{name}-precision"]], [counts[0] / counts[1], counts[2] / counts[3]])
