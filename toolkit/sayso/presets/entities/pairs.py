"""Pairs of mentions where some mentions stand twice: they may be in one cluster, in different ones, and both.

Pairs without such a mention are what Sayso's tally of BLANC counts; only the others are looked at one by one.
"""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING

from sayso.presets.entities.clusters import Document, holders

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    from sayso.presets.entities.clusters import Clustering, Mention

    # Whether a pair of mentions is in one cluster, and whether in different ones.
    Meet = Callable[[Mention, Mention], tuple[bool, bool]]


def repeated(one: Document) -> dict[Mention, None]:
    """The mentions that stand twice on a side."""
    sides = (Counter(itertools.chain.from_iterable(clusters)) for clusters in (one.gold, one.predicted))
    return {mention: None for counts in sides for mention, times in counts.items() if times > 1}


def without(one: Document, mentions: Container[Mention]) -> Document:
    """A document without some mentions."""
    sides = ([[m for m in cluster if m not in mentions] for cluster in side] for side in (one.gold, one.predicted))
    return Document(*sides)


def pairs_with(one: Document, some: dict[Mention, None]) -> Iterator[tuple[Mention, Mention]]:
    """Every pair of a document's mentions with one of some, each once; those of a mention with itself too."""
    rest = [mention for mention in {**one.in_gold, **one.in_predicted} if mention not in some]
    yield from itertools.combinations_with_replacement(some, 2)
    yield from itertools.product(some, rest)


def pairs_within(clusters: Clustering, some: Container[Mention], among: Container[Mention]) -> set[frozenset[Mention]]:
    """Pairs of different mentions in one cluster with one of some, both of them among others."""
    kept = ([mention for mention in cluster if mention in among] for cluster in clusters)
    return {
        frozenset((mention, other))
        for cluster in kept
        for mention in cluster
        if mention in some
        for other in cluster
        if other != mention
    }


def meeting(clusters: Clustering) -> Meet:
    """How two mentions of a clustering meet; one that is not there meets none."""
    found = {mention: frozenset(numbers) for mention, numbers in holders(clusters).items()}
    twice = {mention for cluster in clusters for mention, times in Counter(cluster).items() if times > 1}
    nowhere: frozenset[int] = frozenset()

    def meet(one: Mention, other: Mention) -> tuple[bool, bool]:
        here, there = found.get(one, nowhere), found.get(other, nowhere)
        if one == other:
            return one in twice, len(here) > 1
        return not here.isdisjoint(there), bool(here) and bool(there) and len(here | there) > 1

    return meet
