"""A document as one reads it: paragraph by paragraph, with its annotations beneath, or a run's beside gold.

Beside gold every item is marked: `=` the same in both, `~` the same characters but other words, `-` in gold only, `+`
in the run only. That compares what is written, item by item. What the measures pair is another matter: an item that
they leave over carries its error class besides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sayso.reports.wording import LAYERS, Item, Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sayso.evaluate.outcomes import Outcomes

    Record = Mapping[str, Any]

_PARAGRAPH = re.compile(r"[^\n]+")
_PAIRED = "paired"
_KINDS = {"entities": "mentions", "quotes": "quotes", "events": "events", "stances": "stances"}


@dataclass(frozen=True, slots=True)
class Marked:
    """An item with its mark, '' where there is nothing to compare with.

    Attributes:
        item: The item.
        mark: `=`, `~-`, `~+`, `-` or `+`.
        error: Its error class, '' for none.
        more: Errors of what belongs to it and has no line of its own: an entity, arguments.
    """

    item: Item
    mark: str = ""
    error: str = ""
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text from `start`, and the items that start in it.

    Items without a place in the text are in a last paragraph, which has no text.
    """

    start: int
    text: str
    items: tuple[Marked, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with the items of a record, and of gold if it is there.

    Attributes:
        heading: Its id and title.
        paragraphs: Its text with the items.
        shown: The items to be made visible in the text: those of the record itself, and gold's that are errors.
        compared: Whether items carry marks.
        judged: Whether those that are errors carry their classes.
    """

    heading: str
    paragraphs: tuple[Paragraph, ...]
    shown: tuple[Marked, ...]
    compared: bool
    judged: bool = False


def read(
    document: Record,
    record: Record,
    gold: Record | None = None,
    layers: Sequence[str] = LAYERS,
    outcomes: Mapping[str, Outcomes] | None = None,
) -> Reading:
    """Lay out a document with a record's annotations.

    Args:
        document: The document.
        record: Annotations of it, gold or predicted.
        gold: Gold to show them beside.
        layers: Which layers to show.
        outcomes: What became of the items beside gold, by kind of item (`Result.seen`).
    """
    own = sorted(_noted(document, record, layers, outcomes, gold=False), key=_order)
    beside = None if gold is None else sorted(_noted(document, gold, layers, outcomes, gold=True), key=_order)
    marked = tuple(own) if beside is None else tuple(_compared(beside, own))
    lost = [one for one in marked if one.error and one.mark.endswith("-")]
    title = document.get("title")
    heading = f"{document['doc_id']}: {title}" if title else str(document["doc_id"])
    paragraphs = tuple(_paragraphs(document["text"], marked))
    return Reading(heading, paragraphs, (*own, *lost), gold is not None, outcomes is not None)


def _noted(
    document: Record, record: Record, layers: Sequence[str], outcomes: Mapping[str, Outcomes] | None, *, gold: bool
) -> Iterator[Marked]:
    """The items of a record, each with the errors that are to be told of it."""
    wording = Wording(document, record)
    for layer in layers:
        items = wording.items([layer])
        if outcomes is None:
            yield from map(Marked, items)
            continue
        errors = {kind: _errors(one.gold if gold else one.predicted) for kind, one in outcomes.items()}
        within = _within(record, layer, errors)
        own = iter(errors[_KINDS[layer]])
        for item, more in zip(items, within, strict=True):
            # An entity without mentions has a line and is no mention.
            yield Marked(item, "", next(own) if item.kind != "entity" else "", more)


def _errors(outcomes: Iterable[str | None]) -> list[str]:
    return ["" if one in {None, _PAIRED} else str(one) for one in outcomes]


def _within(record: Record, layer: str, errors: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """For each line of a layer the errors of what it stands for: of its entity at the first mention, of arguments."""
    if layer == "entities":
        for entity, error in zip(record.get(layer) or (), errors["entities"], strict=True):
            yield (f"entity: {error}",) if error else ()
            yield from ((),) * (len(entity.get("mentions") or ()) - 1)
        return
    arguments = iter(errors["arguments"])
    for item in record.get(layer) or ():
        roles = (item.get("arguments") or ()) if layer == "events" else ()
        found = [(role["role"], next(arguments)) for role in roles]
        yield tuple(f"{role}: {error}" for role, error in found if error)


def _order(one: Marked) -> tuple[bool, tuple[tuple[int, int], ...], int, str]:
    item = one.item
    return (not item.spans, item.spans, LAYERS.index(item.layer), item.words)


def _compared(gold: Sequence[Marked], predicted: Sequence[Marked]) -> Iterator[Marked]:
    """Gold's and the run's items in reading order; what is in both as often as both have it, once."""
    left = list(predicted)
    only_gold = []
    pairs = []
    for one in gold:
        same = next((place for place, other in enumerate(left) if other.item == one.item), None)
        if same is None:
            only_gold.append(one)
        else:
            other = left.pop(same)
            pairs.append(
                Marked(one.item, "=", one.error or other.error, tuple(dict.fromkeys((*one.more, *other.more))))
            )
    changed = {_covers(one.item) for one in only_gold if one.item.spans} & {_covers(one.item) for one in left}
    unpaired = [_with_mark(one, "-", changed) for one in only_gold] + [_with_mark(one, "+", changed) for one in left]
    yield from sorted(
        (*pairs, *unpaired),
        key=lambda marked: (*_order(marked)[:3], marked.mark[-1:] == "+", marked.item.words),
    )


def _with_mark(one: Marked, sign: str, changed: set[tuple[str, tuple[tuple[int, int], ...]]]) -> Marked:
    return Marked(one.item, f"~{sign}" if _covers(one.item) in changed else sign, one.error, one.more)


def _covers(item: Item) -> tuple[str, tuple[tuple[int, int], ...]]:
    return item.kind, item.spans


def _paragraphs(text: str, marked: Sequence[Marked]) -> Iterator[Paragraph]:
    start = 0
    for found in _PARAGRAPH.finditer(text):
        # An item that starts in the white space before a paragraph is shown with it.
        own = tuple(one for one in marked if one.item.place is not None and start <= one.item.place < found.end())
        yield Paragraph(found.start(), found.group(), own)
        start = found.end()
    rest = tuple(one for one in marked if one.item.place is None or one.item.place >= start)
    if rest:
        yield Paragraph(len(text), "", rest)
