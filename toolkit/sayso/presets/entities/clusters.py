"""Clusters of mentions as coreference scorers take them, and the ways to read a mention that stands twice.

A cluster lists mentions, a clustering lists clusters. In a proper clustering no mention stands twice, and all scorers
see the same pairs of clusters with mentions in common. Where one does, each scorer has its own *reading*: which
clusters share it, and how many times.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

    # Whatever tells mentions apart; scorers that read files of tokens take (first, last).
    Mention: TypeAlias = Hashable
    Cluster: TypeAlias = Sequence[Mention]
    Clustering: TypeAlias = Sequence[Cluster]
    # By document.
    Side: TypeAlias = Mapping[str, Clustering]
    # Pairs of a gold and a predicted cluster, one for each mention that they share.
    Reading: TypeAlias = Callable[["Document"], Iterable[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Document:
    """The gold and the predicted clustering of a document, without clusters that have no mentions."""

    gold: Clustering
    predicted: Clustering

    @property
    def repeats(self) -> bool:
        """Whether a mention stands twice on one side."""
        return repeats(self.gold) or repeats(self.predicted)


def document(gold: Clustering, predicted: Clustering) -> Document:
    """A document from both sides; empty clusters are none."""
    return Document([cluster for cluster in gold if cluster], [cluster for cluster in predicted if cluster])


def repeats(clusters: Clustering) -> bool:
    """Whether a mention stands twice."""
    return len(last(clusters)) < size(clusters)


def size(clusters: Clustering) -> int:
    """How many mentions stand in clusters, repeated ones as often as they do."""
    return sum(map(len, clusters))


def last(clusters: Clustering) -> dict[Mention, int]:
    """The last cluster of each mention, by mention in the order of its first appearance."""
    return {mention: number for number, cluster in enumerate(clusters) for mention in cluster}


def from_gold(one: Document) -> Iterator[tuple[int, int]]:
    """Every gold mention, as often as it stands, with the last predicted cluster that has it."""
    found = last(one.predicted)
    return (
        (number, found[mention]) for number, cluster in enumerate(one.gold) for mention in cluster if mention in found
    )


def from_predicted(one: Document) -> Iterator[tuple[int, int]]:
    """Every predicted mention, as often as it stands, with the last gold cluster that has it."""
    found = last(one.gold)
    return (
        (found[mention], number)
        for number, cluster in enumerate(one.predicted)
        for mention in cluster
        if mention in found
    )


def from_both(one: Document) -> Iterator[tuple[int, int]]:
    """Every mention once, in the last cluster that has it on either side."""
    found = last(one.predicted)
    return ((number, found[mention]) for mention, number in last(one.gold).items() if mention in found)


def held(one: Document) -> Iterator[tuple[int, int]]:
    """Every gold mention, as often as it stands, with each predicted cluster that has it."""
    holders = _holders(one.predicted)
    return (
        (number, holder)
        for number, cluster in enumerate(one.gold)
        for mention in cluster
        for holder in holders.get(mention, ())
    )


def in_common(one: Document) -> Iterator[tuple[int, int]]:
    """Each cluster with each predicted one, as often as their mentions can be paired one to one."""
    counts = [Counter(cluster) for cluster in one.predicted]
    holders = _holders(one.predicted)
    for number, cluster in enumerate(one.gold):
        for mention, times in Counter(cluster).items():
            for holder in holders.get(mention, ()):
                yield from [(number, holder)] * min(times, counts[holder][mention])


def _holders(clusters: Clustering) -> Mapping[Mention, list[int]]:
    """The clusters that have a mention, in their order."""
    found: dict[Mention, list[int]] = defaultdict(list)
    for number, cluster in enumerate(clusters):
        for mention in dict.fromkeys(cluster):
            found[mention].append(number)
    return found


def shares(one: Document) -> Iterator[tuple[float, float]]:
    """For every mention of both sides, once, what its last clusters have in common as a share of either's mentions."""
    gold, predicted = last(one.gold), last(one.predicted)
    members = [frozenset(cluster) for cluster in one.gold], [frozenset(cluster) for cluster in one.predicted]
    common: dict[tuple[int, int], int] = {}
    for mention, p in predicted.items():
        if mention in gold:
            g = gold[mention]
            if (g, p) not in common:
                common[g, p] = len(members[0][g] & members[1][p])
            yield common[g, p] / len(one.gold[g]), common[g, p] / len(one.predicted[p])
