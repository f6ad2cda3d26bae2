"""A document as one reads it: paragraph by paragraph, with its annotations beneath, or a run's beside gold.

Beside gold every item is marked: `=` the same in both, `~` the same characters but other words, `-` in gold only, `+`
in the run only. That compares what is written, item by item; what the measures pair is another matter, told by
`sayso score`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sayso.reports.wording import LAYERS, Item, Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Record = Mapping[str, Any]

_PARAGRAPH = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Marked:
    """An item with its mark, '' where there is nothing to compare with."""

    item: Item
    mark: str = ""


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
        shown: The items of the record itself, to be made visible in the text.
        compared: Whether items carry marks.
    """

    heading: str
    paragraphs: tuple[Paragraph, ...]
    shown: tuple[Item, ...]
    compared: bool


def read(document: Record, record: Record, gold: Record | None = None, layers: Sequence[str] = LAYERS) -> Reading:
    """Lay out a document with a record's annotations.

    Args:
        document: The document.
        record: Annotations of it, gold or predicted.
        gold: Gold to show them beside.
        layers: Which layers to show.
    """
    items = tuple(sorted(Wording(document, record).items(layers), key=_order))
    if gold is None:
        marked = tuple(Marked(item) for item in items)
    else:
        marked = tuple(_compared(tuple(Wording(document, gold).items(layers)), items))
    title = document.get("title")
    heading = f"{document['doc_id']}: {title}" if title else str(document["doc_id"])
    return Reading(heading, tuple(_paragraphs(document["text"], marked)), items, gold is not None)


def _order(item: Item) -> tuple[bool, tuple[tuple[int, int], ...], int, str]:
    return (not item.spans, item.spans, LAYERS.index(item.layer), item.words)


def _compared(gold: Sequence[Item], predicted: Sequence[Item]) -> Iterator[Marked]:
    """Gold's and the run's items in reading order; what is in both as often as both have it, once."""
    left = list(predicted)
    only_gold = []
    pairs = []
    for item in sorted(gold, key=_order):
        if item in left:
            left.remove(item)
            pairs.append(Marked(item, "="))
        else:
            only_gold.append(item)
    changed = {_covers(item) for item in only_gold if item.spans} & {_covers(item) for item in left}
    unpaired = [Marked(item, "~-" if _covers(item) in changed else "-") for item in only_gold]
    unpaired += [Marked(item, "~+" if _covers(item) in changed else "+") for item in left]
    yield from sorted(
        (*pairs, *unpaired),
        key=lambda marked: (*_order(marked.item)[:3], marked.mark[-1:] == "+", marked.item.words),
    )


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
