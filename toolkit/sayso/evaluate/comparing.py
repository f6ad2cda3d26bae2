"""Comparing runs with a baseline: score all of them once, then ask of every measure whether they differ.

>>> from sayso.data.corpus import load
>>> corpus = load()
>>> first, second = corpus.passes.values()
>>> comparison = compare(gold=corpus.gold, baseline=first, predicted=second, measures=["quotes.F@exact"])
>>> comparison["quotes.F@exact"].p is None  # one article says nothing of others
True
"""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from sayso.data.choosing import chosen as chosen_documents
from sayso.data.sources import Run
from sayso.evaluate.compared_runs import field_of
from sayso.evaluate.comparison import Compared, Comparison
from sayso.evaluate.comparison_matrix import Matrix, matrix_of
from sayso.evaluate.comparison_slices import parts_of
from sayso.evaluate.comparison_within import within_article
from sayso.evaluate.conductor import cuts_of, score
from sayso.evaluate.flips import flips_of
from sayso.evaluate.job import Job
from sayso.evaluate.seeds import crossed, interval_over_seeds, mean_over_seeds, seeds_of
from sayso.evaluate.things import kind_of
from sayso.measures import DEFAULT, HEADLINES, parse, parse_all
from sayso.measures.slicing import DOCUMENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sayso.data.executors import Workforce
    from sayso.data.pairing import Labels, Missing, On
    from sayso.data.sources import Gold
    from sayso.evaluate.compared_runs import Contestant, Field
    from sayso.evaluate.comparison_within import Within
    from sayso.evaluate.flips import Flip
    from sayso.evaluate.result import Result
    from sayso.measures import Measure
    from sayso.measures.slicing import Cut
    from sayso.measures.summed import Summed
    from sayso.uncertainty import Paired, Settings

    Part = tuple[str, str | None]

HEADLINE = tuple(
    str(parse(name))
    for name in ("speakers.F", "quotes.attribution.F@overlap(0.5)", "events.roles.F@exact", "stances.F")
)
"""The measures that Holm's correction counts where none are named."""

_ITEMS = {"speakers": "entities", "ids": "entities", "cues": "quotes", "sources": "quotes"}
# Values of a document that are equal but for the last bits of their arithmetic are a tie.
_SAME = 1e-12


