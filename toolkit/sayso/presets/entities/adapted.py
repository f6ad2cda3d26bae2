"""Entities of `sayso/1` documents as clusters of mentions, by stated conventions.

A mention is its span's characters, (start, end) in code points, half open; entities without mentions are no clusters. A
predicted mention given as text alone stands nowhere: it is placed behind the text, where gold has nothing, so that it
counts as predicted and is never right.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sayso.presets.entities.clusters import Cluster, Side
    from sayso.presets.preset import Conventions, Numbers, Pair

# What makes two mentions the same; and a document that the run lacks, or where it failed, is handed on as one without
# entities, as Sayso counts it, or left out of the predictions, as it would be of the original's file.
CONVENTIONS = {"span": "exact", "missing": "empty"}
CHOICES = {"span": ("exact",), "missing": ("empty", "absent")}


def both_sides(pairs: Sequence[Pair], conventions: Conventions) -> tuple[Side, Side]:
    """The clusters of gold and of predictions by document; where gold has no entities as a layer, there is neither."""
    kept = [pair for pair in pairs if pair.gold.get("entities") is not None]
    gold = {pair.doc_id: clusters_of(pair.gold, len(pair.text)) for pair in kept}
    absent = conventions["missing"] == "absent"
    predicted = {
        pair.doc_id: clusters_of(pair.predicted or {}, len(pair.text))
        for pair in kept
        if pair.predicted is not None or not absent
    }
    return gold, predicted


def clusters_of(record: Mapping[str, Any], length: int) -> list[Cluster]:
    """The entities of a record as clusters of (start, end), of a text with so many characters."""
    places = itertools.count(length)
    clusters = (
        [place(mention["span"], next(places)) for mention in entity.get("mentions") or ()]
        for entity in record.get("entities") or ()
    )
    return [cluster for cluster in clusters if cluster]


def place(span: Mapping[str, Any], nowhere: int) -> tuple[int, int]:
    """Where a span stands, or a place behind the text."""
    return (nowhere, nowhere) if span.get("start") is None else (span["start"], span["end"])


def without_counts(numbers: Mapping[str, Any]) -> Numbers:
    """The numbers of a native function without its lists of counters."""
    return {
        name: without_counts(value) if isinstance(value, dict) else value
        for name, value in numbers.items()
        if not isinstance(value, list)
    }
