"""From tallies to the values of a result: every run by every measure, whole and in slices, with their intervals."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from sayso.evaluate.value import Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.evaluate.reading import Tallied
    from sayso.measures import Measure
    from sayso.measures.slicing import Cut
    from sayso.uncertainty import Interval, Settings


class Reckoning:
    """The values of a result; their intervals are made once, when the first of them is asked for."""

    def __init__(self, found: Tallied, measures: Sequence[Measure], cuts: Sequence[Cut], settings: Settings) -> None:
        """Take the tallies, what is measured, by what it is cut, and how intervals are made."""
        self._found = found
        self._settings = settings
        self._whole = [(run, measure) for run in found.tables for measure in measures]
        self._parts = [
            (run, one, value) for run, table in found.slices.items() for one in cuts for value in table.slices(one)
        ]

    def values(self) -> tuple[Value, ...]:
        """The values of all runs and measures."""
        return tuple(self._value(place, *key) for place, key in enumerate(self._whole))

    def slices(self) -> tuple[Value, ...]:
        """The values in all slices."""
        return tuple(self._slice(place, *key) for place, key in enumerate(self._parts))

    def _value(self, place: int, run: str, measure: Measure) -> Value:
        table = self._found.tables[run]
        value, counts = table.value(measure)
        left_out = counts.get("left_out", len(self._found.documents) - table.defined_documents(measure))
        interval = functools.partial(self._interval, place)
        return Value(run, str(measure), value, counts, int(left_out), None, interval)

    def _slice(self, place: int, run: str, found: Cut, part: str | None) -> Value:
        value, counts = self._found.slices[run].value(found, part)
        interval = functools.partial(self._part_interval, place)
        left_out = int(counts.get("left_out", 0))
        return Value(run, str(found.measure), value, counts, left_out, (found.by, part), interval)

    def _interval(self, place: int) -> Interval:
        return self._intervals[place]

    def _part_interval(self, place: int) -> Interval:
        return self._part_intervals[place]

    @functools.cached_property
    def _intervals(self) -> Sequence[Interval]:
        from sayso.uncertainty import intervals

        return intervals([self._found.summed(*key) for key in self._whole], self._settings)

    @functools.cached_property
    def _part_intervals(self) -> Sequence[Interval]:
        from sayso.uncertainty import intervals

        # Slices by a document's field have documents of their own; those of one value are resampled together.
        groups: dict[tuple[str, str | None] | None, list[int]] = {}
        for place, (_, found, part) in enumerate(self._parts):
            groups.setdefault(None if found.field is None else (found.by, part), []).append(place)
        made: dict[int, Interval] = {}
        for places in groups.values():
            sums = [self._found.sliced(*self._parts[place]) for place in places]
            made.update(zip(places, intervals(sums, self._settings), strict=True))
        return [made[place] for place in range(len(self._parts))]
