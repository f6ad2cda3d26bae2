"""What every statistic here is told: how sure, how many resamples, from which seed."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sayso.errors import UsageError

TOLERANCE = 1e-12
"""Two values are the same if they differ by no more than this.

Values of measures lie between 0 and 1, so this is relative to 1, the size of a measure. Sums over documents are exact;
what is left is the rounding of a few divisions, below 1e-15. A tie counts against significance.
"""

BOOTSTRAP_FROM = 20
"""From so many documents on there are bootstraps, and randomisation is sampled; below it is enumerated."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Level, number of resamples and seed.

    Attributes:
        level: How often intervals hold the truth, and 1 − level is what counts as significant.
        resamples: Of a bootstrap, and of an approximate randomisation.
        seed: Of PCG64.
        plain: Intervals as the textbook has them, without the stretch for few documents (`few.py`); for the
            simulation, which shows both.

    Raises:
        UsageError: A level outside 0 to 1, no resamples, or a negative seed.
    """

    level: float = 0.95
    resamples: int = 10_000
    seed: int = 1
    plain: bool = False

    def __post_init__(self) -> None:
        checked_level(self.level)
        if self.resamples < 1:
            raise UsageError(f"resamples={self.resamples!r}: expected 1 or more; 10000 is usual")
        if self.seed < 0:
            raise UsageError(f"seed={self.seed!r}: expected a whole number from 0 on")

    @property
    def tail(self) -> float:
        """What an interval leaves out on each side."""
        return (1 - self.level) / 2


def checked_level(level: float) -> float:
    """The level itself.

    Raises:
        UsageError: It is not between 0 and 1.
    """
    if not (math.isfinite(level) and 0 < level < 1):
        raise UsageError(f"level={level!r}: expected a number between 0 and 1, as 0.95")
    return level
