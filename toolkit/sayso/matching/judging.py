"""Judging the pairs of an alignment, so that hedging gains nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sayso.matching.match import Judgement

if TYPE_CHECKING:
    from collections.abc import Callable

    from sayso.data.keys import Bools, Ints
    from sayso.matching.candidates import Items, Space
    from sayso.matching.criterion import Criterion

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


def rivals_by(
    space: Space, criterion: Criterion, gold: Items, predicted: Items, pairs: tuple[Ints, Ints]
) -> tuple[Ints, Ints]:
    """Pairs of a paired gold row and an unpaired predicted row that a criterion admits, among all rows."""
    paired_gold, unpaired = np.zeros(len(gold), dtype=np.bool_), np.ones(len(predicted), dtype=np.bool_)
    paired_gold[pairs[0]], unpaired[pairs[1]] = True, False
    some, others = gold.where(paired_gold), predicted.where(unpaired)
    found = space.admitted(criterion, some, others)
    return some.row[found.g], others.row[found.p]
