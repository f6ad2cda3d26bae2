"""Whether a planned study finds what the plan says it finds."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import brentq

from sayso.uncertainty import Settings, detectable, deviation, documents_needed, paired, power
from simulating.claims import LEVEL, pairs_of
from simulating.population import Run, World
from simulating.trials import BATCH, DEVIATIONS, Effort

if TYPE_CHECKING:
    from collections.abc import Iterator

PILOT = 4_000
"""Documents from which the deviation is learnt: so many that it is all but known."""

SIZES, POWERS = (10, 20), (0.5, 0.8)


@dataclass(frozen=True, slots=True)
class Study:
    """A planned study, and what became of it in simulation.

    Attributes:
        sd: Of the effects, on the logit.
        documents: Its size.
        planned: The power that the plan gives it.
        difference: The true difference between the runs.
        deviation: Of the difference, between documents.
        needed: What `documents_needed` says.
        plan_detectable: The minimum detectable difference of the plan.
        shown: How often the sign-flip test found the difference.
        excluded: How often the t interval of the difference was off 0.
        mean_detectable: The minimum detectable difference that the studies print, on average.
        trials: How many studies were simulated.
    """

    sd: float
    documents: int
    planned: float
    difference: float
    deviation: float
    needed: int
    plan_detectable: float
    shown: float
    excluded: float
    mean_detectable: float
    trials: int


def studies(effort: Effort) -> Iterator[Study]:
    """Studies of ten and twenty documents, planned to find a difference half of the time, and four times of five."""
    for sd in DEVIATIONS:
        for documents in SIZES:
            for planned in POWERS:
                yield _study(sd, documents, planned, effort)


def _study(sd: float, documents: int, planned: float, effort: Effort) -> Study:
    difference, spread = _planned(sd, documents, planned, effort)
    world = _world(sd, difference)
    generator = np.random.Generator(np.random.PCG64([effort.seed, documents, round(100 * planned), round(100 * sd)]))
    found = []
    for batch in range(-(-effort.corpora // (4 * BATCH))):
        pairs = pairs_of(world.draw(BATCH, documents, generator))
        found += paired(pairs, Settings(resamples=effort.resamples, seed=effort.seed * 1_000_003 + batch))
    return Study(
        sd,
        documents,
        planned,
        difference,
        spread,
        # A difference planned to the last digit would need a document more for the rounding of a root.
        documents_needed(difference * (1 + 1e-9), spread, power=planned, level=LEVEL),
        detectable(spread / math.sqrt(documents), documents, level=LEVEL),
        float(np.mean([one.p is not None and one.p <= 1 - LEVEL for one in found])),
        float(np.mean([(one.interval.low or 0) > 0 or (one.interval.high or 0) < 0 for one in found])),
        float(np.mean([one.detectable for one in found if one.detectable is not None])),
        len(found),
    )


def _planned(sd: float, documents: int, planned: float, effort: Effort) -> tuple[float, float]:
    """The difference that a study of this size is planned to find, and its deviation, which depends on it a little."""
    difference, spread = 0.0, 0.0
    for _ in range(4):
        (pair,) = pairs_of(_world(sd, difference).draw(1, PILOT, np.random.Generator(np.random.PCG64(effort.seed))))
        spread = deviation(*pair)
        difference = brentq(_excess, 0, 2 * spread, args=(spread, documents, planned))
    return difference, spread


def _excess(difference: float, spread: float, documents: int, planned: float) -> float:
    return power(difference, spread, documents, level=LEVEL) - planned


def _world(sd: float, difference: float) -> World:
    """A run that is better by exactly this: F is what is found where as much is predicted as there is."""
    return World(sd, runs=(Run(0.5, 0.5), Run(0.5 + difference, 0.5 - difference)))
