"""From decided items to a gold record: reading order, ids that follow it, references that go with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.agreement.union import LAYER_OF, OWNER, REFERENCES, natural, spans_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sayso.data.sources import Record

    Items = Mapping[str, Mapping[str, Mapping[str, Any]]]

_LETTERS = {"entities": "e", "quotes": "q", "events": "v", "stances": "s"}
_AFTER_ALL = float("inf")


def golden(items: Items, layers: frozenset[str]) -> Record:
    """The layers of a gold record.

    Args:
        items: What was decided: by kind and id the fields of each item.
        layers: Which layers there are, be they empty.

    Returns:
        The layers, items in reading order and numbered in it: entities by their first mention, quotes by their content,
        events by their trigger, stances by their evidence. What has no place comes last.
    """
    inner = {kind: _inner(items[kind], kind) for kind in LAYER_OF}
    ids = {}
    for layer, letter in _LETTERS.items():
        places = {one: _place(layer, one, fields, inner) for one, fields in items[layer].items()}
        ids[layer] = {one: f"{letter}{number}" for number, one in enumerate(sorted(places, key=places.__getitem__), 1)}
    record: Record = {}
    for layer in _LETTERS:
        if layer in layers:
            record[layer] = [_item(layer, one, items[layer][one], inner, ids) for one in ids[layer]]
    return record


def _inner(items: Mapping[str, Mapping[str, Any]], kind: str) -> dict[str, list[Mapping[str, Any]]]:
    """Mentions or arguments by what they belong to, in the order of the text."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for fields in sorted(items.values(), key=lambda one: (*_covered(one), str(one.get("role")))):
        found.setdefault(fields[OWNER[kind]], []).append(fields)
    return found


def _place(
    layer: str, one: str, fields: Mapping[str, Any], inner: Mapping[str, Mapping[str, list[Mapping[str, Any]]]]
) -> tuple[Any, ...]:
    first = inner["mentions"].get(one, []) if layer == "entities" else [fields]
    return (*(_covered(first[0]) if first else (_AFTER_ALL, _AFTER_ALL)), natural(one))


def _covered(fields: Mapping[str, Any]) -> tuple[float, float]:
    """Where an item begins, and where it ends."""
    spans = spans_of(fields)
    if not spans:
        return _AFTER_ALL, _AFTER_ALL
    return min(span["start"] for span in spans), max(span["end"] for span in spans)


def _item(
    layer: str,
    one: str,
    fields: Mapping[str, Any],
    inner: Mapping[str, Mapping[str, list[Mapping[str, Any]]]],
    ids: Mapping[str, Mapping[str, str]],
) -> Record:
    found: Record = {"id": ids[layer][one], **_renamed(fields, ids)}
    for kind, outer in LAYER_OF.items():
        if outer == layer:
            parts = inner[kind].get(one, [])
            # The owner of a mention is told by where it stands; an argument's entity is a field of its own.
            found[kind] = [
                {name: value for name, value in _renamed(part, ids).items() if name != OWNER[kind]} for part in parts
            ]
    return found


def _renamed(fields: Mapping[str, Any], ids: Mapping[str, Mapping[str, str]]) -> Record:
    return {name: _reference(name, value, ids) for name, value in fields.items() if value is not None}


def _reference(name: str, value: Any, ids: Mapping[str, Mapping[str, str]]) -> Any:  # noqa: ANN401 - the value of any field
    if name == "target":
        kinds = {"event": "events", "entity": "entities"}
        return {kind: ids[kinds[kind]][one] if kind in kinds else one for kind, one in value.items()}
    if name == "speakers":
        return sorted((ids["entities"][one] for one in value), key=natural)
    return ids[REFERENCES[name]][value] if name in REFERENCES else value
