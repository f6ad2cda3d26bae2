"""The same counts, with the item as the unit: what a test sees that takes the items of a document for independent.

A unit is a gold item, found or not by either run, or a spurious prediction of one of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulating.population import measured

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sayso.measures.summed import Summed
    from simulating.population import Counts

    Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Items:
    """A corpus of which the documents are forgotten.

    Attributes:
        found: Runs × gold items: which each run finds.
        spurious: How many else each run predicts.
    """

    found: Bools
    spurious: tuple[int, int]

    def measured(self) -> tuple[Summed, Summed]:
        """The measure for baseline and run; every unit stands where a document stood."""
        return measured(self._rows(0)), measured(self._rows(1))

    def _rows(self, run: int) -> Counts:
        found = self.found[run].astype(np.int64)
        gold = np.stack([found, np.ones_like(found), found], axis=1)
        alone = np.repeat(np.array([run == 0, run == 1], dtype=np.int64), self.spurious)
        nothing = np.zeros_like(alone)
        return np.concatenate([gold, np.stack([nothing, nothing, alone], axis=1)])[:, None]

    @property
    def changed(self) -> tuple[int, int]:
        """Gold items gained by the run, and lost."""
        baseline, run = self.found
        return int((run & ~baseline).sum()), int((baseline & ~run).sum())


def items(counts: Counts, generator: np.random.Generator) -> Items:
    """Items behind counts: given how many of a document's items a run finds, any are as likely.

    Args:
        counts: Runs × documents × 1 × counters.
        generator: Chooses them.
    """
    matched, gold, predicted = (counts[:, :, 0, place] for place in range(3))
    document = np.repeat(np.arange(gold.shape[1]), gold[0])
    first = (np.cumsum(gold[0]) - gold[0])[document]
    found = np.stack([_chosen(document, first, one, generator) for one in matched])
    spurious = (predicted - matched).sum(axis=1).tolist()
    return Items(found, (spurious[0], spurious[1]))


def _chosen(document: Counts, first: Counts, matched: Counts, generator: np.random.Generator) -> Bools:
    """So many items of each document, at random."""
    order = np.lexsort((generator.random(len(document)), document))
    chosen = np.empty(len(document), dtype=np.bool_)
    chosen[order] = np.arange(len(document)) - first < matched[document]
    return chosen
