"""Extractors as words: `pattern(cues=extra)`, `spacy(model="my model")`, `mine.py:Mine(depth=2)`.

A spelling is a name, or a place and an object in it, and options in parentheses. Values are Python literals (numbers,
quoted strings, True, False, None, lists and tuples of these; true, false, none and null as well) and bare words,
which are strings. Spelling what was read and reading it again is the identity.
"""

from __future__ import annotations

import ast
import json
import math
import re
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Value = str | int | float | bool | None | list["Value"] | tuple["Value", ...]

_FORM = 'an extractor is spelled name, name(option=value, other="text"), module:object or path/file.py:object'
# A parenthesis opens the options, unless it belongs to a path: then `.py:object` stands behind it.
_PARTS = re.compile(r"(?P<name>[^=\"']+?\.py:[\w.]+|[^()]+)(?:\((?P<options>.*)\))?", re.DOTALL)
_OPTION = re.compile(r"\s*(?P<name>[^\W\d]\w*)\s*=\s*(?P<value>.*?)\s*", re.DOTALL)
_BARE = re.compile(r"[\w./:@+-]+")
_PIECE = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|[\[({]|[\])}]|,|[^\"'\[\](){},]+", re.DOTALL)
_WORDS: dict[str, Value] = {"true": True, "false": False, "none": None, "null": None}


@dataclass(frozen=True, slots=True)
class Spelling:
    """A spelling taken apart; nothing is looked up yet.

    Attributes:
        name: The name of an extractor, or `place:object`.
        options: Names and values, in alphabetical order.
    """

    name: str
    options: tuple[tuple[str, Value], ...] = ()

    def __str__(self) -> str:
        """The canonical spelling."""
        inside = ", ".join(f"{name}={_spelled(value)}" for name, value in self.options)
        return f"{self.name}({inside})" if inside else self.name


def parse(text: str) -> Spelling:
    """The parts of a spelling.

    Raises:
        UsageError: It does not have the form of a spelling, an option is given twice, or a value is no literal.
    """
    found = _PARTS.fullmatch(text.strip())
    if not found:
        raise UsageError(f"{text!r} is not an extractor; {_FORM}")
    options: dict[str, Value] = {}
    for piece in _pieces(text, found["options"] or ""):
        option = _OPTION.fullmatch(piece)
        if not option:
            raise UsageError(f"{text!r}: found {piece.strip()!r}, expected option=value; {_FORM}")
        if option["name"] in options:
            raise UsageError(f"{text!r}: option {option['name']!r} is given twice; give it once")
        options[option["name"]] = _value(text, option["value"])
    return spell(found["name"].strip(), options)


def spell(name: str, options: Mapping[str, Value]) -> Spelling:
    """The spelling of a name with options, these in alphabetical order."""
    return Spelling(name, tuple(sorted(options.items())))


def _pieces(text: str, inside: str) -> Iterator[str]:
    """The options, cut at the commas that stand outside quotes and brackets."""
    depth, piece, place = 0, "", 0
    while place < len(inside):
        found = _PIECE.match(inside, place)
        if not found:
            raise UsageError(f"{text!r}: the quotation mark before {inside[place + 1 :]!r} is never closed; close it")
        part, place = found[0], found.end()
        depth += (part in "[({") - (part in "])}")
        if part == "," and not depth:
            yield piece
            piece = ""
        else:
            piece += part
    if inside.strip():
        yield piece


def _value(text: str, written: str) -> Value:
    if written in _WORDS:
        return _WORDS[written]
    literal = _literal(written)
    if literal is _NOT_A_LITERAL and _BARE.fullmatch(written):
        return written
    if not _allowed(literal):
        raise UsageError(
            f"{text!r}: {written!r} is not a value; expected a word, a number, a quoted string, True, False, None, "
            "or a list of these"
        )
    return literal  # type: ignore[return-value]  # `_allowed` has looked at every part


_NOT_A_LITERAL = object()


def _literal(written: str) -> object:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # "\d" warns, and is what it looks like
        try:
            value: object = ast.literal_eval(written)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            return _NOT_A_LITERAL
    return value


def _allowed(value: object) -> bool:
    if isinstance(value, list | tuple):
        return all(map(_allowed, value))
    if isinstance(value, float):
        return math.isfinite(value)
    return value is None or isinstance(value, str | int)


def _spelled(value: Value) -> str:
    if isinstance(value, str):
        if _BARE.fullmatch(value) and value not in _WORDS and _literal(value) is _NOT_A_LITERAL:
            return value
        # JSON's marks are the ones people type; Python's own also spell what cannot be printed.
        return json.dumps(value, ensure_ascii=False) if value.isprintable() else repr(value)
    return repr(value)
