"""The rules of a gate by the documents that they choose: each group is scored once, and its items looked at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.gates.findings import findings
from sayso.gates.saving import baseline_of, entries_of
from sayso.gates.scores import Scores

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sayso.data.sources import Gold, Run
    from sayso.gates.baseline import Baseline, Entry, Key
    from sayso.gates.findings import Findings
    from sayso.gates.rule import Rule
    from sayso.gates.scores import Policy


class Groups:
    """Scores and findings for all rules, made when they are asked for."""

    def __init__(self, gold: Gold, runs: Sequence[Run], rules: Sequence[Rule], policy: Policy) -> None:
        """Take what is to be judged."""
        self._gold = gold
        self._runs = runs
        self._policy = policy
        self._rules: dict[tuple[str, ...], list[Rule]] = {}
        for rule in rules:
            self._rules.setdefault(_chosen(rule), []).append(rule)
        self._scores = {where: self._scored(where, runs) for where in self._rules}
        self._found: dict[tuple[tuple[str, ...], str], dict[str, Findings]] = {}

    def of(self, rule: Rule) -> Scores:
        """The scores that a rule looks at."""
        return self._scores[_chosen(rule)]

    def finder(self, rule: Rule, run: str) -> Callable[[], Findings]:
        """A function that tells which items the rule's measure found in a run."""
        return lambda: self._findings(_chosen(rule), run)[rule.measure]

    def baseline(self, run: str, rules: Sequence[Rule]) -> Baseline:
        """A run's values for some rules, as a baseline.

        Raises:
            NothingToScore: A rule's conditions choose no document.
        """
        entries: dict[Key, Entry] = {}
        for rule in rules:
            entries |= entries_of(rule, run, self.of(rule), self.finder(rule, run)())
        return baseline_of(run, self.of(rules[0]), entries)

    def of_run(self, run: Run) -> Baseline:
        """The values of another run for all rules, as a baseline; conditions that choose no document have none."""
        rules = [rule for group in self._rules.values() for rule in group]
        beside = Groups(self._gold, [run], rules, self._policy)
        return beside.baseline(run.name, [rule for rule in rules if beside.of(rule).nothing is None])

    @property
    def signature(self) -> str:
        """What was computed, on what, and how; a line for each choice of documents."""
        lines = [str(scores.result.signature) for scores in self._scores.values() if scores.nothing is None]
        return "\n".join(dict.fromkeys(lines))

    @property
    def failures(self) -> dict[str, dict[str, str]]:
        """For each run the documents on which its extractor failed, with the message."""
        found: dict[str, dict[str, str]] = {}
        for scores in self._scores.values():
            for run, failed in ({} if scores.nothing is not None else scores.result.failures).items():
                found.setdefault(run, {}).update(failed)
        return {run: dict(sorted(failed.items())) for run, failed in found.items()}

    def _scored(self, where: tuple[str, ...], runs: Sequence[Run]) -> Scores:
        rules = self._rules[where]
        return Scores(
            gold=self._gold,
            runs=runs,
            measures=list(dict.fromkeys(rule.measure for rule in rules)),
            by=list(dict.fromkeys(_attribute(by) for rule in rules for by in rule.by)),
            where=where,
            policy=self._policy,
        )

    def _findings(self, where: tuple[str, ...], run: str) -> Mapping[str, Findings]:
        if (where, run) not in self._found:
            wanted: dict[str, list[str]] = {}
            for rule in self._rules[where]:
                wanted.setdefault(rule.measure, []).extend(map(_attribute, rule.by))
            own = next(one for one in self._runs if one.name == run)
            self._found[where, run] = findings(self._scores[where], own, wanted)
        return self._found[where, run]


def _chosen(rule: Rule) -> tuple[str, ...]:
    return tuple(sorted(set(rule.where)))


def _attribute(by: str) -> str:
    return by.partition("=")[0]
