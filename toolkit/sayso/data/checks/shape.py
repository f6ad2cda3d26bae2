"""Checks of shape: fields, their types, and what a record of this kind may hold at all."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any, Literal

from sayso.data.checks.paths import Report, spelled
from sayso.data.fields import ATTRIBUTES, FORMAT, LAYERS, OBJECTS, Field

if TYPE_CHECKING:
    from sayso.data.checks.paths import Path
    from sayso.errors import Problem, Where

Kind = Literal["document", "gold", "run"]

_REQUIRED = {
    name: tuple(field for field, declared in fields.items() if declared.required) for name, fields in OBJECTS.items()
}
_EXPECTED = {
    "string": "a string",
    "offset": "an integer, in Unicode code points",
    "score": "a number from 0 to 1",
    "object": "an object",
    "list": "a list",
}


def check_shape(record: dict[str, Any], kind: Kind, where: Where) -> list[Problem]:
    """Every problem of shape that a record has.

    Args:
        record: A decoded object.
        kind: What it is meant to be.
        where: File and line.
    """
    report = Report(where, record.get("doc_id"))
    if kind == "document":
        _walk(record, "document", None, report)
        return report.problems
    version = record.get("format")
    if isinstance(version, str) and version != FORMAT:
        report.add("E204", ("format", None), repr(version), repr(FORMAT))
    _walk(record, "annotations", None, report)
    _check_record(record, kind, report)
    return report.problems


def _walk(value: dict[str, Any], name: str, path: Path, report: Report) -> None:
    fields = OBJECTS[name]
    for key, inner in value.items():
        field = fields.get(key)
        if field is None:
            _unknown(key, name, path, report)
        elif inner is not None:
            _check(inner, field, (key, path), report)
    for key in _REQUIRED[name]:
        if value.get(key) is None:
            report.add("E203", path, f"no {key!r}", f"{key!r}, {_described(fields[key])}")
    if name == "span":
        _check_span(value, path, report)
    elif name == "target":
        _check_target(value, path, report)


def _check(value: Any, field: Field, path: Path, report: Report) -> None:  # noqa: ANN401 - any JSON value
    kind = field.kind
    if kind == "string":
        if type(value) is not str:
            _wrong(value, field, path, report)
    elif kind == "object":
        if type(value) is not dict:
            _wrong(value, field, path, report)
        else:
            _walk(value, field.of or "", path, report)
    elif kind == "list":
        _check_list(value, field, path, report)
    elif kind == "offset":
        if type(value) is not int:
            _wrong(value, field, path, report)
        elif value < 0:
            report.add("E301", path, str(value), "an offset from 0, in Unicode code points")
    elif kind == "score":
        _check_score(value, field, path, report)


def _check_list(value: Any, field: Field, path: Path, report: Report) -> None:  # noqa: ANN401
    if type(value) is not list:
        _wrong(value, field, path, report)
        return
    name = field.of or ""
    for number, item in enumerate(value):
        if name == "string":
            if type(item) is not str:
                _wrong(item, Field("string"), (number, path), report)
        elif type(item) is not dict:
            _wrong(item, Field("object"), (number, path), report)
        else:
            _walk(item, name, (number, path), report)
    if field.required and not value:
        report.add("E203", path, "an empty list", "at least one span")


def _check_score(value: Any, field: Field, path: Path, report: Report) -> None:  # noqa: ANN401
    if type(value) not in {int, float}:
        _wrong(value, field, path, report)
    elif not 0 <= value <= 1:
        report.add("E208", path, str(value), "a number from 0 to 1")


def _check_span(value: dict[str, Any], path: Path, report: Report) -> None:
    """Offsets come in pairs; a text alone is a span of a run."""
    start, end = value.get("start"), value.get("end")
    if (start is None) != (end is None):
        missing = "start" if start is None else "end"
        report.add("E203", path, f"no {missing!r}", "'start' and 'end', in Unicode code points, end exclusive")
    elif start is None and value.get("text") is None:
        report.add("E203", path, "neither offsets nor text", "'start' and 'end', in Unicode code points, end exclusive")
    elif start is None:
        report.loose.append(path)


def _check_target(value: dict[str, Any], path: Path, report: Report) -> None:
    given = [name for name in ("event", "entity", "span") if value.get(name) is not None]
    if len(given) != 1:
        report.add("E210", path, " and ".join(given) or "none of them", "exactly one of event, entity and span")


def _check_record(record: dict[str, Any], kind: Kind, report: Report) -> None:
    layers = [layer for layer in LAYERS if record.get(layer) is not None]
    if record.get("failure") is not None:
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
                report.add("E207", (number, ("annotated", None)), repr(name), _meant(name, sorted(ATTRIBUTES)))
    if kind == "gold":
        for path in report.loose:
            report.add("E211", path, "a text alone", "'start' and 'end', in Unicode code points, end exclusive")
        _check_no_scores(record, report)


def _check_no_scores(record: dict[str, Any], report: Report) -> None:
    for layer in LAYERS:
        for number, item in _items(record.get(layer)):
            path: Path = (number, (layer, None))
            inner = "mentions" if layer == "entities" else "arguments"
            for place, holder in [(path, item), *(((n, (inner, path)), x) for n, x in _items(item.get(inner)))]:
                if holder.get("score") is not None:
                    report.add("E209", ("score", place), str(holder["score"]), "no score")


def _items(value: Any) -> list[tuple[int, dict[str, Any]]]:  # noqa: ANN401
    if not isinstance(value, list):
        return []
    return [(number, item) for number, item in enumerate(value) if isinstance(item, dict)]


def _wrong(value: Any, field: Field, path: Path, report: Report) -> None:  # noqa: ANN401
    report.add("E201", path, spelled(value), _described(field))


def _described(field: Field) -> str:
    if field.kind == "list":
        return f"a list of {'strings' if field.of == 'string' else 'objects'}"
    return _EXPECTED[field.kind]


def _unknown(key: str, name: str, path: Path, report: Report) -> None:
    report.add("E202", (key, path), f"field {key!r}", _meant(key, list(OBJECTS[name])))


def _meant(word: str, known: list[str]) -> str:
    close = difflib.get_close_matches(word, known, n=1)
    return f"{close[0]!r}, probably" if close else f"one of {', '.join(known)}"
