"""One document as the page gets it: its text, and the things that gold and runs find in it.

Most items of a run equal gold's, so a thing (what an item covers, says and is linked with) is kept once and each side
is a list of numbers of things. What became of an item is written only where it is not paired with the same thing, and
of a pair only with gold's item. Spans are in code points, half open; the script splits the text into code points
before it cuts.

    {"id", "title", "text", "s": strings, "t": things [layer, spans, label, words, links],
     "g": by layer the things of gold, "i": ids and counts of gold,
     "r": [{"t": things by layer, "i": ids, "g": outcomes of gold's items, "p": outcomes of its own, "f": failure}]}

An outcome is [item, class, partner]: class 0 is paired, n the n-th class, -1 not scored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.evaluate.batches import answered
from sayso.evaluate.outcomes import PAIRED
from sayso.matching.classes import CLASSES
from sayso.reports.html.saying import LAYERS, Sayings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sayso.evaluate.outcomes import Outcomes, Seen
    from sayso.reports.html.saying import Thing

    Record = dict[str, Any]
    Outcome = list[int]

_NUMBERS: dict[str | None, int] = {None: -1, PAIRED: 0, **{name: number for number, name in enumerate(CLASSES, 1)}}
_LAYER = {layer: number for number, layer in enumerate(LAYERS)}
_INNER = {"entities": "mentions", "events": "arguments"}


def document_data(seen: Seen, *, text: bool) -> dict[str, Any]:
    """A document as JSON for the script.

    Args:
        seen: The document as it was scored.
        text: Whether wording may appear; else ids and offsets stand for it.
    """
    shelf = _Shelf()
    whole = seen.document["text"] if text else None
    gold = shelf.side(seen.gold, whole)
    found: dict[str, Any] = {"id": seen.doc_id, "g": gold, "i": _ids(seen.gold)}
    if text:
        found |= {"title": seen.document.get("title") or "", "text": whole}
    else:
        found["length"] = len(seen.document["text"])
    found["r"] = [
        _run(shelf.side(answered(record) or {}, whole), gold, record, outcomes, text=text)
        for record, outcomes in zip(seen.records, seen.outcomes, strict=True)
    ]
    return found | {"s": list(shelf.strings), "t": shelf.things}


class _Shelf:
    """Strings and things, each kept once."""

    def __init__(self) -> None:
        self.strings: dict[str, int] = {"": 0}
        self.things: list[list[Any]] = []
        self._numbers: dict[Thing, int] = {}

    def side(self, record: Record, text: str | None) -> list[list[int]]:
        """The numbers of a record's things, layer by layer."""
        sayings = Sayings(record, text)
        return [[self._number(thing) for thing in sayings.things(layer)] for layer in LAYERS]

    def _number(self, thing: Thing) -> int:
        number = self._numbers.setdefault(thing, len(self._numbers))
        if number == len(self.things):
            layer, spans, label, words, links = thing
            linked = [[self._string(role), *_flat(places)] for role, places in links]
            self.things.append([_LAYER[layer], _flat(spans), self._string(label), self._string(words), linked])
        return number

    def _string(self, text: str) -> int:
        return self.strings.setdefault(text, len(self.strings))


def _flat(spans: Sequence[tuple[int, int]]) -> list[int]:
    return [offset for span in spans for offset in span]


def _ids(record: Record) -> dict[str, Any]:
    """The ids of a record's items, and how many mentions and arguments each entity and event has."""
    found: dict[str, Any] = {
        layer: [item["id"] for item in record.get(layer) or ()] for layer in ("entities", "quotes", "events", "stances")
    }
    for layer, inner in _INNER.items():
        found[inner] = [len(item.get(inner) or ()) for item in record.get(layer) or ()]
    return found


def _run(
    own: list[list[int]], gold: list[list[int]], record: Record | None, outcomes: Mapping[str, Outcomes], *, text: bool
) -> dict[str, Any]:
    found: dict[str, Any] = {"t": own, "i": _ids(answered(record) or {}), "g": [], "p": []}
    for number, layer in enumerate(LAYERS):
        there = outcomes[layer]
        found["g"].append(list(_gold_outcomes(gold[number], own[number], there)))
        found["p"].append(list(_own_outcomes(there)))
    if record is None:
        found["f"] = "no record of this document"
    elif record.get("failure") is not None:
        # A message may quote what the extractor choked on.
        failure = record["failure"]
        found["f"] = f"{failure['class']}: {failure['message']}" if text else failure["class"]
    return found


def _gold_outcomes(gold: Sequence[int], own: Sequence[int], there: Outcomes) -> Iterator[Outcome]:
    for item, (name, partner) in enumerate(zip(there.gold, there.gold_partner, strict=True)):
        if name != PAIRED or gold[item] != own[partner]:
            yield [item, _NUMBERS[name], partner]


def _own_outcomes(there: Outcomes) -> Iterator[Outcome]:
    for item, (name, partner) in enumerate(zip(there.predicted, there.predicted_partner, strict=True)):
        if partner < 0:
            yield [item, _NUMBERS[name], partner]
