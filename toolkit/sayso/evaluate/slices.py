"""Slices of one run over a whole corpus, gathered batch by batch beside its table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sayso.evaluate.unknown import no_such_field
from sayso.measures.averages import computed
from sayso.measures.slicing import Cut, blank, document_parts, sliced
from sayso.measures.summed import summed
from sayso.measures.tallying import defined
from sayso.tallies.tally import concatenated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sayso.data.keys import Bools, Ints
    from sayso.evaluate.table import Table
    from sayso.matching.scene import Scene
    from sayso.measures.summed import Summed
    from sayso.tallies import Tally

    Tallies = Mapping[str | None, Tally]


@dataclass(frozen=True, slots=True)
class SliceParts:
    """What a table of slices has counted: for each cut the tallies of its batches, and the values of fields."""

    found: Sequence[Mapping[str | None, Mapping[int, Tally]]]
    flags: Sequence[Sequence[Bools]]
    fields: Mapping[str, Sequence[str | None]]


class SliceTable:
    """Tallies of a run's slices.

    A value of an item's attribute that turns up late has counted nothing before. Slices by a field of the document
    need no tallies of their own: they are rows of the table.
    """

    def __init__(self, cuts: Sequence[Cut], table: Table) -> None:
        """Prepare for some cuts beside the run's table."""
        self._cuts = cuts
        self._table = table
        self._found: dict[Cut, dict[str | None, dict[int, Tally]]] = {found: {} for found in cuts}
        self._flags: dict[Cut, list[Bools]] = {found: [] for found in cuts}
        self._fields: dict[str, list[str | None]] = {found.field: [] for found in cuts if found.field is not None}

    def add(self, scene: Scene, fields: Mapping[str, Sequence[str | None]]) -> None:
        """Count a batch; `fields` are the values of the documents' fields."""
        for name, values in self._fields.items():
            values.extend(fields[name])
        for found in self._cuts:
            if found.field is None:
                batch = len(self._flags[found])
                self._flags[found].append(defined(scene, found.measure.request))
                for value, tally in sliced(scene, found).items():
                    self._found[found].setdefault(value, {})[batch] = tally

    def parts(self) -> SliceParts:
        """What was counted, in a form that can be sent to another process."""
        return SliceParts(
            [self._found[one] for one in self._cuts], [self._flags[one] for one in self._cuts], self._fields
        )

    def extend(self, parts: SliceParts) -> None:
        """Count what another table of the same cuts has counted, behind what is here."""
        for one, found, flags in zip(self._cuts, parts.found, parts.flags, strict=True):
            first = len(self._flags[one])
            for value, tallies in found.items():
                here = self._found[one].setdefault(value, {})
                here.update({first + batch: tally for batch, tally in tallies.items()})
            self._flags[one] += flags
        for name, values in parts.fields.items():
            self._fields[name] += values

    def slices(self, found: Cut) -> list[str | None]:
        """The values that occur, sorted, none last; classes of length by length.

        Raises:
            UsageError: No document has the field that is sliced by.
        """
        values = self._fields[found.field] if found.field is not None else self._found[found]
        if found.field is not None and all(value is None for value in values):
            raise no_such_field(found.field)
        return sorted(dict.fromkeys(values), key=_rank)

    def value(self, found: Cut, value: str | None) -> tuple[float | None, dict[str, int | float]]:
        """A measure in a slice, None if undefined, and the counts behind it."""
        return computed(found.of_slice(), self._tallies(found, value))

    def summed(self, found: Cut, value: str | None, order: Ints) -> Summed:
        """A measure in a slice as a function of sums over documents, those of the slice for a document's field."""
        tallies = self._tallies(found, value, order)
        return summed(found.of_slice(), tallies)

    def _tallies(self, found: Cut, value: str | None, order: Ints | None = None) -> Tallies:
        if found.field is not None:
            here = document_parts(self._fields[found.field])[value]
            rows = np.arange(len(here)) if order is None else order
            return {
                label: tally.ordered(rows[here[rows]]) for label, tally in self._table.tallies(found.measure).items()
            }
        whole = self._table.attempted_only(found.measure.request, self._gathered(found, value))
        return {None: whole if order is None else whole.ordered(order)}

    def _gathered(self, found: Cut, value: str | None) -> Tally:
        parts = self._found[found].get(value, {})  # another run may have what this one has not
        kind = found.of_slice().line.kind
        return concatenated(
            [parts[batch] if batch in parts else blank(kind, flags) for batch, flags in enumerate(self._flags[found])]
        )


def _rank(value: str | None) -> tuple[bool, float, str]:
    """No value last; values that begin with a number by that."""
    if value is None:
        return True, 0.0, ""
    digits = value.removeprefix("over ").split("-")[0]
    return False, float(digits) if digits.isdecimal() else np.inf, value
