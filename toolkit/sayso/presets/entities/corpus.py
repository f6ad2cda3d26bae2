"""Documents of clusters as the chains that Sayso's tallies read, and the numbers that scorers make of their counters.

A scorer differs from Sayso in its reading of repeated mentions and in what it makes of nothing over nothing; what is
counted is in `tallies/coreference.py`, what is divided in `measures/chained.py`.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from sayso.matching.chains import Chains, Clusters
from sayso.measures.chained import COREFERENCE
from sayso.presets.entities.clusters import from_gold
from sayso.tallies.coreference import FOUR, LINKS, TALLIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sayso.presets.entities.clusters import Clustering, Document, Reading

AVERAGED = ("muc", "bcub", "ceafe")


class Corpus:
    """Documents with their chains under the readings of a scorer.

    Attributes:
        documents: The documents, in their order.
        plain: Whether no mention stands twice, so that all readings are the same.
    """

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents = list(documents)
        self.plain = not any(one.repeats for one in self.documents)
        self._chains: dict[Reading, Chains] = {}

    def chains(self, reading: Reading) -> Chains:
        """The chains of all documents."""
        reading = from_gold if self.plain else reading
        if reading not in self._chains:
            self._chains[reading] = _chains(self.documents, reading)
        return self._chains[reading]

    def rows(self, measure: str, recall: Reading, precision: Reading | None = None) -> list[list[float]]:
        """The counters of a measure for each document; precision may be read otherwise than recall."""
        columns = TALLIES[measure](self.chains(recall), len(self.documents))
        if precision is not None and not self.plain:
            columns[2:] = TALLIES[measure](self.chains(precision), len(self.documents))[2:]
        return [list(row) for row in zip(*(column.tolist() for column in columns), strict=True)]

    def tally(self, measure: str, recall: Reading, precision: Reading | None = None) -> list[float]:
        """The counters of a measure over all documents."""
        rows = self.rows(measure, recall, precision)
        counters = len(LINKS if measure == "BLANC" else FOUR)
        return [in_order(row[place] for row in rows) for place in range(counters)]


def in_order(values: Iterable[float]) -> float:
    """A plain sum from left to right, as scorers add up."""
    total: float = 0
    for value in values:
        total += value
    return total


def _chains(documents: Sequence[Document], reading: Reading) -> Chains:
    shared: Counter[tuple[int, int]] = Counter()
    gold = predicted = 0
    for one in documents:
        shared.update((g + gold, p + predicted) for g, p in reading(one))
        gold, predicted = gold + len(one.gold), predicted + len(one.predicted)
    pairs = np.array(sorted(shared), dtype=np.int64).reshape(-1, 2)
    return Chains(
        _numbered([one.gold for one in documents]),
        _numbered([one.predicted for one in documents]),
        pairs[:, 0],
        pairs[:, 1],
        np.array([shared[pair] for pair in sorted(shared)], dtype=np.int64),
    )


def _numbered(clusterings: Sequence[Clustering]) -> Clusters:
    doc = np.repeat(np.arange(len(clusterings)), [len(clusters) for clusters in clusterings])
    sizes = [len(cluster) for cluster in chain.from_iterable(clusterings)]
    return Clusters(doc.astype(np.int64), np.array(sizes, dtype=np.int64))


def prf(counts: Sequence[float], measure: str = "MUC") -> dict[str, float]:
    """R, P and F1 from counters, 0 where there is nothing to divide by.

    Args:
        counts: Numerator and denominator of recall, then of precision; of BLANC its six counts of links.
        measure: `BLANC` for the mean over its two kinds of link.
    """
    counters: Mapping[str, float] = dict(zip(LINKS if measure == "BLANC" else FOUR, counts, strict=True))
    found = {name: one.value(counters, Fraction(1)) for name, one in COREFERENCE[measure].statistics.items()}
    return {name: float(np.nan_to_num(found[name[0]])) for name in ("R", "P", "F1")}


def mentions(corpus: Corpus) -> list[float]:
    """The counters of mention detection; a mention counts once however often it stands."""
    sides = [(one.in_gold.keys(), one.in_predicted.keys()) for one in corpus.documents]
    both = sum(len(gold & predicted) for gold, predicted in sides)
    return [both, sum(len(gold) for gold, _ in sides), both, sum(len(predicted) for _, predicted in sides)]


def with_counts(counts: Mapping[str, list[float]]) -> dict[str, dict[str, Any]]:
    """R, P and F1 of each measure beside its counters."""
    return {name: {**prf(counted), "counts": counted} for name, counted in counts.items()}


def mean_f1(found: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """The mean F1 of MUC, B³ and CEAFe, by which shared tasks rank."""
    return {"F1": sum(found[name]["F1"] for name in AVERAGED) / len(AVERAGED)}
