"""Tallies of the coreference measures: numerators and denominators of recall and precision, by document.

Definitions are those of the CoNLL reference scorer 8.01 and of LEA. Sums of fractions run in canonical order within a
document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sayso.matching.assignment import heaviest
from sayso.tallies.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from sayso.data.keys import Bools, Ints
    from sayso.matching.chains import Chains, Clusters

    Column = NDArray[np.int64] | NDArray[np.float64]

FOUR = ("r_num", "r_den", "p_num", "p_den")
LINKS = ("c_both", "c_gold", "c_pred", "n_both", "n_gold", "n_pred")


def _sums(doc: Ints, values: Column, documents: int) -> Column:
    """Values added up by document, in their order; integers stay integers."""
    total = np.bincount(doc, values, minlength=documents)
    return total.astype(np.int64) if np.issubdtype(values.dtype, np.integer) else total


def _sides(chains: Chains) -> tuple[tuple[Ints, Clusters], tuple[Ints, Clusters]]:
    return (chains.g, chains.gold), (chains.p, chains.predicted)


def muc(chains: Chains, documents: int) -> list[Column]:
    """Links that partitioning each cluster by the other side leaves (Vilain et al. 1995)."""
    columns: list[Column] = []
    for side, clusters in _sides(chains):
        count = len(clusters.size)
        found = np.bincount(side, chains.shared, minlength=count).astype(np.int64)
        parts = np.bincount(side, minlength=count) + clusters.size - found
        there = clusters.size > 0
        columns.append(_sums(clusters.doc[there], (clusters.size - parts)[there], documents))
        columns.append(_sums(clusters.doc[there], clusters.size[there] - 1, documents))
    return columns


def b3(chains: Chains, documents: int) -> list[Column]:
    """For each mention the share of its cluster that is with it on the other side (Bagga and Baldwin 1998)."""
    columns: list[Column] = []
    doc = chains.gold.doc[chains.g]
    for side, clusters in _sides(chains):
        columns.append(_sums(doc, chains.shared**2 / clusters.size[side], documents))
        columns.append(_sums(clusters.doc, clusters.size, documents))
    return columns


def ceafm(chains: Chains, documents: int) -> list[Column]:
    """Mentions shared under the best assignment of clusters (Luo 2005, φ3)."""
    best = heaviest(chains.g, chains.p, chains.shared.astype(np.float64))
    matched = _sums(chains.gold.doc[chains.g[best]], chains.shared[best], documents)
    sizes = [_sums(clusters.doc, clusters.size, documents) for _, clusters in _sides(chains)]
    return [matched, sizes[0], matched, sizes[1]]


def ceafe(chains: Chains, documents: int) -> list[Column]:
    """Similarity of clusters under their best assignment (Luo 2005, φ4)."""
    similar = 2 * chains.shared / (chains.gold.size[chains.g] + chains.predicted.size[chains.p])
    best = heaviest(chains.g, chains.p, similar)
    matched = _sums(chains.gold.doc[chains.g[best]], similar[best], documents)
    counts = [np.bincount(clusters.doc[clusters.size > 0], minlength=documents) for _, clusters in _sides(chains)]
    return [matched, counts[0], matched, counts[1]]


def lea(chains: Chains, documents: int) -> list[Column]:
    """Links of each cluster found on the other side, weighted by its size (Moosavi and Strube 2016)."""
    columns: list[Column] = []
    doc = chains.gold.doc[chains.g]
    alone = (chains.gold.size[chains.g] == 1) & (chains.predicted.size[chains.p] == 1)
    for side, clusters in _sides(chains):
        size = clusters.size[side]
        common = np.where(size == 1, alone, _two(chains.shared))
        # A cluster of one mention has one link, to itself.
        columns.append(_sums(doc, size * common / np.where(size == 1, 1, _two(size)), documents))
        columns.append(_sums(clusters.doc, clusters.size, documents))
    return columns


def blanc(chains: Chains, documents: int) -> list[Column]:
    """Links between mentions, of coreference and of its absence, on both sides and shared (Luo et al. 2014)."""
    doc = chains.gold.doc[chains.g]
    both = _sums(doc, _two(chains.shared), documents)
    within = []
    total = []
    for side, clusters in _sides(chains):
        shared = np.bincount(side, chains.shared, minlength=len(clusters.size)).astype(np.int64)
        within.append(_sums(clusters.doc, _two(shared), documents))
        coreferent = _sums(clusters.doc, _two(clusters.size), documents)
        total += [coreferent, _two(_sums(clusters.doc, clusters.size, documents)) - coreferent]
    other = _two(_sums(doc, chains.shared, documents)) - within[0] - within[1] + both
    return [both, total[0], total[2], other, total[1], total[3]]


def _two(count: Column) -> Column:
    """Pairs among so many."""
    return count * (count - 1) // 2


TALLIES: Mapping[str, Callable[[Chains, int], list[Column]]] = {
    "MUC": muc,
    "B3": b3,
    "CEAFm": ceafm,
    "CEAFe": ceafe,
    "LEA": lea,
    "BLANC": blanc,
}
CONLL = ("MUC", "B3", "CEAFe")
# Their numerators are sums of fractions; those of the others are integers.
FRACTIONAL = ("B3", "CEAFe", "LEA")


def counters_of(name: str) -> tuple[str, ...]:
    """The counters of a coreference measure."""
    if name == "CoNLL":
        return tuple(f"{part}.{counter}" for part in CONLL for counter in FOUR)
    return LINKS if name == "BLANC" else FOUR


def chained(name: str) -> Callable[[Chains, int, Bools], Tally]:
    """The tallying function of a coreference measure."""

    def tally(chains: Chains, documents: int, defined: Bools) -> Tally:
        parts = CONLL if name == "CoNLL" else (name,)
        columns = [column for part in parts for column in TALLIES[part](chains, documents)]
        fractions = tuple(
            f"{part}.{counter}" if name == "CoNLL" else counter
            for part in parts
            if part in FRACTIONAL
            for counter in ("r_num", "p_num")
        )
        whole = fractions == ()
        rows: Column = (
            np.stack(columns, axis=1).astype(np.int64) if whole else np.stack(columns, axis=1, dtype=np.float64)
        )
        return Tally(counters_of(name), rows, defined, fractions)

    return tally
