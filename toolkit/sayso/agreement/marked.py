"""What a pass marked in a text, as units of unitizing: spans with a category."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.agreement.unitizing import Unit
from sayso.presets.tokens import fragments

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

MARKED = ("mentions", "quotes", "events")


def marked(record: Mapping[str, Any], kind: str, annotator: str, begin: int) -> list[Unit]:
    """The units of a kind, moved by `begin`: mentions with their entity's type, quotes with kind, triggers with type.

    A quote of several fragments is a unit for each of them.
    """
    return [
        Unit(annotator, begin + start, begin + end, category or "")
        for spans, category in _SPANS[kind](record)
        for start, end in fragments(spans)
    ]


def _mentions(record: Mapping[str, Any]) -> Iterator[tuple[Any, str | None]]:
    for entity in record.get("entities") or []:
        for mention in entity.get("mentions") or []:
            yield mention["span"], entity.get("type")


def _quotes(record: Mapping[str, Any]) -> Iterator[tuple[Any, str | None]]:
    for quote in record.get("quotes") or []:
        yield quote["content"], quote.get("kind")


def _events(record: Mapping[str, Any]) -> Iterator[tuple[Any, str | None]]:
    for event in record.get("events") or []:
        yield event["trigger"], event.get("type")


_SPANS = {"mentions": _mentions, "quotes": _quotes, "events": _events}
