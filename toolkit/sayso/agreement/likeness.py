"""Which item of a pass is which of the others: how like two readings of an item are, and the best assignment by that.

The same characters come first, in each layer what identifies an item next: the entity of a mention, the speakers of a
quote, the type of an event, two of holder, target and polarity of a stance. Whoever marked the same item otherwise is
thus beside the others in one case, and does not stand for an item of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sayso.data.interning import normal_name
from sayso.matching.assignment import assign

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    Fields = Mapping[str, Any]
    Likeness = tuple[int, ...]

WHOLE = 10**6
_HALF = WHOLE // 2
_OF_A_STANCE = ("holder", "target", "polarity")


def paired(layer: str, units: Sequence[Sequence[Fields]], parts: Sequence[Fields]) -> dict[int, int]:
    """For each part of a pass that is one of the units its place among them.

    Args:
        layer: The kind of items.
        units: For each item so far its readings in other passes.
        parts: The items of a pass.
    """
    found = list(_admitted(_LIKENESS[layer], units, parts))
    if not found:
        return {}
    unit, part, *objectives = np.array([[u, p, *like] for u, p, like in found], dtype=np.int64).T
    chosen = assign(unit, part, objectives)
    return dict(zip(part[chosen].tolist(), unit[chosen].tolist(), strict=True))


def _admitted(
    likeness: Callable[[Fields, Fields], Likeness | None], units: Sequence[Sequence[Fields]], parts: Sequence[Fields]
) -> Iterator[tuple[int, int, Likeness]]:
    """Pairs that may be the same item; of several readings of a unit the one that is most alike speaks for it."""
    for u, readings in enumerate(units):
        for p, part in enumerate(parts):
            likes = [like for like in (likeness(reading, part) for reading in readings) if like is not None]
            if likes:
                yield u, p, max(likes)


def closeness(one: Sequence[Fields], other: Sequence[Fields]) -> int:
    """How many of the characters of either are of both, in millionths; 0 where either has none."""
    a, b = _characters(one), _characters(other)
    common = len(a & b)
    return WHOLE * common // len(a | b) if common else 0


def _characters(spans: Sequence[Fields]) -> set[int]:
    return {place for span in spans for place in range(span["start"], span["end"])}


def _met(one: Sequence[Fields], other: Sequence[Fields]) -> int:
    """The closeness of spans, looked at only where they can share a character."""
    if not one or not other or min(s["start"] for s in one) >= max(s["end"] for s in other):
        return 0
    return 0 if min(s["start"] for s in other) >= max(s["end"] for s in one) else closeness(one, other)


def _entities(one: Fields, other: Fields) -> Likeness | None:
    if one["wikidata"] and other["wikidata"] and one["wikidata"] != other["wikidata"]:
        return None
    shared = len(one["_mentions"] & other["_mentions"])
    linked = one["wikidata"] is not None and one["wikidata"] == other["wikidata"]
    named = bool(one["name"] and other["name"]) and normal_name(one["name"]) == normal_name(other["name"])
    return (shared, int(linked), int(named), 1) if shared or linked or named else None


def _mentions(one: Fields, other: Fields) -> Likeness | None:
    near, same = _met([one["span"]], [other["span"]]), one["entity"] == other["entity"]
    return (int(near == WHOLE), int(same), near) if near == WHOLE or (same and near >= _HALF) else None


def _quotes(one: Fields, other: Fields) -> Likeness | None:
    near = _met(one["content"], other["content"])
    same = 2 * (one["speakers"] == other["speakers"]) + (one["kind"] == other["kind"])
    return (1, near, same) if near >= _HALF else None


def _events(one: Fields, other: Fields) -> Likeness | None:
    near, same = _met([one["trigger"]], [other["trigger"]]), one["type"] == other["type"]
    return (int(near == WHOLE), near, int(same)) if near >= _HALF else None


def _arguments(one: Fields, other: Fields) -> Likeness | None:
    if one["event"] != other["event"]:
        return None
    near, same = _met([one["span"]], [other["span"]]), one["role"] == other["role"]
    if not (near == WHOLE or (same and near >= _HALF)):
        return None
    return int(near == WHOLE), int(same), int(one["entity"] == other["entity"]), near


def _stances(one: Fields, other: Fields) -> Likeness | None:
    same = sum(one[name] == other[name] for name in _OF_A_STANCE)
    near = _met(one["evidence"] or (), other["evidence"] or ())
    if same == len(_OF_A_STANCE) or (same == len(_OF_A_STANCE) - 1 and near):
        return int(same == len(_OF_A_STANCE)), near, 1
    return None


_LIKENESS = {
    "entities": _entities,
    "mentions": _mentions,
    "quotes": _quotes,
    "events": _events,
    "arguments": _arguments,
    "stances": _stances,
}
