"""Items on which two runs differ: gold items gained and lost, spurious ones that went and came.

Taken from the errors of both runs (measures.md §8): an item missed under the baseline and not under the run was gained.
Of a group of seeds every run is looked at: an item is gained if a larger share of the group's seeds finds it than of
the baseline's, and how many do is told. Compared only where all runs attempt what the layer's headline measure needs,
since otherwise they would be measured by different rules.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sayso.evaluate.items import gold_item_ids, key_of
from sayso.measures import HEADLINES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from sayso.data.sources import Gold
    from sayso.evaluate.compared_runs import Contestant
    from sayso.evaluate.items import Key
    from sayso.evaluate.result import Result
    from sayso.evaluate.unpaired import Unpaired

CHANGES = ("gained", "lost", "came", "went")
"""Gold items found by the run alone or by the baseline alone; spurious items of the run alone or the baseline alone."""


@dataclass(frozen=True, slots=True)
class InSeeds:
    """In how many seeds an item is found, or made if it is spurious.

    Attributes:
        baseline: In how many runs of the baseline.
        of_baseline: How many runs the baseline has, 1 where it is no group.
        run: In how many runs of the group that is compared with it.
        of_run: How many runs that has.
    """

    baseline: int
    of_baseline: int
    run: int
    of_run: int


@dataclass(frozen=True, slots=True)
class Flip:
    """An item on which a run and the baseline differ.

    Attributes:
        baseline, run: Their names; either may be a group of seeds.
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
        seeds: Where a group takes part, in how many seeds the item is found or made; class and `instead` are those of
            the first seed that has it among its errors.
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
    seeds: InSeeds | None = None

    def to_dict(self) -> dict[str, Any]:
        """The item as it stands in JSON."""
        return {**asdict(self), "spans": [list(span) for span in self.spans]}


def flips_of(
    gold: Gold, result: Result, baseline: Contestant, others: Iterable[Contestant], layers: Collection[str]
) -> tuple[Flip, ...]:
    """The items on which runs differ from the baseline: by run, layer, change, document and place.

    Args:
        gold: The gold that was scored.
        result: The result of all runs.
        baseline: A run, or a group of seeds.
        others: What is compared with it.
        layers: Kinds of items to look at.
    """
    errors: dict[tuple[str, str], list[Unpaired]] = {}
    for error in result.errors:
        errors.setdefault((error.run, error.layer), []).append(error)
    changed: list[tuple[Contestant, str, Unpaired, InSeeds]] = []
    for other in others:
        for layer in (name for name in HEADLINES if name in layers and all_comparable(result, baseline, other, name)):
            before, after = ([errors.get((run, layer), []) for run in one.runs] for one in (baseline, other))
            changed += [(other, *change) for change in _changes(before, after)]
    located = gold_item_ids(gold, [error for _, _, error, _ in changed if error.side == "missed"])
    return tuple(
        Flip(
            baseline.name,
            other.name,
            error.doc_id,
            error.layer,
            change,
            located[error].item if error in located else None,
            error.spans,
            error.text,
            error.label,
            error.note,
            error.error,
            error.instead,
            seeds if baseline.is_group or other.is_group else None,
        )
        for other, change, error, seeds in changed
    )


def all_comparable(result: Result, baseline: Contestant, other: Contestant, layer: str) -> bool:
    """Whether every run of both can be compared with every other in a layer."""
    return all(comparable(result, baseline.runs[0], run, layer) for run in (*baseline.runs, *other.runs))


def comparable(result: Result, baseline: str, run: str, layer: str) -> bool:
    """Whether the errors of two runs in a layer are left over by the same measures of the same documents."""
    left_out = [[result[name, measure].undefined_documents for measure in HEADLINES[layer]] for name in (baseline, run)]
    return left_out[0] == left_out[1] and min(left_out[0]) < result.signature.documents


def _changes(
    before: Sequence[Sequence[Unpaired]], after: Sequence[Sequence[Unpaired]]
) -> Iterator[tuple[str, Unpaired, InSeeds]]:
    """What became of the errors of the baseline's seeds in the run's, in the order of `CHANGES`."""
    j, k = len(before), len(after)
    for change, side, here, there in (
        ("gained", "missed", before, after),
        ("lost", "missed", after, before),
        ("came", "spurious", after, before),
        ("went", "spurious", before, after),
    ):
        for error, own, others in _beyond(_of_side(here, side), _of_side(there, side)):
            one, other = (own, others) if here is before else (others, own)
            yield change, error, InSeeds(j - one, j, k - other, k) if side == "missed" else InSeeds(one, j, other, k)


def _of_side(seeds: Sequence[Sequence[Unpaired]], side: str) -> list[dict[tuple[Key, int], Unpaired]]:
    """For each seed its errors of one side, equal ones by their number."""
    found = []
    for errors in seeds:
        seen: Counter[Key] = Counter()
        numbered = {}
        for error in errors:
            if error.side == side:
                key = key_of(error)
                numbered[key, seen[key]] = error
                seen[key] += 1
        found.append(numbered)
    return found


def _beyond(
    here: Sequence[Mapping[tuple[Key, int], Unpaired]], there: Sequence[Mapping[tuple[Key, int], Unpaired]]
) -> Iterator[tuple[Unpaired, int, int]]:
    """The errors that a larger share of these seeds has than of the others, and how many of either have them."""
    first: dict[tuple[Key, int], Unpaired] = {}
    for seed in here:
        for key, error in seed.items():
            first.setdefault(key, error)
    # The errors of a run stand in order of document and place; those of several are put in it.
    for key in first if len(here) == 1 else sorted(first):
        own, others = (sum(key in seed for seed in seeds) for seeds in (here, there))
        if own * len(there) > others * len(here):
            yield first[key], own, others
