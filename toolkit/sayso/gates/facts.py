"""What is known about one value that a rule looks at: the value, its baseline, its documents, its items.

Each fact is made when a condition asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sayso.gates.baseline import policy_of
from sayso.gates.saving import items_digest, key_of, sums_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sayso.evaluate import Value
    from sayso.gates.baseline import Baseline, Entry, Key
    from sayso.gates.findings import Findings, Sighting
    from sayso.gates.rule import Rule
    from sayso.gates.scores import Part, Scores
    from sayso.measures.summed import Summed
    from sayso.uncertainty import Paired


class CannotTell(Exception):  # noqa: N818 - it is an answer, not a fault
    """Why a rule cannot be evaluated as it stands."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The baseline of a rule: what it is called, and the baseline itself; None if it is not there."""

    name: str
    baseline: Baseline | None


@dataclass(frozen=True)
class Facts:
    """One rule, one run, one slice.

    Attributes:
        rule, run, part: Which.
        scores: Where the values are.
        beside: The baseline, None if the rule has none.
        find: Makes the findings of the rule's measure in the run.
        forgiving: Whether a baseline that is not there leaves its conditions out.
    """

    rule: Rule
    run: str
    part: Part | None
    scores: Scores
    beside: Beside | None
    find: Callable[[], Findings]
    forgiving: bool = False

    @cached_property
    def value(self) -> Value | None:
        """The value; None where the slice does not occur."""
        return self.scores.value(self.rule.measure, self.run, self.part)

    @cached_property
    def documents(self) -> Sequence[str]:
        """Ids of the documents."""
        return self.scores.sums(self.rule.measure, self.run, self.part)[0]

    @cached_property
    def sums(self) -> Summed:
        """The measure as a function of sums over them."""
        return self.scores.sums(self.rule.measure, self.run, self.part)[1]

    @cached_property
    def findings(self) -> Findings:
        """The items of the slice."""
        return self.find().within(self.part)

    @property
    def compares(self) -> bool:
        """Whether there is a baseline to compare with.

        Raises:
            CannotTell: There should be one.
        """
        if self.beside is None:
            return False
        if self.beside.baseline is None or self.entry is None:
            if self.forgiving:
                return False
            raise CannotTell(self.lacking)
        return True

    @property
    def lacking(self) -> str:
        """Which baseline is missing, and what to do about it."""
        name = "" if self.beside is None else self.beside.name
        if self.beside is None or self.beside.baseline is None:
            return f"there is no baseline {name}; write one with --bless, or let --baseline-missing say what to do"
        return f"{name} has no {self._key(self.part)}; bless again"

    @cached_property
    def entry(self) -> Entry | None:
        """The baseline's value.

        Raises:
            CannotTell: The baseline was made in another way or on other gold.
        """
        return self._entry(self.part)

    @cached_property
    def before(self) -> Summed:
        """The baseline's measure as a function of sums over the same documents.

        Raises:
            CannotTell: It has other columns.
        """
        found = None if self.entry is None else sums_of(self.entry, self.documents, self.sums)
        if found is None:
            raise CannotTell(f"the counters of {self.called} are not those of {self.rule.measure} here; bless again")
        return found

    @cached_property
    def paired(self) -> Paired:
        """How the run compares with the baseline, document by document."""
        from sayso.uncertainty import paired

        return paired([(self.before, self.sums)], self.scores.policy.settings)[0]

    @cached_property
    def lost(self) -> list[Sighting] | None:
        """The gold items that the baseline found and the run misses; None where the baseline does not tell."""
        entry = self._entry(None)
        if entry is None or entry.found is None or entry.items != items_digest(self.find()):
            return None
        return [one for one in self.findings.missed if one.item_id in entry.found.get(one.doc_id, ())]

    @property
    def changed(self) -> set[str]:
        """The documents in which the run's counters are not the baseline's."""
        rows = zip(self.documents, self.before.columns, self.sums.columns, strict=True)
        return {doc_id for doc_id, old, new in rows if (old != new).any()}

    @property
    def called(self) -> str:
        """What the baseline is called."""
        return "the baseline" if self.beside is None else self.beside.name

    def _key(self, part: Part | None) -> Key:
        return key_of(self.scores, self.rule.measure, part)

    def _entry(self, part: Part | None) -> Entry | None:
        if self.beside is None or self.beside.baseline is None:
            return None
        baseline, signature = self.beside.baseline, self.scores.result.signature
        wrong = baseline.mismatch(policy_of(signature))
        found = baseline.entries.get(self._key(part))
        if wrong is None and found is not None and found.corpus != signature.corpus:
            wrong = f"corpus was {found.corpus} and is {signature.corpus}"
        if wrong is not None:
            raise CannotTell(f"{self.called} is not comparable: {wrong}; remove it and bless again")
        return found
