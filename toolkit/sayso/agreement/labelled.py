"""Labels of items that passes may have marked alike: by their characters, stances by holder and target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.presets.stances.keyed import key_of
from sayso.presets.tokens import by_id, fragments

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

ATTRIBUTES = (
    "entities.type",
    "mentions.form",
    "quotes.kind",
    "events.type",
    "events.polarity",
    "events.modality",
    "stances.polarity",
    "stances.strength",
    "stances.expression",
)


def labelled(record: Mapping[str, Any], attribute: str) -> dict[Hashable, str]:
    """The labels of an attribute by what identifies an item; of several items alike the first.

    A type of an entity is a label of each of its mentions.
    """
    layer, name = attribute.split(".")
    found: dict[Hashable, str] = {}
    for key, item in _ITEMS[layer](record):
        label = item.get(name)
        if label is not None:
            found.setdefault(key, label)
    return found


def _entities(record: Mapping[str, Any]) -> Iterator[tuple[Hashable, Mapping[str, Any]]]:
    for entity in record.get("entities") or []:
        for mention in entity.get("mentions") or []:
            yield tuple(fragments(mention["span"])), entity


def _mentions(record: Mapping[str, Any]) -> Iterator[tuple[Hashable, Mapping[str, Any]]]:
    for entity in record.get("entities") or []:
        for mention in entity.get("mentions") or []:
            yield tuple(fragments(mention["span"])), mention


def _quotes(record: Mapping[str, Any]) -> Iterator[tuple[Hashable, Mapping[str, Any]]]:
    for quote in record.get("quotes") or []:
        yield tuple(sorted(fragments(quote["content"]))), quote


def _events(record: Mapping[str, Any]) -> Iterator[tuple[Hashable, Mapping[str, Any]]]:
    for event in record.get("events") or []:
        yield tuple(fragments(event["trigger"])), event


def _stances(record: Mapping[str, Any]) -> Iterator[tuple[Hashable, Mapping[str, Any]]]:
    entities, events = by_id(record, "entities"), by_id(record, "events")
    for stance in record.get("stances") or []:
        yield key_of(stance, entities, events), stance


_ITEMS = {"entities": _entities, "mentions": _mentions, "quotes": _quotes, "events": _events, "stances": _stances}
