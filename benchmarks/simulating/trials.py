"""Many samples: which populations, of which sizes, how many corpora of each, seeded batch by batch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sayso.uncertainty import Settings
from sayso.uncertainty.settings import BOOTSTRAP_FROM
from simulating.claims import Rates, by_document, by_item, plain_bootstrap, plain_interval
from simulating.population import Run, World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from simulating.population import Counts

    Rule = Callable[[World, Counts, Settings], Rates]

SIZES = (1, 2, 3, 5, 6, 10, 20, 50, 200)
DEVIATIONS = (0.25, 0.5, 1.0)
MAIN = {f"{sd:g}".lstrip("0"): World(sd) for sd in DEVIATIONS}
HARD = {
    "few items": World(0.5, "few"),
    "skewed lengths": World(0.5, "skewed"),
    "near 1": World(0.5, runs=(Run(0.97, 0.03), Run(0.97, 0.03))),
    "unlike runs": World(0.5, runs=(Run(0.6, 0.1), Run(0.8, 1.6 * 1.7 / 1.2 - 1.8))),
    "macro average": World(0.5, macro=True),
}
"""Populations outside the criterion: 1 to 5 items a document; log-normal lengths; F = .97; equal F, the baseline with
the higher precision and the run with the higher recall; three labels, one of them rare."""
HARD_SIZES = (3, 6, 10, 20, 50)
BATCH = 100

Results = Mapping[tuple[str, int], Rates]
"""By population and number of documents."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is simulated.

    Attributes:
        corpora: Samples of each population and size for the package's rules; fewer for the rest.
        resamples: Of each, document by document; a quarter as many item by item.
        seed: Of everything.
    """

    corpora: int = 8_000
    resamples: int = 1_999
    seed: int = 1

    def halved(self) -> Effort:
        """The same with half of the corpora."""
        return replace(self, corpora=max(1, self.corpora // 2))

    def of(self, rule: Rule, documents: int) -> int:
        """How many corpora a rule sees: items of many documents take long."""
        if rule is by_item:
            return max(1, self.corpora // (10 + documents // 5))
        few = documents < BOOTSTRAP_FROM
        return max(1, self.corpora // 4) if rule is plain_bootstrap and few else self.corpora


@dataclass(frozen=True, slots=True)
class Cell:
    """A population sampled with one number of documents."""

    name: str
    world: World
    documents: int

    def run(self, rules: Iterable[Rule], effort: Effort) -> Rates:
        """What rules claim on samples, all on the same ones."""
        rates = Rates()
        for rule in rules:
            wanted = effort.of(rule, self.documents)
            for batch, first in enumerate(range(0, wanted, BATCH)):
                counts = self._draw(batch, effort)[:, : min(BATCH, wanted - first)]
                rates.update(rule(self.world, counts, self._settings(rule, batch, effort)))
        return rates

    def _draw(self, batch: int, effort: Effort) -> Counts:
        """A batch of corpora; which they are depends on nothing but seed, population, size and batch."""
        key = [effort.seed, *self.name.encode(), self.documents, batch]
        return self.world.draw(BATCH, self.documents, np.random.Generator(np.random.PCG64(key)))

    def _settings(self, rule: Rule, batch: int, effort: Effort) -> Settings:
        """Every batch resamples from a seed of its own: what one seed does to a rule averages out."""
        resamples = effort.resamples // 4 if rule is by_item else effort.resamples
        return Settings(resamples=resamples, seed=effort.seed * 1_000_003 + batch)


def main_cells() -> Iterator[tuple[Cell, tuple[Rule, ...]]]:
    """Equal runs at every size and deviation, under every rule."""
    for name, world in MAIN.items():
        for documents in SIZES:
            ours = () if documents == 1 else (by_document, plain_interval, plain_bootstrap)
            yield Cell(name, world, documents), (*ours, by_item)


def hard_cells() -> Iterator[tuple[Cell, tuple[Rule, ...]]]:
    """Populations that strain the rules, by document alone."""
    for name, world in HARD.items():
        for documents in HARD_SIZES:
            many = documents >= BOOTSTRAP_FROM
            yield Cell(name, world, documents), (by_document, plain_interval, *([plain_bootstrap] if many else []))
