"""The errors of runs by class, the two items of a pair put together."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sayso.matching.classes import CLASSES
from sayso.measures import HEADLINES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sayso.evaluate import Result, Unpaired
    from sayso.evaluate.errors import ErrorClass


@dataclass(frozen=True, slots=True)
class Found:
    """One error: a missed or a spurious item, or a pair of both."""

    gold: Unpaired | None
    predicted: Unpaired | None

    @property
    def items(self) -> tuple[Unpaired, ...]:
        """Its items, gold first."""
        return tuple(item for item in (self.gold, self.predicted) if item is not None)

    @property
    def place(self) -> tuple[str, bool, tuple[tuple[int, int], ...], str]:
        """Where it stands: by document, then by characters; what has none comes last."""
        item = self.items[0]
        return item.doc_id, not item.spans, item.spans, item.text


@dataclass(frozen=True, slots=True)
class Group:
    """The errors of one class of one kind of item of a run.

    Attributes:
        run: The run.
        items: The kind of items.
        error: The class.
        count: How many there are in the corpus, and what mending them would gain.
        found: Those that are listed.
        among: How many there are in the documents that are looked at.
    """

    run: str
    items: str
    error: str
    count: ErrorClass
    found: tuple[Found, ...]
    among: int


def grouped(
    result: Result, *, layers: Collection[str], classes: Collection[str], doc_id: str | None, limit: int | None
) -> tuple[Group, ...]:
    """The errors of a result by run, kind of item and class.

    Args:
        result: What `sayso.score` returned.
        layers: Kinds of items to look at.
        classes: Classes to look at.
        doc_id: The only document to look at; None for all.
        limit: How many errors of a class to list; None for all. A pair is one error.
    """
    items: dict[tuple[str, str, str], list[Unpaired]] = {}
    for item in result.errors:
        if item.layer in layers and item.error in classes and doc_id in {None, item.doc_id}:
            items.setdefault((item.run, item.layer, item.error), []).append(item)
    order = [(run, layer, name) for run in result.runs for layer in HEADLINES for name in CLASSES]
    groups = []
    for key in order:
        if key in items:
            found = sorted(_paired(items[key]), key=lambda one: one.place)
            count = result.error_classes[key[0]][key[1]][key[2]]
            groups.append(Group(*key, count, tuple(found[:limit]), len(found)))
    return tuple(groups)


def _paired(items: Sequence[Unpaired]) -> Iterator[Found]:
    """Missed and spurious items, those of a pair put together; equal ones may stand for each other."""
    waiting: dict[tuple[Any, ...], list[Unpaired]] = {}
    for item in items:
        if item.side == "spurious" and item.instead:
            waiting.setdefault((item.doc_id, item.spans, _words(item), item.instead_spans, item.instead), []).append(
                item
            )
        elif item.side == "spurious":
            yield Found(None, item)
    for item in items:
        if item.side == "missed":
            same = waiting.get((item.doc_id, item.instead_spans, item.instead, item.spans, _words(item)))
            yield Found(item, same.pop(0) if same else None)


def _words(item: Unpaired) -> str:
    return " · ".join(part for part in (item.text, item.label, item.note) if part)


def as_json(result: Result, groups: Sequence[Group]) -> dict[str, Any]:
    """The errors as programs read them: signature, the classes with their counts, the items."""
    whole = result.to_dict()
    return {
        "schema_version": whole["schema_version"],
        "signature": whole["signature"],
        "classes": [
            {"run": group.run, "layer": group.items, "class": group.error, **asdict(group.count)} for group in groups
        ],
        "errors": [item.to_dict() for group in groups for found in group.found for item in found.items],
        "failures": whole["failures"],
        "left_out": whole["left_out"],
    }
