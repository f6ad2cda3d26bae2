"""Which values JSON can hold: what a parser gives is such a value already, what is made in memory may not be."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from sayso.data.checks.paths import Path

Fault: TypeAlias = "tuple[str, Path, str, str]"
"""Code, path, found, expected."""

DEEPEST = 100
"""How many levels a value may nest; a record has six, free JSON in `meta` may have more."""

_SHOWN = 60


def faults_of_value(value: Any, at: Path = None) -> list[Fault]:  # noqa: ANN401 - whatever was given
    """Why a value that stands `at` a path could not be written as JSON in UTF-8: each reason."""
    faults: list[Fault] = []
    open_values: list[tuple[Any, Path, int]] = [(value, at, 0)]
    while open_values:
        value, path, depth = open_values.pop()
        if isinstance(value, (dict, list)) and depth > DEEPEST:
            found = f"values nested {DEEPEST} levels deep and deeper"
            faults.append(("E108", at, found, f"at most {DEEPEST} levels"))
            break
        if isinstance(value, dict):
            faults += [fault for key in value for fault in _faults_of_key(key, path)]
            open_values += [(inner, (str(key), path), depth + 1) for key, inner in reversed(value.items())]
        elif isinstance(value, list):
            open_values += [(inner, (n, path), depth + 1) for n, inner in reversed(list(enumerate(value)))]
        else:
            faults += _faults_of_scalar(value, path)
    return faults


def _faults_of_key(key: Any, path: Path) -> list[Fault]:  # noqa: ANN401 - whatever was given
    if isinstance(key, str):
        return _faults_of_scalar(key, path)
    return [("E201", path, f"{key!r} as a key", "a string as a key")]


def _faults_of_scalar(value: Any, path: Path) -> list[Fault]:  # noqa: ANN401 - whatever was given
    if isinstance(value, str):
        half = re.search("[\ud800-\udfff]", value)
        whole = "whole characters"
        return [("E114", path, f"half of a surrogate pair, \\u{ord(half[0]):04x}", whole)] if half else []
    if isinstance(value, float) and not math.isfinite(value):
        return [("E107", path, str(value), "a finite number, or null")]
    if value is None or isinstance(value, (bool, int, float)):
        return []
    return [("E201", path, f"{clipped(repr(value))}, a {type(value).__name__}", "a value that JSON can hold")]


def clipped(text: str) -> str:
    """A text short enough for a message."""
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
