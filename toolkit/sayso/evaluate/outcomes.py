"""Documents with what became of every item: which items are paired with which, which are errors, and of what class.

Scoring keeps sums alone. Whoever wants to show the text reads gold and runs once more, a few documents at a time; each
item carries its place in its record through matching in the place of its score, which takes no part in it, so that
outcomes come back to the very items of the records, with their ids.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from sayso.data.annotated import annotated
from sayso.data.arrow import layers_of
from sayso.data.canonical import batch_of
from sayso.data.extras import score_values
from sayso.evaluate.batches import answered
from sayso.evaluate.trees import trees
from sayso.matching.candidates import Space
from sayso.matching.classes import CLASSES
from sayso.matching.scene import Scene
from sayso.measures import HEADLINES
from sayso.measures.classing import class_tallies, classed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from sayso.data.columns import Side
    from sayso.data.keys import Ints
    from sayso.data.rows import Row
    from sayso.data.sources import Record
    from sayso.evaluate.job import Job
    from sayso.measures.classing import Classed

T = TypeVar("T")
# Documents that are read together: enough to drown the cost of a call.
_TOGETHER = 32
_WITHIN = {"entities": "mentions", "events": "arguments"}
# Places as scores, which are from 0 to 1: exact, since powers of two are.
_PLACES = 2.0**40
PAIRED = "paired"
"""The outcome of an item that the headline measure pairs."""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What became of the items of one kind in one document, gold and one run, each in the order of its record.

    Mentions and arguments are counted through all entities and events of the record.

    Attributes:
        gold: For each gold item `paired` or its error class (measures.md §8); None where it is not scored.
        gold_partner: For each the predicted item it is paired with, right or wrong; -1 for none.
        predicted: The same of the run's items.
        predicted_partner: The gold item of each.
    """

    gold: tuple[str | None, ...]
    gold_partner: tuple[int, ...]
    predicted: tuple[str | None, ...]
    predicted_partner: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """One document as it was scored.

    Attributes:
        doc_id: Its id.
        document: The document: text, title and the rest.
        gold: Its gold record.
        records: For each run its record, a failure, or None for none.
        outcomes: For each run, by kind of item (mentions, entities, quotes, events, arguments, stances).
    """

    doc_id: str
    document: Record
    gold: Record
    records: tuple[Record | None, ...]
    outcomes: tuple[Mapping[str, Outcomes], ...]


def seen(job: Job, chosen: Collection[str] | None = None) -> Iterator[Seen]:
    """The documents of a job that has been done, in the order of gold, each with what became of its items.

    Args:
        job: What was scored.
        chosen: Ids of the documents to look at; None for all.
    """
    rows = (row for row in job.rows() if chosen is None or row.doc_id in chosen)
    while some := list(islice(rows, _TOGETHER)):
        yield from _judged(job, some)


def made_of_seen(job: Job, make: Callable[[Seen], T], chosen: Collection[str] | None) -> list[T]:
    """What a function makes of the documents of a job that has been done, as `seen` gives them."""
    with trees():
        return [make(one) for one in seen(job, chosen)]


def error_counts(job: Job) -> dict[str, tuple[int, ...]]:
    """For each document how many errors each run makes there; a wrong pair is one."""
    found: dict[str, tuple[int, ...]] = {}
    for work in job.work():
        counts = np.zeros((len(work.doc_ids), len(job.runs)), dtype=np.int64)
        for run, (scene, attempted) in enumerate(zip(work.scenes, job.attempted, strict=True)):
            for items in HEADLINES:
                for tally in class_tallies(scene, items, attempted)[0].values():
                    counts[:, run] += tally.rows.astype(np.int64).sum(axis=1)
        found.update(zip(work.doc_ids, map(tuple, counts.tolist()), strict=True))
    return found


def _judged(job: Job, rows: Sequence[Row]) -> Iterator[Seen]:
    sides = [[row.gold for row in rows], *zip(*(map(answered, row.predicted) for row in rows), strict=True)]
    arrays = [layers_of([None if record is None else _placed(record) for record in side]) for side in sides]
    batch = batch_of([row.document["text"] for row in rows], arrays)
    flags = annotated([row.gold.get("annotated") for row in rows], job.gold.annotated, job.assumed)
    space = Space(batch.spans, batch.texts, batch.span_texts)
    found = [_of_run(Scene(batch, run, space, flags), attempted) for run, attempted in enumerate(job.attempted, 1)]
    for place, row in enumerate(rows):
        outcomes = tuple({kind: of_kind[place] for kind, of_kind in of_run.items()} for of_run in found)
        yield Seen(row.doc_id, row.document, row.gold, row.predicted, outcomes)


def _of_run(scene: Scene, attempted: Collection[str]) -> dict[str, list[Outcomes]]:
    """For each kind of item, the outcomes document by document."""
    return {kind: _of_kind(scene, kind, list(classed(scene, kind, attempted))) for kind in HEADLINES}


def _of_kind(scene: Scene, kind: str, parts: Sequence[Classed]) -> list[Outcomes]:
    gold, predicted = (_Rows(side, kind) for side in (scene.gold, scene.predicted))
    for part in parts:
        gold.take(part, part.classes.gold, part.classes.gold_partner, predicted)
        predicted.take(part, part.classes.predicted, part.classes.predicted_partner, gold)
    return [Outcomes(*gold.of_document(doc), *predicted.of_document(doc)) for doc in range(scene.gold.documents)]


class _Rows:
    """The rows of one kind on one side, with where each stands in its record."""

    def __init__(self, side: Side, kind: str) -> None:
        table = getattr(side, kind)
        self.doc: Ints = table.doc
        self.place: Ints = (score_values(table.score) * _PLACES).astype(np.int64)
        self.number = np.full(len(table), -1, dtype=np.int64)
        self.partner = np.full(len(table), -1, dtype=np.int64)
        self._first = np.searchsorted(self.doc, np.arange(side.documents + 1))

    def take(self, part: Classed, classes: Ints, partner: Ints, other: _Rows) -> None:
        """Note the outcomes of the documents that a part is about: 0 is paired, n the n-th class."""
        here = part.here[self.doc]
        self.number[here] = np.where(classes == -2, 0, classes + 1)[here]  # noqa: PLR2004 - -2 is `paired` there
        self.partner[here] = np.where(partner < 0, -1, np.append(other.place, -1)[partner])[here]

    def of_document(self, doc: int) -> tuple[tuple[str | None, ...], tuple[int, ...]]:
        """Outcomes and partners of one document, in the order of its record."""
        rows = np.arange(self._first[doc], self._first[doc + 1])
        rows = rows[np.argsort(self.place[rows])]
        names = (None, PAIRED, *CLASSES)
        return tuple(names[code + 1] for code in self.number[rows].tolist()), tuple(self.partner[rows].tolist())


def _placed(record: Record) -> Record:
    """The layers of a record, every item with its place as its score."""
    placed: dict[str, Any] = {}
    for layer in ("entities", "quotes", "events", "stances"):
        if record.get(layer) is None:
            continue
        placed[layer] = items = [{**item, "score": place / _PLACES} for place, item in enumerate(record[layer])]
        inner, count = _WITHIN.get(layer), 0
        for item in items if inner else ():
            parts = item.get(inner) or ()
            item[inner] = [{**part, "score": place / _PLACES} for place, part in enumerate(parts, count)]
            count += len(parts)
    return placed
