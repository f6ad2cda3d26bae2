"""One run judged within a test: the rules of gates as assertions.

An assertion that does not hold fails the test, and tells which items were lost. What could not be evaluated - a
misspelt measure, a baseline on other gold, invalid data, nothing to score - raises the error that it is, so that
"broken" never looks like "worse".
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from sayso.errors import ExtractorError, NothingToScore, UsageError
from sayso.gates.gate import gate
from sayso.gates.outputs.telling import called, failures_told, item_table
from sayso.reports.text import table_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sayso.data.sources import Gold, Run
    from sayso.gates.outcome import Outcome, Verdict

_ITEMS = 20
# The signature spells conditions one after the other; a comma before a name and `=` ends one.
_BETWEEN = re.compile(r",(?=[^,=]+=)")


class Evaluation:
    """A run against gold, to be judged."""

    def __init__(self, gold: Gold, predicted: Run, policy: Mapping[str, Any]) -> None:
        """Take gold, a run, and how they are paired; nothing is scored yet."""
        self.gold = gold
        self.predicted = predicted
        self._policy = policy

    def assert_score(self, measure: str, *, min: float, **rule: Any) -> None:  # noqa: A002, ANN401 - a rule's keys
        """A measure has at least a value.

        Args:
            measure: Its spelling, as in `quotes.F@overlap(0.5)`.
            min: The least value; exactly this much passes.
            **rule: More keys of a rule, as in `[[gate]]` tables: `by`, `where`, `on`, `must_find`, …

        Raises:
            UsageError: The rule cannot be evaluated as it stands.
            NothingToScore: Gold has no item that the measure counts.
            ExtractorError: The run failed on some documents, and `allow_failures` is not given.
        """
        __tracebackhide__ = True
        self._judge([{"measure": measure, "min": min, **rule}])

    def assert_no_regression(
        self,
        baseline: str | Path,
        *,
        measures: Iterable[str] | None = None,
        max_drop: float = 0,
        **rule: Any,  # noqa: ANN401 - a rule's keys
    ) -> None:
        """No value lies below a baseline's, in whole and in every slice that the baseline has.

        Args:
            baseline: A file that `sayso gate --bless` wrote.
            measures: Spellings of the measures to look at; all of the baseline's by default.
            max_drop: By how much a value may lie below the baseline's; exactly this much passes.
            **rule: More keys of a rule, as in `[[gate]]` tables: `significant`, `max_lost_items`, …

        Raises:
            UsageError: The file is no baseline, has none of the measures, or was made in another way or on other gold.
            NothingToScore: Gold has no item that a measure counts.
            ExtractorError: The run failed on some documents, and `allow_failures` is not given.
        """
        __tracebackhide__ = True
        own = {"baseline": str(baseline), **({} if rule.get("significant") else {"max_drop": max_drop}), **rule}
        self._judge([{**table, **own} for table in _tables(Path(baseline), measures)])

    def assert_gate(self, config: str | Path | None = None) -> None:
        """Every rule of a configuration holds.

        Args:
            config: The file; by default sayso.toml of the working directory, or its pyproject.toml.

        Raises:
            UsageError: The file has no rules, or a rule cannot be evaluated as it stands.
            NothingToScore: Gold has no item that a measure counts.
            ExtractorError: The run failed on some documents, and `allow_failures` is not given.
        """
        __tracebackhide__ = True
        from sayso.gates.config import read

        self._judge(read(None if config is None else Path(config))[1])

    def _judge(self, rules: Sequence[Any]) -> None:
        __tracebackhide__ = True
        verdict = gate(gold=self.gold, predicted=self.predicted, rules=rules, **self._policy)
        if verdict.exit_status == 1:
            pytest.fail(_told(verdict, "failed"), pytrace=False)
        if verdict.exit_status:
            _refuse(verdict)


def _tables(path: Path, measures: Iterable[str] | None) -> list[dict[str, Any]]:
    """A rule for each measure of a baseline, sliced as it is there."""
    from sayso.gates.baseline import read_baseline
    from sayso.measures import parse

    sliced: dict[tuple[str, str], list[str]] = {}
    for key in sorted(read_baseline(path).entries):
        sliced.setdefault((key.measure, key.where), []).append(key.by)
    wanted = None if measures is None else [str(parse(measure)) for measure in measures]
    known = dict.fromkeys(measure for measure, _ in sliced)
    absent = [measure for measure in wanted or () if measure not in known]
    if absent or not known:
        raise UsageError(f"{path}: found no {', '.join(absent) or 'value'}; it has {', '.join(known) or 'none'}")
    return [
        table for named, by in sliced.items() if wanted is None or named[0] in wanted for table in _rules(named, by)
    ]


def _rules(named: tuple[str, str], attributes: Iterable[str]) -> Iterator[dict[str, Any]]:
    measure, where = named
    chosen = {"where": _BETWEEN.split(where)} if where else {}
    by = [attribute for attribute in dict.fromkeys(attributes) if attribute]
    yield {"measure": measure, **chosen}
    if by:
        yield {"measure": measure, "by": by, **chosen}


def _refuse(verdict: Verdict) -> NoReturn:
    if verdict.exit_status == ExtractorError.exit_status:
        raise ExtractorError("\n".join(failures_told(run, failed) for run, failed in verdict.refused_failures.items()))
    if verdict.exit_status == NothingToScore.exit_status:
        raise NothingToScore(_told(verdict, "nothing to score"))
    raise UsageError(_told(verdict, "not evaluated"))


def _told(verdict: Verdict, status: str) -> str:
    """The outcomes of a status, each with the table of its items; then what was computed."""
    lines = [line for outcome in verdict.outcomes if outcome.status == status for line in _outcome(outcome)]
    return "\n".join([*lines, verdict.signature])


def _outcome(outcome: Outcome) -> Iterator[str]:
    yield f"{called(outcome)}, run {outcome.run}: {outcome.message}"
    if outcome.items:
        yield ""
        yield from table_lines(item_table(outcome.items, _ITEMS))
    yield ""
