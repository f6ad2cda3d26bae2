"""What became of a gate: an outcome for each rule, run and slice, and the verdict over all of them.

Exit status of a verdict, the first that applies:

2  a rule could not be evaluated as it stands       5  a rule has no gold item to score
4  a document failed, and a rule does not allow it   1  a rule failed, and nothing else
                                                     0  every rule holds

So a gate that could not be evaluated never looks like one that passed, nor like one that found a regression.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sayso.gates.rule import Rule

Status = Literal["passed", "failed", "informational", "not evaluated", "nothing to score"]

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """An item behind a failed rule.

    Attributes:
        doc_id: The document.
        layer: The kind of item: mentions, entities, quotes, events, arguments or stances.
        item_id: The gold item's id; None of a spurious item.
        spans: What it covers, in code points, half open.
        text: The text it covers, or what it is about.
        file: The file of its document's gold, None in memory.
        line: The line there, from 1, None in memory.
        error: Its error class, as `missed` or `boundary`; `spurious` of an item that gold has not.
    """

    doc_id: str
    layer: str
    item_id: str | None
    spans: tuple[tuple[int, int], ...]
    text: str
    file: str | None
    line: int | None
    error: str

    def to_dict(self) -> dict[str, Any]:
        """The item as it stands in JSON."""
        return {**asdict(self), "spans": [list(span) for span in self.spans]}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a rule for one run, in one slice if it has slices.

    Attributes:
        rule: The rule.
        run: The run's name.
        slice: `ATTRIBUTE=VALUE`, None for the whole.
        status: `passed`, `failed`, `informational` (reported only), `not evaluated` or `nothing to score`.
        found: The value, or the lower end of its interval where the rule looks at that; None if undefined.
        expected: What was expected, as in `at least .800` or `no more than .010 below .850`.
        margin: By how much the tightest threshold is exceeded; negative by how much it is missed. None without one.
        message: One sentence: what was found, expected, and by how much they differ, or why nothing can be said.
        items: The items behind a failure, lost gold items first.
    """

    rule: Rule
    run: str
    slice: str | None
    status: Status
    found: float | None
    expected: str
    margin: float | None
    message: str
    items: tuple[Item, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The outcome as it stands in JSON."""
        return {
            "rule": self.rule.name,
            "measure": self.rule.measure,
            "run": self.run,
            "slice": self.slice,
            "where": list(self.rule.where),
            "status": self.status,
            "found": self.found,
            "expected": self.expected,
            "margin": self.margin,
            "message": self.message,
            "items": [item.to_dict() for item in self.items],
        }


@dataclass(frozen=True, slots=True)
class Verdict:
    """All outcomes of a gate.

    Attributes:
        outcomes: By rule in the order of the configuration, by run, by slice.
        signature: What was computed, on what, and how, on one line.
        failures: For each run the documents on which its extractor failed, with the message.
        notes: What else is to be known, as that a baseline was created.
    """

    outcomes: tuple[Outcome, ...]
    signature: str
    failures: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether every rule could be evaluated and holds."""
        return self.exit_status == 0

    @property
    def exit_status(self) -> int:
        """The status to exit with: 0, 1, 2, 4 or 5."""
        statuses = {outcome.status for outcome in self.outcomes}
        if "not evaluated" in statuses:
            return 2
        if self.refused_failures:
            return 4
        if "nothing to score" in statuses:
            return 5
        return 1 if "failed" in statuses else 0

    @property
    def refused_failures(self) -> Mapping[str, Mapping[str, str]]:
        """The failed documents of runs that some rule judges which does not allow failures."""
        strict = {outcome.run for outcome in self.outcomes if not outcome.rule.allow_failures}
        return {run: failed for run, failed in self.failures.items() if failed and run in strict}

    def to_dict(self) -> dict[str, Any]:
        """The verdict as it stands in JSON; undefined is null."""
        return {
            "schema_version": SCHEMA_VERSION,
            "signature": self.signature,
            "passed": self.passed,
            "exit_status": self.exit_status,
            "outcomes": [outcome.to_dict() for outcome in self.outcomes],
            "failures": {run: dict(sorted(failed.items())) for run, failed in self.failures.items()},
            "notes": list(self.notes),
        }
