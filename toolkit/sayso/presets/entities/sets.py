"""Coreference measures of neleval: clusters as sets of mentions, the whole corpus as one problem.

Each takes a corpus of one document and gives numerator and denominator of recall and of precision. Of proper clusters
they are Sayso's own tallies. Where a mention is in several clusters of a side, each goes its own way, as stated there.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import numpy as np

from sayso.matching.assignment import heaviest
from sayso.presets.entities.clusters import document, from_gold, from_predicted, held, last, shares
from sayso.presets.entities.corpus import Corpus, in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sayso.presets.entities.clusters import Cluster, Clustering, Mention

    Similarity = Callable[[int, int, int], float]


def whole(gold: Clustering, predicted: Clustering) -> Corpus:
    """Both clusterings as one document of sets; mentions keep the order in which they are given."""
    return Corpus([document(*([list(dict.fromkeys(cluster)) for cluster in side] for side in (gold, predicted)))])


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
    return [recall, len(last(one.gold)), precision, len(last(one.predicted))]


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
    holders: Mapping[Mention, list[int]] = defaultdict(list)
    for number, cluster in enumerate(others):
        for mention in cluster:
            holders[mention].append(number)
    common = Counter(
        (number, holder)
        for number, cluster in enumerate(some)
        for mention in cluster
        for holder in holders.get(mention, ())
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
    if corpus.plain:
        both, gold, predicted = corpus.tally("BLANC", from_gold)[3:]
        return [both, gold, both, predicted]
    (one,) = corpus.documents
    apart = [_apart(clusters) for clusters in (one.gold, one.predicted)]
    shared = len(apart[0] & apart[1])
    return [shared, len(apart[0]), shared, len(apart[1])]


def _apart(clusters: Clustering) -> set[frozenset[Mention]]:
    together = {frozenset(pair) for cluster in clusters for pair in itertools.combinations(cluster, 2)}
    return {frozenset(pair) for pair in itertools.combinations(last(clusters), 2)} - together


def _two(counts: Iterable[int]) -> int:
    return sum(count * (count - 1) // 2 for count in counts)


def cs_b_cubed(corpus: Corpus) -> list[float]:
    """B³ after Cai and Strube (2010): a mention that one side lacks becomes a cluster of its own there.

    Of recall, predicted mentions that gold lacks are taken out; of precision, those that are a cluster by themselves.
    Whatever is changed is put together anew from the last cluster of each mention.
    """
    (one,) = corpus.documents
    gold, predicted = last(one.gold), last(one.predicted)
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
