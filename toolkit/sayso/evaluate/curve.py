"""A run at every threshold on its scores: each document matched anew at each of its scores, all documents at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sayso.data.dropping import DROPPABLE, without
from sayso.data.extras import score_values
from sayso.errors import MeasureError, UsageError
from sayso.measures import parse
from sayso.measures.curve import Curve
from sayso.measures.slicing import items_of
from sayso.measures.tallying import tally

if TYPE_CHECKING:
    from sayso.data.keys import Ints
    from sayso.evaluate.job import Job
    from sayso.matching.scene import Scene
    from sayso.measures import Measure

    Floats = np.typing.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class CurveParts:
    """What a table of a curve has counted, in a form that can be sent to another process."""

    scores: Floats
    matched: Ints
    predicted: Ints
    gold: int
    unscored: int


@dataclass(slots=True)
class CurveTable:
    """What each score of each document adds to the counts of the thresholds from it down.

    Attributes:
        measure: The measure.
        scores: A score for each step; infinite for the items without score.
        matched, predicted: What the step adds.
        gold: Gold items so far.
        unscored: Predicted items without score so far.
    """

    measure: Measure
    scores: list[Floats] = field(default_factory=list)
    matched: list[Ints] = field(default_factory=list)
    predicted: list[Ints] = field(default_factory=list)
    gold: int = 0
    unscored: int = 0

    def __post_init__(self) -> None:
        """Refuse what has no items that could be left out."""
        line = self.measure.line
        if line.kind.name != "detection" or items_of(self.measure) not in DROPPABLE or self.measure.by is not None:
            kinds = ", ".join(DROPPABLE)
            msg = f"{self.measure} has no curve over scores; P, R and F of {kinds} have one, as quotes.F has"
            raise MeasureError(msg)

    def add(self, scene: Scene) -> None:
        """Count a batch."""
        items = items_of(self.measure) or ""
        layer = getattr(scene.predicted, items)
        scored = layer.score >= 0
        steps = _steps(layer.doc, layer.score)
        before = np.zeros((scene.gold.documents, 3), dtype=np.int64)
        # Step 0 has the items without score; step k also those with one of the k highest scores of their document.
        for step in range(int(steps.max(initial=0)) + 1):
            kept = scene.beside(without(scene.predicted, items, steps <= step))
            found = tally(kept, self.measure.request)
            rows = np.where(found.defined[:, None], found.rows, 0)
            self._keep(step, rows - before, _score_of(steps, step, layer.doc, layer.score, len(before)))
            before = rows
        self.gold += int(before[:, 1].sum())
        self.unscored += int((~scored).sum())

    def _keep(self, step: int, added: Ints, scores: Ints) -> None:
        there = scores >= 0 if step else np.ones(len(added), dtype=np.bool_)
        values = score_values(scores[there]) if step else np.full(len(added), np.inf)
        self.scores.append(values)
        self.matched.append(added[there, 0])
        self.predicted.append(added[there, 2])

    def parts(self) -> CurveParts:
        """What was counted."""
        scores = np.concatenate([np.empty(0), *self.scores])
        matched, predicted = (
            np.concatenate([np.empty(0, dtype=np.int64), *parts]) for parts in (self.matched, self.predicted)
        )
        return CurveParts(scores, matched, predicted, self.gold, self.unscored)

    def extend(self, parts: CurveParts) -> None:
        """Count what another table of the same measure has counted of other documents."""
        self.scores.append(parts.scores)
        self.matched.append(parts.matched)
        self.predicted.append(parts.predicted)
        self.gold += parts.gold
        self.unscored += parts.unscored

    def curve(self) -> Curve:
        """The curve over all documents.

        Raises:
            UsageError: No item has a score.
        """
        found = self.parts()
        scores = found.scores
        thresholds = np.unique(scores[np.isfinite(scores)])[::-1]
        if not len(thresholds):
            msg = f"no predicted item that {self.measure} counts has a score, so there is nothing to draw a curve over"
            raise UsageError(msg)
        # Steps by falling score; those without score count from the first threshold on.
        place = np.searchsorted(-thresholds, -np.minimum(scores, thresholds[0]))
        matched, predicted = (
            np.cumsum(np.bincount(place, added, minlength=len(thresholds))).astype(np.int64)
            for added in (found.matched, found.predicted)
        )
        first = [int(added[np.isinf(scores)].sum()) for added in (found.matched, found.predicted)]
        return Curve(str(self.measure), thresholds, matched, predicted, self.gold, self.unscored, (first[0], first[1]))


def curve_parts(job: Job, measure: str, run: str) -> CurveParts:
    """What a run of a job that has been done adds to the curve of a measure."""
    table = CurveTable(parse(measure))
    number = [run.name for run in job.runs].index(run)
    for work in job.work():
        table.add(work.scenes[number])
    return table.parts()


def _steps(doc: Ints, score: Ints) -> Ints:
    """For each item which of its document's distinct scores it has, 1 for the highest; 0 for one without score."""
    steps = np.zeros(len(doc), dtype=np.int64)
    some = np.flatnonzero(score >= 0)
    order = some[np.lexsort((-score[some], doc[some]))]
    new_doc = np.diff(doc[order], prepend=-1) != 0
    new = new_doc | (np.diff(score[order], prepend=-1) != 0)
    count = np.cumsum(new)
    steps[order] = count - count[np.flatnonzero(new_doc)][np.cumsum(new_doc) - 1] + 1
    return steps


def _score_of(steps: Ints, step: int, doc: Ints, score: Ints, documents: int) -> Ints:
    """For each document the score of a step, -1 if it has no such step."""
    found = np.full(documents, -1, dtype=np.int64)
    here = steps == step
    found[doc[here]] = score[here]
    return found
