"""Presets beside measures: runs scored as other scorers score them, through the same reading and checking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.evaluate.batches import answered
from sayso.evaluate.value import Value
from sayso.presets import Pair, ScorerError, presets, spelled
from sayso.presets.preset import flat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.evaluate.job import Job
    from sayso.presets import Conventions, Preset

ALL = "all"
# What stands between a preset's name and the name of its number.
BETWEEN = ":"


def chosen_presets(texts: Sequence[str]) -> list[tuple[str, Preset, Conventions]]:
    """The presets of some spellings, `all` for every one; each as (spelling, preset, conventions).

    Raises:
        MeasureError: There is no such preset or convention.
    """
    named = [name for text in texts for name in (presets() if text == ALL else (text,))]
    return [(text, *spelled(text)) for text in dict.fromkeys(named)]


def preset_values(job: Job, chosen: Sequence[tuple[str, Preset, Conventions]]) -> tuple[list[Value], list[str]]:
    """Every number of every preset and run, and why some have none.

    Other scorers count over whole corpora at once, so the records of all documents are held.

    Raises:
        DataError: Gold or a run breaks the contract.
    """
    pairs: list[list[Pair]] = [[] for _ in job.runs]
    for row in job.rows():
        for of_run, record in zip(pairs, row.predicted, strict=True):
            of_run.append(Pair(row.doc_id, row.document["text"], row.gold, answered(record)))
    values: list[Value] = []
    remarks: list[str] = []
    for text, preset, conventions in chosen:
        for run, of_run in zip(job.runs, pairs, strict=True):
            try:
                numbers = flat(preset.adapted(of_run, conventions))
            except ScorerError as error:
                numbers = {preset.headline: None}
                remarks.append(f"{text} on {run.name}: the original stops with {error}")
            values += [Value(run.name, f"{text}{BETWEEN}{name}", value, {}) for name, value in numbers.items()]
    return values, remarks
