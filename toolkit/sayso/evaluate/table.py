"""The tallies of one run over a whole corpus, gathered batch by batch."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sayso.matching.attributes import COLUMNS, column
from sayso.measures.averages import computed
from sayso.measures.summed import summed
from sayso.measures.tallying import defined, tally
from sayso.tallies.tally import Tally, concatenated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sayso.data.keys import Bools, Ints
    from sayso.matching.scene import Scene
    from sayso.measures import Measure, Request
    from sayso.measures.registry import Options
    from sayso.measures.summed import Summed


@dataclass(frozen=True, slots=True)
class TableParts:
    """What a table has counted: by line and options, and for each average over labels, the tallies of its batches."""

    batches: int
    counted: Sequence[tuple[tuple[str, str], Options, Mapping[int, Tally]]]
    blank: Sequence[Mapping[int, Bools]]
    labels: Sequence[set[str]]


class Table:
    """Tallies by request: what every measure of a run is computed from.

    Averages over labels have a tally for each label. Where no label set is declared the labels are those that
    occur; one that turns up late has counted nothing before.
    """

    def __init__(self, measures: Sequence[Measure], labels: Mapping[str, Sequence[str]]) -> None:
        """Prepare for some measures; `labels` are the declared label sets by `layer.attribute`."""
        self._labels = labels
        self._plain = list(dict.fromkeys(m.request for m in measures if m.by is None))
        self._by = list(dict.fromkeys((m.request, m.by, m.labels) for m in measures if m.by is not None))
        self._tallies: dict[Request, dict[int, Tally]] = {}
        self._blank: dict[tuple[Request, str], dict[int, Bools]] = {}
        self._gold_labels: dict[tuple[Request, str], set[str]] = {}
        self._batches = 0
        self.attempted: set[str] = set()

    def add(self, scene: Scene) -> None:
        """Count a batch."""
        for request in self._plain:
            self._keep(request, tally(scene, request))
        for request, by, named in self._by:
            self._add_labels(scene, request, by or "", named)
        self._batches += 1

    def parts(self) -> TableParts:
        """What was counted, in a form that can be sent to another process."""
        counted = [(request.name, request.options, tallies) for request, tallies in self._tallies.items()]
        blank = [self._blank.get((request, by or ""), {}) for request, by, _ in self._by]
        labels = [self._gold_labels.get((request, by or ""), set()) for request, by, _ in self._by]
        return TableParts(self._batches, counted, blank, labels)

    def extend(self, parts: TableParts) -> None:
        """Count what another table of the same measures has counted, behind what is here."""
        known = {request.name: request for request in (*self._plain, *(request for request, _, _ in self._by))}
        first = self._batches
        for name, options, tallies in parts.counted:
            here = self._tallies.setdefault(replace(known[name], options=options), {})
            here.update({first + batch: found for batch, found in tallies.items()})
        for (request, by, _), blank, labels in zip(self._by, parts.blank, parts.labels, strict=True):
            key = request, by or ""
            self._blank.setdefault(key, {}).update({first + batch: flags for batch, flags in blank.items()})
            self._gold_labels.setdefault(key, set()).update(labels)
        self._batches += parts.batches

    def value(self, measure: Measure) -> tuple[float | None, dict[str, int | float]]:
        """A measure's value, None if undefined, and the counts behind it."""
        return computed(measure, self.tallies(measure))

    def summed(self, measure: Measure, order: Ints) -> Summed:
        """A measure as a function of sums over documents; these in the given order of rows."""
        tallies = {label: found.ordered(order) for label, found in self.tallies(measure).items()}
        return summed(measure, tallies)

    def tallies(self, measure: Measure) -> dict[str | None, Tally]:
        """The tally of a measure under None; for an average over labels also that of each label."""
        if measure.by is None:
            return {None: self.tally(measure.request)}
        blank = self._blanks(measure.request, measure.by)
        tallies: dict[str | None, Tally] = {None: blank}
        for label in self._label_set(measure.request, measure.by, measure.labels):
            request = measure.request.only(measure.by, label)
            tallies[label] = self._gathered(request, measure.by, blank) if request in self._tallies else blank
        return tallies

    def tally(self, request: Request) -> Tally:
        """The tally of a line over all documents, undefined throughout if the run did not attempt its layers."""
        return self.attempted_only(request, concatenated(list(self._tallies[request].values())))

    def defined_documents(self, measure: Measure) -> int:
        """In how many documents a measure's line is defined."""
        whole = self._blanks(measure.request, measure.by) if measure.by else self.tally(measure.request)
        return int(whole.defined.sum())

    def attempted_only(self, request: Request, whole: Tally) -> Tally:
        """A tally as it is, or undefined throughout if the run did not attempt the line's layers."""
        tried = all(layer in self.attempted for layer in request.line.layers(request.options))
        return whole if tried else whole.where(np.zeros(len(whole), dtype=np.bool_))

    def _keep(self, request: Request, found: Tally) -> None:
        self._tallies.setdefault(request, {})[self._batches] = found

    def _add_labels(self, scene: Scene, request: Request, by: str, named: Sequence[str] | None) -> None:
        items = request.line.items or ""
        attribute = COLUMNS[items][by][0]
        texts = scene.labels[attribute].texts
        # Labels of the attribute's own layer: a type counts also where its only entity has no mention.
        owner, name = attribute.split(".")
        gold = {texts[code] for code in np.unique(column(scene.gold, owner, name)).tolist() if code >= 0}
        self._gold_labels.setdefault((request, by), set()).update(gold)
        wanted = named or self._labels.get(attribute)
        for label in texts if wanted is None else wanted:
            labelled = request.only(by, label)
            self._keep(labelled, tally(scene, labelled))
        self._blank.setdefault((request, by), {})[self._batches] = defined(scene, request.only(by, ""))

    def _label_set(self, request: Request, by: str, named: Sequence[str] | None) -> Sequence[str]:
        attribute = COLUMNS[request.line.items or ""][by][0]
        return named or self._labels.get(attribute) or sorted(self._gold_labels[request, by])

    def _blanks(self, request: Request, by: str) -> Tally:
        flags = np.concatenate(list(self._blank[request, by].values()))
        counters = request.line.kind.counters
        return self.attempted_only(
            request, Tally(counters, np.zeros((len(flags), len(counters)), dtype=np.int64), flags)
        )

    def _gathered(self, request: Request, by: str, blank: Tally) -> Tally:
        """The tally of a label, zero in the batches where it did not occur."""
        parts, first = self._tallies[request], 0
        rows = blank.rows.copy()
        for batch, flags in self._blank[request.without_label(), by].items():
            if batch in parts:
                rows[first : first + len(flags)] = parts[batch].rows
            first += len(flags)
        return Tally(blank.counters, rows, blank.defined)