def compare(
    *,
    gold: Gold,
    baseline: Run | str,
    predicted: Run | Sequence[Run],
    measures: Iterable[str | Measure] | None = None,
    missing: Missing = "error",
    on: On = "all",
    labels: Labels = "closed",
    where: Sequence[str] = (),
    level: float = 0.95,
    resamples: int = 10_000,
    seed: int = 1,
    groups: Mapping[str, Sequence[str]] | None = None,
    by: Iterable[str] = (),
    jobs: int | None = None,
    executor: Workforce | None = None,
) -> Comparison:
    """Compare runs with a baseline, document by document.

    Differences are run less baseline. Tests and intervals resample documents, never items; Holm's correction counts
    runs × headline measures: those that are named, or else `speakers.F`, `quotes.attribution.F@overlap(0.5)`,
    `events.roles.F@exact` and `stances.F`, beside which the other default measures stand uncorrected.

    Args:
        gold: A corpus's gold.
        baseline: The run that the others are compared with; the name of one of them, or of a group.
        predicted: A run, or several. The baseline may be among them: it is compared with itself only if it is alone.
        measures: Spellings; the default set if none are given.
        missing: Whether a gold document that a run lacks is an `error` or counts as `empty`, found nothing.
        on: Compare on `all` gold documents, or on those `common` to all runs.
        labels: Whether a label outside a declared set is an error (`closed`) or never matches (`open`).
        where: Conditions `FIELD=VALUE` on the documents' fields; only documents that meet all of them are compared on.
        level: Level of intervals, and 1 - level that of significance.
        resamples: Resamples of tests and bootstraps that are not enumerated.
        seed: Seed of the random numbers.
        groups: Runs that differ in their seed alone, by the name of the group: compared by their mean.
        by: Attributes to slice by, as of `score`: the headline measures are compared in each slice too, uncorrected.
        jobs: As of `score`.
        executor: As of `score`.

    Raises:
        DataError: Gold or a run breaks the contract, or a run lacks a document; all problems of all files are told.
        MeasureError: A measure does not exist, or no headline measure can be sliced by an attribute.
        NothingToScore: There is no gold document, or none meets the conditions.
        UsageError: Runs cannot be told apart, a group is none, or a setting makes no sense.
        WorkerError: A process or a worker ended before its work was done.
    """
    from sayso.uncertainty import Settings

    settings = Settings(level=level, resamples=resamples, seed=seed)
    field = field_of(baseline, [predicted] if isinstance(predicted, Run) else list(predicted), groups or {})
    chosen = parse_all(DEFAULT if measures is None else measures)
    headline = [measure for measure in chosen if measures is not None or str(measure) in HEADLINE]
    cuts = cuts_of(headline, by) if headline else []
    layers = _layers(chosen)
    # Whether two runs can be compared item by item is seen from the headline measures of each layer.
    needed = [spelling for layer in layers for spelling in HEADLINES[layer]] if chosen else []
    result = score(
        gold=gold,
        predicted=field.runs,
        measures=[*chosen, *needed],
        by=list(dict.fromkeys(one.by for one in cuts)),
        missing=missing,
        on=on,
        labels=labels,
        where=where,
        level=level,
        resamples=resamples,
        seed=seed,
        jobs=jobs,
        executor=executor,
    )
    job = Job(gold=gold, runs=field.runs, missing=missing, on=on, labels=labels, where=chosen_documents(where))
    ordered = [*headline, *(measure for measure in chosen if measure not in headline)]
    work = _Work(field, result, settings, {str(measure) for measure in headline})
    teams = {one.name: one for one in (field.baseline, *field.contestants) if one.is_group}
    single = [one.name for one in field.contestants if not one.is_group and not field.baseline.is_group]

    def flips() -> tuple[Flip, ...]:
        return flips_of(gold, result, field.baseline, field.contestants, layers)

    return Comparison(
        signature=result.signature,
        gold=gold.name,
        baseline=field.baseline.name,
        runs=tuple(one.name for one in field.contestants),
        headline=tuple(map(str, headline)),
        comparisons=work.comparisons(ordered, _within(job, ordered, field.baseline.name, single, result)),
        groups={name: team.runs for name, team in teams.items()},
        seeds={
            name: tuple(seeds_of(str(measure), work.summed(team, measure)) for measure in headline)
            for name, team in teams.items()
        },
        layers=layers,
        result=result,
        _flips=flips,
        _matrix=work.matrix,
        slices=work.slices(cuts),
    )


def _layers(measures: Iterable[Measure]) -> tuple[str, ...]:
    """The kinds of items that measures are about."""
    kinds = {kind_of(measure.line) for measure in measures}
    wanted = {_ITEMS.get(kind, kind) for kind in kinds}
    return tuple(layer for layer in HEADLINES if layer in wanted)


def _within(
    job: Job, measures: Sequence[Measure], baseline: str, runs: Sequence[str], result: Result
) -> Mapping[tuple[str, str, str], Within]:
    if len(result.documents) != 1 or not runs:
        return {}
    return within_article(job, measures, [(baseline, run) for run in runs])


