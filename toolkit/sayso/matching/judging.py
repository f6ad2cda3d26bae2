"""Judging the pairs of an alignment, so that hedging gains nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sayso.matching.match import Judgement
from sayso.matching.ranges import owners, ranges

if TYPE_CHECKING:
    from collections.abc import Callable

    from sayso.data.keys import Bools, Ints
    from sayso.matching.candidates import Candidates, Items

    Agrees = Callable[[Ints, Ints], Bools]


def judge(
    gold: Items, pairs: tuple[Ints, Ints], considered: Bools, agrees: Agrees, rivals: tuple[Ints, Ints]
) -> Judgement:
    """Judge pairs of rows.

    Args:
        gold: The gold items, all rows of the layer.
        pairs: Rows of gold and predicted items, pair by pair.
        considered: Which gold rows are considered at all.
        agrees: For rows of gold and predicted items, whether the prediction is right.
        rivals: Pairs of a gold row and an unpaired predicted row that the alignment would have admitted.
    """
    g, p = pairs
    keep = considered[g]
    g, p = g[keep], p[keep]
    wrong = np.zeros(len(gold), dtype=np.bool_)
    wrong[rivals[0][~agrees(*rivals)]] = True
    return Judgement(gold.doc[g], g, p, agrees(g, p) & ~wrong[g])


def rivals_among(candidates: Candidates, gold: Items, predicted: Items, pairs: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
    """Of the candidates of all rows those of a paired gold row and an unpaired predicted row; of copies of it one."""
    paired, unpaired = np.zeros(len(gold), dtype=np.bool_), np.ones(len(predicted), dtype=np.bool_)
    paired[pairs[0]], unpaired[pairs[1]] = True, False
    found = candidates.among(paired, unpaired)
    if found.folds is None:
        return found.g, found.p
    # Of the copies of a prediction, which agree or not with the same items, one is enough.
    ours, theirs = found.folds
    one, other = ours.number[found.g], theirs.number[found.p]
    some = np.flatnonzero(theirs.size[other])
    count = ours.size[one[some]]
    members = ranges(ours.first[one[some]], count)
    return ours.members[members], theirs.members[theirs.first[other[some]]][owners(count)]
