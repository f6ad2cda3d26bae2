"""Confusion of labels: which gold label was predicted as which, and what was missed or spurious by label."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sayso.evaluate.pairs import accuracy_of, labelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sayso.evaluate.job import Job


@dataclass(frozen=True, slots=True)
class Confusion:
    """Labels of gold items against labels of the predictions that they are paired with.

    Pairs are those of the measure's alignment (measures.md §4), which looks for right labels where it has the choice;
    documents in which gold does not annotate the attribute are left out.

    Attributes:
        run: The run.
        measure: The accuracy whose pairs these are, as in `events.type.accuracy@exact`.
        gold, predicted: Labels of gold (rows) and of predictions (columns): those of gold first, by falling number,
            then others; None is no label.
        pairs: How many pairs have a gold and a predicted label, row by row.
        missed: For each label of `gold` the gold items that nothing is paired with.
        spurious: For each label of `predicted` the predictions that nothing is paired with.
    """

    run: str
    measure: str
    gold: tuple[str | None, ...]
    predicted: tuple[str | None, ...]
    pairs: tuple[tuple[int, ...], ...]
    missed: tuple[int, ...]
    spurious: tuple[int, ...]

    @property
    def agreeing(self) -> int:
        """Pairs of equal labels."""
        return sum(
            count
            for label, row in zip(self.gold, self.pairs, strict=True)
            for other, count in zip(self.predicted, row, strict=True)
            if label == other
        )

    def count(self, gold: str | None, predicted: str | None) -> int:
        """Pairs of two labels, 0 where one does not occur."""
        if gold not in self.gold or predicted not in self.predicted:
            return 0
        return self.pairs[self.gold.index(gold)][self.predicted.index(predicted)]

    def to_dict(self) -> dict[str, Any]:
        """The confusion as it stands in JSON."""
        return {
            "run": self.run,
            "measure": self.measure,
            "gold": list(self.gold),
            "predicted": list(self.predicted),
            "pairs": [list(row) for row in self.pairs],
            "missed": list(self.missed),
            "spurious": list(self.spurious),
        }


@dataclass(frozen=True, slots=True)
class LabelCounts:
    """How many pairs, missed and spurious items of some documents have which labels."""

    pairs: Counter[tuple[str | None, str | None]] = field(default_factory=Counter)
    missed: Counter[str | None] = field(default_factory=Counter)
    spurious: Counter[str | None] = field(default_factory=Counter)

    def extend(self, other: LabelCounts) -> None:
        """Count what was counted of other documents."""
        self.pairs.update(other.pairs)
        self.missed.update(other.missed)
        self.spurious.update(other.spurious)


def label_counts(job: Job, name: str, run: str) -> LabelCounts:
    """The labels of a run of a job that has been done, as an accuracy has them."""
    measure, found = accuracy_of(name), LabelCounts()
    number = [run.name for run in job.runs].index(run)
    for work in job.work():
        here = labelled(work.scenes[number], measure)
        found.pairs.update(zip(here.gold, here.predicted, strict=True))
        found.missed.update(here.missed)
        found.spurious.update(here.spurious)
    return found


def confusion_of(run: str, measure: str, parts: Iterable[LabelCounts]) -> Confusion:
    """Put together what was counted of some documents each."""
    counts = LabelCounts()
    for part in parts:
        counts.extend(part)
    pairs, missed, spurious = counts.pairs, counts.missed, counts.spurious
    in_gold, in_predicted = missed.copy(), spurious.copy()
    for (one, other), count in pairs.items():
        in_gold[one] += count
        in_predicted[other] += count
    gold = _ordered(in_gold)
    # Columns stand as the rows do, so that what agrees is on the diagonal.
    predicted = [label for label in gold if label in in_predicted]
    predicted += [label for label in _ordered(in_predicted) if label not in in_gold]
    return Confusion(
        run,
        measure,
        tuple(gold),
        tuple(predicted),
        tuple(tuple(pairs[one, other] for other in predicted) for one in gold),
        tuple(missed[label] for label in gold),
        tuple(spurious[label] for label in predicted),
    )


def _ordered(labels: Counter[str | None]) -> Sequence[str | None]:
    """The most frequent first, equally frequent ones by name, no label last."""
    return sorted(labels, key=lambda label: (label is None, -labels[label], label or ""))
