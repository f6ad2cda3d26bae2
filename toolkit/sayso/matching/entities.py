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
from sayso.matching.candidates import Candidates, Items
from sayso.matching.copies import assign_copies
from sayso.matching.folds import CrowdedError, room_for
from sayso.matching.namesakes import UNFOLDED, unsettled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.data.columns import Side
    from sayso.data.keys import Bools, Ints

TIES = ("wikidata", "normal")
"""The columns by which entities may be aligned that share no mention, the more important first."""


def align_entities(gold: Side, predicted: Side, sharing: Candidates, equal: Sequence[tuple[Ints, Ints]] | None) -> Ints:
    """For each gold entity the row of the predicted entity it is aligned with, -1 for none.

    Args:
        gold: The gold side.
        predicted: The predicted side.
        sharing: Which entities share mentions, and how many: `shared_mentions`, or `shared_among_copies`.
        equal: Those of equal ids and names, `equal_entities`, where copies are not folded.
    """
    width = max(len(predicted.entities), 1)
    shared = sharing.g * width + sharing.p
    if equal is None or sharing.folds is not None:
        equal = _equal_copies(gold, predicted, sharing)
    pairs = distinct(np.concatenate([shared, *(g * width + p for g, p in equal)]))
    pairs = pairs[~ids_differ(gold, predicted, pairs // width, pairs % width)]
    g, p = pairs // width, pairs % width
    weights = [
        _looked_up(pairs, shared, sharing.q),
        *(_same(gold, predicted, column, g, p) for column in TIES),
        np.ones(len(pairs), dtype=np.int64),
    ]
    aligned = np.full(len(gold.entities), -1, dtype=np.int64)
    if sharing.folds is None:
        chosen = assign(g, p, weights)
        g, p = g[chosen], p[chosen]
    else:
        ours, theirs = sharing.folds
        g, p = assign_copies(ours.number[g], theirs.number[p], weights, sharing.folds)
    aligned[g] = p
    return aligned


def _equal_copies(gold: Side, predicted: Side, sharing: Candidates) -> list[tuple[Ints, Ints]]:
    """The same among the first of each class of copies.

    Thousands of entities may have one name and mentions of their own. Most of these pair for the sake of their
    mentions in every best alignment, so that their names are not looked at.
    """
    if sharing.folds is None:
        raise ValueError(UNFOLDED)
    rows = sharing.folds[0].foremost, sharing.folds[1].foremost
    try:
        return _equal_but_for_ids(gold, predicted, rows, room_for(*map(len, rows)))
    except CrowdedError:
        free = unsettled(sharing.where(~ids_differ(gold, predicted, sharing.g, sharing.p)))
        return _equal_but_for_ids(gold, predicted, (rows[0][free[0]], rows[1][free[1]]), None)


def _equal_but_for_ids(
    gold: Side, predicted: Side, rows: tuple[Ints, Ints], most: int | None
) -> list[tuple[Ints, Ints]]:
    """Pairs of some entities with the same id, and with the same name where one has no id."""
    ours, theirs = (side.entities.wikidata[some] < 0 for side, some in zip((gold, predicted), rows, strict=True))
    return [
        equal_in(gold, predicted, "wikidata", rows, most),
        equal_in(gold, predicted, "normal", (rows[0][ours], rows[1]), most),
        equal_in(gold, predicted, "normal", (rows[0][~ours], rows[1][theirs]), most),
    ]


def equal_entities(gold: Side, predicted: Side) -> list[tuple[Ints, Ints]] | None:
    """Pairs of entities with the same Wikidata id, and with the same name; None if there is no room for them."""
    try:
        most = room_for(len(gold.entities), len(predicted.entities))
        return [equal_in(gold, predicted, column, most=most) for column in TIES]
    except CrowdedError:
        return None


def ids_differ(gold: Side, predicted: Side, g: Ints, p: Ints) -> Bools:
    """Which pairs of entities have different Wikidata ids."""
    one, other = gold.entities.wikidata[g], predicted.entities.wikidata[p]
    differ: Bools = (one >= 0) & (other >= 0) & (one != other)
    return differ


def _same(gold: Side, predicted: Side, column: str, g: Ints, p: Ints) -> Ints:
    """1 for pairs of entities of one document with the same value in a column, else 0."""
    one, other = getattr(gold.entities, column)[g], getattr(predicted.entities, column)[p]
    return ((one >= 0) & (one == other)).astype(np.int64)


def shared_mentions(gold: Side, predicted: Side, candidates: Candidates) -> Candidates:
    """Pairs of entities that share mentions, and how many (as q), by the pairs of mentions that a criterion admits.

    Pairs are sorted by gold, then predicted row.
    """
    g, p = candidates.g, candidates.p
    width = max(len(predicted.entities), 1)
    pair = gold.mentions.entity[g] * width + predicted.mentions.entity[p]
    pairs, index, count = np.unique(pair, return_inverse=True, return_counts=True)
    rivals = _rivals(index, g, p)
    if len(rivals):
        count = count - np.bincount(index[rivals], minlength=len(pairs))
        count += _most(index[rivals], g[rivals], p[rivals], len(pairs))
    return Candidates(pairs // width, pairs % width, count.astype(np.int64))


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


def equal_in(
    gold: Side, predicted: Side, column: str, rows: tuple[Ints, Ints] | None = None, most: int | None = None
) -> tuple[Ints, Ints]:
    """Pairs of entities of one document that have the same value in a column.

    Args:
        gold: The gold side.
        predicted: The predicted side.
        column: A column of labels.
        rows: The entities of both sides that are looked at; all by default.
        most: How many pairs there may be; any number by default.

    Raises:
        CrowdedError: There are more.
    """
    one, other = getattr(gold.entities, column), getattr(predicted.entities, column)
    key = pack(np.concatenate([gold.entities.doc, predicted.entities.doc]), np.concatenate([one, other]))
    g_rows, p_rows = (np.arange(len(one)), np.arange(len(other))) if rows is None else rows
    g_rows, p_rows = g_rows[one[g_rows] >= 0], p_rows[other[p_rows] >= 0]
    g, p = equal_pairs(key[: len(one)][g_rows], key[len(one) :][p_rows], most)
    return g_rows[g], p_rows[p]


def _looked_up(wanted: Ints, keys: Ints, values: Ints) -> Ints:
    """The value of each wanted key among sorted keys, 0 where it is not there."""
    found = np.zeros(len(wanted), dtype=np.int64)
    if not len(keys):
        return found
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    hit = keys[place] == wanted
    found[hit] = values[place[hit]]
    return found
