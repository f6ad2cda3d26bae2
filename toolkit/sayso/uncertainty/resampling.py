"""Weights of documents, and what many quantities are under them.

A bootstrap weights a document by how often it was drawn; a randomisation by 1 if the runs exchange it. Either way one
matrix product, weights × columns, gives the totals for all quantities together, block by block so that memory stays
bounded. The stream of chance is drawn resample by resample, and sums of columns are exact (see
`sayso.measures.summed`): the size of a block changes no bit.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from sayso.uncertainty.quantity import BLOCK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from sayso.uncertainty.quantity import Numbers, Quantity
    from sayso.uncertainty.settings import Settings

_WORD = 64
# Documents are drawn and counted in pieces that stay in the processor's cache.
_PIECE = 2**20


def drawn(documents: int, settings: Settings, *, block: int = BLOCK) -> Iterator[Numbers]:
    """Bootstrap resamples: how often each document was drawn, in blocks of resamples × documents.

    The stream is that of `Generator(PCG64(seed)).integers(documents, size=(resamples, documents))`, which scipy's
    bootstrap and sacreBLEU's draw as well.
    """
    generator = np.random.Generator(np.random.PCG64(settings.seed))
    for rows in _blocks(documents, settings.resamples, block):
        weights = np.empty((rows, documents))
        first = 0
        for few in _blocks(documents, rows, _PIECE):
            weights[first : first + few] = _counts(generator.integers(documents, size=(few, documents), dtype=np.int64))
            first += few
        yield weights


def tossed(documents: int, settings: Settings, *, block: int = BLOCK) -> Iterator[Numbers]:
    """Random exchanges: 1 for each document that two runs exchange, in blocks of resamples × documents.

    Every resample takes whole words of 64 bits from PCG64, a bit a document, the lowest first.
    """
    source = np.random.PCG64(settings.seed)
    words = -(-documents // _WORD)
    for rows in _blocks(documents, settings.resamples, block):
        raw = source.random_raw(rows * words).astype("<u8").view(np.uint8).reshape(rows, words * 8)
        yield np.unpackbits(raw, axis=1, count=documents, bitorder="little").astype(np.float64)


def under(
    weights: Iterator[Numbers], quantities: Sequence[Quantity], columns: Iterable[Numbers], base: Sequence[Numbers]
) -> Numbers:
    """Each quantity for each row of weights; nan where it is undefined.

    Args:
        weights: Blocks of rows × documents.
        quantities: What is evaluated.
        columns: For each quantity, documents × columns: what a document adds to its totals.
        base: For each quantity, the totals where all weights are 0.

    Returns:
        Rows × quantities.
    """
    together, places = _side_by_side(columns)
    found = [
        np.stack(
            [
                quantity.values(totals[:, place] + start)
                for quantity, place, start in zip(quantities, places, base, strict=True)
            ],
            axis=1,
        )
        for totals in _gathered(block @ together for block in weights)
    ]
    return np.concatenate(found)


def _counts(places: NDArray[np.int64]) -> NDArray[np.intp]:
    """How often each document was drawn, for each row of drawn documents."""
    rows, documents = places.shape
    places += np.arange(0, rows * documents, documents)[:, None]
    return np.bincount(places.ravel(), minlength=rows * documents).reshape(rows, documents)


def _gathered(blocks: Iterator[Numbers]) -> Iterator[Numbers]:
    """Totals of several blocks at once, so that measures are not evaluated for a handful of rows; bounded too."""
    waiting: list[Numbers] = []
    for block in blocks:
        waiting.append(block)
        if sum(one.nbytes for one in waiting) >= BLOCK:
            yield np.concatenate(waiting)
            waiting = []
    if waiting:
        yield np.concatenate(waiting)


def _blocks(documents: int, resamples: int, block: int) -> Iterator[int]:
    """How many resamples each block has."""
    rows = max(1, block // (8 * documents))
    for first in range(0, resamples, rows):
        yield min(rows, resamples - first)


def _side_by_side(columns: Iterable[Numbers]) -> tuple[Numbers, list[NDArray[np.intp]]]:
    """The different columns among all, and where those of each are.

    Precision, recall and F of one line share their counters; two runs share what is counted in gold. Tables may be made
    one by one: nothing of them is kept but the columns that are new.
    """
    kept: dict[bytes, int] = {}
    different: list[Numbers] = []
    places = []
    for table in columns:
        place = []
        for column in np.ascontiguousarray(table.T):
            key = hashlib.blake2b(column, digest_size=16).digest()
            if key not in kept:
                kept[key] = len(different)
                different.append(column.copy())
            place.append(kept[key])
        places.append(np.array(place, dtype=np.intp))
    return np.stack(different, axis=1), places
