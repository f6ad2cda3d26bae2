"""Tallies of evidence: how much of the text that shows a stance was found, pair by pair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sayso.tallies.tally import Tally

if TYPE_CHECKING:
    from sayso.data.keys import Bools, Ints
    from sayso.matching.match import Match

COUNTERS = ("r_num", "r_den", "p_num", "p_den")


@dataclass(frozen=True, slots=True)
class Evidenced:
    """Matched stances with the characters of their evidence: shared, in gold and predicted; 0 for none."""

    match: Match
    shared: Ints
    gold: Ints
    predicted: Ints


def evidenced(found: Evidenced, documents: int, defined: Bools) -> Tally:
    """Shares of evidence found, summed over pairs, and the numbers of stances, by document."""
    match = found.match
    doc = match.gold_doc[match.g]
    # No evidence on either side agrees; on one side it gains nothing.
    neither = ((found.gold == 0) & (found.predicted == 0)).astype(np.float64)
    parts = [np.where(size > 0, found.shared / np.maximum(size, 1), neither) for size in (found.gold, found.predicted)]
    columns = [
        np.bincount(doc, parts[0], minlength=documents),
        np.bincount(match.gold_doc, minlength=documents),
        np.bincount(doc, parts[1], minlength=documents),
        np.bincount(match.predicted_doc, minlength=documents),
    ]
    return Tally(COUNTERS, np.stack(columns, axis=1, dtype=np.float64), defined, ("r_num", "p_num"))
