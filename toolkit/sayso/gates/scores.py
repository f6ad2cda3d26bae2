"""What the rules of a gate look at: values of runs, whole and in slices, and the sums behind them.

Rules that choose the same documents share one scoring.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sayso.data.choosing import field_of
from sayso.errors import NothingToScore
from sayso.evaluate import score
from sayso.gates.retold import perfect
from sayso.measures.slicing import DOCUMENT
from sayso.measures.summed import Summed
from sayso.uncertainty.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.data.executors import Workforce
    from sayso.data.pairing import Labels, Missing, On
    from sayso.data.sources import Gold, Run
    from sayso.evaluate import Result, Value

    Part = tuple[str, str | None]

NOTHING = "(none)"
# Counters that are above 0 only where gold has something to find.
_GOLD = ("gold", "considered", "r_den")


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How gold and runs are paired and resampled, and who reads them; see `sayso.score`."""

    missing: Missing = "error"
    on: On = "all"
    labels: Labels = "closed"
    settings: Settings = field(default_factory=Settings)
    jobs: int | None = None
    executor: Workforce | None = None


def part_name(part: Part | None) -> str | None:
    """A slice in words, `ATTRIBUTE=VALUE`."""
    return None if part is None else f"{part[0]}={NOTHING if part[1] is None else part[1]}"


class Scores:
    """Some runs by some measures on the documents that meet some conditions."""

    def __init__(
        self,
        *,
        gold: Gold,
        runs: Sequence[Run],
        measures: Sequence[str],
        by: Sequence[str],
        where: Sequence[str],
        policy: Policy,
    ) -> None:
        """See `sayso.score`; nothing is read yet."""
        self.gold = gold
        self.runs = runs
        self.where = where
        self.policy = policy
        self._measures = measures
        self._by = by

    @cached_property
    def result(self) -> Result:
        """What scoring found.

        Raises:
            NothingToScore: No document meets the conditions.
        """
        return self._scored(self.runs)

    @cached_property
    def nothing(self) -> str | None:
        """Why there is nothing to score at all; None if there is."""
        try:
            _ = self.result
        except NothingToScore as error:
            return str(error)
        return None

    def value(self, measure: str, run: str, part: Part | None) -> Value | None:
        """A value; None where the slice does not occur."""
        return _value(self.result, measure, run, part)

    def parts(self, measure: str, run: str, by: str) -> list[Part]:
        """The slices of a measure by an attribute in which gold has items, or the one that `by` names."""
        attribute, named, wanted = by.partition("=")
        if named:
            return [(attribute, None if wanted == NOTHING else wanted)]
        found = [(attribute, value) for value in _slices(self.result, measure, run, attribute)]
        return [part for part in found if self.has_gold(measure, run, part)]

    def occurring(self, measure: str, run: str, attribute: str) -> list[str]:
        """The values that an attribute has, in words."""
        return [value or NOTHING for value in _slices(self.result, measure, run, attribute)]

    def has_gold(self, measure: str, run: str, part: Part | None) -> bool:
        """Whether gold has something that the measure could count: whether gold itself would have a value."""
        value = self.value(measure, run, part)
        if value is not None and any(value.counts.get(name) for name in _GOLD):
            return True
        own = _value(self._perfect, measure, self._perfect.runs[-1], part)
        return own is not None and own.value is not None

    def sums(self, measure: str, run: str, part: Part | None) -> tuple[Sequence[str], Summed]:
        """The documents, and a measure as a function of sums over them."""
        return self._sums(self.result, measure, run, part)

    def worthless(self, measure: str, run: str, part: Part | None) -> list[str]:
        """The documents in which a measure is undefined though gold has items."""
        documents, sums = self.sums(measure, run, part)
        gone = np.isnan(sums.by_document())
        if not gone.any():
            return []
        own, there = self._sums(self._perfect, measure, self._perfect.runs[-1], part)
        has = dict(zip(own, (~np.isnan(there.by_document())).tolist(), strict=True))
        return [doc_id for doc_id, lacks in zip(documents, gone.tolist(), strict=True) if lacks and has.get(doc_id)]

    def _sums(self, result: Result, measure: str, run: str, part: Part | None) -> tuple[Sequence[str], Summed]:
        documents = result.documents
        if part is None:
            return documents, result.summed(measure, run=run)
        attribute, value = part
        if not attribute.startswith(DOCUMENT):
            return documents, result.summed(measure, run=run, part=part)
        whole = result.summed(measure, run=run)
        fields = self._fields(attribute.removeprefix(DOCUMENT))
        here = np.array([fields[doc_id] == value for doc_id in documents], dtype=np.bool_)
        kept = tuple(doc_id for doc_id, there in zip(documents, here.tolist(), strict=True) if there)
        return kept, Summed(whole.measure, whole.columns[here], whole.values)

    def _fields(self, name: str) -> dict[str, str | None]:
        return {document["doc_id"]: field_of(document, name) for document in self.gold.documents}

    @cached_property
    def _perfect(self) -> Result:
        names = [run.name for run in self.runs]
        # The runs stand beside it, since which documents are common depends on them.
        return self._scored([*self.runs, perfect(self.gold, names)])

    def _scored(self, runs: Sequence[Run]) -> Result:
        policy = self.policy
        return score(
            gold=self.gold,
            predicted=runs,
            measures=self._measures,
            by=self._by,
            where=self.where,
            missing=policy.missing,
            on=policy.on,
            labels=policy.labels,
            level=policy.settings.level,
            resamples=policy.settings.resamples,
            seed=policy.settings.seed,
            jobs=policy.jobs,
            executor=policy.executor,
        )


def _value(result: Result, measure: str, run: str, part: Part | None) -> Value | None:
    return result[run, measure] if part is None else _slices(result, measure, run, part[0]).get(part[1])


def _slices(result: Result, measure: str, run: str, attribute: str) -> dict[str | None, Value]:
    return {
        value.slice[1]: value
        for value in result.slices
        if value.slice is not None and (value.run, value.measure, value.slice[0]) == (run, measure, attribute)
    }
