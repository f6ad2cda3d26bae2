"""Weights of documents, and what many quantities are under them.

A bootstrap weights a document by how often it was drawn; a randomisation by 1 if the runs exchange it. Either way one
matrix product, weights × columns, gives the totals for all quantities together, block by block, so that memory stays
bounded (see `sayso.uncertainty.together`). The stream of chance is drawn resample by resample, and sums of columns are
exact (see `sayso.measures.summed`): the size of a block changes no bit.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from sayso.uncertainty.quantity import BLOCK
from sayso.uncertainty.together import Together

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from sayso.uncertainty.quantity import Numbers, Quantity, Weights
    from sayso.uncertainty.settings import Settings

_WORD = 64
# Documents are drawn and counted in pieces that stay in the processor's cache.
_PIECE = 2**20


def drawn(documents: int, settings: Settings, *, block: int = BLOCK) -> Iterator[Weights]:
    """Bootstrap resamples: how often each document was drawn, in blocks of resamples × documents.

    The stream is that of `Generator(PCG64(seed)).integers(documents, size=(resamples, documents))`, which scipy's
    bootstrap and sacreBLEU's draw as well.
    """
    blocks = _drawn(documents, settings, block)
    return blocks if settings.resamples * documents * 8 <= block else _ahead(blocks)


def _drawn(documents: int, settings: Settings, block: int) -> Iterator[Weights]:
    generator = np.random.Generator(np.random.PCG64(settings.seed))
    for rows in _blocks(documents, settings.resamples, block):
        weights = np.empty((rows, documents), dtype=np.float32)
        first = 0
        for few in _blocks(documents, rows, _PIECE):
            weights[first : first + few] = _counts(generator.integers(documents, size=(few, documents), dtype=np.int64))
            first += few
        yield weights


def tossed(documents: int, settings: Settings, *, block: int = BLOCK) -> Iterator[Weights]:
    """Random exchanges: 1 for each document that two runs exchange, in blocks of resamples × documents.

    Every resample takes whole words of 64 bits from PCG64, a bit a document, the lowest first.
    """
    source = np.random.PCG64(settings.seed)
    words = -(-documents // _WORD)
    for rows in _blocks(documents, settings.resamples, block):
        raw = source.random_raw(rows * words).astype("<u8").view(np.uint8).reshape(rows, words * 8)
        yield np.unpackbits(raw, axis=1, count=documents, bitorder="little").astype(np.float32)


def under(weights: Iterator[Weights], quantities: Sequence[Quantity], *, exchanged: bool = False) -> Numbers:
    """Each quantity for each row of weights; nan where it is undefined.

    Args:
        weights: Blocks of rows × documents.
        quantities: What is evaluated.
        exchanged: Whether weights say which documents two runs exchange; else how often each counts.

    Returns:
        Rows × quantities.
    """
    together = Together(quantities, exchanged=exchanged)
    return np.concatenate([together.values(totals) for totals in _gathered(together.totals(weights))])


def _counts(places: NDArray[np.int64]) -> NDArray[np.intp]:
    """How often each document was drawn, for each row of drawn documents."""
    rows, documents = places.shape
    places += np.arange(0, rows * documents, documents)[:, None]
    return np.bincount(places.ravel(), minlength=rows * documents).reshape(rows, documents)


def _ahead(blocks: Iterator[Weights]) -> Iterator[Weights]:
    """The same blocks, the next of which is drawn while one is multiplied: chance has no use for a second core."""
    with ThreadPoolExecutor(1) as pool:
        following = pool.submit(next, blocks, None)
        while (block := following.result()) is not None:
            following = pool.submit(next, blocks, None)
            yield block


def _gathered(blocks: Iterator[Numbers]) -> Iterator[Numbers]:
    """Totals of several blocks at once, so that measures are not evaluated for a handful of rows; bounded too."""
    waiting: list[Numbers] = []
    for block in blocks:
        waiting.append(block)
        if sum(one.nbytes for one in waiting) >= BLOCK:
            yield np.concatenate(waiting, axis=1)
            waiting = []
    if waiting:
        yield np.concatenate(waiting, axis=1)


def _blocks(documents: int, resamples: int, block: int) -> Iterator[int]:
    """How many resamples each block has."""
    rows = max(1, block // (8 * documents))
    for first in range(0, resamples, rows):
        yield min(rows, resamples - first)
