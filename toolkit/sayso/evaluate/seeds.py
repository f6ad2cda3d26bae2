"""Several seeds of one extractor: their mean as a measure, and how much of its variance is theirs.

A group of runs is scored by the mean over its seeds, never by its best one. Of the variance of that mean a part comes
from the documents and a part from the seeds; to tell them apart, each document's contribution to each seed's value is
taken as its jackknife pseudo-value, and the table documents × seeds is analysed as a two-way layout of random effects
(Dorfman, Berbaum & Metz 1992, Investigative Radiology 27:723-731, where readers stand for seeds; mean squares as in
Searle, Casella & McCulloch 1992, Variance Components, ch. 4):

    y[d, s] = n θ[s] - (n - 1) θ[s without d] = μ + a[d] + b[s] + e[d, s]
    σ²(a) = (MS(documents) - MS(rest)) / k,  σ²(b) = (MS(seeds) - MS(rest)) / n,  σ²(e) = MS(rest)

for n documents and k seeds; a difference below zero is zero.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sayso.measures.summed import Summed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sayso.measures.statistics import Numbers
    from sayso.uncertainty import Paired

_FEW = 2


@dataclass(frozen=True, slots=True)
class Seeds:
    """A measure over the seeds of a group.

    Attributes:
        measure: The measure's canonical spelling.
        values: The value of each seed, in the order of the group; None where it is undefined.
        mean: Their mean, None if one is undefined.
        spread: Their standard deviation (k - 1).
        low, high: The lowest and the highest.
        sd_documents, sd_seeds, sd_rest: σ(a), σ(b) and σ(e): what single documents, seeds, and documents under a seed
            are apart.
        error_documents: Standard error of the mean over other documents, these seeds given: √(MS(documents) / nk).
        error_seeds: What other seeds add to it: σ(b) / √k.
        reason: Why something is None.
    """

    measure: str
    values: tuple[float | None, ...]
    mean: float | None = None
    spread: float | None = None
    low: float | None = None
    high: float | None = None
    sd_documents: float | None = None
    sd_seeds: float | None = None
    sd_rest: float | None = None
    error_documents: float | None = None
    error_seeds: float | None = None
    reason: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The seeds as they stand in JSON."""
        return {**asdict(self), "values": list(self.values)}


@dataclass(frozen=True, slots=True)
class Squares:
    """Mean squares of a table documents × seeds, and its size."""

    documents: float
    seeds: float
    rest: float
    n: int
    k: int

    @property
    def seed_variance(self) -> float:
        """σ²(b) / k, the part of the mean's variance that other seeds would add."""
        return max(0.0, self.seeds - self.rest) / (self.n * self.k)


def mean_over_seeds(parts: Sequence[Summed]) -> Summed:
    """The mean of a measure over seeds as a function of sums over documents; of one seed the measure itself."""
    if len(parts) == 1:
        return parts[0]
    edges = np.cumsum([0, *(part.columns.shape[1] for part in parts)])
    columns = np.concatenate([part.columns for part in parts], axis=1)

    def value(totals: NDArray[np.float64]) -> Numbers:
        values = [part.values(totals[..., edges[i] : edges[i + 1]]) for i, part in enumerate(parts)]
        # Sorted, so that the last bit does not depend on the order of the seeds.
        mean: Numbers = np.mean(np.sort(np.stack(values), axis=0), axis=0)
        return mean

    return Summed(parts[0].measure, columns, value)


def crossed(baseline: Sequence[Summed], other: Sequence[Summed]) -> tuple[Summed, Summed]:
    """Two groups as a pair whose documents can be exchanged: every seed of one beside every seed of the other.

    A mean over these pairs is the mean over the seeds, so no number changes. Exchanging a document exchanges it in
    every pair, so the order of seeds changes nothing, and groups may differ in size.
    """
    if len(baseline) == len(other) == 1:
        return baseline[0], other[0]
    return (
        mean_over_seeds([one for one in baseline for _ in other]),
        mean_over_seeds([one for _ in baseline for one in other]),
    )


