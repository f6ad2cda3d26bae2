"""From the bytes of a line to a record, refusing whatever a lenient parser would smooth over."""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn

from sayso.errors import Problem, Where

BOM = b"\xef\xbb\xbf"
_SHOWN = 60


class _RefusedError(ValueError):
    """Raised from within the JSON parser."""

    def __init__(self, code: str, found: str, expected: str) -> None:
        super().__init__(code)
        self.problem = code, found, expected


def decode(raw: bytes, where: Where) -> dict[str, Any] | Problem:
    """The object on one line, or what is wrong with the line.

    Args:
        raw: The line without its line feed; a carriage return before that is white space.
        where: File and line.
    """
    try:
        return _decoded(raw, first=where.line == 1)
    except _RefusedError as refused:
        return Problem(where, *refused.problem)


def _decoded(raw: bytes, *, first: bool) -> dict[str, Any]:
    if raw.startswith(BOM) and first:
        raise _RefusedError("E102", "a byte order mark (EF BB BF)", "a file that begins with {")
    line = raw.removesuffix(b"\r")
    if not line.strip():
        raise _RefusedError("E110", "a blank line", "one JSON object a line")
    if b"\r" in line:
        at = line.index(b"\r")
        raise _RefusedError("E111", f"a carriage return after {at} bytes of the line", "line feeds as line ends")
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        byte = line[error.start]
        raise _RefusedError("E101", f"byte 0x{byte:02X} at byte {error.start} of the line", "UTF-8") from None
    record = _parsed(text)
    if not isinstance(record, dict):
        raise _RefusedError("E105", f"{_kind(record)}: {_short(text)}", "a JSON object")
    if "\\u" in text:
        _refuse_surrogates(record)
    return record


def _parsed(text: str) -> Any:  # noqa: ANN401 - any JSON value
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_constant, parse_float=_finite)
    except _RefusedError:
        raise
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":
            found = f"more after the first value, at character {error.pos}: {_short(text[error.pos :])}"
            raise _RefusedError("E104", found, "one JSON object a line") from None
        found = f"{error.msg} at character {error.pos}: {_short(text[error.pos :] or text[-_SHOWN:])}"
        raise _RefusedError("E103", found, "a JSON object") from None
    except RecursionError:
        raise _RefusedError("E108", "brackets nested beyond the parser's limit", "a record, six levels deep") from None
    except ValueError:
        raise _RefusedError("E103", "a number of more digits than can be read", "a JSON object") from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _RefusedError("E106", f"key {twice!r} twice in one object", "each key once")
    return found


def _constant(name: str) -> NoReturn:
    raise _RefusedError("E107", name, "a finite number, or null")


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise _RefusedError("E107", f"{text}, which is infinite as a floating point number", "a finite number, or null")
    return number


def _refuse_surrogates(record: dict[str, Any]) -> None:
    try:
        json.dumps(record, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        half = ord(str(error.object)[error.start])
        raise _RefusedError("E114", f"half of a surrogate pair, \\u{half:04x}", "whole characters") from None


def _kind(value: object) -> str:
    if value is None:
        return "null"
    names = {bool: "a boolean", int: "a number", float: "a number", str: "a string", list: "a list"}
    return names[type(value)]


def _short(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")
