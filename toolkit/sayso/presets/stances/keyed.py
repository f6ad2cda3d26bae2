"""Stances as rows that two annotations can share: by the holder's name and the target's text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.data.interning import normal_name
from sayso.presets.tokens import by_id, fragments

if TYPE_CHECKING:
    from collections.abc import Mapping

Key = tuple[str | None, str, tuple[tuple[int, int], ...] | str | None]


def keyed(record: Mapping[str, Any] | None) -> dict[Key, str]:
    """The polarity of each stance by its holder's name, and its target: a name, or the place of a trigger or span.

    Of several stances with the same key the first counts.
    """
    entities, events = by_id(record, "entities"), by_id(record, "events")
    found: dict[Key, str] = {}
    for stance in (record or {}).get("stances") or []:
        found.setdefault(key_of(stance, entities, events), stance["polarity"])
    return found


def key_of(stance: Mapping[str, Any], entities: Mapping[str, Any], events: Mapping[str, Any]) -> Key:
    """What a stance is about: the holder's name, and the target's name or place."""
    holder, target = _name(entities[stance["holder"]]), stance["target"]
    if target.get("entity") is not None:
        return holder, "entity", _name(entities[target["entity"]])
    span = events[target["event"]]["trigger"] if target.get("event") is not None else target["span"]
    return holder, "span", tuple(fragments(span)) or span.get("text")


def _name(entity: Mapping[str, Any]) -> str | None:
    """What an entity is called: its name, else the text of its first mention."""
    name = entity.get("name") or next((mention["span"].get("text") for mention in entity.get("mentions") or []), None)
    return normal_name(name) if name else None
