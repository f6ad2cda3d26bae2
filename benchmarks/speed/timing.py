"""Times of one run, taken in turn, so that whatever slows the machine slows all of them: ratios are what is kept."""

from __future__ import annotations

import contextlib
import gc
import math
import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence


@dataclass(frozen=True)
class Ratio:
    """A ratio as often as it was taken; its value is the median."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.values)

    def __str__(self) -> str:
        low, high = min(self.values), max(self.values)
        return f"{figures(self.median)} ({figures(low)} to {figures(high)})"


def figures(value: float) -> str:
    """Three figures, as many of them behind the point as there is room."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"  # noqa: PLR2004 - a hundred has three figures


def race(
    tasks: Mapping[str, Callable[[], object]],
    repeat: int,
    clock: Callable[[], float] = time.process_time,
    times: Mapping[str, int] | None = None,
) -> dict[str, list[float]]:
    """Seconds of each task, all in turn, so many times over.

    Args:
        tasks: What is done, by name.
        repeat: How many rounds there are.
        clock: Of the processor, or of the wall.
        times: How often a task is done in a round, once where it is not said; the least is taken.
    """
    found: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(repeat):
        for name, task in tasks.items():
            found[name].append(min(timed(task, clock) for _ in range((times or {}).get(name, 1))))
    return found


def timed(task: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """Seconds that a task takes, as in a script: with Python's collector on, which knows nothing of what was before."""
    gc.collect()
    gc.freeze()  # for good: a second look at what was there before would be the slowest part of short tasks
    begin = clock()
    task()
    return clock() - begin


@contextlib.contextmanager
def without_collector() -> Iterator[None]:
    """With Python's collector off."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def ratio(times: Mapping[str, Sequence[float]], over: str, under: str) -> Ratio:
    """One task's time over another's, round by round."""
    return Ratio(tuple(a / b for a, b in zip(times[over], times[under], strict=True)))


def slope(sizes: Sequence[float], times: Sequence[Sequence[float]]) -> Ratio:
    """The exponent of growth, round by round: least squares through the logarithms."""
    logs = [math.log(size) for size in sizes]
    middle = statistics.fmean(logs)
    spread = sum((one - middle) ** 2 for one in logs)
    rounds = zip(*times, strict=True)
    found = (sum((x - middle) * math.log(y) for x, y in zip(logs, one, strict=True)) / spread for one in rounds)
    return Ratio(tuple(found))
