"""Presets beside measures: runs scored as other scorers score them, through the same reading and checking.

Many of these count over whole corpora at once, so each is called once, in one process. What it is given is made
document by document, which is most of the work, and can be shared out (`jobs`); records are not kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial, reduce
from itertools import islice
from typing import TYPE_CHECKING, Any

from sayso.evaluate.batches import answered
from sayso.evaluate.jobs import reread
from sayso.evaluate.trees import trees
from sayso.evaluate.value import Value
from sayso.presets import Pair, ScorerError, presets, spelled
from sayso.presets.preset import flat, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sayso.data.executors import Workforce
    from sayso.evaluate.job import Job
    from sayso.presets import Conventions, Preset
    from sayso.presets.preset import Number

ALL = "all"
# What stands between a preset's name and the name of its number.
BETWEEN = ":"
# Documents whose records are held together: enough to drown the cost of a call.
_TOGETHER = 32


@dataclass(frozen=True, slots=True)
class Stopped:
    """In place of what a scorer would be given: why it cannot be."""

    reason: str


def chosen_presets(texts: Sequence[str]) -> list[tuple[str, Preset, Conventions]]:
    """The presets of some spellings, `all` for every one; each as (spelling, preset, conventions).

    Raises:
        MeasureError: There is no such preset or convention.
    """
    named = [name for text in texts for name in (presets() if text == ALL else (text,))]
    return [(text, *spelled(text)) for text in dict.fromkeys(named)]


def preset_values(
    job: Job,
    chosen: Sequence[tuple[str, Preset, Conventions]],
    jobs: int | None = None,
    workforce: Workforce | None = None,
) -> tuple[list[Value], list[str]]:
    """Every number of every preset and run, and why some have none.

    Args:
        job: A job that has been done.
        chosen: As of `chosen_presets`.
        jobs: As of `jobs.sharing`.
        workforce: As of `jobs.sharing`.

    Raises:
        DataError: Gold or a run breaks the contract.
    """
    # Presets that take documents alike are given the same.
    alike: dict[object, str] = {}
    for text, preset, conventions in chosen:
        alike.setdefault(_key(preset, conventions), text)
    place = {key: number for number, key in enumerate(alike)}
    reading = partial(given, texts=tuple(alike.values()))
    parts = reread(job, reading, jobs, workforce)
    found = reading(job) if parts is None else reduce(_both, parts)
    values: list[Value] = []
    remarks: list[str] = []
    for text, preset, conventions in chosen:
        for run, of_run in zip(job.runs, found[place[_key(preset, conventions)]], strict=True):
            numbers = _numbers(preset, conventions, of_run)
            if isinstance(numbers, Stopped):
                remarks.append(f"{text} on {run.name}: the original stops with {numbers.reason}")
                numbers = {preset.headline: None}
            values += [Value(run.name, f"{text}{BETWEEN}{name}", value, {}) for name, value in numbers.items()]
    return values, remarks


def _key(preset: Preset, conventions: Conventions) -> object:
    return preset.given, frozenset(conventions.values.items())


def _numbers(preset: Preset, conventions: Conventions, taken: Any) -> dict[str, Number] | Stopped:  # noqa: ANN401 - each has its own
    if isinstance(taken, Stopped):
        return taken
    try:
        return flat(preset.scored(taken, conventions))
    except ScorerError as error:
        return Stopped(str(error))


def given(job: Job, texts: Sequence[str]) -> list[list[Any]]:
    """For each preset and run what the scorer is given of the documents of a job that has been done, or `Stopped`."""
    chosen = [spelled(text) for text in texts]
    found: list[list[Any]] = [[preset.given([], conventions) for _ in job.runs] for preset, conventions in chosen]
    with trees():
        for pairs in _pairs(job):
            for (preset, conventions), of_runs in zip(chosen, found, strict=True):
                of_runs[:] = [
                    so_far if isinstance(so_far, Stopped) else _further(preset, conventions, so_far, of_run)
                    for so_far, of_run in zip(of_runs, pairs, strict=True)
                ]
    return found


def _pairs(job: Job) -> Iterator[list[list[Pair]]]:
    """Some documents at a time, for each run."""
    rows = job.rows()
    while some := list(islice(rows, _TOGETHER)):
        yield [
            [Pair(row.doc_id, row.document["text"], row.gold, answered(row.predicted[run])) for row in some]
            for run in range(len(job.runs))
        ]


def _further(preset: Preset, conventions: Conventions, so_far: Any, pairs: Sequence[Pair]) -> Any:  # noqa: ANN401 - each has its own
    """What a scorer is given of documents and of some more."""
    try:
        return joined(so_far, preset.given(pairs, conventions))
    except ScorerError as error:
        return Stopped(str(error))


def _both(one: list[list[Any]], other: list[list[Any]]) -> list[list[Any]]:
    """What scorers are given of some documents and of those that follow; the first reason to stop counts."""
    return [
        [_joined(here, there) for here, there in zip(*of_runs, strict=True)] for of_runs in zip(one, other, strict=True)
    ]


def _joined(one: Any, other: Any) -> Any:  # noqa: ANN401 - each has its own
    stopped = next((part for part in (one, other) if isinstance(part, Stopped)), None)
    return joined(one, other) if stopped is None else stopped