def seeds_of(measure: str, parts: Sequence[Summed]) -> Seeds:
    """What a measure's values under several seeds come to."""
    values = [part.value() for part in parts]
    shown = tuple(None if math.isnan(value) else value for value in values)
    if None in shown:
        return Seeds(measure, shown, reason="undefined under some seed")
    k = len(values)
    mean = math.fsum(values) / k
    spread = math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (k - 1))
    known = Seeds(measure, shown, mean, spread, min(values), max(values))
    squares = squares_of(parts)
    if isinstance(squares, str):
        return Seeds(measure, shown, mean, spread, known.low, known.high, reason=squares)
    n = squares.n
    return Seeds(
        measure,
        shown,
        mean,
        spread,
        known.low,
        known.high,
        sd_documents=math.sqrt(max(0.0, squares.documents - squares.rest) / k),
        sd_seeds=math.sqrt(max(0.0, squares.seeds - squares.rest) / n),
        sd_rest=math.sqrt(squares.rest),
        error_documents=math.sqrt(squares.documents / (n * k)),
        error_seeds=math.sqrt(squares.seed_variance),
    )


def squares_of(parts: Sequence[Summed]) -> Squares | str:
    """The mean squares of documents, seeds and what is left; in words why there are none."""
    table = _pseudo_values(parts)
    n, k = table.shape
    if n < _FEW:
        return "one document: what documents add cannot be told from what seeds add"
    if np.isnan(table).any():
        return "undefined once some document is left out"
    mean = table.mean()
    by_document, by_seed = table.mean(axis=1) - mean, table.mean(axis=0) - mean
    rest = table - mean - by_document[:, None] - by_seed[None, :]
    return Squares(
        documents=k * float(by_document @ by_document) / (n - 1),
        seeds=n * float(by_seed @ by_seed) / (k - 1),
        rest=float((rest**2).sum()) / ((n - 1) * (k - 1)),
        n=n,
        k=k,
    )


def _pseudo_values(parts: Sequence[Summed]) -> Numbers:
    """Pseudo-values, documents × seeds, of the documents that take part: where the measure is defined, or that move it.

    Others would only dilute what the documents vary by.
    """
    whole = np.array([part.value() for part in parts])
    without = np.stack([part.values(part.columns.sum(axis=0) - part.columns) for part in parts], axis=1)
    defined = ~np.isnan(np.stack([part.by_document() for part in parts], axis=1))
    here = (defined | (without != whole)).any(axis=1)
    n = int(here.sum())
    found: Numbers = n * whole - (n - 1) * without[here]
    return found


def interval_over_seeds(
    paired: Paired, parts: tuple[Sequence[Summed], Sequence[Summed]], level: float
) -> tuple[float, float] | None:
    """The t interval of a difference of groups over other documents and other seeds; None where it can't be had.

    The variance is that over documents, the seeds given, plus σ²(b) / k of each group; its degrees of freedom are
    Satterthwaite's (1946, Biometrics Bulletin 2:110-114): n - 1 of the first term, k - 1 of each other.
    """
    from scipy.special import stdtrit

    error, documents = paired.interval.error, paired.interval.documents
    if error is None or paired.difference is None:
        return None
    found = [squares_of(part) for part in parts if len(part) > 1]
    squares = [one for one in found if isinstance(one, Squares)]
    if len(squares) < len(found):
        return None
    variance = error**2 + sum(one.seed_variance for one in squares)
    below = error**4 / (documents - 1)
    below += sum(one.seed_variance**2 / (one.k - 1) for one in squares)
    half = float(stdtrit(variance**2 / below, (1 + level) / 2)) * math.sqrt(variance) if below else 0.0
    return max(-1.0, paired.difference - half), min(1.0, paired.difference + half)
