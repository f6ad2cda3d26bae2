"""Parts of a corpus by what its items are: the kind of a quote, the length of a mention, the holder of a stance.

A slice (measures.md §5) reports recall over the gold items and precision over the predicted items that have a value
in common; each side is parted by its own values. An item may be in several parts: one for each of its tags.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sayso.data.extras import members
from sayso.matching.attributes import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sayso.data.columns import Side
    from sayso.data.keys import Bools, Ints
    from sayso.matching.scene import Scene

# Upper ends of the classes of length, in characters.
LENGTHS = (5, 10, 20, 50, 100, 200, 500)
_SPANS: Mapping[str, Callable[[Side], Ints]] = {
    "mentions": lambda side: side.mentions.span,
    "quotes": lambda side: side.quotes.content,
    "events": lambda side: side.events.trigger,
    "arguments": lambda side: side.arguments.span,
}


@dataclass(frozen=True, slots=True)
class Parts:
    """The items of a layer by value.

    Attributes:
        gold, predicted: A code for each row of the layer, -1 for no value.
        codes: The codes that each value has; under None those of items without value.
    """

    gold: Ints
    predicted: Ints
    codes: Mapping[str | None, Sequence[int]]

    def members(self, value: str | None, codes: Ints) -> Bools:
        """Which of these codes belong to a value."""
        return np.isin(codes, self.codes[value])


def attributes_of(items: str) -> list[str]:
    """The attributes by which items of a kind can be parted."""
    names = [*COLUMNS[items], "tag"]
    if items in _SPANS:
        names.append("length")
    return sorted([*names, *{"quotes": ["nesting"], "stances": ["holder", "target"]}.get(items, [])])


def parts(scene: Scene, items: str, attribute: str) -> Parts:
    """The items of both sides by an attribute of `attributes_of`."""
    if attribute == "tag":
        return _by_tag(scene, items)
    texts, codes = _codes(scene, items, attribute)
    gold, predicted = codes(scene.gold), codes(scene.predicted)
    there = np.unique(np.concatenate([gold, predicted])).tolist()
    return Parts(gold, predicted, {texts[code] if code >= 0 else None: (code,) for code in there})


def _codes(scene: Scene, items: str, attribute: str) -> tuple[Sequence[str], Callable[[Side], Ints]]:
    """The values that an attribute may have, and which of them each row of a side has."""
    if attribute in COLUMNS[items]:
        name, of_side = COLUMNS[items][attribute]
        return scene.labels[name].texts, of_side
    if attribute == "length":
        names = [_length_name(place) for place in range(len(LENGTHS) + 1)]
        return names, lambda side: _lengths(scene, _SPANS[items](side))
    if attribute == "nesting":
        return ("outermost", "nested"), lambda side: (side.quotes.parent >= 0).astype(np.int64)
    if attribute == "holder":
        return scene.labels["entities.name"].texts, lambda side: side.entities.name[side.stances.holder]
    return ("entity", "event", "span"), _target


def _by_tag(scene: Scene, items: str) -> Parts:
    gold, predicted = (getattr(side, items).tags for side in (scene.gold, scene.predicted))
    codes: dict[str | None, list[int]] = {}
    for code in np.unique(np.concatenate([gold, predicted])).tolist():
        for tag in members(scene.labels[f"{items}.tags"].texts[code]) if code >= 0 else (None,):
            codes.setdefault(tag, []).append(code)
    return Parts(gold, predicted, codes)


def _lengths(scene: Scene, span: Ints) -> Ints:
    """The class of length of each span; text-only spans have none."""
    length = scene.space.spans.length[span]
    return np.where(scene.space.spans.text[span] >= 0, -1, np.searchsorted(LENGTHS, length))


def _length_name(place: int) -> str:
    if place == len(LENGTHS):
        return f"over {LENGTHS[-1]}"
    return f"{LENGTHS[place - 1] + 1 if place else 1}-{LENGTHS[place]}"


def _target(side: Side) -> Ints:
    stances = side.stances
    return np.select([stances.entity >= 0, stances.event >= 0], [0, 1], 2)
