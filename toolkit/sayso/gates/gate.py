"""The gate: rules, runs and a baseline in, a verdict out.

>>> from sayso.data.corpus import load
>>> corpus = load()
>>> verdict = gate(
...     gold=corpus.gold,
...     predicted=corpus.passes["annotator-b"],
...     rules=[{"measure": "quotes.F@exact", "min": 0.5}, {"measure": "stances.F", "min": 1}],
... )
>>> [outcome.status for outcome in verdict.outcomes], verdict.exit_status
(['passed', 'failed'], 1)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.data.sources import Run
from sayso.errors import UsageError
from sayso.gates.book import Book
from sayso.gates.config import rules_of
from sayso.gates.facts import Facts
from sayso.gates.groups import Groups
from sayso.gates.judging import judged, nothing
from sayso.gates.outcome import Verdict
from sayso.gates.scores import Policy
from sayso.uncertainty.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from sayso.data.executors import Workforce
    from sayso.data.pairing import Labels, Missing, On
    from sayso.data.sources import Gold
    from sayso.gates.baseline import Baseline
    from sayso.gates.book import BaselineMissing, Blessed
    from sayso.gates.outcome import Outcome
    from sayso.gates.rule import Rule
    from sayso.gates.scores import Part


def gate(
    *,
    gold: Gold,
    predicted: Run | Sequence[Run],
    rules: Sequence[Rule | Mapping[str, Any]],
    baseline: str | Path | Baseline | Run | None = None,
    baseline_missing: BaselineMissing = "fail",
    missing: Missing = "error",
    on: On = "all",
    labels: Labels = "closed",
    level: float = 0.95,
    resamples: int = 10_000,
    seed: int = 1,
    jobs: int | None = None,
    executor: Workforce | None = None,
) -> Verdict:
    """Judge runs by rules.

    Args:
        gold: A corpus's gold.
        predicted: A run, or several, each judged by every rule.
        rules: A dictionary for each rule, with the keys of a `[[gate]]` table; or `Rule`s.
        baseline: What rules compare with that name no baseline of their own: a file, a baseline, or a run.
        baseline_missing: Whether a baseline that is not there makes its rules impossible to evaluate (`fail`), leaves
            them uncompared (`warn`), or is written from the run (`create`).
        missing: Whether a gold document that a run lacks is an `error` or counts as `empty`, found nothing.
        on: Score `all` gold documents, or those `common` to all runs.
        labels: Whether a label outside a declared set is an error (`closed`) or never matches (`open`).
        level: Level of intervals, and 1 - level that of significance.
        resamples: Resamples of tests and bootstraps that are not enumerated.
        seed: Seed of the random numbers.
        jobs: As of `score`.
        executor: As of `score`.

    Raises:
        UsageError: A rule has unknown keys, values that do not belong, nothing to check, or no baseline to compare
            with (all problems of all rules are told), or a baseline's file is none.
        DataError: Gold or a run breaks the contract.
        WorkerError: A process or a worker ended before its work was done.
    """
    settings = Settings(level, resamples, seed)
    policy = Policy(missing=missing, on=on, labels=labels, settings=settings, jobs=jobs, executor=executor)
    book = Book(baseline, baseline_missing)
    settled = book.settled(rules_of(rules))
    runs = _runs(predicted)
    groups = Groups(gold, runs, settled, policy)
    created = tuple(book.create(settled, groups, runs)) if baseline_missing == "create" else ()
    outcomes = [outcome for rule in settled for run in runs for outcome in _outcomes(rule, run.name, groups, book)]
    return Verdict(tuple(outcomes), groups.signature, groups.failures, created)


def bless(
    *,
    gold: Gold,
    predicted: Run,
    rules: Sequence[Rule | Mapping[str, Any]],
    baseline: str | Path | None = None,
    missing: Missing = "error",
    on: On = "all",
    labels: Labels = "closed",
    jobs: int | None = None,
    executor: Workforce | None = None,
) -> list[Blessed]:
    """Write the baselines of rules from a run; what they demand is not looked at.

    Args:
        gold: A corpus's gold.
        predicted: The run.
        rules: As for `gate`.
        baseline: The file for rules that name none.
        missing: As for `gate`.
        on: As for `gate`.
        labels: As for `gate`.
        jobs: As for `gate`.
        executor: As for `gate`.

    Raises:
        UsageError: There is no file to write, it cannot be written, or it holds a baseline of another corpus or one
            that was made under other policies.
        DataError: Gold or the run breaks the contract.
        NothingToScore: Conditions of a rule choose no document.
        ExtractorError: The run failed on some documents, and no rule allows it.
    """
    book = Book(baseline)
    settled = book.settled(rules_of(rules))
    runs = _runs(predicted)
    policy = Policy(missing=missing, on=on, labels=labels, jobs=jobs, executor=executor)
    return book.bless(settled, Groups(gold, runs, settled, policy), runs)


def _runs(predicted: Run | Sequence[Run]) -> list[Run]:
    runs = [predicted] if isinstance(predicted, Run) else list(predicted)
    if not runs:
        raise UsageError("no run was given; give at least one")
    return runs


def _outcomes(rule: Rule, run: str, groups: Groups, book: Book) -> Iterator[Outcome]:
    scores = groups.of(rule)
    if scores.nothing is not None:
        yield nothing(rule, run, None, scores.nothing)
        return
    parts: list[Part | None] = [None]
    if rule.by:
        parts = [part for by in rule.by for part in scores.parts(rule.measure, run, by)]
    if not parts:
        yield nothing(rule, run, None, f"gold has no item that {rule.measure} counts")
    for part in parts:
        facts = Facts(
            rule=rule,
            run=run,
            part=part,
            scores=scores,
            beside=book.beside(rule, groups),
            find=groups.finder(rule, run),
            forgiving=book.missing == "warn",
        )
        yield judged(facts)
