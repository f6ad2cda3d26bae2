"""Entities in crowds: thousands of one name in one document, or of the same mentions.

Entities are folded by what their alignment looks at: name, Wikidata id, and those of their mentions that may pair at
all. So ten thousand strangers of one name whom the other side does not mention are one class; those that it does
mention are told apart, but where they pair by their mentions in every best alignment, they need no pairs by name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sayso.data.keys import bounds, elements_of, pack, refine, runs_of
from sayso.matching.candidates import Candidates
from sayso.matching.components import components
from sayso.matching.folds import Fold, fold
from sayso.matching.transport import Transport, problem

if TYPE_CHECKING:
    from sayso.data.columns import Side
    from sayso.data.keys import Bools, Ints
    from sayso.matching.candidates import Items, Space
    from sayso.matching.criterion import Criterion

UNFOLDED = "entities that are not folded have no classes"


def shared_among_copies(
    space: Space, criterion: Criterion, sides: tuple[Side, Side], mentions: tuple[Items, Items], candidates: Candidates
) -> Candidates:
    """Pairs of classes of entities that share mentions, and how many (as q): see `entities.shared_mentions`.

    Args:
        space: What spans mean.
        criterion: The criterion by which mentions pair.
        sides: Both sides.
        mentions: All mentions of both sides.
        candidates: The pairs of these that the criterion admits.
    """
    everything = [np.ones(len(items), dtype=np.bool_) for items in mentions]
    pairable = candidates.beside(everything[0], everything[1])
    codes = [space.classes(items) for items in mentions]
    folds = tuple(_folded(*one) for one in zip(sides, codes, pairable, strict=True))
    firsts, copies = [], []
    for side, items, code, some, entities in zip(sides, mentions, codes, pairable, folds, strict=True):
        foremost = np.zeros(len(side.entities), dtype=np.bool_)
        foremost[entities.foremost] = True
        kept = np.flatnonzero(some & foremost[side.mentions.entity])
        same = fold(pack(side.mentions.entity[kept], code[kept]))
        firsts.append(items.where(kept[same.foremost]))
        copies.append(same.size)
    found = space.pairs(criterion, firsts[0], firsts[1])
    one, other = (side.mentions.entity[items.row] for side, items in zip(sides, firsts, strict=True))
    width = max(len(sides[1].entities), 1)
    pairs, index = np.unique(one[found.g] * width + other[found.p], return_inverse=True)
    count = _most_shared(index, found.g, found.p, copies)
    return Candidates(pairs // width, pairs % width, count, (folds[0], folds[1]))


def _folded(side: Side, code: Ints, pairable: Bools) -> Fold:
    """Entities of one document, name and Wikidata id that have the same pairable mentions, each as often."""
    table, owner = side.entities, side.mentions.entity
    some = np.flatnonzero(pairable)
    key = pack(owner[some], code[some])
    order = np.argsort(key, kind="stable")
    first, _ = runs_of(key[order])
    often = np.diff(np.append(first, len(order)))
    mention = some[order][first]
    value = pack(code[mention], often)
    return fold(
        refine(pack(table.doc, table.normal, table.wikidata), elements_of(bounds(owner[mention], len(table)), value))
    )


def _most_shared(pair: Ints, g: Ints, p: Ints, copies: list[Ints]) -> Ints:
    """For each pair of entities how many mentions pair one to one, where each mention is there so many times.

    Args:
        pair: The pair of entities of each pair of mentions.
        g: The gold one of each.
        p: The predicted one.
        copies: How often each mention is there, in gold and predicted.
    """
    order = np.argsort(pair, kind="stable")
    begin, _ = runs_of(pair[order])
    some = np.minimum(copies[0][g], copies[1][p])
    count = np.bincount(pair, some).astype(np.int64)
    for number in np.flatnonzero(_twice(pair, g) | _twice(pair, p)).tolist():
        end = begin[number + 1] if number + 1 < len(begin) else len(order)
        part = order[begin[number] : end]
        edges, rows, columns = problem(g[part], p[part], [1] * len(part))
        best = Transport(edges, copies[0][rows].tolist(), copies[1][columns].tolist())
        count[number] = sum(sum(units.values()) for units in best.flow)
    return count


def _twice(pair: Ints, mention: Ints) -> Bools:
    """Which pairs of entities have a pair of mentions of which one is in another of theirs."""
    key = pack(pair, mention)
    order = np.argsort(key, kind="stable")
    again = np.flatnonzero(key[order][1:] == key[order][:-1])
    found = np.zeros(int(pair.max(initial=-1)) + 1, dtype=np.bool_)
    found[pair[order[again]]] = True
    return found


def unsettled(sharing: Candidates) -> tuple[Bools, Bools]:
    """Which classes have members that some assignment of the most shared mentions leaves without a partner.

    The others have none to spare for what shares no mention, as to share the most mentions comes first. Prices tell:
    where a class has one above 0 in any optimal prices, all its members are taken in every best assignment.

    Args:
        sharing: Pairs of classes that may be aligned, with the mentions they share.
    """
    folds = sharing.folds
    if folds is None:
        raise ValueError(UNFOLDED)
    size = folds[0].size, folds[1].size
    free = np.ones(len(size[0]), dtype=np.bool_), np.ones(len(size[1]), dtype=np.bool_)
    g, p = folds[0].number[sharing.g], folds[1].number[sharing.p]
    if not len(g):
        return free
    parts = components(g, p)
    g, p, m = g[parts.order], p[parts.order], sharing.q[parts.order]
    count = np.diff(np.append(parts.begin, len(g)))
    # Of two classes with each other alone the smaller is taken.
    alone = parts.begin[count == 1]
    free[0][g[alone]] = size[0][g[alone]] > size[1][p[alone]]
    free[1][p[alone]] = size[1][p[alone]] > size[0][g[alone]]
    for begin, several in zip(parts.begin[count > 1].tolist(), count[count > 1].tolist(), strict=True):
        part = slice(begin, begin + several)
        for one, other, mine in ((0, 1, (g, p)), (1, 0, (p, g))):
            edges, rows, columns = problem(mine[0][part], mine[1][part], m[part].tolist())
            best = Transport(edges, size[one][rows].tolist(), size[other][columns].tolist())
            free[one][rows] &= np.array(best.row_price) == 0
            free[other][columns] &= np.array(best.column_price) == 0
    return free


def strangers(
    gold: Side, predicted: Side, sharing: Candidates, left: tuple[Bools, Bools]
) -> tuple[Candidates, tuple[Fold, Fold]]:
    """Classes of entities by name alone, but for those that share mentions, and the pairs that do.

    Args:
        gold: The gold side.
        predicted: The predicted side.
        sharing: Pairs of classes of entities that share mentions.
        left: The entities that are left: all have Wikidata ids, which no two of both sides share, since they would
            have been aligned.
    """
    among = sharing.among(*left)
    if among.folds is None:
        raise ValueError(UNFOLDED)
    ours, theirs = among.folds
    one, other = ours.number[among.g], theirs.number[among.p]
    there = (ours.size[one] > 0) & (theirs.size[other] > 0)
    one, other = one[there], other[there]
    folds = []
    for side, by_mentions, some, kept in ((gold, ours, one, left[0]), (predicted, theirs, other, left[1])):
        known = np.zeros(len(by_mentions.size), dtype=np.bool_)
        known[some] = True
        number = np.where(known[by_mentions.number], by_mentions.number, -1)
        folds.append(fold(pack(side.entities.doc, side.entities.normal, number)).left(kept))
    g, p = ours.members[ours.first[one]], theirs.members[theirs.first[other]]
    return Candidates(g, p, np.zeros(len(g), dtype=np.int64)), (folds[0], folds[1])
