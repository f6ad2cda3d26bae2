"""Items on which two runs differ: gold items gained and lost, spurious ones that went and came.

Taken from the errors of both runs (measures.md §8): an item missed under the baseline and not under the run was gained.
Compared only where both runs attempt what the layer's headline measure needs, since otherwise they would be measured
by different rules.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sayso.evaluate.items import gold_item_ids, key_of
from sayso.measures import HEADLINES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from sayso.data.sources import Gold
    from sayso.evaluate.result import Result
    from sayso.evaluate.unpaired import Unpaired

CHANGES = ("gained", "lost", "came", "went")
"""Gold items found by the run alone or by the baseline alone; spurious items of the run alone or the baseline alone."""


@dataclass(frozen=True, slots=True)
class Flip:
    """An item on which a run and the baseline differ.

    Attributes:
        baseline, run: Their names.
        doc_id: The document.
        layer: The kind of item: mentions, entities, quotes, events, arguments or stances.
        change: `gained` or `lost` (gold), `came` or `went` (spurious).
        item: The gold item's id; None of a spurious one.
        spans: What it covers, in code points, half open.
        text: The text it covers, or what it is about.
        label: Its label, '' for none.
        note: What else identifies it.
        error: Its error class under the one of both that has it among its errors.
        instead: What that one has in its place, in words.
    """

    baseline: str
    run: str
    doc_id: str
    layer: str
    change: str
    item: str | None
    spans: tuple[tuple[int, int], ...]
    text: str
    label: str
    note: str
    error: str
    instead: str

    def to_dict(self) -> dict[str, Any]:
        """The item as it stands in JSON."""
        return {**asdict(self), "spans": [list(span) for span in self.spans]}


def flips_of(
    gold: Gold, result: Result, baseline: str, runs: Iterable[str], layers: Collection[str]
) -> tuple[Flip, ...]:
    """The items on which runs differ from the baseline: by run, layer, change, document and place.

    Args:
        gold: The gold that was scored.
        result: The result of all of them.
        baseline: The baseline's name.
        runs: Names of the runs.
        layers: Kinds of items to look at.
    """
    errors: dict[tuple[str, str], list[Unpaired]] = {}
    for error in result.errors:
        errors.setdefault((error.run, error.layer), []).append(error)
    changed: list[tuple[str, str, Unpaired]] = []
    for run in runs:
        for layer in (name for name in HEADLINES if name in layers and comparable(result, baseline, run, name)):
            before, after = errors.get((baseline, layer), ()), errors.get((run, layer), ())
            changed += [(run, change, error) for change, error in _changes(before, after)]
    located = gold_item_ids(gold, [error for _, _, error in changed if error.side == "missed"])
    return tuple(
        _flip(baseline, run, change, error, located[error].item if error in located else None)
        for run, change, error in changed
    )


def comparable(result: Result, baseline: str, run: str, layer: str) -> bool:
    """Whether the errors of two runs in a layer are left over by the same measures of the same documents."""
    left_out = [[result[name, measure].undefined_documents for measure in HEADLINES[layer]] for name in (baseline, run)]
    return left_out[0] == left_out[1] and min(left_out[0]) < result.signature.documents


def _changes(before: Sequence[Unpaired], after: Sequence[Unpaired]) -> Iterator[tuple[str, Unpaired]]:
    """What became of the errors of the baseline and of the run, in the order of `CHANGES`."""
    for change, side, here, there in (
        ("gained", "missed", before, after),
        ("lost", "missed", after, before),
        ("came", "spurious", after, before),
        ("went", "spurious", before, after),
    ):
        others = [error for error in there if error.side == side]
        for error in _beyond([error for error in here if error.side == side], others):
            yield change, error


def _beyond(errors: Sequence[Unpaired], others: Iterable[Unpaired]) -> Iterator[Unpaired]:
    """The errors that the others have not, equal ones as often as they have them less."""
    there = Counter(map(key_of, others))
    for error in errors:
        if there[key_of(error)]:
            there[key_of(error)] -= 1
        else:
            yield error


def _flip(baseline: str, run: str, change: str, error: Unpaired, item: str | None) -> Flip:
    return Flip(
        baseline,
        run,
        error.doc_id,
        error.layer,
        change,
        item,
        error.spans,
        error.text,
        error.label,
        error.note,
        error.error,
        error.instead,
    )