class _Work:
    """The comparisons of a field, from the results of its runs."""

    def __init__(self, field: Field, result: Result, settings: Settings, headline: set[str]) -> None:
        self._field = field
        self._result = result
        self._settings = settings
        self._headline = headline
        self._kept: dict[tuple[str, str, Part | None], Summed] = {}

    def summed(self, contestant: Contestant, measure: str | Measure, part: Part | None = None) -> list[Summed]:
        """A measure over sums for each run of a contestant, as a whole or in a slice."""
        return [self._of(run, str(measure), part) for run in contestant.runs]

    def _of(self, run: str, measure: str, part: Part | None) -> Summed:
        if (run, measure, part) not in self._kept:
            self._kept[run, measure, part] = self._result.summed(measure, run=run, part=part)
        return self._kept[run, measure, part]

    def comparisons(
        self, measures: Sequence[Measure], within: Mapping[tuple[str, str, str], Within]
    ) -> tuple[Compared, ...]:
        """Every contestant beside the baseline on every measure."""
        from sayso.uncertainty import holm, paired

        first = self._field.baseline
        couples = [(other, measure) for other in self._field.contestants for measure in measures]
        pairs = [crossed(self.summed(first, m), self.summed(other, m)) for other, m in couples]
        found = paired(pairs, self._settings)
        family = [one.p for (_, m), one in zip(couples, found, strict=True) if str(m) in self._headline]
        corrected = iter(holm(family))
        return tuple(
            self._compared((other, m, None), one, next(corrected) if str(m) in self._headline else None, within)
            for (other, m), one in zip(couples, found, strict=True)
        )

    def slices(self, cuts: Sequence[Cut]) -> tuple[Compared, ...]:
        """Every contestant beside the baseline on measures in slices; nothing is corrected."""
        from sayso.uncertainty import paired

        first = self._field.baseline
        parts = parts_of(self._result, cuts)
        triples = [
            (other, one.measure, part) for other in self._field.contestants for one in cuts for part in parts[one]
        ]
        # Slices by a document's field have documents of their own; resamples are shared within them.
        together: dict[Part | None, list[int]] = {}
        for place, (_, _, part) in enumerate(triples):
            together.setdefault(part if part[0].startswith(DOCUMENT) else None, []).append(place)
        found: dict[int, Paired] = {}
        for places in together.values():
            pairs = [
                crossed(*(self.summed(one, triples[place][1], triples[place][2]) for one in (first, triples[place][0])))
                for place in places
            ]
            found.update(zip(places, paired(pairs, self._settings), strict=True))
        return tuple(self._compared(triple, found[place], None, {}) for place, triple in enumerate(triples))

    def _compared(
        self,
        what: tuple[Contestant, Measure, Part | None],
        paired: Paired,
        p_holm: float | None,
        within: Mapping[tuple[str, str, str], Within],
    ) -> Compared:
        other, measure, part = what
        first = self._field.baseline
        values = self._value(first, measure, part), self._value(other, measure, part)
        unknown = [one.name for one, value in zip((first, other), values, strict=True) if value is None]
        parts = self.summed(first, measure, part), self.summed(other, measure, part)
        wins, losses, ties = _by_document(mean_over_seeds(parts[0]), mean_over_seeds(parts[1]))
        return Compared(
            first.name,
            other.name,
            str(measure),
            part is None and str(measure) in self._headline,
            values,
            paired,
            p_holm,
            wins,
            losses,
            ties,
            within.get((first.name, other.name, str(measure))),
            interval_over_seeds(paired, parts, self._settings.level) if first.is_group or other.is_group else None,
            f"undefined for {' and '.join(dict.fromkeys(unknown))}" if unknown else _reason(paired),
            part,
        )

    def _value(self, contestant: Contestant, measure: str | Measure, part: Part | None = None) -> float | None:
        if part is None:
            values = [self._result[run, measure].value for run in contestant.runs]
        else:
            slices = [self._result.by(part[0], measure, run=run) for run in contestant.runs]
            values = [found[part[1]].value if part[1] in found else None for found in slices]
        known = [value for value in values if value is not None]
        return math.fsum(known) / len(values) if len(known) == len(values) else None

    def matrix(self, measure: str) -> Matrix:
        """Every pair of contestants on a measure."""
        from sayso.uncertainty import holm, paired

        every = list(dict.fromkeys((self._field.baseline, *self._field.contestants)))
        couples = list(combinations(every, 2))
        pairs = [crossed(self.summed(one, measure), self.summed(other, measure)) for one, other in couples]
        found = paired(pairs, self._settings) if pairs else []
        corrected = holm([one.p for one in found])
        return matrix_of(
            measure,
            self._settings.level,
            {one.name: self._value(one, measure) for one in every},
            {
                (one.name, other.name): (of.difference, p)
                for (one, other), of, p in zip(couples, found, corrected, strict=True)
            },
            sum(one.p is not None for one in found),
        )


def _by_document(baseline: Summed, other: Summed) -> tuple[int, int, int]:
    """Documents won, lost and tied."""
    less = other.by_document() - baseline.by_document()
    return int((less > _SAME).sum()), int((less < -_SAME).sum()), int((np.abs(less) <= _SAME).sum())


def _reason(paired: Paired) -> str | None:
    """Why there is no p, or not a whole one, and why there is no interval; None where nothing is missing."""
    if paired.p is None and paired.reason is not None:
        return paired.reason
    reasons = [reason for reason in (paired.reason, paired.interval.reason) if reason is not None]
    return "; ".join(reasons) or None
