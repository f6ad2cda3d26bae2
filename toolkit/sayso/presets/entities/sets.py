"""Coreference measures of neleval: clusters as sets of mentions, the whole corpus as one problem.

Each takes a corpus of one document and gives numerator and denominator of recall and of precision. Of proper clusters
they are Sayso's own tallies. Where a mention is in several clusters of a side, each goes its own way, as stated there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain, combinations
from typing import TYPE_CHECKING

import numpy as np

from sayso.matching.assignment import heaviest
from sayso.presets.entities.clusters import document, from_gold, from_predicted, held, last, shares
from sayso.presets.entities.corpus import Corpus, in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

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
    mentions = list(chain.from_iterable(clusters))
    seen: set[Mention] = set()
    cuts = [0]
    for cluster in clusters:
        seen.update(cluster)
        cuts.append(len(seen))
    return [mentions[start:end] for start, end in zip(cuts, cuts[1:], strict=False)]


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
    return {(one, other): similarity(count, len(some[one]), len(others[other])) for (one, other), count in common.items()}


def pairwise(corpus: Corpus) -> list[float]:
    """Pairs of mentions in one cluster, shared by each gold with each predicted cluster."""
    chains = corpus.chains(held)
    both = _two(chains.shared.tolist())
    return [both, _two(chains.gold.size.tolist()), both, _two(chains.predicted.size.tolist())]


def pairwise_negative(corpus: Corpus) -> list[float]:
    """Pairs of mentions in different clusters."""
    if corpus.plain:
        _, _, _, both, gold, predicted = corpus.tally("BLANC", from_gold)
        return [both, gold, both, predicted]
    raise NotImplementedError


def _two(counts: Iterable[int]) -> int:
    return sum(count * (count - 1) // 2 for count in counts)


def cs_b_cubed(corpus: Corpus) -> list[float]:
    """B³ after Cai and Strube (2010): mentions of one side alone are clusters of their own on the other.

    Clusters are put together anew from the last cluster of each mention.
    """
    (one,) = corpus.documents
    gold, predicted = last(one.gold), last(one.predicted)
    missed, spurious = [m for m in gold if m not in predicted], [m for m in predicted if m not in gold]
    found = {mention: number for mention, number in predicted.items() if mention in gold}
    recall = b_cubed(whole(one.gold, _clusters(found) + [[mention] for mention in missed]))
    precision = b_cubed(whole(
        _clusters(gold) + [[mention] for mention in spurious], [c for c in _clusters(predicted) if len(c)>1 or c[0] in gold] + [[mention] for mention in missed]
    ))
    return [*recall[:2], *precision[2:]]


def _clusters(numbers: Mapping[Mention, int]) -> list[list[Mention]]:
    found: dict[int, list[Mention]] = defaultdict(list)
    for mention, number in numbers.items():
        found[number].append(mention)
    return list(found.values())
