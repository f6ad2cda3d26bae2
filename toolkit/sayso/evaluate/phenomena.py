"""Phenomena: which parts of a corpus cost a run most.

A part is the items with one value of an attribute: indirect quotes, mentions that are pronouns, the documents of a
source. Every error belongs to the parts of its gold item, one without a gold item to those of its prediction. Mending
a part is mending its errors and no others (measures.md §8), so the gains of parts are comparable with each other and
with those of error classes.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from sayso.errors import MeasureError
from sayso.matching.classes import CLASSES
from sayso.matching.parts import attributes_of, parts
from sayso.measures import HEADLINES
from sayso.measures.averages import number
from sayso.measures.classing import classed, mended
from sayso.measures.slicing import DOCUMENT
from sayso.measures.statistics import ratio

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from sayso.data.columns import Side
    from sayso.data.keys import Ints
    from sayso.evaluate.batches import Work
    from sayso.evaluate.job import Job
    from sayso.matching.scene import Scene
    from sayso.measures.classing import Classed

SOURCE = "source"
"""Of quotes: the form of the mention that their source is, as in pronoun."""
# Attributes with a value for about every item tell of no phenomenon.
_OF_ITEMS = frozenset({"holder"})
_MATCHED, _PAIRS, _GOLD, _PREDICTED = range(4)
# What `Classes` has for items that the headline pairs.
_RIGHT = -2


def known_attributes(by: Iterable[str]) -> tuple[str, ...]:
    """Attributes to part items by, checked: those of any items, and fields of documents.

    Raises:
        MeasureError: No item has such an attribute.
    """
    names = tuple(dict.fromkeys(by))
    known = sorted({SOURCE, *(name for items in HEADLINES for name in attributes_of(items))})
    for name in names:
        if name not in known and not name.startswith(DOCUMENT):
            close = difflib.get_close_matches(name, known, n=1)
            offer = f"did you mean {close[0]!r}? " if close else ""
            msg = f"no item can be parted by {name!r}; {offer}there are {', '.join(known)}, and doc.FIELD"
            raise MeasureError(msg)
    return names


@dataclass(frozen=True, slots=True)
class Phenomenon:
    """A part of a run's items and what it costs.

    Attributes:
        run: The run.
        layer: The kind of item.
        by, value: The attribute and its value in this part; None for no value.
        gold: Gold items in it.
        matched: Those of them that are right.
        pairs: Those that are paired with a prediction that is wrong.
        missed: Those that nothing is paired with.
        spurious: Predictions in it that nothing is paired with.
        gain: ΔF, what mending its errors would add to F of the whole layer; None where that is undefined.
        recall: matched / gold; None without gold items.
        rest: The same of all other gold items; None if there are none.
        classes: By error class how many gold and single predicted items of it are in the class.
    """

    run: str
    layer: str
    by: str
    value: str | None
    gold: int
    matched: int
    pairs: int
    missed: int
    spurious: int
    gain: float | None
    recall: float | None
    rest: float | None
    classes: Mapping[str, int]

    @property
    def difference(self) -> float | None:
        """Recall here less recall in the rest."""
        return None if self.recall is None or self.rest is None else self.recall - self.rest

    def to_dict(self) -> dict[str, Any]:
        """The phenomenon as it stands in JSON."""
        return {
            "run": self.run,
            "layer": self.layer,
            "by": self.by,
            "slice": self.value,
            "counts": {name: getattr(self, name) for name in ("gold", "matched", "pairs", "missed", "spurious")},
            "gain": self.gain,
            "recall": self.recall,
            "recall_of_rest": self.rest,
            "classes": dict(self.classes),
        }


Counts = list[int]
"""Matched gold items, gold items of pairs, single gold items, single predictions."""


@dataclass(slots=True)
class Layer:
    """What is counted of a run's items of one kind.

    Attributes:
        total: Matched, paired wrongly, missed and spurious items.
        classes: The same for each error class (nothing matched).
        parts: By attribute, value and class ('' for matched items) the same.
        compared: Whether the headline itself judged every document, labels included.
    """

    total: Counts = field(default_factory=lambda: [0] * 4)
    classes: dict[str, Counts] = field(default_factory=dict)
    parts: dict[str, dict[str | None, dict[str, Counts]]] = field(default_factory=dict)
    compared: bool = True

    def extend(self, other: Layer) -> None:
        """Count what was counted of other documents."""
        self.compared &= other.compared
        self.total = _sum(self.total, other.total)
        _extend(self.classes, other.classes)
        for by, values in other.parts.items():
            own = self.parts.setdefault(by, {})
            for value, classes in values.items():
                _extend(own.setdefault(value, {}), classes)

    @property
    def gold(self) -> int:
        """Gold items."""
        return sum(self.total[:3])

    @property
    def predicted(self) -> int:
        """Predicted items."""
        return self.total[_MATCHED] + self.total[_PAIRS] + self.total[_PREDICTED]


class Census:
    """What a run got right and wrong, by kind of item, error class and attribute, gathered batch by batch."""

    def __init__(self, run: str, attributes: Collection[str] | None = None) -> None:
        """Prepare.

        Args:
            run: The run's name.
            attributes: Attributes of items (`kind`, `form`, …) and fields of documents (`doc.FIELD`) to look at; all
                that items have, but names, if None.
        """
        self.run = run
        self.layers: dict[str, Layer] = {}
        self._attributes = attributes

    def add(self, work: Work, scene: Scene, attempted: Collection[str]) -> None:
        """Count a batch."""
        for items in HEADLINES:
            for part in classed(scene, items, attempted):
                layer = self.layers.setdefault(items, Layer())
                layer.compared &= str(part.measure) == HEADLINES[items][0]
                self._add(layer, work, scene, part)

    def extend(self, other: Census) -> None:
        """Count what another census of the same run and attributes has counted of other documents."""
        for items, layer in other.layers.items():
            self.layers.setdefault(items, Layer()).extend(layer)

    def _add(self, layer: Layer, work: Work, scene: Scene, part: Classed) -> None:
        outcomes = _outcomes(part)
        for name, place, rows in outcomes:
            _count(layer.classes, name, place, len(rows))
            layer.total[place] += len(rows)
        for by in self._wanted(part.items):
            values = layer.parts.setdefault(by, {})
            gold, predicted, names = _codes(work, scene, part.items, by)
            for name, place, rows in outcomes:
                codes = (predicted if place == _PREDICTED else gold)[rows]
                for code, count in zip(*(one.tolist() for one in np.unique(codes, return_counts=True)), strict=True):
                    for value in names(code):
                        _count(values.setdefault(value, {}), name, place, count)

    def _wanted(self, items: str) -> Iterator[str]:
        own = [*attributes_of(items), *((SOURCE,) if items == "quotes" else ())]
        if self._attributes is None:
            yield from (name for name in own if name not in _OF_ITEMS)
        else:
            yield from (name for name in self._attributes if name in own or name.startswith(DOCUMENT))

    def phenomena(self, layers: Iterable[str] | None = None) -> tuple[Phenomenon, ...]:
        """The parts that have errors, by layer, the costliest first; of equal ones the larger."""
        found = []
        for items in HEADLINES if layers is None else layers:
            layer = self.layers.get(items, Layer())
            own = [
                self._phenomenon(items, layer, by, value)
                for by, values in layer.parts.items()
                for value in values
                if _tells(values)
            ]
            found += sorted((one for one in own if one.classes), key=_cost)
        return tuple(found)

    def _phenomenon(self, items: str, layer: Layer, by: str, value: str | None) -> Phenomenon:
        counts = layer.parts[by][value]
        matched, pairs, missed, spurious = (sum(one[place] for one in counts.values()) for place in range(4))
        gold = matched + pairs + missed
        whole = (layer.total[_MATCHED], layer.gold, layer.predicted)
        return Phenomenon(
            self.run,
            items,
            by,
            value,
            gold,
            matched,
            pairs,
            missed,
            spurious,
            mended(whole, (pairs, missed, spurious)),
            number(ratio(matched, gold)),
            number(ratio(whole[0] - matched, layer.gold - gold)),
            {name: sum(counts[name][1:]) for name in CLASSES if name in counts},
        )


@dataclass(frozen=True, slots=True)
class Surveyed:
    """The censuses of all runs, and those fields of documents that some document has a value of."""

    censuses: Sequence[Census]
    fields: frozenset[str]

    def extend(self, other: Surveyed) -> Surveyed:
        """This with what was counted of other documents."""
        for one, more in zip(self.censuses, other.censuses, strict=True):
            one.extend(more)
        return Surveyed(self.censuses, self.fields | other.fields)


def surveyed(job: Job, by: Collection[str] | None) -> Surveyed:
    """The censuses of a job that has been done, by some attributes or all."""
    found = [Census(run.name, by) for run in job.runs]
    fields: set[str] = set()
    for work in job.work():
        fields |= {name for name, values in work.fields.items() if any(value is not None for value in values)}
        for census, scene, layers in zip(found, work.scenes, job.attempted, strict=True):
            census.add(work, scene, layers)
    return Surveyed(found, frozenset(fields))


def _tells(values: Mapping[str | None, Mapping[str, Counts]]) -> bool:
    """Whether an attribute parts the items at all, and gold has it."""
    return len(values) > 1 and any(
        value is not None and any(sum(one[:_PREDICTED]) for one in counts.values()) for value, counts in values.items()
    )


def _cost(one: Phenomenon) -> tuple[float, int, str, bool, str]:
    return -(one.gain or 0.0), -one.gold, one.by, one.value is None, one.value or ""


def _sum(one: Counts, other: Counts) -> Counts:
    return [here + there for here, there in zip(one, other, strict=True)]


def _extend(counts: dict[str, Counts], more: Mapping[str, Counts]) -> None:
    for name, other in more.items():
        counts[name] = _sum(counts.get(name, [0] * 4), other)


def _count(counts: dict[str, Counts], name: str, place: int, count: int) -> None:
    if count:
        counts.setdefault(name, [0] * 4)[place] += count


def _outcomes(part: Classed) -> list[tuple[str, int, Ints]]:
    """Rows by what became of them: class ('' for matched), place in `Counts`, gold rows or single predictions."""
    classes, view = part.classes, part.view
    here, there = part.here[view.gold_doc], part.here[view.predicted_doc]
    found = [("", _MATCHED, np.flatnonzero(here & (classes.gold == _RIGHT)))]
    for place, name in enumerate(CLASSES):
        own = here & (classes.gold == place)
        alone = there & (classes.predicted == place) & (classes.predicted_partner < 0)
        found.append((name, _PAIRS, np.flatnonzero(own & (classes.gold_partner >= 0))))
        found.append((name, _GOLD, np.flatnonzero(own & (classes.gold_partner < 0))))
        found.append((name, _PREDICTED, np.flatnonzero(alone)))
    return [one for one in found if len(one[2])]


def _codes(work: Work, scene: Scene, items: str, by: str) -> tuple[Ints, Ints, Callable[[int], Sequence[str | None]]]:
    """A code for each gold and each predicted item, and the values that a code stands for."""
    if by.startswith(DOCUMENT):
        values = work.fields[by.removeprefix(DOCUMENT)]
        return getattr(scene.gold, items).doc, getattr(scene.predicted, items).doc, lambda doc: (values[doc],)
    if by == SOURCE:
        gold, predicted = _source_forms(scene, scene.gold), _source_forms(scene, scene.predicted)
        texts = scene.labels["mentions.form"].texts
        return gold, predicted, lambda code: (texts[code] if code >= 0 else None,)
    found = parts(scene, items, by)
    names: dict[int, list[str | None]] = defaultdict(list)
    for value, codes in found.codes.items():
        for code in codes:
            names[code].append(value)
    return found.gold, found.predicted, names.__getitem__


def _source_forms(scene: Scene, side: Side) -> Ints:
    """For each quote the form of the mention that covers its source exactly, -1 for none."""
    quotes, mentions, codes = side.quotes, side.mentions, scene.space.spans.code
    if not len(mentions):
        return np.full(len(quotes), -1, dtype=np.int64)
    room = int(codes.max()) + 1
    places = mentions.doc * room + codes[mentions.span]
    order = np.argsort(places, kind="stable")
    wanted = np.where(quotes.source >= 0, quotes.doc * room + codes[quotes.source], -1)
    near = order[np.minimum(np.searchsorted(places, wanted, sorter=order), len(order) - 1)]
    return np.where(places[near] == wanted, mentions.form[near], -1)
