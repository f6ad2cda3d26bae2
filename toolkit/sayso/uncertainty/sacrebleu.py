"""sacreBLEU 2.6.0's paired tests, as they are: for comparing with published numbers, not for conclusions.

Known defects, kept:

- *Strict >*. A resample whose statistic equals the observed one counts as evidence. A run compared with itself gets
  p = 1/(n + 1), "significant" at any level, and so does any pair on one document. One item of ten that differs gives
  p ≈ .0005 by randomisation, where the exact test gives 1.
- The bootstrap centres |d*| on its own mean, not on the hypothesis of no difference.
- The interval is half the distance between two order statistics, 95 % whatever is asked for, around the mean of the
  resamples and not around the value.
- What is resampled is a segment. Here it is a document; fed with the items of one document the tests find differences
  in 15 to 30 % of comparisons where there are none.
- Resampled counts are single precision there: sums above 2²⁴, and sums of fractions, may differ from these.

Values are between 0 and 1 here, and percentages there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sayso.uncertainty.quantity import BLOCK, difference_of, value_of
from sayso.uncertainty.resampling import drawn, under
from sayso.uncertainty.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.measures.summed import Summed
    from sayso.uncertainty.quantity import Numbers, Quantity, Weights

RESAMPLES, TRIALS, SEED = 1_000, 10_000, 12_345

_BITS = 32


@dataclass(frozen=True, slots=True)
class Resampled:
    """A run's value and, from a bootstrap, mean and half-width of its resamples."""

    value: float
    mean: float
    half_width: float


@dataclass(frozen=True, slots=True)
class PairedBootstrap:
    """What sacreBLEU's paired bootstrap prints."""

    baseline: Resampled
    run: Resampled
    p: float


def paired_bootstrap(baseline: Summed, run: Summed, *, resamples: int = RESAMPLES, seed: int = SEED) -> PairedBootstrap:
    """Paired bootstrap resampling as in sacreBLEU 2.6.0 (`--paired-bs`).

    Formula: p = (#(|d*| − mean |d*| > |d|) + 1)/(n + 1).
    Source: sacreBLEU 2.6.0, `significance.py`, after Koehn (2004) and multeval; defects above.

    Raises:
        UsageError: The two are not one measure over the same documents.
    """
    settings = Settings(resamples=resamples, seed=seed)
    difference_of(baseline, run)
    quantities = [value_of(baseline), value_of(run)]
    found = under(drawn(len(baseline), settings), quantities)
    distances = np.abs(found[:, 1] - found[:, 0])
    observed = abs(quantities[0].value() - quantities[1].value())
    return PairedBootstrap(
        _resampled(quantities[0], found[:, 0]),
        _resampled(quantities[1], found[:, 1]),
        _p(distances - distances.mean(), observed),
    )


def approximate_randomisation(baseline: Summed, run: Summed, *, trials: int = TRIALS, seed: int = SEED) -> float:
    """Approximate randomisation as in sacreBLEU 2.6.0 (`--paired-ar`): its p.

    Formula: p = (#(|d shuffled| > |d|) + 1)/(n + 1).
    Source: sacreBLEU 2.6.0, `significance.py`, after Riezler and Maxwell (2005) and multeval; defects above.

    Raises:
        UsageError: The two are not one measure over the same documents.
    """
    quantity = difference_of(baseline, run)
    weights = _exchanged(len(quantity), Settings(resamples=trials, seed=seed))
    found = under(weights, [quantity], exchanged=True)
    return _p(np.abs(found[:, 0]), abs(quantity.value()))


def _p(statistics: Numbers, observed: float) -> float:
    return (int((statistics > observed).sum()) + 1) / (len(statistics) + 1)


def _resampled(quantity: Quantity, found: Numbers) -> Resampled:
    ordered, edge = np.sort(found), len(found) // 40
    half = float(ordered[len(ordered) - edge - 1] - ordered[edge]) / 2
    return Resampled(quantity.value(), float(ordered.mean()), half)


def _exchanged(documents: int, settings: Settings) -> Iterator[Weights]:
    """The masks of `default_rng(seed).integers(2, size=(trials, documents), dtype=bool)`, whose True keeps.

    Booleans are drawn 32 at a time: blocks of whole multiples of 32 rows go on where the last one ended.
    """
    generator = np.random.Generator(np.random.PCG64(settings.seed))
    rows = max(1, BLOCK // (8 * documents * _BITS)) * _BITS
    for first in range(0, settings.resamples, rows):
        size = (min(rows, settings.resamples - first), documents)
        yield (~generator.integers(2, size=size, dtype=np.bool_)).astype(np.float32)
