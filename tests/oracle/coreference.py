"""Coreference of mentions and of events: MUC, B³, CEAF, BLANC, LEA (definitions, section 5).

Clusters are sets of tokens; a gold and a predicted mention that M pairs are the same token, all others are distinct.
"""

from fractions import Fraction
from itertools import combinations
from math import lcm

from oracle import alignments
from oracle.alignments import Alignment, first_of_equal
from oracle.assignment import best


def tally(scene, request):
    """The counters of one document; nothing where the layer or its labels are not scored."""
    layer, _, name = request.line.partition(".")
    if not scene.has(layer) or (layer == "events" and not scene.knows("events.coref")):
        return None
    gold, predicted = (entity_clusters if layer == "entities" else event_clusters)(scene, request)
    if name != "CoNLL":
        return COUNTERS[name](gold, predicted)
    return {
        f"{one}.{counter}": value
        for one in ("MUC", "B3", "CEAFe")
        for counter, value in COUNTERS[one](gold, predicted).items()
    }


def entity_clusters(scene, request):
    paired = alignments.mentions(scene, request.criterion, request.align, request.singletons)
    return tuple(
        as_tokens([one.mentions for one in side.entities], paired, request.singletons)
        for side in (scene.gold, scene.predicted)
    )


def event_clusters(scene, request):
    groups, kept = [], []
    for side in (scene.gold, scene.predicted):
        groups.append([one.events for one in alignments.in_order_of_first_events(side.events)])
        kept.append([one for one in side.events if request.singletons or len(one.cluster.events) > 1])
    paired = Alignment(kept[0], first_of_equal(*kept), alignments.event_weigher(scene, request.criterion))
    return tuple(as_tokens(one, paired, request.singletons) for one in groups)


def as_tokens(groups, paired, singletons):
    """Sets of tokens: a pair stands for both of its mentions."""
    names = {item: pair for pair in paired.pairs for item in pair}
    least = 1 if singletons else 2
    return [frozenset(names.get(item, item) for item in group) for group in groups if len(group) >= least]


def muc(gold, predicted):
    return ratio(links_kept(gold, predicted), links(gold), links_kept(predicted, gold), links(predicted))


def ratio(r_num, r_den, p_num, p_den):
    return {"r_num": r_num, "r_den": r_den, "p_num": p_num, "p_den": p_den}


def links(clusters):
    return sum(len(one) - 1 for one in clusters)


def links_kept(clusters, others):
    """Each cluster's size less the number of parts into which the others cut it."""
    kept = 0
    for one in clusters:
        met = [one & other for other in others if one & other]
        kept += len(one) - len(met) - (len(one) - sum(len(part) for part in met))
    return kept


def b_cubed(gold, predicted):
    return ratio(shares(gold, predicted), size(gold), shares(predicted, gold), size(predicted))


def size(clusters):
    return sum(len(one) for one in clusters)


def shares(clusters, others):
    return sum(
        (Fraction(len(one & other) ** 2, len(one)) for one in clusters for other in others if one & other), Fraction(0)
    )


def ceaf_m(gold, predicted):
    common = best_sum(gold, predicted, lambda one, other: Fraction(len(one & other)))
    return ratio(common, size(gold), common, size(predicted))


def ceaf_e(gold, predicted):
    common = best_sum(gold, predicted, lambda one, other: Fraction(2 * len(one & other), len(one) + len(other)))
    return ratio(common, len(gold), common, len(predicted))


def best_sum(gold, predicted, likeness):
    """The largest sum of likenesses that a one-to-one assignment of clusters reaches."""
    scale = lcm(*(len(one) + len(other) for one in gold for other in predicted))
    pairs = best(
        gold,
        predicted,
        lambda one, other: (int(likeness(one, other) * scale),) if one & other else None,
    )
    return sum((likeness(one, other) for one, other in pairs), Fraction(0))


def blanc(gold, predicted):
    sides = [(inner_links(one), outer_links(one)) for one in (gold, predicted)]
    (c_gold, n_gold), (c_pred, n_pred) = sides
    return {
        "c_both": len(c_gold & c_pred),
        "c_gold": len(c_gold),
        "c_pred": len(c_pred),
        "n_both": len(n_gold & n_pred),
        "n_gold": len(n_gold),
        "n_pred": len(n_pred),
    }


def inner_links(clusters):
    return {frozenset(pair) for one in clusters for pair in combinations(one, 2)}


def outer_links(clusters):
    return {frozenset((mine, theirs)) for one, other in combinations(clusters, 2) for mine in one for theirs in other}


def lea(gold, predicted):
    return ratio(resolved(gold, predicted), size(gold), resolved(predicted, gold), size(predicted))


def resolved(clusters, others):
    """Each cluster's size times the share of its links that the others have; a single mention links to itself."""
    total = Fraction(0)
    for one in clusters:
        if len(one) == 1:
            total += one in others
        else:
            common = sum(len(one & other) * (len(one & other) - 1) for other in others)
            total += len(one) * Fraction(common, len(one) * (len(one) - 1))
    return total


COUNTERS = {
    "MUC": muc,
    "B3": b_cubed,
    "CEAFm": ceaf_m,
    "CEAFe": ceaf_e,
    "BLANC": blanc,
    "LEA": lea,
}
