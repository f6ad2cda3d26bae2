"""Clusters of mentions as coreference scorers take them, and the ways to read a mention that stands twice.

A cluster lists mentions, a clustering lists clusters. In a proper clustering no mention stands twice, and all scorers
see the same pairs of clusters with mentions in common. Where one does, each scorer has its own *reading*: which
clusters share it, and how many times.
"""

from __future__ import annotations

from collections import Counter, defaultdict
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


class Document:
    """The gold and the predicted clustering of a document; clusters without mentions are left out.

    Attributes:
        gold: The gold clusters.
        predicted: The predicted clusters.
        in_gold: The last gold cluster of each mention, mentions in the order in which they first stand.
        in_predicted: Likewise.
        repeats: Whether a mention stands twice on one side.
    """

    __slots__ = ("gold", "in_gold", "in_predicted", "predicted", "repeats")

    def __init__(self, gold: Clustering, predicted: Clustering) -> None:
        self.gold: Clustering = [cluster for cluster in gold if cluster]
        self.predicted: Clustering = [cluster for cluster in predicted if cluster]
        self.in_gold, self.in_predicted = last(self.gold), last(self.predicted)
        self.repeats = len(self.in_gold) + len(self.in_predicted) < size(self.gold) + size(self.predicted)


def size(clusters: Clustering) -> int:
    """How many mentions stand in clusters, repeated ones as often as they do."""
    return sum(map(len, clusters))


def last(clusters: Clustering) -> dict[Mention, int]:
    """The last cluster of each mention, mentions in the order in which they first stand."""
    return {mention: number for number, cluster in enumerate(clusters) for mention in cluster}


def from_gold(one: Document) -> Iterator[tuple[int, int]]:
    """Every gold mention, as often as it stands, with the last predicted cluster that has it."""
    found = one.in_predicted
    return (
        (number, found[mention]) for number, cluster in enumerate(one.gold) for mention in cluster if mention in found
    )


def from_predicted(one: Document) -> Iterator[tuple[int, int]]:
    """Every predicted mention, as often as it stands, with the last gold cluster that has it."""
    found = one.in_gold
    return (
        (found[mention], number)
        for number, cluster in enumerate(one.predicted)
        for mention in cluster
        if mention in found
    )


def from_both(one: Document) -> Iterator[tuple[int, int]]:
    """Every mention once, in the last cluster that has it on either side."""
    found = one.in_predicted
    return ((number, found[mention]) for mention, number in one.in_gold.items() if mention in found)


def held(one: Document) -> Iterator[tuple[int, int]]:
    """Every gold mention, as often as it stands, with each predicted cluster that has it."""
    found = holders(one.predicted)
    return (
        (number, holder)
        for number, cluster in enumerate(one.gold)
        for mention in cluster
        for holder in found.get(mention, ())
    )


def in_common(one: Document) -> Iterator[tuple[int, int]]:
    """Each cluster with each predicted one, as often as their mentions can be paired one to one."""
    found, counts = holders(one.predicted), [Counter(cluster) for cluster in one.predicted]
    for number, cluster in enumerate(one.gold):
        for mention, times in Counter(cluster).items():
            for holder in found.get(mention, ()):
                yield from [(number, holder)] * min(times, counts[holder][mention])


def holders(clusters: Clustering) -> Mapping[Mention, list[int]]:
    """The clusters that have a mention, each once, in their order."""
    found: dict[Mention, list[int]] = defaultdict(list)
    for number, cluster in enumerate(clusters):
        for mention in dict.fromkeys(cluster):
            found[mention].append(number)
    return found


def shares(one: Document) -> Iterator[tuple[float, float]]:
    """For every mention of both sides, once, what its last clusters have in common as a share of either's mentions."""
    members = [frozenset(cluster) for cluster in one.gold], [frozenset(cluster) for cluster in one.predicted]
    common: dict[tuple[int, int], tuple[float, float]] = {}
    for mention, p in one.in_predicted.items():
        g = one.in_gold.get(mention)
        if g is None:
            continue
        if (g, p) not in common:
            both = len(members[0][g] & members[1][p])
            common[g, p] = both / len(one.gold[g]), both / len(one.predicted[p])
        yield common[g, p]
