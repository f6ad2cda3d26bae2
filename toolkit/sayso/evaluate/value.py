"""One number of a result."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sayso.uncertainty import Interval


def _no_interval() -> Interval | None:
    return None


@dataclass(frozen=True, slots=True)
class Value:
    """One measure of one run.

    Attributes:
        run: The run's name.
        measure: The measure's canonical spelling.
        value: Its value, None where it is undefined.
        counts: The counts behind it, summed over the documents where it is defined.
        undefined_documents: In how many documents it is undefined and was left out.
        slice: Attribute and value, if it is about a slice.
    """

    run: str
    measure: str
    value: float | int | None
    counts: Mapping[str, int | float]
    undefined_documents: int = 0
    slice: tuple[str, str | None] | None = None
    _interval: Callable[[], Interval | None] = field(default=_no_interval, repr=False, compare=False)

    @property
    def interval(self) -> Interval | None:
        """Its uncertainty: an interval, or the reason why none can be had; None where none was looked for.

        Made when somebody asks, for all values of the result together.
        """
        return self._interval()

    def to_dict(self) -> dict[str, Any]:
        """The value as it stands in JSON."""
        interval = self.interval
        sliced = {} if self.slice is None else {"by": self.slice[0], "slice": self.slice[1]}
        return {
            "run": self.run,
            "measure": self.measure,
            **sliced,
            "value": self.value,
            "counts": dict(self.counts),
            "interval": None if interval is None else interval.to_dict(),
            "undefined_documents": self.undefined_documents,
        }
