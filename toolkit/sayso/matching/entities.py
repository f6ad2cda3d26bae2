"""The alignment of entities: which predicted entity is which gold entity.

measures.md §4, A. Over pairs of a gold and a predicted entity: m mentions that pair in the best assignment
between just these two, l = 1 for the same Wikidata id, n = 1 for the same normalised name. Most m, then most
l, most n, most pairs, then order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sayso.data.keys import distinct, pack
from sayso.matching.assignment import assign, equal_pairs
from sayso.matching.candidates import Items

if TYPE_CHECKING:
    from sayso.data.columns import Side
    from sayso.data.keys import Ints
    from sayso.matching.candidates import Candidates


def align_entities(gold: Side, predicted: Side, sharing: tuple[Ints, Ints]) -> Ints:
    """For each gold entity the row of the predicted entity it is aligned with, -1 for none.

    Args:
        gold: The gold side.
        predicted: The predicted side.
        sharing: Which entities share mentions, and how many: `shared_mentions`.
    """
    width = max(len(predicted.entities), 1)
    shared, m = sharing
    linked, named = _equal(gold, predicted, "wikidata"), _equal(gold, predicted, "normal")
    pairs = distinct(np.concatenate([shared, linked, named]))
    g, p = pairs // width, pairs % width
    ids = gold.entities.wikidata[g], predicted.entities.wikidata[p]
    pairs = pairs[~((ids[0] >= 0) & (ids[1] >= 0) & (ids[0] != ids[1]))]
    g, p = pairs // width, pairs % width
    mentions = _looked_up(pairs, shared, m)
    weights = [
        mentions,
        _looked_up(pairs, linked),
        _looked_up(pairs, named),
        np.ones(len(pairs), dtype=np.int64),
    ]
    chosen = assign(g, p, weights)
    aligned = np.full(len(gold.entities), -1, dtype=np.int64)
    aligned[g[chosen]] = p[chosen]
    return aligned


def shared_mentions(gold: Side, predicted: Side, candidates: Candidates) -> tuple[Ints, Ints]:
    """Pairs of entities that share mentions, and how many, by the pairs of mentions that the criterion admits.

    Pairs are sorted keys: gold row times the number of predicted entities, plus predicted row.
    """
    g, p = candidates.g, candidates.p
    width = max(len(predicted.entities), 1)
    pair = gold.mentions.entity[g] * width + predicted.mentions.entity[p]
    pairs, index, count = np.unique(pair, return_inverse=True, return_counts=True)
    rivals = _rivals(index, g, p)
    if len(rivals):
        count = count - np.bincount(index[rivals], minlength=len(pairs))
        count += _most(index[rivals], g[rivals], p[rivals], len(pairs))
    return pairs, count.astype(np.int64)


def mention_items(side: Side) -> Items:
    """All mentions as items."""
    mentions = side.mentions
    return Items(np.arange(len(mentions)), mentions.doc, mentions.doc, mentions.span, head=mentions.head)


def _rivals(pair: Ints, g: Ints, p: Ints) -> Ints:
    """Candidates of entity pairs in which some mention could pair twice."""
    twice = np.zeros(int(pair.max(initial=-1)) + 1, dtype=np.bool_)
    for mention in (g, p):
        key = np.sort(pack(pair, mention))
        again = np.flatnonzero(key[1:] == key[:-1])
        if len(again):
            order = np.argsort(pack(pair, mention), kind="stable")
            twice[pair[order[again]]] = True
    return np.flatnonzero(twice[pair])


def _most(pair: Ints, g: Ints, p: Ints, pairs: int) -> Ints:
    """For each entity pair the most mention pairs that can be made one to one."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import maximum_bipartite_matching

    rows, row = np.unique(pack(pair, g), return_inverse=True)
    columns, column = np.unique(pack(pair, p), return_inverse=True)
    graph = coo_array((np.ones(len(row), dtype=np.int8), (row, column)), shape=(len(rows), len(columns)))
    partner = maximum_bipartite_matching(graph.tocsr(), perm_type="column")
    owner = np.empty(len(rows), dtype=np.int64)
    owner[row] = pair
    return np.bincount(owner[partner >= 0], minlength=pairs)


def equal_in(gold: Side, predicted: Side, column: str) -> tuple[Ints, Ints]:
    """Pairs of entities of one document that have the same value in a column."""
    one, other = getattr(gold.entities, column), getattr(predicted.entities, column)
    key = pack(np.concatenate([gold.entities.doc, predicted.entities.doc]), np.concatenate([one, other]))
    g_rows, p_rows = np.flatnonzero(one >= 0), np.flatnonzero(other >= 0)
    g, p = equal_pairs(key[: len(one)][g_rows], key[len(one) :][p_rows])
    return g_rows[g], p_rows[p]


def _equal(gold: Side, predicted: Side, column: str) -> Ints:
    """The same as sorted keys: gold row times the number of predicted entities, plus predicted row."""
    g, p = equal_in(gold, predicted, column)
    return np.sort(g * max(len(predicted.entities), 1) + p)


def _looked_up(wanted: Ints, keys: Ints, values: Ints | None = None) -> Ints:
    """The value of each wanted key among sorted keys, 0 where it is not there (without values: 1 where it is)."""
    found = np.zeros(len(wanted), dtype=np.int64)
    if not len(keys):
        return found
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    hit = keys[place] == wanted
    found[hit] = 1 if values is None else values[place[hit]]
    return found
