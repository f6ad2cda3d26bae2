"""A population of documents of which the truth is known, and two runs on samples of it.

A run finds a gold item of document d with probability p and adds a spurious one for it with probability q:

    logit p = a + s · (u_d + v_d)        logit q = b − s · (u_d + v_d)

u is the document's own effect, which both runs share (a hard text), v that of the run on this document; both are
standard normal, s is the sd of each on the logit. Given p and q the items are independent: what makes those of one
document alike is u and v alone. a and b are such that over all documents a run finds the share `found` and adds the
share `spurious` of gold, whatever s is. Lengths do not depend on u or v, so the measure of the population is

    F = 2 · found / (1 + found + spurious)

exactly. Two runs of the same shares are equally good in expectation, and differ on every document.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import brentq
from scipy.special import expit

from sayso.measures import parse_all
from sayso.measures.summed import Summed, summed
from sayso.tallies import Tally

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]

COUNTERS = ("matched", "gold", "predicted")
POOLED, MACRO = parse_all(["quotes.F@overlap(0.5)", "stances.MacroF(by=polarity)"])
LABELS = ("neutral", "oppose", "support")
SHARES = (0.6, 0.3, 0.1)
"""How common the three labels of the macro average are: two of twenty items have the rarest."""


@dataclass(frozen=True, slots=True)
class Run:
    """How good a run is over all documents.

    Attributes:
        found: The share of gold that it finds.
        spurious: How much else it predicts, as a share of gold.
    """

    found: float = 0.7
    spurious: float = 0.3

    @property
    def value(self) -> float:
        """F over the population."""
        return 2 * self.found / (1 + self.found + self.spurious)


@dataclass(frozen=True, slots=True)
class World:
    """A population of documents, and a baseline and a run on it.

    Attributes:
        sd: Of the document effects and of the run-by-document effects, on the logit.
        lengths: Gold items of a document: `even` (10 to 30), `few` (1 to 5), `skewed` (log-normal, mean 20).
        runs: The baseline and the run.
        macro: Whether the measure is the macro average over three labels, or pooled.
    """

    sd: float
    lengths: str = "even"
    runs: tuple[Run, Run] = field(default=(Run(), Run()))
    macro: bool = False

    def draw(self, corpora: int, documents: int, generator: np.random.Generator) -> Counts:
        """Counts of corpora sampled from the population.

        Returns:
            Runs × corpora × documents × labels × counters.
        """
        shape = (corpora, documents)
        gold = _labelled(_lengths(self.lengths, shape, generator), generator, macro=self.macro)
        hard = generator.standard_normal(shape)
        return np.stack([self._counts(run, gold, hard, generator) for run in self.runs])

    def _counts(self, run: Run, gold: Counts, hard: NDArray[np.float64], generator: np.random.Generator) -> Counts:
        effect = (self.sd * (hard + generator.standard_normal(hard.shape)))[..., None]
        matched = generator.binomial(gold, expit(centre(run.found, self.sd) + effect))
        spurious = generator.binomial(gold, expit(centre(run.spurious, self.sd) - effect))
        return np.stack([matched, gold, matched + spurious], axis=-1)


@functools.cache
def centre(share: float, sd: float) -> float:
    """The logit around which effects of both kinds, of this sd each, give a share on average."""
    points, weights = np.polynomial.hermite_e.hermegauss(80)
    weights = weights / weights.sum()
    found: float = brentq(lambda logit: float(weights @ expit(logit + math.sqrt(2) * sd * points)) - share, -20, 20)
    return found


def measured(counts: Counts) -> Summed:
    """The measure over one corpus: pooled where there is one label, else the macro average.

    Args:
        counts: Documents × labels × counters.
    """
    if counts.shape[1] == 1:
        return summed(POOLED, {None: _tally(counts[:, 0])})
    tallies: dict[str | None, Tally] = {None: _tally(counts.sum(axis=1))}
    tallies.update({label: _tally(counts[:, place]) for place, label in enumerate(LABELS)})
    return summed(MACRO, tallies)


def _tally(rows: Counts) -> Tally:
    return Tally(COUNTERS, rows, np.ones(len(rows), dtype=np.bool_))


def _lengths(kind: str, shape: tuple[int, int], generator: np.random.Generator) -> Counts:
    if kind == "skewed":
        return np.maximum(1, np.rint(20 * generator.lognormal(-0.5, 1, size=shape))).astype(np.int64)
    least, most = {"even": (10, 30), "few": (1, 5)}[kind]
    return generator.integers(least, most + 1, size=shape)


def _labelled(lengths: Counts, generator: np.random.Generator, *, macro: bool) -> Counts:
    """Gold items by label: corpora × documents × labels."""
    return generator.multinomial(lengths, SHARES) if macro else lengths[..., None]
