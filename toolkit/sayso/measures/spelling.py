"""Measures as words: `quotes.F(beta=2)@overlap(0.5)`.

measures.md §6: layer[.aspect].statistic[(parameters)][@criterion]. Parameters stand on the statistic in
alphabetical order, defaults left out, values bare if they are plain words and JSON-quoted otherwise. Parsing
a canonical spelling and spelling the result is the identity; parsing also accepts what canonical form leaves
out.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.errors import MeasureError

if TYPE_CHECKING:
    from collections.abc import Mapping

_BARE = re.compile(r"[A-Za-z0-9_.-]+")
_PARTS = re.compile(
    r"""(?P<path>[A-Za-z0-9_.]+)
        (?:\((?P<parameters>(?:"(?:[^"\\]|\\.)*"|[^"()]|\([^()]*\))*)\))?
        (?:@(?P<criterion>[a-z]+(?:\([^()]*\))?))?""",
    re.VERBOSE,
)
_PARAMETER = re.compile(
    r"""\s*(?P<name>[A-Za-z_][A-Za-z0-9_]*)\s*=\s*
        (?:(?P<quoted>"(?:[^"\\]|\\.)*")|(?P<plain>[A-Za-z0-9_.-]+(?:\([^()]*\))?))\s*(?P<more>,|$)""",
    re.VERBOSE,
)
_CRITERION_VALUE = re.compile(r"overlap\([0-9.]+\)")


@dataclass(frozen=True, slots=True)
class Spelling:
    """A spelling taken apart: `path` is layer, aspect and statistic; nothing is looked up yet."""

    path: tuple[str, ...]
    parameters: tuple[tuple[str, str], ...] = ()
    criterion: str | None = None

    def __str__(self) -> str:
        """The spelling put together again, parameters in alphabetical order."""
        inside = ",".join(f"{name}={_value(value)}" for name, value in sorted(self.parameters))
        at = "" if self.criterion is None else f"@{self.criterion}"
        return f"{'.'.join(self.path)}{f'({inside})' if inside else ''}{at}"


def take_apart(text: str) -> Spelling:
    """Take a spelling apart.

    Raises:
        MeasureError: It does not have the form of a measure; the message shows the form.
    """
    found = _PARTS.fullmatch(text.strip())
    if not found or "" in (path := tuple(found["path"].split("."))):
        form = "layer[.aspect].statistic[(parameters)][@criterion], as in quotes.F@overlap(0.5)"
        msg = f"{text!r} is not a measure; the form of a measure is {form}"
        raise MeasureError(msg)
    return Spelling(path, tuple(_parameters(text, found["parameters"] or "").items()), found["criterion"])


def _parameters(text: str, inside: str) -> Mapping[str, str]:
    parameters: dict[str, str] = {}
    place = 0
    while place < len(inside):
        found = _PARAMETER.match(inside, place)
        if not found or (found["more"] == "," and found.end() == len(inside)):
            form = '(beta=2,kind=direct) or (kind="two words")'
            msg = f"{text!r}: found {inside[place:]!r}, expected parameters as in {form}"
            raise MeasureError(msg)
        if found["name"] in parameters:
            msg = f"{text!r}: parameter {found['name']!r} is given twice; give it once"
            raise MeasureError(msg)
        parameters[found["name"]] = _unquoted(text, found)
        place = found.end()
    return parameters


def _unquoted(text: str, found: re.Match[str]) -> str:
    if found["quoted"] is None:
        return found["plain"]
    try:
        value: str = json.loads(found["quoted"])
    except ValueError:
        msg = f"{text!r}: {found['quoted']} is not a JSON string"
        raise MeasureError(msg) from None
    return value


def _value(value: str) -> str:
    if _BARE.fullmatch(value) or _CRITERION_VALUE.fullmatch(value):
        return value
    return json.dumps(value, ensure_ascii=False)
