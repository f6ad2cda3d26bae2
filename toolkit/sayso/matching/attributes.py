"""Labels of items by attribute name, the same codes on both sides.

`layer.attribute` is how the contract names an attribute; here is where its values stand in the columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sayso.data.columns import Side
    from sayso.data.keys import Ints

# For each kind of item: the name of the attribute in a measure, the attribute it is, and its column.
COLUMNS: Mapping[str, Mapping[str, tuple[str, Callable[[Side], Ints]]]] = {
    "mentions": {
        "form": ("mentions.form", lambda side: side.mentions.form),
        "type": ("entities.type", lambda side: side.entities.type[side.mentions.entity]),
    },
    "entities": {"type": ("entities.type", lambda side: side.entities.type)},
    "quotes": {"kind": ("quotes.kind", lambda side: side.quotes.kind)},
    "events": {
        "type": ("events.type", lambda side: side.events.type),
        "polarity": ("events.polarity", lambda side: side.events.polarity),
        "modality": ("events.modality", lambda side: side.events.modality),
    },
    "arguments": {
        "role": ("arguments.role", lambda side: side.arguments.role),
        "type": ("events.type", lambda side: side.events.type[side.arguments.event]),
    },
    "stances": {
        "polarity": ("stances.polarity", lambda side: side.stances.polarity),
        "strength": ("stances.strength", lambda side: side.stances.strength),
        "expression": ("stances.expression", lambda side: side.stances.expression),
    },
}
# Attributes that the contract requires of every item: they are always annotated.
REQUIRED = frozenset({"arguments.role", "stances.polarity"})


def column(side: Side, items: str, attribute: str) -> Ints:
    """The label codes of all items of a kind on one side."""
    return COLUMNS[items][attribute][1](side)
