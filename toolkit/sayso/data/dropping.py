"""A side without some items of one layer, as if they had not been written."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from sayso.data.columns import REFERENCES, Arguments, Events, Layer, Mentions, Quotes, Side, Speakers, Stances

if TYPE_CHECKING:
    from sayso.data.keys import Bools, Ints

# The layers whose items can be left out; entities can't, because everything refers to them.
DROPPABLE: dict[str, type[Layer]] = {
    "mentions": Mentions,
    "quotes": Quotes,
    "events": Events,
    "arguments": Arguments,
    "stances": Stances,
}
# What goes with an item: the rows that belong to it, by the column that says so.
_OWNED: dict[type[Layer], tuple[type[Layer], str]] = {Quotes: (Speakers, "quote"), Events: (Arguments, "event")}


def without(side: Side, items: str, keep: Bools) -> Side:
    """The side with the rows of a layer that a mask keeps.

    What belongs to an item goes with it, and a reference to it becomes none: to a twin that stays, a reference to that.
    """
    kind = DROPPABLE[items]
    whole: Layer = getattr(side, items)
    parts: dict[str, Layer] = {}
    place = np.where(keep, np.cumsum(keep) - 1, -1)
    owned = _OWNED.get(kind)
    if owned is not None:
        layer = getattr(side, owned[0].__name__.lower())
        rows = _rows(layer, keep[getattr(layer, owned[1])])
        # What belongs to an item stays with that very item, whatever twins it has.
        parts[owned[0].__name__.lower()] = replace(rows, **{owned[1]: place[getattr(rows, owned[1])]})
    parts[items] = _rows(whole, keep)
    number = _of_twins(whole, keep, place)
    for name in [field.name for field in fields(Side) if field.name not in {"documents", "has"}]:
        layer = parts.get(name, getattr(side, name))
        moved = {
            column: np.append(number, -1)[getattr(layer, column)]
            for column, target in REFERENCES[type(layer)].items()
            if target is kind and (owned is None or (type(layer), column) != owned)
        }
        if moved:
            parts[name] = replace(layer, **moved)
    changed: dict[str, Any] = parts
    return replace(side, **changed)


def _rows(layer: Layer, keep: Bools) -> Layer:
    return type(layer)(**{field.name: getattr(layer, field.name)[keep] for field in fields(layer)})


def _of_twins(layer: Layer, keep: Bools, place: Ints) -> Ints:
    """For a reference to each old row the new row of its first twin that stays, -1 if none does."""
    twin: Ints | None = getattr(layer, "twin", None)
    if twin is None:
        return place
    first = np.full(len(keep), -1, dtype=np.int64)
    rows = np.flatnonzero(keep)[::-1]
    first[twin[rows]] = place[rows]  # the last written, that is the first row, wins
    return first[twin]
