"""The sign-flip test: had the two runs' names been tossed document by document, how often would they differ as much?

Two runs that are equally good could have exchanged their results on any document. Each pattern of exchanges gives a
difference; p is the share of patterns in which it is at least as large as the one found, in either direction. Through
19 documents all 2ⁿ patterns are looked at, and p = k/2ⁿ; from 20 on patterns are sampled, and p = (k + 1)/(n + 1)
(*approximate randomisation*, Noreen 1989; Yeh 2000). Ties count against significance, and so does a pattern in which
one of the values is undefined.

It presumes that a run has no more to do with one document than with the next; nothing is presumed about the measure,
which is computed again from the exchanged counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sayso.uncertainty.quantity import BLOCK
from sayso.uncertainty.resampling import tossed, under
from sayso.uncertainty.settings import BOOTSTRAP_FROM, TOLERANCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sayso.uncertainty.jackknife import Jackknife
    from sayso.uncertainty.quantity import Numbers, Quantity
    from sayso.uncertainty.settings import Settings

EXACT, SAMPLED = "exact sign-flip", "approximate randomisation"

PATTERNS = 2**20
"""Bytes of a block of enumerated patterns: totals, which stay in the processor's cache."""


@dataclass(frozen=True, slots=True)
class SignFlip:
    """What the test says.

    Attributes:
        p: Two-sided, above 0.
        method: `exact sign-flip` or `approximate randomisation`.
        resamples: How many patterns were looked at, or sampled.
        undefined: In how many a value was undefined.
        floor: The smallest p that so many documents, or so many samples, can give.
    """

    p: float
    method: str
    resamples: int
    undefined: int
    floor: float


def enumerated(documents: int) -> bool:
    """Whether all patterns of exchanges of so many documents are looked at."""
    return documents < BOOTSTRAP_FROM


def floor(documents: int, settings: Settings) -> float:
    """The smallest p that so many documents can give: 2/2ⁿ enumerated, 1/(resamples + 1) sampled."""
    return 2.0 ** (1 - documents) if enumerated(documents) else 1 / (settings.resamples + 1)


def exact(quantity: Quantity, left: Jackknife, settings: Settings, *, block: int = PATTERNS) -> SignFlip:
    """The test over all patterns of exchanges.

    Args:
        quantity: A difference.
        left: Its jackknife: which documents take part. Those in which both runs have the same counts double all
            patterns alike, and are not gone through.
        settings: For the floor alone: nothing is drawn.
        block: Bytes of a block of patterns.
    """
    documents, total = left.documents, quantity.totals()
    size = abs(left.value) - TOLERANCE
    as_large = undefined = seen = 0
    for totals in _patterns(total, quantity.exchanges(left.taking_part), block):
        found = quantity.values(totals)
        missing = np.isnan(found)
        as_large += int((missing | (np.abs(found) >= size)).sum())
        undefined += int(missing.sum())
        seen += len(found)
    times = 2**documents // seen
    return SignFlip(as_large / seen, EXACT, 2**documents, undefined * times, floor(documents, settings))


def sampled(quantities: Sequence[Quantity], settings: Settings, *, block: int = BLOCK) -> list[SignFlip]:
    """The test over sampled patterns of exchanges, the same patterns for all differences."""
    if not quantities:
        return []
    documents = len(quantities[0])
    found = under(tossed(documents, settings, block=block), quantities, exchanged=True)
    missing = np.isnan(found)
    sizes = np.array([abs(one.value()) for one in quantities]) - TOLERANCE
    as_large = (missing | (np.abs(found) >= sizes)).sum(axis=0).tolist()
    n = settings.resamples
    return [
        SignFlip((k + 1) / (n + 1), SAMPLED, n, gone, floor(documents, settings))
        for k, gone in zip(as_large, missing.sum(axis=0).tolist(), strict=True)
    ]


def _patterns(total: Numbers, moves: Numbers, block: int) -> Iterator[Numbers]:
    """Totals under patterns of exchanges: one of each two that mirror each other, which differ in sign alone."""
    moves = moves[moves.any(axis=1)][1:]
    inner = min(len(moves), max(1, (block // (8 * len(total))).bit_length() - 1))
    table = np.zeros((1, len(total)))
    for move in moves[:inner]:
        table = np.concatenate([table, table + move])
    outer = moves[inner:]
    for pattern in range(2 ** len(outer)):
        chosen = [bool(pattern >> place & 1) for place in range(len(outer))]
        yield table + (total + outer[chosen].sum(axis=0))
