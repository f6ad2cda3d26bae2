"""Checks of shape: fields, their types, and what a record of its kind may hold at all.

One walk by the contract's table of fields. Where nothing is wrong it spells no path and builds no object.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any, Literal

from sayso.data.checks.paths import Report, spelled
from sayso.data.fields import ATTRIBUTES, FORMAT, LAYERS, OBJECTS, Field
from sayso.data.values import faults_of_value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sayso.data.checks.paths import Path
    from sayso.errors import Problem, Where

Kind = Literal["document", "gold", "run", "annotations"]
"""What a record is meant to be; `annotations` is either of gold and run."""

_REQUIRED = {
    name: tuple(field for field, declared in fields.items() if declared.required) for name, fields in OBJECTS.items()
}
_OFFSETS = "start and end, in Unicode code points, end exclusive"


def check_shape(record: dict[str, Any], kind: Kind, where: Where) -> list[Problem]:
    """Every problem of shape that a record has.

    Args:
        record: A decoded object.
        kind: What it is meant to be.
        where: File and line.
    """
    report = Report(where, record.get("doc_id"))
    if kind == "document":
        _Walk(report, gold=False).object(record, "document", None)
    else:
        _Walk(report, gold=kind == "gold").object(record, "annotations", None)
        _check_whole(record, kind, report)
    return report.problems


class _Walk:
    """One way through a record, by the table of fields."""

    def __init__(self, report: Report, *, gold: bool) -> None:
        self._report = report
        self._gold = gold

    def object(self, value: dict[str, Any], name: str, path: Path) -> None:
        """Check the fields of an object, and what they demand of each other."""
        if name == "span" and self._is_plain(value):
            return
        fields = OBJECTS[name]
        for key, inner in value.items():
            field = fields.get(key)
            if field is None:
                self._unknown(key, name, path)
            elif inner is not None and not (field.kind == "string" and type(inner) is str):
                self._value(inner, field, (key, path))
        for key in _REQUIRED[name]:
            if value.get(key) is None:
                found = f"null as {key!r}, which is no value" if key in value else f"no {key!r}"
                self._report.add("E203", path, found, f"{key!r}: {_described(fields[key])}")
        if name == "span":
            self._check_span(value, path)
        elif name == "target":
            self._check_target(value, path)

    @staticmethod
    def _is_plain(value: dict[str, Any]) -> bool:
        """Whether a span has offsets and a text and nothing else, as nearly all have."""
        start, end = value.get("start"), value.get("end")
        if type(start) is not int or type(end) is not int or start < 0 or end < 0:
            return False
        return len(value) == 2 or (len(value) == 3 and type(value.get("text")) is str)  # noqa: PLR2004 - its fields

    def _value(self, value: Any, field: Field, path: Path) -> None:  # noqa: ANN401 - any JSON value
        kind = field.kind
        if kind == "object":
            if type(value) is dict:
                self.object(value, field.of or "", path)
            else:
                self._wrong(value, field, path)
        elif kind == "list":
            self._list(value, field, path)
        elif kind == "offset":
            self._offset(value, field, path)
        elif kind == "score":
            self._score(value, field, path)
        elif kind == "free":
            for fault in faults_of_value(value, path):
                self._report.add(*fault)
        else:
            self._wrong(value, field, path)

    def _list(self, value: Any, field: Field, path: Path) -> None:  # noqa: ANN401 - any JSON value
        if type(value) is not list:
            self._wrong(value, field, path)
            return
        name = field.of or ""
        for number, item in enumerate(value):
            if name == "string":
                if type(item) is not str:
                    self._wrong(item, _STRING, (number, path))
            elif type(item) is dict:
                self.object(item, name, (number, path))
            else:
                self._wrong(item, _OBJECT, (number, path))
        if field.required and not value:
            self._report.add("E203", path, "an empty list, which is no value", "at least one span")

    def _offset(self, value: Any, field: Field, path: Path) -> None:  # noqa: ANN401 - any JSON value
        if type(value) is not int:
            self._wrong(value, field, path)
        elif value < 0:
            self._report.add("E301", path, str(value), "an offset from 0, in Unicode code points")

    def _score(self, value: Any, field: Field, path: Path) -> None:  # noqa: ANN401 - any JSON value
        if type(value) not in {int, float}:
            self._wrong(value, field, path)
        elif self._gold:
            self._report.add("E209", path, f"score {spelled(value)}", "no score: gold is certain")
        elif not 0 <= value <= 1:
            self._report.add("E208", path, spelled(value), "a number from 0 to 1")

    def _check_span(self, value: dict[str, Any], path: Path) -> None:
        """Offsets come in pairs; a text alone is a span of a run."""
        start, end = value.get("start"), value.get("end")
        if (start is None) != (end is None):
            missing, given = ("start", "end") if start is None else ("end", "start")
            self._report.add("E203", path, f"{given!r} and no {missing!r}", _OFFSETS)
        elif start is None and value.get("text") is None:
            self._report.add("E203", path, "a span without offsets", _OFFSETS)
        elif start is None and self._gold:
            self._report.add("E211", path, "a text alone", _OFFSETS)

    def _check_target(self, value: dict[str, Any], path: Path) -> None:
        given = [name for name in OBJECTS["target"] if value.get(name) is not None]
        if len(given) != 1:
            found = " and ".join(given) if given else "no value"
            self._report.add("E210", path, found, "exactly one of event, entity and span")

    def _wrong(self, value: Any, field: Field, path: Path) -> None:  # noqa: ANN401 - any JSON value
        self._report.add("E201", path, spelled(value), _described(field))

    def _unknown(self, key: str, name: str, path: Path) -> None:
        expected = f"a field of {_NAMES[name]}: {', '.join(OBJECTS[name])}"
        self._report.add("E202", (key, path), f"field {key!r}", expected, _meant(str(key), OBJECTS[name]))


_STRING, _OBJECT = Field("string"), Field("object")
_NAMES = {name: f"{'an' if name[0] in 'aeiou' else 'a'} {name}" for name in OBJECTS} | {"annotations": "a record"}


def _check_whole(record: dict[str, Any], kind: Kind, report: Report) -> None:
    """What a record may hold beside what, and in gold or in runs alone."""
    version = record.get("format")
    if isinstance(version, str) and version != FORMAT:
        report.add("E204", ("format", None), repr(version), repr(FORMAT))
    if record.get("failure") is not None:
        layers = [layer for layer in LAYERS if record.get(layer) is not None]
        if kind == "gold":
            report.add("E205", ("failure", None), "a failure in gold", "annotations")
        elif layers:
            report.add("E205", ("failure", None), f"a failure beside {', '.join(layers)}", "a failure without layers")
    named = record.get("annotated")
    if named is not None and kind == "run":
        report.add("E206", ("annotated", None), "'annotated' in a run", "'annotated' in gold alone")
    elif isinstance(named, list):
        for number, name in enumerate(named):
            if isinstance(name, str) and name not in ATTRIBUTES:
                path = (number, ("annotated", None))
                report.add("E207", path, repr(name), "an attribute as `layer.attribute`", _meant(name, ATTRIBUTES))


def _described(field: Field) -> str:
    if field.kind == "list":
        return "a list of strings" if field.of == "string" else f"a list of {field.of} objects"
    if field.kind == "object":
        return f"a {field.of} object" if field.of else "an object"
    return {"string": "a string", "offset": "an integer, in Unicode code points", "score": "a number from 0 to 1"}[
        field.kind
    ]


def _meant(word: str, known: Iterable[str]) -> str | None:
    """The way out where a word is nearly one that is known."""
    close = difflib.get_close_matches(word, sorted(known), n=1)
    return f"Did you mean {close[0]!r}?" if close else None
