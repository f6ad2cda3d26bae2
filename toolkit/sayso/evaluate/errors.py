"""Error classes over a corpus: how often each occurs, and what F would be were it mended.

measures.md §8. Counts are sums of the classes' tallies; mending a class turns its pairs into matches, adds its single
gold items as matches and removes its single predictions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sayso.evaluate.job import Job
from sayso.matching.classes import CLASSES
from sayso.measures.classing import class_tallies, mended
from sayso.measures.defaults import HEADLINES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sayso.data.sources import Gold, Run
    from sayso.matching.scene import Scene


@dataclass(frozen=True, slots=True)
class ErrorClass:
    """One error class of one kind of item.

    Attributes:
        pairs: Pairs of a gold and a predicted item that are in it.
        gold: Single gold items that are in it.
        predicted: Single predicted items that are in it.
        gain: ΔF, what mending the class would add to F.
    """

    pairs: int
    gold: int
    predicted: int
    gain: float | None = None


class ErrorTable:
    """The classes of one run, gathered batch by batch."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._sums: dict[str, dict[str, list[int]]] = {items: {} for items in HEADLINES}
        self._matched: dict[str, list[int]] = {items: [0, 0, 0] for items in HEADLINES}

    def add(self, scene: Scene, attempted: set[str]) -> None:
        """Count a batch."""
        for items in HEADLINES:
            tallies, matched = class_tallies(scene, items, attempted)
            for name, tally in tallies.items():
                sums = self._sums[items].setdefault(name, [0, 0, 0])
                for place, value in enumerate(tally.total().values()):
                    sums[place] += int(value)
            for place, value in enumerate(matched):
                self._matched[items][place] += value

    def extend(self, other: ErrorTable) -> None:
        """Count what another table has counted of other documents."""
        for items, sums in other._sums.items():
            for name, counts in sums.items():
                own = self._sums[items].setdefault(name, [0, 0, 0])
                self._sums[items][name] = [one + more for one, more in zip(own, counts, strict=True)]
        for items, counts in other._matched.items():
            self._matched[items] = [one + more for one, more in zip(self._matched[items], counts, strict=True)]

    def classes(self) -> Mapping[str, Mapping[str, ErrorClass]]:
        """For each kind of item its classes that occur, with what mending them would gain."""
        return {
            items: {name: self._class(items, *sums[name]) for name in CLASSES if name in sums}
            for items, sums in self._sums.items()
        }

    def _class(self, items: str, pairs: int, gold: int, predicted: int) -> ErrorClass:
        return ErrorClass(pairs, gold, predicted, mended(self._matched[items], (pairs, gold, predicted)))


def error_classes(*, gold: Gold, predicted: Run, **options: Any) -> Mapping[str, Mapping[str, ErrorClass]]:  # noqa: ANN401
    """The error classes of a run: for each kind of item its classes that occur.

    Args:
        gold: A corpus's gold.
        predicted: A run.
        options: `missing`, `on` and `labels` as in `score`.

    Raises:
        DataError: Gold or the run breaks the contract.
    """
    job = Job(gold=gold, runs=[predicted], **options)
    job.settle()
    table = ErrorTable()
    for work in job.work():
        table.add(work.scenes[0], job.attempted[0])
    return table.classes()
