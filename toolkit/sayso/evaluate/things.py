"""The items of a line as a person would list them, each with a short name.

What a line counts are rows of a layer, or what stands for items: the distinct cues of a document, the ids it links to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sayso.evaluate.walk import Thing
from sayso.evaluate.wording import Words, wordings
from sayso.matching.candidates import Items
from sayso.matching.overlap import MILLION

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sayso.data.columns import Side
    from sayso.data.keys import Ints
    from sayso.matching.scene import Scene
    from sayso.measures.registry import Line

_SHOWN = 3
_KINDS = {"speakers": "speakers", "events.arguments": "arguments", "events.roles": "arguments"}
_COUNTED = {"quotes.cue": "cues", "quotes.source": "sources", "entities.linked": "ids"}
_SPANS: Mapping[str, Callable[[Side], Ints]] = {
    "mentions": lambda side: side.mentions.span,
    "quotes": lambda side: side.quotes.content,
    "cues": lambda side: side.quotes.cue,
    "sources": lambda side: side.quotes.source,
    "events": lambda side: side.events.trigger,
    "arguments": lambda side: side.arguments.span,
    "stances": lambda side: side.stances.evidence,
}
KINDS = frozenset({*_SPANS, "entities", "speakers", "ids"})


def kind_of(line: Line) -> str:
    """What a line lists: a kind of item, or `speakers`, `cues`, `sources`, `ids`."""
    if line.kind.name == "detection" and line.name in _COUNTED:
        return _COUNTED[line.name]
    return _KINDS.get(line.name, line.name.split(".", 1)[0])


@dataclass(frozen=True, slots=True)
class Listed:
    """The items of one side of one document, in canonical order: their rows, their spans if they have any, in words."""

    row: Ints
    span: Ints | None
    things: tuple[Thing, ...]

    def name(self, row: int) -> str:
        """The name of the item with a row number."""
        return self.things[int(np.searchsorted(self.row, row))].name

    def items(self) -> Items:
        """The items by what they cover, free to meet within the document."""
        one = np.zeros(len(self.row), dtype=np.int64)
        span = np.full(len(self.row), -1, dtype=np.int64) if self.span is None else self.span
        return Items(self.row, one, one, span)


def listed(scene: Scene, kind: str, rows: Ints, *, gold: bool) -> Listed:
    """The items of one side with these rows, which are sorted, named g1, g2 and so on, or p1, p2."""
    side = scene.gold if gold else scene.predicted
    letter = "g" if gold else "p"
    bare = _bare(scene, side, kind, rows)
    things = tuple(replace(thing, name=f"{letter}{number}") for number, thing in enumerate(bare, 1))
    return Listed(rows, _SPANS[kind](side)[rows] if kind in _SPANS else None, things)


def _bare(scene: Scene, side: Side, kind: str, rows: Ints) -> list[Thing]:
    words = Words(scene, side)
    if kind == "ids":
        return [Thing("", (), words.label("entities.wikidata", code)) for code in rows.tolist()]
    if kind in {"cues", "sources"}:
        column = _SPANS[kind](side)
        doc = side.quotes.doc
        return [
            Thing("", words.places(int(column[row])), words.text(int(doc[row]), int(column[row])))
            for row in rows.tolist()
        ]
    layer = "entities" if kind == "speakers" else kind
    things = [Thing("", *wording) for wording in wordings(scene, side, layer, rows)]
    if layer != "entities":
        return things
    return [
        replace(thing, note="; ".join(part for part in (thing.note, _mentioned(words, row)) if part))
        for thing, row in zip(things, rows.tolist(), strict=True)
    ]


def _mentioned(words: Words, entity: int) -> str:
    """An entity's mentions: the first few, quoted."""
    mentions = words.side.mentions
    own = np.flatnonzero(mentions.entity == entity).tolist()
    first = [f"‘{' '.join(words.text(int(mentions.doc[row]), int(mentions.span[row])).split())}’" for row in own]
    return ", ".join(first[:_SHOWN]) + (f", … ({len(own)} mentions)" if len(own) > _SHOWN else "")


def closeness_of(scene: Scene, gold: Listed, predicted: Listed, g: Ints, p: Ints) -> list[float | None]:
    """The intersection over union of pairs, given as places; None where either covers no characters."""
    if gold.span is None or predicted.span is None:
        return [None] * len(g)
    q = scene.space.pairs_of(gold.items(), predicted.items(), g, p).q
    length = np.append(scene.space.spans.length, 0)
    covered = (length[gold.span[g]] > 0) & (length[predicted.span[p]] > 0)
    return [value / MILLION if there else None for value, there in zip(q.tolist(), covered.tolist(), strict=True)]
