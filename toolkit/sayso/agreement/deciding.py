"""What decisions make of the items of a document: which there are, and what their fields are."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING, Any

from sayso.agreement.cases import value_words
from sayso.agreement.decisions import NONE, called
from sayso.agreement.union import FIELDS, LISTS, ONE_SPAN, OWNER, REFERENCES, SPANS
from sayso.data.fields import OBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sayso.agreement.cases import Case
    from sayso.agreement.decisions import Decision, Key
    from sayso.agreement.union import Union, Unit

_OF = {
    "entities": "entity",
    "mentions": "mention",
    "quotes": "quote",
    "events": "event",
    "arguments": "argument",
    "stances": "stance",
}
_NEEDED = {
    kind: [name for name in FIELDS[kind] if name == OWNER.get(kind) or OBJECTS[of][name].required]
    for kind, of in _OF.items()
}
_SPAN = 'a span of the text, as {"start": 0, "end": 5}'
_TARGETS = {"event": "events", "entity": "entities"}


class _Open:
    """In the place of a value that was not decided."""


_OPEN = _Open()


class Decided:
    """The items of a document as decisions have them.

    Attributes:
        items: By kind and id the fields of each item that there is.
        faults: What is wrong with the decisions, each with its place, what is expected, and a way out.
    """

    def __init__(self, union: Union, doc_id: str, cases: Sequence[Case], decisions: Mapping[Key, Decision]) -> None:
        """Apply the decisions on a document to the union of its passes."""
        self.items: dict[str, dict[str, dict[str, Any]]] = {kind: {} for kind in FIELDS}
        self.faults: list[str] = []
        self._union, self._doc_id = union, doc_id
        self._cases = {case.key: case for case in cases}
        self._decisions = {key: decision for key, decision in decisions.items() if key[0] == doc_id}
        for kind, units in union.units.items():
            if kind != "entities":
                for unit in units.values():
                    self._decide(unit)
        for decision in self._decisions.values():
            self._add(decision)
        # Last, since an entity is there as long as one of its mentions is.
        for unit in union.units["entities"].values():
            self._decide(unit)
        if not self.faults:
            self.faults += self._dangling()

    def _decide(self, unit: Unit) -> None:
        """Whether there is an item, and what its fields are; of an argument only where there is its event."""
        if unit.kind == "arguments" and unit.first()["event"] not in self.items["events"]:
            return
        key = (self._doc_id, unit.kind, unit.id, None)
        whole = self._made(key, {} if unit.kind != "entities" or self._is_mentioned(unit) else None)
        if whole is None or whole is _OPEN:
            return
        decision = self._decisions.get(key)
        if decision is not None and isinstance(decision.made, dict):
            self._put(unit.kind, unit.id, {name: whole.get(name) for name in FIELDS[unit.kind]})
            return
        fields = {
            name: self._made((self._doc_id, unit.kind, unit.id, name), unit.first()[name]) for name in FIELDS[unit.kind]
        }
        self._put(unit.kind, unit.id, fields)

    def _is_mentioned(self, unit: Unit) -> bool:
        """Whether a mention of an entity was kept, or some pass names it without any."""
        if not all(fields["_mentions"] for fields in unit.readings.values()):
            return True
        return any(fields["entity"] == unit.id for fields in self.items["mentions"].values())

    def _put(self, kind: str, item: str, fields: dict[str, Any]) -> None:
        lacking = [name for name in _NEEDED[kind] if fields[name] is None]
        if lacking:
            key = (self._doc_id, kind, item, lacking[0])
            place = self._at(key if key in self._decisions else (self._doc_id, kind, item, None))
            way_out = "decide what it is, or that there is no such item"
            self.faults.append(f"{place}: {kind} {item} would be without {lacking[0]}; {way_out}")
        self.items[kind][item] = fields

    def _made(self, key: Key, otherwise: Any) -> Any:  # noqa: ANN401 - the value of any field, or an item
        """What was decided: a value, None for none, `_OPEN` if nothing was; `otherwise` where all passes agree."""
        case, decision = self._cases.get(key), self._decisions.get(key)
        if case is None and decision is None:
            return otherwise
        if decision is None or decision.made is None:
            return self._fault(key, f"{called(key)} is undecided")
        return self._read(key, case, decision)

    def _read(self, key: Key, case: Case | None, decision: Decision) -> Any:  # noqa: ANN401 - as above
        made = decision.made
        if case is not None and decision.readings not in (None, case.readings):
            self.faults.append(
                f"{decision.where}: {called(key)} was decided on other readings than these passes have; "
                "write the cases anew with --adjudicate, and decide this one again"
            )
            return _OPEN
        if case is not None and isinstance(made, str) and made in case.readings:
            return case.readings[made]
        if isinstance(made, dict) and set(made) == {"value"}:
            return self._given(key, made["value"])
        return None if made == NONE else self._fault(key, f"{called(key)}: found the decision {made!r}")

    def _fault(self, key: Key, found: str) -> _Open:
        case = self._cases.get(key)
        readings = [] if case is None else [f'"{name}" ({shorten(case.words[name], 60)})' for name in case.readings]
        choices = ", ".join([*readings, f'"{NONE}"', '{"value": …}'])
        self.faults.append(f"{self._at(key)}: {found}; expected as its decision one of {choices}")
        return _OPEN

    def _at(self, key: Key) -> str:
        decision = self._decisions.get(key)
        return f"document {self._doc_id!r}" if decision is None else decision.where

    def _given(self, key: Key, value: Any) -> Any:  # noqa: ANN401 - whatever was written
        """A value that was written by hand, brought into the form that readings have."""
        _, kind, _, field = key
        if value is None:
            return None
        if field is not None:
            return self._of_field(key, field, value)
        if not isinstance(value, dict) or not set(value) <= set(FIELDS[kind]):
            expected = f"an object with some of {', '.join(FIELDS[kind])}"
            self.faults.append(f"{self._at(key)}: {called(key)}: found the value {value!r}; expected {expected}")
            return _OPEN
        return {name: self._of_field(key, name, one) for name, one in value.items() if one is not None}

    def _of_field(self, key: Key, field: str, value: Any) -> Any:  # noqa: ANN401 - whatever was written
        found: Any = value if isinstance(value, str) else None
        expected = "a text"  # as for labels, names and ids
        if field in ONE_SPAN:
            expected, found = _SPAN, self._span(value)
        elif field in SPANS:
            spans = [self._span(one) for one in value] if isinstance(value, list) else []
            expected, found = f"a list, each {_SPAN}", spans if spans and None not in spans else None
        elif field in LISTS:
            fine = isinstance(value, list) and all(isinstance(one, str) for one in value)
            expected, found = "a list of texts", sorted(set(value)) if fine else None
        elif field == "target":
            expected, found = f'{{"event": id}}, {{"entity": id}} or {{"span": …}} with {_SPAN}', self._target(value)
        if found is None:
            self.faults.append(f"{self._at(key)}: {called(key)}: found {field} {value!r}; expected {expected}")
            return _OPEN
        return found

    def _span(self, value: Any) -> dict[str, Any] | None:  # noqa: ANN401 - whatever was written
        if not isinstance(value, dict):
            return None
        start, end = value.get("start"), value.get("end")
        if type(start) is not int or type(end) is not int or not 0 <= start < end <= self._union.length:
            return None
        return self._union.span(value)

    def _target(self, value: Any) -> dict[str, Any] | None:  # noqa: ANN401 - whatever was written
        if not isinstance(value, dict) or len(value) != 1:
            return None
        ((kind, one),) = value.items()
        if kind == "span":
            span = self._span(one)
            return None if span is None else {"span": span}
        return value if kind in _TARGETS and isinstance(one, str) else None

    def _add(self, decision: Decision) -> None:
        """An item that no pass has; and what a line is told that is about nothing."""
        _, kind, item, field = decision.case
        if kind not in FIELDS:
            self.faults.append(f"{decision.where}: found the layer {kind!r}; expected one of {', '.join(FIELDS)}")
        elif field is not None and field not in FIELDS[kind]:
            known = ", ".join(FIELDS[kind])
            self.faults.append(f"{decision.where}: {kind} have no field {field!r}; expected one of {known}")
        elif item not in self._union.units[kind]:
            if field is not None or not isinstance(decision.made, dict):
                self.faults.append(
                    f"{decision.where}: no pass has {called(decision.case)}; expected the id of one as --adjudicate "
                    'writes it, or null as the field and {"value": …} as the decision, which adds an item'
                )
                return
            value = self._made(decision.case, None)
            if isinstance(value, dict):
                self._put(kind, item, {name: value.get(name) for name in FIELDS[kind]})

    def _dangling(self) -> Iterator[str]:
        """References to what is not there."""
        for kind, items in self.items.items():
            for item, fields in items.items():
                for name, layer, one in _references(fields):
                    if one not in self.items[layer]:
                        why = self._gone(layer, one)
                        yield (
                            f"{self._at((self._doc_id, kind, item, name))}: {called((self._doc_id, kind, item, name))} "
                            f"is {value_words(self._union, one)}, {why}; decide one of both otherwise"
                        )

    def _gone(self, layer: str, one: str) -> str:
        decision = self._decisions.get((self._doc_id, layer, one, None))
        if decision is not None:
            return f"which {decision.where} took away"
        known = one in self._union.units[layer]
        return "of which no mention was kept" if known and layer == "entities" else f"which is none of the {layer}"


def _references(fields: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """What an item refers to: the field, the kind and the id."""
    for name, value in fields.items():
        if value is None:
            continue
        if name == "speakers":
            yield from ((name, "entities", one) for one in value)
        elif name == "target":
            yield from ((name, _TARGETS[kind], one) for kind, one in value.items() if kind in _TARGETS)
        elif name in REFERENCES:
            yield name, REFERENCES[name], value
