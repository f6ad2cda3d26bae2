"""Open cases: what passes of a document do not agree on, item by item, each with all readings and the text around it.

A case asks whether there is such an item at all, where some pass has it and some has not, or which value one of its
fields has, where those that have it differ. An entity stands and falls with its mentions, an argument with its event.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sayso.agreement.union import FIELDS, spans_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sayso.agreement.union import Union, Unit

_SHOWN = frozenset(
    {"name", "type", "entity", "event", "role", "kind", "form", "modality", "speakers", "holder", "polarity", "target"}
)
AROUND = 60
"""How many characters of the text stand before and after what a case is about."""


@dataclass(frozen=True, slots=True)
class Case:
    """Something on which passes differ.

    Attributes:
        doc_id: The document.
        layer: The kind of item: entities, mentions, quotes, events, arguments or stances.
        item: Its id, that of the first pass that has it; of a mention or argument the id of its owner and its place.
        about: The item in words, as the first pass that has it has it.
        field: The field that differs; None where it is open whether there is such an item.
        spans: What it covers in any reading, in code points, half open.
        text: The text around that, which itself stands in brackets.
        readings: What each pass has, by its name: an item or the value of the field, None for none. Ids in it are those
            of `item`, whatever the pass calls them.
        words: The same as people read it.
    """

    doc_id: str
    layer: str
    item: str
    field: str | None
    about: str
    spans: tuple[tuple[int, int], ...]
    text: str
    readings: Mapping[str, Any]
    words: Mapping[str, str]

    @property
    def key(self) -> tuple[str, str, str, str | None]:
        """What tells it from every other case."""
        return self.doc_id, self.layer, self.item, self.field

    def to_dict(self) -> dict[str, Any]:
        """The case as a line to fill in: `decision` is still null."""
        return {
            "doc_id": self.doc_id,
            "layer": self.layer,
            "item": self.item,
            "field": self.field,
            "about": self.about,
            "text": self.text,
            "words": dict(self.words),
            "readings": dict(self.readings),
            "spans": [list(span) for span in self.spans],
            "decision": None,
        }


def cases_of(doc_id: str, text: str, union: Union) -> Iterator[Case]:
    """The open cases of a document, kind by kind and in the order of the first pass."""
    for kind, units in union.units.items():
        for unit in units.values():
            lacking = [name for name in asked(union, unit) if name not in unit.readings]
            if lacking:
                whole = {name: None if name in lacking else said(unit.readings[name]) for name in asked(union, unit)}
                yield _case((doc_id, text), union, unit, None, whole)
            for field in FIELDS[kind]:
                values = {name: fields[field] for name, fields in unit.readings.items()}
                if any(value != unit.first()[field] for value in values.values()):
                    yield _case((doc_id, text), union, unit, field, values)


def asked(union: Union, unit: Unit) -> Sequence[str]:
    """The passes that say whether there is an item: none where something else decides that."""
    if unit.kind == "entities" and all(fields["_mentions"] for fields in unit.readings.values()):
        return ()
    if unit.kind == "arguments":
        event = union.units["events"][unit.first()["event"]]
        return [name for name in union.passes_of("events") if name in event.readings]
    return union.passes_of(unit.kind)


def said(fields: Mapping[str, Any]) -> dict[str, Any]:
    """What a pass says of an item, without what it says nothing of."""
    return {name: value for name, value in fields.items() if value is not None and not name.startswith("_")}


def _case(document: tuple[str, str], union: Union, unit: Unit, field: str | None, readings: Mapping[str, Any]) -> Case:
    doc_id, text = document
    spans, about = _places(unit), item_words(union, unit.kind, unit.first())
    words = {
        name: value_words(union, value) if field is not None or value is None else item_words(union, unit.kind, value)
        for name, value in readings.items()
    }
    return Case(doc_id, unit.kind, unit.id, field, about, spans, _context(text, spans), readings, words)


def _places(unit: Unit) -> tuple[tuple[int, int], ...]:
    """What an item covers in any reading; an entity its first mention."""
    found = {(span["start"], span["end"]) for fields in unit.readings.values() for span in spans_of(fields)}
    if unit.kind == "entities":
        found = set(sorted(set().union(*(fields["_mentions"] for fields in unit.readings.values())))[:1])
    return tuple(sorted(found))


def _context(text: str, spans: Sequence[tuple[int, int]]) -> str:
    if not spans:
        return ""
    start, end = min(start for start, _ in spans), max(end for _, end in spans)
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    first, last = "…" if start > AROUND else "", "…" if end + AROUND < len(text) else ""
    return " ".join(f"{first}{before}[{text[start:end]}]{after}{last}".split())


def item_words(union: Union, kind: str, fields: Mapping[str, Any]) -> str:
    """An item as people read it: its text, then its fields."""
    own = ", ".join(f"“{span['text']}”" for span in spans_of(fields))
    rest = [value_words(union, fields[name]) for name in FIELDS[kind] if name in _SHOWN and fields.get(name)]
    return " · ".join(part for part in (own, *rest) if part)


def value_words(union: Union, value: Any) -> str:  # noqa: ANN401 - the value of any field
    """The value of a field as people read it: ids with a name or a text beside them, spans by their text."""
    if value is None:
        return "none"
    if isinstance(value, list):
        return ", ".join(value_words(union, one) for one in value)
    if isinstance(value, dict):
        if "text" in value:
            return f"“{value['text']}”"
        return value_words(union, next(iter(value.values())))
    return _named(union, value)


def _named(union: Union, value: str) -> str:
    """An id with what it stands for; any other string as it is."""
    for kind in ("entities", "quotes", "events"):
        unit = union.units[kind].get(value)
        if unit is not None:
            fields = unit.first()
            name = fields.get("name") or " ".join(span["text"] for span in spans_of(fields))
            return f"{value} ({name})" if name else value
    return value
