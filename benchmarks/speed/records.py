"""What the items of each layer are, from decoded records: what every peer is given."""

from __future__ import annotations

from typing import Any

Docs = list[tuple[Any, Any, Any]]
"""Document, gold and run of each document, decoded."""
Span = tuple[int, int]
Typed = tuple[int, int, str]


def mentions(record: Any) -> list[Typed]:  # noqa: ANN401 - decoded JSON, here and below
    """Mentions with the types of their entities."""
    return [
        (mention["span"]["start"], mention["span"]["end"], entity["type"])
        for entity in record["entities"]
        for mention in entity["mentions"]
    ]


def clusters(record: Any) -> list[list[Span]]:  # noqa: ANN401
    """The mentions of each entity."""
    return [[(m["span"]["start"], m["span"]["end"]) for m in entity["mentions"]] for entity in record["entities"]]


def quotes(record: Any) -> list[Typed]:  # noqa: ANN401
    """Quotes, from their first character to their last, with their kinds."""
    return [(q["content"][0]["start"], q["content"][-1]["end"], q["kind"]) for q in record["quotes"]]


def triggers(record: Any) -> list[Typed]:  # noqa: ANN401
    """Triggers with the types of their events."""
    return [(event["trigger"]["start"], event["trigger"]["end"], event["type"]) for event in record["events"]]


def arguments(record: Any) -> list[tuple[int, int, str, int, int, str]]:  # noqa: ANN401
    """Arguments with their roles, behind the trigger and type of their event."""
    return [
        (
            event["trigger"]["start"],
            event["trigger"]["end"],
            event["type"],
            a["span"]["start"],
            a["span"]["end"],
            a["role"],
        )
        for event in record["events"]
        for a in event["arguments"]
    ]


def polarities(record: Any) -> dict[Span, str]:  # noqa: ANN401
    """The polarity of each stance by the place of its evidence."""
    stances = (stance for stance in record["stances"] if stance.get("evidence"))
    return {(s["evidence"][0]["start"], s["evidence"][0]["end"]): s["polarity"] for s in stances}
