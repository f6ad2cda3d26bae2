"""The baselines of a gate: which rule compares with which, what is done about a missing one, how one is blessed.

A rule names its own file; those that name none share the one that is given with the gate.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sayso.data.sources import Run
from sayso.errors import ExtractorError, UsageError
from sayso.gates.baseline import Baseline, read_baseline, write_baseline
from sayso.gates.conditions import has_condition, needs_baseline
from sayso.gates.facts import Beside
from sayso.gates.spelling import counted, exact, spelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sayso.gates.groups import Groups
    from sayso.gates.rule import Rule

    Given = str | Path | Baseline | Run | None

BaselineMissing = Literal["fail", "warn", "create"]


@dataclass(frozen=True, slots=True)
class Blessed:
    """A baseline that was written.

    Attributes:
        path: Its file.
        changes: In words, each value that is new, gone or another than before.
        same: Whether the file was there before with the same content.
    """

    path: Path
    changes: tuple[str, ...]
    same: bool


class Book:
    """The baselines of the rules of a gate."""

    def __init__(self, given: Given, missing: BaselineMissing = "fail") -> None:
        """Take what rules compare with that name nothing of their own."""
        self._given = Path(given) if isinstance(given, str) else given
        self._read: dict[Path, Baseline | None] = {}
        self._from_run: Baseline | None = None
        self.missing = missing

    def settled(self, rules: Sequence[Rule]) -> tuple[Rule, ...]:
        """The rules with what they leave unsaid: who names a baseline and nothing else allows no drop at all.

        Raises:
            UsageError: A rule has nothing to check, or nothing to compare with; all of these are told.
        """
        found = [self._settled(rule) for rule in rules]
        problems = [f"rule {rule.name!r}: {wrong}" for rule in found if (wrong := self._wrong(rule)) is not None]
        if problems:
            raise UsageError("\n".join(problems))
        return tuple(found)

    def beside(self, rule: Rule, groups: Groups) -> Beside | None:
        """What a rule compares with; None where it compares with nothing.

        Raises:
            UsageError: The file holds no baseline.
        """
        if not needs_baseline(rule):
            return None
        place = rule.baseline or self._given
        if isinstance(place, Path):
            return Beside(str(place), self._of_file(place))
        if isinstance(place, Run):
            return Beside(f"run {place.name!r}", self._of_run(place, groups))
        return Beside("the baseline", place)

    def files(self, rules: Iterable[Rule], *, every: bool) -> dict[Path, list[Rule]]:
        """The files of baselines with their rules: those that compare, or every rule for which there is a file."""
        found: dict[Path, list[Rule]] = {}
        for rule in rules:
            place = rule.baseline or self._given
            if isinstance(place, Path) and (every or needs_baseline(rule)):
                found.setdefault(place, []).append(rule)
        return found

    def create(self, rules: Sequence[Rule], groups: Groups, runs: Sequence[Run]) -> Iterator[str]:
        """Write the baselines that are not there, and say so."""
        for path, own in self.files(rules, every=False).items():
            if self._of_file(path) is None:
                _one_run(runs, path)
                self._read[path] = made = groups.baseline(runs[0].name, own)
                write_baseline(made, path)
                yield f"{path} was not there, and has been written from run {runs[0].name!r}"

    def bless(self, rules: Sequence[Rule], groups: Groups, runs: Sequence[Run]) -> list[Blessed]:
        """Write every baseline from the run.

        Raises:
            UsageError: There is no file to write, or several runs; or a baseline there was made in another way.
            ExtractorError: The run failed on some documents, and a rule does not allow it.
        """
        files = self.files(rules, every=True)
        if not files:
            raise UsageError("no rule names a baseline; give the file to write, as --baseline FILE or in the rules")
        made = {}
        for path, own in files.items():
            _one_run(runs, path)
            _check_failures(own, groups, path)
            made[path] = groups.baseline(runs[0].name, own)
            self._check_mismatch(path, made[path])
        return [self._blessed(path, baseline) for path, baseline in made.items()]

    def _settled(self, rule: Rule) -> Rule:
        per = rule.per_document
        drops = per is not None and per.max_drop is not None
        told = rule.max_drop is not None or rule.significant or rule.max_lost_items is not None or drops
        named = rule.baseline is not None or (self._given is not None and not has_condition(rule))
        return replace(rule, max_drop=Decimal(0)) if named and not told else rule

    def _wrong(self, rule: Rule) -> str | None:
        if not has_condition(rule) and not rule.informational:
            return (
                "nothing to check; give it min, baseline, max_drop, per_document, max_lost_items or must_find, or "
                "informational = true"
            )
        if rule.on == "lower" and rule.min is None and rule.max_drop is None:
            return "on = 'lower' says how min and max_drop are looked at, and it has neither"
        if needs_baseline(rule) and rule.baseline is None and self._given is None:
            return "no baseline to compare with; name one in the rule (baseline = FILE) or with --baseline FILE"
        return None

    def _of_file(self, path: Path) -> Baseline | None:
        if path not in self._read:
            self._read[path] = read_baseline(path) if path.exists() else None
        return self._read[path]

    def _of_run(self, run: Run, groups: Groups) -> Baseline:
        if self._from_run is None:
            self._from_run = groups.of_run(run)
        return self._from_run

    def _blessed(self, path: Path, baseline: Baseline) -> Blessed:
        before = self._of_file(path)
        text = baseline.text()
        same = before is not None and path.read_text(encoding="utf-8") == text
        if not same:
            write_baseline(baseline, path)
        return Blessed(path, tuple(_changes(before, baseline)), same)

    def _check_mismatch(self, path: Path, made: Baseline) -> None:
        before = self._of_file(path)
        wrong = None if before is None else before.differs(made)
        if wrong is not None:
            raise UsageError(
                f"{path}: is a baseline of something else: {wrong}; if that is meant, remove the file and bless again"
            )


def _one_run(runs: Sequence[Run], path: Path) -> None:
    if len(runs) > 1:
        raise UsageError(f"{path}: a baseline is of one run, and there are {len(runs)}; give one")


def _check_failures(rules: Iterable[Rule], groups: Groups, path: Path) -> None:
    strict = [rule for rule in rules if not rule.allow_failures]
    for run, failed in groups.failures.items() if strict else ():
        raise ExtractorError(
            f"{path}: not written, since run {run!r} failed on {counted(len(failed), 'document')}; "
            "a rule with allow_failures = true takes it all the same"
        )


def _changes(before: Baseline | None, after: Baseline) -> Iterator[str]:
    old = {} if before is None else before.entries
    for key in sorted({*old, *after.entries}):
        was = _shown(old[key].value) if key in old else None
        now = _shown(after.entries[key].value) if key in after.entries else None
        if was != now or (now is not None and old[key] != after.entries[key]):
            yield f"{key}: {was or 'new'} → {now or 'gone'}"


def _shown(value: float | None) -> str:
    return "undefined" if value is None else spelled(exact(value))
