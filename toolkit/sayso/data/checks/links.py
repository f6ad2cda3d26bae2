"""Checks of ids and of what refers to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.data.fields import LAYERS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sayso.data.checks.paths import Path, Report

_ARTICLE = {"entities": "an entity", "quotes": "a quote", "events": "an event", "stances": "a stance"}
_SHOWN = 5


def check_links(record: dict[str, Any], report: Report, elsewhere: Mapping[str, Collection[str]]) -> None:
    """Ids are unique within a layer, references resolve, no quote is its own ancestor, no entity is empty.

    Args:
        record: Gold or a run's record of good shape.
        report: Where problems are told.
        elsewhere: By layer, further ids to which references are good.
    """
    ids = {layer: _ids(record, layer, report) | dict.fromkeys(elsewhere.get(layer, ()), -1) for layer in LAYERS}
    for number, entity in enumerate(record.get("entities") or ()):
        name = entity.get("name")
        if not entity.get("mentions") and not (name and name.strip()) and not entity.get("wikidata"):
            report.add(
                "E404", (number, ("entities", None)), "no mention, name or Wikidata id", "at least one of the three"
            )
    for number, quote in enumerate(record.get("quotes") or ()):
        path: Path = (number, ("quotes", None))
        for place, speaker in enumerate(quote.get("speakers") or ()):
            _refer(speaker, "entities", ids, (place, ("speakers", path)), report)
        _refer(quote.get("parent"), "quotes", ids, ("parent", path), report)
    _check_ancestors(record.get("quotes") or (), report)
    for number, event in enumerate(record.get("events") or ()):
        for place, argument in enumerate(event.get("arguments") or ()):
            path = ("entity", (place, ("arguments", (number, ("events", None)))))
            _refer(argument.get("entity"), "entities", ids, path, report)
    for number, stance in enumerate(record.get("stances") or ()):
        path = (number, ("stances", None))
        target = stance["target"]
        _refer(stance["holder"], "entities", ids, ("holder", path), report)
        _refer(target.get("event"), "events", ids, ("event", ("target", path)), report)
        _refer(target.get("entity"), "entities", ids, ("entity", ("target", path)), report)
        _refer(stance.get("quote"), "quotes", ids, ("quote", path), report)


def _ids(record: dict[str, Any], layer: str, report: Report) -> dict[str, int]:
    """Where each id of a layer stands first."""
    first: dict[str, int] = {}
    for number, item in enumerate(record.get(layer) or ()):
        earlier = first.setdefault(item["id"], number)
        if earlier != number:
            found = f"id {item['id']!r}, which $.{layer}[{earlier}] has already"
            report.add("E401", ("id", (number, (layer, None))), found, f"another id in each of the {layer}")
    return first


def _refer(ref: str | None, layer: str, ids: dict[str, dict[str, int]], path: Path, report: Report) -> None:
    if ref is None or ref in ids[layer]:
        return
    others = [_ARTICLE[other] for other in LAYERS if ref in ids[other]]
    found = f"id {ref!r}" + (f", which is that of {others[0]}" if others else "")
    known = [*map(repr, ids[layer])][: _SHOWN + 1]
    among = ", ".join(known[:_SHOWN]) + (", …" if len(known) > _SHOWN else "")
    expected = f"the id of {_ARTICLE[layer]} in this record, " + (f"which has {among}" if known else "which has none")
    report.add("E402", path, found, expected)


def _check_ancestors(quotes: Any, report: Report) -> None:  # noqa: ANN401 - a list of quotes
    parent = {quote["id"]: quote.get("parent") for quote in quotes}
    clear: set[str] = set()
    for number, quote in enumerate(quotes):
        seen: list[str] = []
        above: str | None = quote["id"]
        while above is not None and above not in clear and above not in seen:
            seen.append(above)
            above = parent.get(above)
        if above is not None and above in seen and above == quote["id"]:
            circle = " → ".join(repr(step) for step in [*seen, above])
            report.add(
                "E403", ("parent", (number, ("quotes", None))), circle, "parents that end at a quote without one"
            )
        elif above is None or above in clear:
            clear.update(seen)
