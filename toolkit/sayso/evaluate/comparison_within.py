"""Two runs within one article: which gold items a measure finds under one and not under the other.

One document says nothing of others. What can be asked is whether, of its gold items on which the runs differ, one run
has surprisingly many: the exact McNemar test, which treats these items as independent and speaks of this article alone.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sayso.matching.match import Match
from sayso.measures.tallying import defined

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sayso.data.keys import Bools
    from sayso.evaluate.job import Job
    from sayso.matching.scene import Scene
    from sayso.measures import Measure


@dataclass(frozen=True, slots=True)
class Within:
    """Gold items of one article on which a run and the baseline differ.

    Attributes:
        gained: How many the run finds and the baseline does not.
        lost: How many the baseline finds and the run does not.
        p: The exact two-sided McNemar test of gained against lost, within this article.
    """

    gained: int
    lost: int
    p: float

    def to_dict(self) -> dict[str, Any]:
        """The items as they stand in JSON."""
        return asdict(self)


def within_article(
    job: Job, measures: Iterable[Measure], pairs: Iterable[tuple[str, str]]
) -> Mapping[tuple[str, str, str], Within]:
    """The gold items on which runs differ, by baseline, run and measure; for measures that look for gold items.

    Args:
        job: A job with a single document.
        measures: The measures; accuracies, coreference, weighted ones and averages are passed over, which have no gold
            items that are found or not.
        pairs: Names of a baseline and a run.
    """
    from sayso.uncertainty import mcnemar

    job.settle()
    (work,) = job.work()
    scenes = dict(zip((run.name for run in job.runs), work.scenes, strict=True))
    attempted = dict(zip(scenes, job.attempted, strict=True))
    found: dict[tuple[str, str, str], Within] = {}
    couples = list(pairs)
    for measure in (measure for measure in measures if _has_items(measure)):
        marks = {run: _marks(scene, measure, attempted[run]) for run, scene in scenes.items()}
        for baseline, run in couples:
            before, after = marks[baseline], marks[run]
            if before is not None and after is not None:
                gained, lost = int((after & ~before).sum()), int((before & ~after).sum())
                found[baseline, run, str(measure)] = Within(gained, lost, mcnemar(gained, lost))
    return found


def _has_items(measure: Measure) -> bool:
    return measure.by is None and measure.line.kind.name == "detection"


def _marks(scene: Scene, measure: Measure, attempted: Iterable[str]) -> Bools | None:
    """Which of the measure's gold items are found; None where it is undefined."""
    tried = set(measure.line.layers(measure.request.options)) <= set(attempted)
    if not tried or not defined(scene, measure.request)[0]:
        return None
    found = measure.line.find(scene, measure.request.options)
    if not isinstance(found, Match):
        return None
    marks = np.zeros(len(found.gold_row), dtype=np.bool_)
    marks[found.g] = True
    return marks
