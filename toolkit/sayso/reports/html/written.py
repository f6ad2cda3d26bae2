"""A document for readers without JavaScript: its paragraphs, and its errors as rows of a table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.evaluate.batches import answered
from sayso.evaluate.outcomes import PAIRED
from sayso.reports.html.saying import LAYERS, Sayings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sayso.evaluate.outcomes import Outcomes, Seen
    from sayso.reports.html.saying import Thing

_PARAGRAPH = re.compile(r"[^\n]+")
_LONG = 120


@dataclass(frozen=True, slots=True)
class Row:
    """One error: of which run (its number), kind, class, where, what it covers; gold's words and the run's."""

    run: int
    layer: str
    error: str
    place: str
    covers: str
    gold: str
    predicted: str


@dataclass(frozen=True, slots=True)
class Written:
    """A document written out."""

    paragraphs: tuple[str, ...]
    rows: tuple[Row, ...]


def written(seen: Seen, *, text: bool) -> Written:
    """Write a document out; without its wording there are no paragraphs."""
    whole = seen.document["text"] if text else None
    paragraphs = tuple(_PARAGRAPH.findall(whole or ""))
    return Written(paragraphs, tuple(_rows(seen, whole)))


def _rows(seen: Seen, text: str | None) -> Iterator[Row]:
    gold = _things(seen.gold, text)
    for run, (record, outcomes) in enumerate(zip(seen.records, seen.outcomes, strict=True)):
        own = _things(answered(record) or {}, text)
        for layer in LAYERS:
            yield from _of_layer(run, (gold[layer], own[layer]), outcomes[layer], text)


def _things(record: Mapping[str, object], text: str | None) -> dict[str, list[Thing]]:
    sayings = Sayings(record, text)
    return {layer: list(sayings.things(layer)) for layer in LAYERS}


def _of_layer(
    run: int, things: tuple[Sequence[Thing], Sequence[Thing]], outcomes: Outcomes, text: str | None
) -> Iterator[Row]:
    gold, own = things
    for thing, error, partner in zip(gold, outcomes.gold, outcomes.gold_partner, strict=True):
        if error not in {None, PAIRED}:
            other = _words(own[partner]) if partner >= 0 else ""
            yield Row(run, thing.layer, error or "", _place(thing), _covers(thing, text), _words(thing), other)
    for thing, error, partner in zip(own, outcomes.predicted, outcomes.predicted_partner, strict=True):
        if error not in {None, PAIRED} and partner < 0:
            yield Row(run, thing.layer, error or "", _place(thing), _covers(thing, text), "", _words(thing))


def _words(thing: Thing) -> str:
    return " · ".join(part for part in (thing.label, thing.words) if part)


def _place(thing: Thing) -> str:
    return " ".join(f"{start}–{end}" for start, end in thing.spans[:1])


def _covers(thing: Thing, text: str | None) -> str:
    if text is None or thing.layer == "entities":
        return ""
    covered = " ".join(" … ".join(text[start:end] for start, end in thing.spans).split())
    return covered if len(covered) <= _LONG else f"{covered[: _LONG - 40].rstrip()} … {covered[-30:].lstrip()}"
