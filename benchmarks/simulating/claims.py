"""What is claimed on samples from a population, by the rules of the package and by others, and how often it is true.

Two claims can be false: that the runs differ (they do not: in expectation they are equally good), and that an interval
holds the value of the population. Everything that is tried is the package's own code, called as `sayso compare` and
`sayso score` call it, or with items in the place of documents; many corpora of one size go through one call.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from sayso.uncertainty import Settings, intervals, mcnemar, paired
from sayso.uncertainty.bootstrap import bootstrap, replicates
from sayso.uncertainty.jackknife import jackknife
from sayso.uncertainty.paired import p_bootstrap
from sayso.uncertainty.quantity import difference_of, value_of
from sayso.uncertainty.sacrebleu import approximate_randomisation, paired_bootstrap
from sayso.uncertainty.signflip import sampled
from simulating.items import items
from simulating.population import measured

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sayso.measures.summed import Summed
    from sayso.uncertainty.bootstrap import Bootstrap
    from sayso.uncertainty.quantity import Quantity
    from simulating.population import Counts, World

    Pair = tuple[Summed, Summed]

LEVEL = 0.95


@dataclass(slots=True)
class Rates:
    """How often each rule claimed something true, or something at all, of how many times that it could have.

    Attributes:
        hits: By rule; of a test how often it found a difference, of an interval how often it held the truth.
        trials: By rule.
    """

    hits: Counter[str] = field(default_factory=Counter)
    trials: Counter[str] = field(default_factory=Counter)

    def found(self, rule: str, p: float | None) -> None:
        """A test: a difference is found where p is at most 1 − level."""
        if p is not None:
            self._add(rule, hit=p <= 1 - LEVEL)

    def held(self, rule: str, ends: tuple[float | None, float | None] | None, truth: float) -> None:
        """An interval: whether it holds the truth."""
        low, high = ends or (None, None)
        if low is not None and high is not None:
            self._add(rule, hit=low <= truth <= high)

    def _add(self, rule: str, *, hit: bool) -> None:
        self.hits[rule] += int(hit)
        self.trials[rule] += 1

    def update(self, other: Rates) -> None:
        """Adds other trials."""
        self.hits.update(other.hits)
        self.trials.update(other.trials)

    def __getitem__(self, rule: str) -> float | None:
        return self.hits[rule] / self.trials[rule] if self.trials[rule] else None


def pairs_of(counts: Counts) -> list[Pair]:
    """The measure for baseline and run on every corpus."""
    return [(measured(baseline), measured(run)) for baseline, run in zip(*counts, strict=True)]


def by_document(world: World, counts: Counts, settings: Settings) -> Rates:
    """What the package reports on every corpus.

    Args:
        world: Where the corpora are from.
        counts: As it drew them.
        settings: Resamples and seed; all corpora share the resamples.
    """
    rates, pairs, truth = Rates(), pairs_of(counts), world.runs[0].value
    no_difference = world.runs[1].value - truth
    for one in paired(pairs, settings):
        rates.found("sign-flip", one.p)
        rates.found("paired bootstrap", one.p_bootstrap)
        rates.held("t of difference", (one.interval.low, one.interval.high), no_difference)
        _bootstraps(rates, "{} of difference", one.interval.bootstrap, no_difference)
    for interval in intervals([baseline for baseline, _ in pairs], settings):
        rates.held("t", (interval.low, interval.high), truth)
        _bootstraps(rates, "{}", interval.bootstrap, truth)
    return rates


def plain_interval(world: World, counts: Counts, settings: Settings) -> Rates:
    """The plain t interval of a value, which is symmetric."""
    rates, baselines = Rates(), [baseline for baseline, _ in pairs_of(counts)]
    # Whatever is resampled here is thrown away: one resample is the least there is.
    for interval in intervals(baselines, replace(settings, plain=True, resamples=1)):
        rates.held("plain t", (interval.low, interval.high), world.runs[0].value)
    return rates


def plain_bootstrap(world: World, counts: Counts, settings: Settings) -> Rates:
    """Plain bootstraps, of fewer documents too than the package would resample."""
    rates, pairs, truth = Rates(), pairs_of(counts), world.runs[0].value
    for p, boot in _resampled([difference_of(*pair) for pair in pairs], settings):
        rates.found("plain paired bootstrap", p)
        _bootstraps(rates, "plain {} of difference", boot, world.runs[1].value - truth)
    for _, boot in _resampled([value_of(baseline) for baseline, _ in pairs], settings):
        _bootstraps(rates, "plain {}", boot, truth)
    return rates


def _resampled(quantities: Sequence[Quantity], settings: Settings) -> Iterator[tuple[float | None, Bootstrap]]:
    """Of each difference or value p and intervals of the document bootstrap, however few the documents."""
    for quantity, found in zip(quantities, replicates(quantities, settings).T, strict=True):
        left = jackknife(quantity)
        yield p_bootstrap(found, left.value), bootstrap(found, left, settings)


def _bootstraps(rates: Rates, name: str, found: Bootstrap | None, truth: float) -> None:
    if found is not None:
        rates.held(name.format("percentile"), found.percentile, truth)
        rates.held(name.format("BCa"), found.bca, truth)


def by_item(world: World, counts: Counts, settings: Settings) -> Rates:
    """The same tests with items as units, and sacreBLEU's, on one corpus after another."""
    rates = Rates()
    generator = np.random.Generator(np.random.PCG64([settings.seed, 1]))
    for place in range(counts.shape[1]):
        units = items(counts[:, place], generator)
        pair = units.measured()
        rates.found("McNemar, items", mcnemar(*units.changed))
        _ours_by_item(rates, pair, world.runs[0].value, settings)
        _sacrebleu_by_item(rates, pair, world.runs[0].value, settings)
    return rates


def _ours_by_item(rates: Rates, pair: Pair, truth: float, settings: Settings) -> None:
    quantities = [difference_of(*pair), value_of(pair[0])]
    difference, value = replicates(quantities, settings).T
    rates.found("paired bootstrap, items", p_bootstrap(difference, quantities[0].value()))
    rates.found("randomisation, items", sampled(quantities[:1], settings)[0].p)
    rates.held("percentile, items", bootstrap(value, jackknife(quantities[1]), settings).percentile, truth)


def _sacrebleu_by_item(rates: Rates, pair: Pair, truth: float, settings: Settings) -> None:
    seed = settings.seed
    found = paired_bootstrap(*pair, resamples=settings.resamples, seed=seed)
    rates.found("sacreBLEU bootstrap", found.p)
    rates.found("sacreBLEU randomisation", approximate_randomisation(*pair, trials=settings.resamples, seed=seed))
    middle, reach = found.baseline.mean, found.baseline.half_width
    rates.held("sacreBLEU interval", (middle - reach, middle + reach), truth)
