"""Where runs fail together: which gold items nobody finds, which one run alone, and what the best choice would reach.

A gold item is found by a run if the headline measure of its layer pairs it (measures.md §8). All runs of an overlap
are judged by one and the same measure: the headline if two of them attempt what it needs, otherwise plain detection.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from sayso.evaluate.wording import wordings
from sayso.measures import HEADLINES, parse
from sayso.measures.averages import number
from sayso.measures.classing import classed
from sayso.measures.statistics import f_measure, precision, recall

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sayso.data.keys import Bools, Ints
    from sayso.evaluate.batches import Work
    from sayso.evaluate.job import Job
    from sayso.matching.scene import Scene
    from sayso.measures.classing import Classed

    # Document, place in canonical order: what examples are chosen by.
    Place = tuple[str, int]

EXAMPLES = 5
"""How many gold items of a set are kept as examples."""


@dataclass(frozen=True, slots=True)
class Example:
    """A gold item: its document, what it covers (code points, half open), and it in words."""

    doc_id: str
    spans: tuple[tuple[int, int], ...]
    text: str
    label: str
    note: str

    def to_dict(self) -> dict[str, Any]:
        """The item as it stands in JSON."""
        return {**asdict(self), "spans": [list(span) for span in self.spans]}


@dataclass(frozen=True, slots=True)
class FoundBy:
    """The gold items that some runs found and the others missed.

    Attributes:
        runs: The runs that found them, in the order given; none for those that all missed.
        count: How many there are.
        examples: The first of them by document and place, at most `EXAMPLES`.
    """

    runs: tuple[str, ...]
    count: int
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Combined:
    """Runs put together, as counts: gold items that some run found, all gold items, predictions that are left.

    Attributes:
        matched: Gold items that some run found.
        gold: Gold items.
        predicted: `matched`, and the spurious predictions that the combination keeps.
    """

    matched: int
    gold: int
    predicted: int

    @property
    def precision(self) -> float | None:
        """Precision, matched / predicted; None where nothing is predicted."""
        return number(precision(asdict(self), Fraction(1)))

    @property
    def recall(self) -> float | None:
        """Recall, matched / gold; None where gold has no items."""
        return number(recall(asdict(self), Fraction(1)))

    @property
    def f(self) -> float | None:
        """F, 2 · matched / (gold + predicted); None of nothing at all."""
        return number(f_measure(asdict(self), Fraction(1)))

    def to_dict(self) -> dict[str, Any]:
        """Counts and ratios as they stand in JSON."""
        return {**asdict(self), "P": self.precision, "R": self.recall, "F": self.f}


@dataclass(frozen=True, slots=True)
class Overlap:
    """How the errors of several runs in one layer overlap.

    Attributes:
        layer: The kind of item: mentions, entities, quotes, events, arguments or stances.
        measure: The measure that pairs items; where it is undefined for a document, plain detection.
        runs: The runs that are compared.
        left_out: Runs that do not attempt what the measure needs.
        sets: The gold items by the set of runs that found them; every gold item is in exactly one. Those that nobody
            found come first, those that everybody found last.
        oracle: A combination that takes for every gold item the right answer if any run has it, and else nothing; of
            spurious predictions it keeps those that every run makes, since no choice between the runs avoids them (a
            prediction made twice by each run counts twice). So its recall is that of the union of the runs, and P, R
            and F are never below those of any run. It chooses by looking at gold: a bound and no score.
        union: Everything that any run predicts, equal spurious predictions once: what taking all answers gives,
            without choosing. Predictions are equal if document, characters, text, label and note are.
    """

    layer: str
    measure: str
    runs: tuple[str, ...]
    left_out: tuple[str, ...]
    sets: tuple[FoundBy, ...]
    oracle: Combined
    union: Combined

    @property
    def gold(self) -> int:
        """How many gold items there are."""
        return self.oracle.gold

    def found(self, run: str) -> int:
        """How many gold items a run found."""
        return sum(one.count for one in self.sets if run in one.runs)

    def by(self, *runs: str) -> int:
        """How many gold items exactly these runs found; without any run those that all missed."""
        return sum(one.count for one in self.sets if set(one.runs) == set(runs))

    def to_dict(self) -> dict[str, Any]:
        """The overlap as it stands in JSON."""
        return {
            "layer": self.layer,
            "measure": self.measure,
            "runs": list(self.runs),
            "left_out": list(self.left_out),
            "gold": self.gold,
            "found": {run: self.found(run) for run in self.runs},
            "sets": [
                {"runs": list(one.runs), "count": one.count, "examples": [item.to_dict() for item in one.examples]}
                for one in self.sets
            ],
            "oracle": self.oracle.to_dict(),
            "union": self.union.to_dict(),
        }


@dataclass(slots=True)
class _Set:
    count: int = 0
    examples: list[tuple[Place, Example]] = field(default_factory=list)


class OverlapTable:
    """The overlap of some runs in one layer, gathered batch by batch."""

    def __init__(self, layer: str, names: Sequence[str], attempted: Mapping[str, Collection[str]]) -> None:
        """Settle which runs are compared, and by which measure.

        Args:
            layer: The kind of item.
            names: The runs to compare.
            attempted: For each run, in the order of the scenes, the layers that it attempts.
        """
        self._layer = layer
        self._names = names
        self._measure, self._needs, compared = _judged_alike(layer, {name: attempted[name] for name in names})
        order = list(attempted)
        self._compared = compared
        self._runs = [order.index(name) for name in compared]
        self._sets: dict[tuple[int, ...], _Set] = {}
        self._shared = self._distinct = 0

    def add(self, work: Work) -> None:
        """Count a batch."""
        if not self._runs:
            return
        parts = [list(classed(work.scenes[run], self._layer, self._needs)) for run in self._runs]
        gold = [_rows_of(own, side="gold") for own in parts]
        if gold[0] is None:
            return
        here = gold[0][0]
        found = np.stack([one[1] for one in gold if one is not None])[:, here]
        self._add_sets(work, np.flatnonzero(here), found)
        self._add_spurious(work, parts)

    def _add_sets(self, work: Work, rows: Ints, found: Bools) -> None:
        scene = work.scenes[self._runs[0]]
        docs = getattr(scene.gold, self._layer).doc[rows]
        kinds, which, counts = np.unique(found.T, axis=0, return_inverse=True, return_counts=True)
        for kind, (flags, count) in enumerate(zip(kinds.tolist(), counts.tolist(), strict=True)):
            own = self._sets.setdefault(tuple(np.flatnonzero(flags).tolist()), _Set())
            own.count += count
            own.examples += _examples(scene, self._layer, work.doc_ids, (rows, docs), np.ravel(which) == kind)
            own.examples = sorted(own.examples, key=lambda one: one[0])[:EXAMPLES]

    def _add_spurious(self, work: Work, parts: Sequence[Sequence[Classed]]) -> None:
        """Spurious predictions that all runs make, and those that any makes, equal ones counted as often as made."""
        made = []
        for run, own in zip(self._runs, parts, strict=True):
            scene = work.scenes[run]
            rows = _rows_of(own, side="predicted")
            left = np.flatnonzero(rows[0] & ~rows[1]) if rows is not None else np.empty(0, dtype=np.int64)
            docs = getattr(scene.predicted, self._layer).doc[left].tolist()
            made.append(Counter(zip(docs, wordings(scene, scene.predicted, self._layer, left), strict=True)))
        shared, distinct = made[0], made[0]
        for more in made[1:]:
            shared, distinct = shared & more, distinct | more
        self._shared += shared.total()
        self._distinct += distinct.total()

    def extend(self, other: OverlapTable) -> None:
        """Count what another table of the same runs has counted of other documents."""
        for key, more in other._sets.items():
            own = self._sets.setdefault(key, _Set())
            own.count += more.count
            own.examples = sorted([*own.examples, *more.examples], key=lambda one: one[0])[:EXAMPLES]
        self._shared += other._shared
        self._distinct += other._distinct

    def overlap(self) -> Overlap:
        """The overlap over all batches."""
        runs = self._compared
        sets = tuple(
            FoundBy(tuple(runs[place] for place in key), own.count, tuple(example for _, example in own.examples))
            for key, own in sorted(self._sets.items(), key=lambda one: (len(one[0]), one[0]))
        )
        gold = sum(one.count for one in sets)
        matched = sum(one.count for one in sets if one.runs)
        left_out = tuple(name for name in self._names if name not in runs)
        oracle, union = (Combined(matched, gold, matched + more) for more in (self._shared, self._distinct))
        return Overlap(self._layer, self._measure, runs, left_out, sets, oracle, union)


def overlap_tables(job: Job, runs: Sequence[str]) -> dict[str, OverlapTable]:
    """For each layer the overlap of some runs of a job that has been done."""
    attempted = {run.name: layers for run, layers in zip(job.runs, job.attempted, strict=True)}
    tables = {items: OverlapTable(items, runs, attempted) for items in HEADLINES}
    for work in job.work():
        for table in tables.values():
            table.add(work)
    return tables


def _judged_alike(layer: str, attempted: Mapping[str, Collection[str]]) -> tuple[str, frozenset[str], tuple[str, ...]]:
    """The first headline that two runs attempt, or one if no two do: its spelling, the layers it needs, the runs."""
    candidates = []
    for spelling in HEADLINES[layer]:
        measure = parse(spelling)
        needs = frozenset(measure.line.layers(measure.request.options))
        runs = tuple(run for run, layers in attempted.items() if needs <= set(layers))
        candidates.append((spelling, needs, runs))
    return max(candidates, key=lambda one: min(len(one[2]), 2))


def _rows_of(parts: Sequence[Classed], *, side: str) -> tuple[Bools, Bools] | None:
    """Which items of a side are judged at all, and which of them are paired; None if nothing is judged."""
    if not parts:
        return None
    gold = side == "gold"
    docs = parts[0].view.gold_doc if gold else parts[0].view.predicted_doc
    judged, paired = np.zeros(len(docs), dtype=np.bool_), np.zeros(len(docs), dtype=np.bool_)
    for part in parts:
        here = part.here[docs]
        rows = part.view.pairs[0 if gold else 1]
        judged |= here
        paired[rows[here[rows]]] = True
    return judged, paired


def _examples(
    scene: Scene, layer: str, doc_ids: Sequence[str], items: tuple[Ints, Ints], chosen: Bools
) -> Iterator[tuple[Place, Example]]:
    """The first items of a set in a batch, each with its place; rows of a document are in canonical order."""
    rows, docs = items[0][chosen], items[1][chosen]
    first = sorted(zip((doc_ids[doc] for doc in docs.tolist()), rows.tolist(), strict=True))[:EXAMPLES]
    begin = np.searchsorted(getattr(scene.gold, layer).doc, np.arange(scene.gold.documents))
    place = {doc_id: int(begin[number]) for number, doc_id in enumerate(doc_ids)}
    worded = wordings(scene, scene.gold, layer, np.array([row for _, row in first], dtype=np.int64))
    for (doc_id, row), words in zip(first, worded, strict=True):
        yield (doc_id, row - place[doc_id]), Example(doc_id, *words)
