"""From the bytes of a line to a record, refusing whatever a lenient parser would smooth over.

A line without faults is parsed once, by the standard library's scanner. Only a line that has some is looked at again,
to tell each of them with its path.
"""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NoReturn

from sayso.data.checks.paths import path_text
from sayso.data.codes import problem
from sayso.data.packing import MAGIC, ending_by_content
from sayso.data.values import DEEPEST, clipped, faults_of_value

if TYPE_CHECKING:
    from sayso.data.checks.paths import Path
    from sayso.data.values import Fault
    from sayso.errors import Problem, Where


BOM = b"\xef\xbb\xbf"
NO_TEXT = (*MAGIC, b"\xff\xfe", b"\xfe\xff")
"""How a file begins that is compressed, or is UTF-16: none of its lines can be read."""

_SHOWN = 60
_ONE = "one JSON object a line"


class Refused(Exception):  # noqa: N818 - it says what became of the line
    """A line that is no record; `faults` are (code, path, found, expected) of each reason."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*(code for code, *_ in faults))
        self.faults = faults

    def problems(self, where: Where) -> list[Problem]:
        """The reasons as problems of a line."""
        return [
            problem(where if path is None else replace(where, path=path_text(path)), code, found, expected)
            for code, path, found, expected in self.faults
        ]


def decode(raw: bytes, where: Where) -> dict[str, Any] | Problem:
    """The object on one line, or the first reason why there is none.

    Args:
        raw: The line without its line feed; a carriage return at its end is white space.
        where: File and line.
    """
    try:
        return loads(text_of(raw))
    except Refused as refused:
        return refused.problems(where)[0]


def text_of(raw: bytes) -> str:
    """The characters of a line.

    Raises:
        Refused: The line is blank, or its bytes are not those of one line of UTF-8.
    """
    if raw.startswith(BOM):
        raise Refused(("E102", None, "a byte order mark (bytes EF BB BF)", "a line that begins with {"))
    line = raw.removesuffix(b"\r")
    at = line.find(b"\r")
    if at >= 0:
        found = f"a carriage return at byte {at + 1} of the line"
        raise Refused(("E111", None, found, "lines that end in a line feed, alone or after a carriage return"))
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        found = f"byte {line[error.start]:02X} at byte {error.start + 1} of the line"
        raise Refused(("E101", None, found, "UTF-8")) from None
    if text.startswith("\x1e"):
        # The record separator of JSON text sequences, which jsonlines would pass over.
        raise Refused(("E103", None, f"no JSON from character 1 on: {_short(text)}", _ONE))
    if not text.strip():
        raise Refused(("E110", None, "a blank line", _ONE))
    return text


def no_text(raw: bytes) -> Fault:
    """Why no line of a file can be read that begins as `NO_TEXT` does."""
    ending = ending_by_content(raw)
    if ending:
        found = f"a compressed file whose name does not end in {ending}"
        return ("E101", None, found, f"UTF-8, or a name that ends in {ending}")
    return ("E101", None, "a file in UTF-16", "UTF-8")


def loads(text: str) -> dict[str, Any]:
    """The object that a line spells.

    Raises:
        Refused: It spells something else, or spells an object as JSON does not allow.
    """
    try:
        record = _DECODER.decode(text)
    except (ValueError, RecursionError):
        raise Refused(*_faults(text)) from None
    if type(record) is not dict:
        found = "null" if record is None else f"{_kind(record)}: {_short(text)}"
        raise Refused(("E105", None, found, "a JSON object, {…}"))
    if "\\u" in text and (faults := faults_of_value(record)):
        raise Refused(*faults)
    return record


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError
    return number


def _constant(name: str) -> NoReturn:
    raise ValueError(name)


_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_constant, parse_float=_finite)


class _Object(list[tuple[str, Any]]):
    """An object with all its keys, as often as they stand there."""


class _NoNumber(str):
    """A number as it is spelled, where JSON or Python has none such."""

    __slots__ = ()


def _as_float(text: str) -> float | _NoNumber:
    number = float(text)
    return _NoNumber(text) if math.isinf(number) else number


def _as_integer(text: str) -> int | _NoNumber:
    try:
        return int(text)
    except ValueError:
        return _NoNumber(text)


_LENIENT = json.JSONDecoder(
    object_pairs_hook=_Object, parse_constant=_NoNumber, parse_float=_as_float, parse_int=_as_integer
)


def _faults(text: str) -> list[Fault]:
    """Why a line is not parsed: it is no JSON, or JSON with keys that stand twice or numbers that are none."""
    try:
        value = _LENIENT.decode(text)
    except json.JSONDecodeError as error:
        return [_no_json(text, error)]
    except RecursionError:
        return [("E108", None, "brackets nested without end", f"at most {DEEPEST} levels")]
    return _faults_within(value)


def _faults_within(value: Any) -> list[Fault]:  # noqa: ANN401 - any JSON value
    faults: list[Fault] = []
    open_values: list[tuple[Any, Path]] = [(value, None)]
    while open_values:
        value, path = open_values.pop()
        if isinstance(value, _NoNumber):
            faults.append(("E107", path, clipped(value), "a finite number, or null"))
        elif isinstance(value, _Object):
            keys = [key for key, _ in value]
            twice = [key for key in dict.fromkeys(keys) if keys.count(key) > 1]
            faults += [("E106", path, f"key {key!r} {_times(keys.count(key))}", "each key once") for key in twice]
            open_values += [(inner, (key, path)) for key, inner in reversed(value)]
        elif isinstance(value, list):
            open_values += [(inner, (number, path)) for number, inner in reversed(list(enumerate(value)))]
    return faults


def _times(count: int) -> str:
    return "twice" if count == 2 else f"{count} times"  # noqa: PLR2004 - two is twice


def _no_json(text: str, error: json.JSONDecodeError) -> Fault:
    at = error.pos
    if error.msg == "Extra data" and _begins_a_value(text[at:]):
        return ("E104", None, f"a second value at character {at + 1}: {_short(text[at:])}", _ONE)
    if at >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
        return ("E103", None, f"a line that ends in the middle of a value: {_tail(text)}", _ONE)
    return ("E103", None, f"no JSON from character {at + 1} on: {_short(text[at:])}", _ONE)


def _begins_a_value(text: str) -> bool:
    try:
        _LENIENT.raw_decode(text)
    except (ValueError, RecursionError):
        return False
    return True


def _kind(value: object) -> str:
    names = {bool: "a boolean", int: "a number", float: "a number", str: "a string", list: "a list"}
    return names[type(value)]


def _short(text: str) -> str:
    return repr(clipped(text))


def _tail(text: str) -> str:
    text = text.rstrip()
    return repr(text if len(text) <= _SHOWN else "…" + text[-_SHOWN:])
