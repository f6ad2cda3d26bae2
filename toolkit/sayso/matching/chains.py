"""Clusters of both sides and the mentions they share: all that coreference measures look at.

Mentions paired by M are the same mention, all others are distinct (measures.md §5). Entities are clusters of mentions,
events with one `coref` label are a cluster of events; an item without mentions is no cluster.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sayso.data.keys import pack, runs_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sayso.data.keys import Bools, Ints
    from sayso.data.spans import Spans
    from sayso.matching.candidates import Items


@dataclass(frozen=True, slots=True)
class Clusters:
    """The clusters of one side: document and number of mentions of each, by cluster number."""

    doc: Ints
    size: Ints


@dataclass(frozen=True, slots=True)
class Chains:
    """Clusters of both sides, and how many mentions each pair of them shares; pairs sorted by (gold, predicted)."""

    gold: Clusters
    predicted: Clusters
    g: Ints
    p: Ints
    shared: Ints


def chains(
    spans: Spans,
    gold: tuple[Items, Ints],
    predicted: tuple[Items, Ints],
    pair: Callable[[Items, Items], tuple[Ints, Ints]],
    *,
    singletons: bool,
) -> Chains:
    """The chains of two sides.

    Args:
        spans: The span table.
        gold: Mentions, and the cluster of each row.
        predicted: Likewise.
        pair: Pairs mentions, as places in the two lists it is given.
        singletons: Whether clusters of one mention take part.
    """
    ours, theirs = _kept(*gold, singletons=singletons), _kept(*predicted, singletons=singletons)
    pairable = theirs.where(_not_repeated(spans, ours, theirs))
    g, p = pair(ours, pairable)
    one, other = gold[1][ours.row[g]], predicted[1][pairable.row[p]]
    width = int(predicted[1].max(initial=0)) + 1
    key, shared = np.unique(one * width + other, return_counts=True)
    return Chains(
        _clusters(ours, gold[1]),
        _clusters(theirs, predicted[1]),
        key // width,
        key % width,
        shared.astype(np.int64),
    )


def _kept(items: Items, cluster: Ints, *, singletons: bool) -> Items:
    if singletons:
        return items
    return items.where(np.bincount(cluster)[cluster[items.row]] > 1) if len(cluster) else items


def _not_repeated(spans: Spans, gold: Items, predicted: Items) -> Bools:
    """Of predicted mentions with the same characters as many as gold has, at least one, the first.

    So that no mention can be hedged over two clusters.
    """
    doc, span = np.concatenate([gold.doc, predicted.doc]), np.concatenate([gold.span, predicted.span])
    key = pack(doc, spans.code[span])
    order = np.argsort(key, kind="stable")
    begin, begins = runs_of(key[order])
    run = np.cumsum(begins) - 1
    # Gold comes first in a run of equal characters.
    ours = np.bincount(run[order < len(gold)], minlength=len(begin))
    last = begin + ours + np.maximum(ours, 1)
    kept = np.empty(len(key), dtype=np.bool_)
    kept[order] = np.arange(len(key)) < last[run]
    return kept[len(gold) :]


def _clusters(items: Items, cluster: Ints) -> Clusters:
    """Document and size of the clusters by number; those that do not take part have size 0."""
    of_item = cluster[items.row]
    count = int(cluster.max(initial=-1)) + 1
    doc = np.zeros(count, dtype=np.int64)
    doc[of_item] = items.doc
    return Clusters(doc, np.bincount(of_item, minlength=count))
