"""Coreference measures of neleval: clusters as sets of mentions, the whole corpus as one problem.

Each takes a corpus of one document and gives numerator and denominator of recall and of precision. Of proper clusters
they are Sayso's own tallies. Where a mention is in several clusters of a side, each goes its own way, as stated there.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import numpy as np

from sayso.matching.assignment import heaviest
from sayso.presets.entities.clusters import Document, from_gold, from_predicted, held, shares
from sayso.presets.entities.corpus import Corpus, in_order
from sayso.presets.entities.pairs import pairs_within, repeated, without

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping

    from sayso.presets.entities.clusters import Cluster, Clustering, Mention

    Similarity = Callable[[int, int, int], float]


def whole(gold: Clustering, predicted: Clustering) -> Corpus:
    """Both clusterings as one document of sets; mentions keep the order in which they are given."""
    return Corpus([Document(*([list(dict.fromkeys(cluster)) for cluster in side] for side in (gold, predicted)))])


def muc(corpus: Corpus) -> list[float]:
    """Links of MUC; a mention of several clusters is found in the last of them."""
    return corpus.tally("MUC", from_gold, from_predicted)


def b_cubed(corpus: Corpus) -> list[float]:
    """B³ over mentions, each once, in the last of its clusters."""
    if corpus.plain:
        return corpus.tally("B3", from_gold)
    (one,) = corpus.documents
    found = list(shares(one))
    recall, precision = (in_order(share[side] for share in found) for side in (0, 1))
    return [recall, len(one.in_gold), precision, len(one.in_predicted)]


def mention_ceaf(corpus: Corpus) -> list[float]:
    """CEAF by mentions in common (Luo 2005, φ3)."""
    return corpus.tally("CEAFm", held) if corpus.plain else _ceaf(corpus, lambda common, _one, _other: common)


def entity_ceaf(corpus: Corpus) -> list[float]:
    """CEAF by Dice's coefficient of clusters (Luo 2005, φ4)."""
    if corpus.plain:
        return corpus.tally("CEAFe", held)
    return _ceaf(corpus, lambda common, one, other: 2 * common / (one + other))


def _ceaf(corpus: Corpus, similarity: Similarity) -> list[float]:
    """CEAF where mentions repeat: denominators add up the similarities of all clusters of a side with one another."""
    (one,) = corpus.documents
    gold, predicted = _shifted(one.gold), one.predicted
    pairs = _similar(gold, predicted, similarity)
    g, p = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2).T
    weight = np.array([pairs[pair] for pair in sorted(pairs)], dtype=np.float64)
    matched = in_order(weight[heaviest(g, p, weight)].tolist())
    sides = [in_order(_similar(side, side, similarity).values()) for side in (gold, predicted)]
    return [matched, sides[0], matched, sides[1]]


def _shifted(clusters: Clustering) -> list[Cluster]:
    """Gold clusters as CEAF sees them: mentions one after another, cut where so many different ones have been seen."""
    mentions = list(itertools.chain.from_iterable(clusters))
    seen: set[Mention] = set()
    cuts = [0]
    for cluster in clusters:
        seen.update(cluster)
        cuts.append(len(seen))
    return [mentions[start:end] for start, end in itertools.pairwise(cuts)]


def _similar(some: Clustering, others: Clustering, similarity: Similarity) -> dict[tuple[int, int], float]:
    """The similarities above 0 of the clusters of two sides."""
    found: Mapping[Mention, list[int]] = defaultdict(list)
    for number, cluster in enumerate(others):
        for mention in cluster:
            found[mention].append(number)
    common = Counter(
        (number, holder)
        for number, cluster in enumerate(some)
        for mention in cluster
        for holder in found.get(mention, ())
    )
    return {
        (one, other): similarity(count, len(some[one]), len(others[other])) for (one, other), count in common.items()
    }


def pairwise(corpus: Corpus) -> list[float]:
    """Pairs of mentions in one cluster, shared by each gold with each predicted cluster."""
    chains = corpus.chains(held)
    both = _two(chains.shared.tolist())
    return [both, _two(chains.gold.size.tolist()), both, _two(chains.predicted.size.tolist())]


def pairwise_negative(corpus: Corpus) -> list[float]:
    """Pairs of mentions in different clusters; those of repeated mentions, in no cluster together."""
    (one,) = corpus.documents
    some = repeated(one)
    of_gold, of_predicted = (
        math.comb(len(mentions), 2) - _together(clusters, mentions, some)
        for clusters, mentions in ((one.gold, one.in_gold), (one.predicted, one.in_predicted))
    )
    known = one.in_gold.keys() & one.in_predicted.keys()
    within = [_together(clusters, known, some) for clusters in (one.gold, one.predicted)]
    alike = Corpus([without(one, some)]).tally("BLANC", from_gold)[0]
    alike += len(pairs_within(one.gold, some, known) & pairs_within(one.predicted, some, known))
    both = math.comb(len(known), 2) - within[0] - within[1] + alike
    return [both, of_gold, both, of_predicted]


def _together(clusters: Clustering, among: Container[Mention], some: Container[Mention]) -> int:
    """Pairs of mentions that are in one cluster, of some that repeat each once."""
    alone = ([mention for mention in cluster if mention in among and mention not in some] for cluster in clusters)
    return _two(map(len, alone)) + len(pairs_within(clusters, some, among))


def _two(counts: Iterable[int]) -> int:
    return sum(math.comb(count, 2) for count in counts)


def cs_b_cubed(corpus: Corpus) -> list[float]:
    """B³ after Cai and Strube (2010): a mention that one side lacks becomes a cluster of its own there.

    Of recall, predicted mentions that gold lacks are taken out; of precision, those that are a cluster by themselves.
    Whatever is changed is put together anew from the last cluster of each mention.
    """
    (one,) = corpus.documents
    gold, predicted = one.in_gold, one.in_predicted
    missed = [[mention] for mention in gold if mention not in predicted]
    spurious = [[mention] for mention in predicted if mention not in gold]
    known = {mention: number for mention, number in predicted.items() if mention in gold}
    recall = b_cubed(whole(one.gold, [*_put_together(known), *missed]))
    kept = {
        mention: number for mention, number in predicted.items() if mention in gold or len(one.predicted[number]) > 1
    }
    precision = b_cubed(whole([*_put_together(gold), *spurious], [*_put_together(kept), *missed]))
    return [*recall[:2], *precision[2:]]


def _put_together(numbers: Mapping[Mention, int]) -> list[list[Mention]]:
    found: dict[int, list[Mention]] = defaultdict(list)
    for mention, number in numbers.items():
        found[number].append(mention)
    return list(found.values())
