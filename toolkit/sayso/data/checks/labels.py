"""Checks of labels against the sets that a corpus declares."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sayso.data.checks.paths import Path, Report

# Where labelled attributes stand: (layer, list within its items or None, attribute names by the items' own name).
_PLACES = (
    ("entities", None, "entities", ("type",)),
    ("entities", "mentions", "mentions", ("form",)),
    ("quotes", None, "quotes", ("kind",)),
    ("events", None, "events", ("type", "polarity", "modality")),
    ("events", "arguments", "arguments", ("role",)),
    ("stances", None, "stances", ("polarity", "strength", "expression")),
)


def check_labels(record: dict[str, Any], labels: Mapping[str, frozenset[str]], report: Report) -> None:
    """Every label whose attribute has a declared set is in it."""
    for layer, inner, owner, names in _PLACES:
        wanted = [(name, labels[f"{owner}.{name}"]) for name in names if f"{owner}.{name}" in labels]
        if not wanted:
            continue
        for number, item in enumerate(record.get(layer) or ()):
            path: Path = (number, (layer, None))
            if inner is None:
                _check(item, wanted, path, report)
                continue
            for place, part in enumerate(item.get(inner) or ()):
                _check(part, wanted, (place, (inner, path)), report)


def _check(item: dict[str, Any], wanted: list[tuple[str, frozenset[str]]], path: Path, report: Report) -> None:
    for name, allowed in wanted:
        value = item.get(name)
        if value is not None and value not in allowed:
            close = difflib.get_close_matches(value, sorted(allowed), n=1)
            meant = f"Did you mean {close[0]!r}?" if close else None
            report.add("E501", (name, path), repr(value), f"one of {', '.join(sorted(allowed))}", meant)
