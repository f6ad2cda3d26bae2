"""The harness of the official numbers: every case of every file through its adapter, compared digit by digit.

An adapter is a module of `adapters/` named like its file. It has `cases(data)`, which yields a `Case` for each case: an
id, what the official scorer said (nested, as it says it), and a function that computes the same from ours. It may have
`DIGITS`: how many decimals a number was printed with, by the last part of its path; and `CLOSE`: an absolute tolerance.
"""

import functools
import importlib
import json
import math
from dataclasses import dataclass
from typing import Any

from sayso.presets import ScorerError

# Folders that other tests read: Sayso's own numbers and those of statistics.
ELSEWHERE = {"sayso", "statistics"}
RELATIVE = 1e-12


@dataclass
class Case:
    """An id, the official numbers, and ours when called."""

    name: str
    expected: Any
    got: Any


def error_name(text):
    """The error's own name: `ZeroDivisionError: division by zero` is a ZeroDivisionError."""
    return text.partition(":")[0].strip().rsplit(".", 1)[-1]


def raised(function):
    """Ours with its errors as the vectors write them: `{"error": name}`."""

    @functools.wraps(function)
    def wrapped(*arguments):
        try:
            return function(*arguments)
        except ScorerError as error:
            return {**error.before, "error": error.original}

    return wrapped


def all_cases(folder):
    """Every case below a folder as (id, adapter, case); a file without adapter is a case that fails."""
    for path in sorted(folder.glob("*/*.json")):
        if path.parent.name in ELSEWHERE:
            continue
        try:
            adapter = importlib.import_module(f"parity.adapters.{path.stem}")
        except ModuleNotFoundError as missing:
            yield f"{path.parent.name}/{path.stem}", None, missing
            continue
        data = json.loads(path.read_text(encoding="utf-8"))
        for case in adapter.cases(data):
            yield f"{path.parent.name}/{path.stem}:{case.name}", adapter, case


def differences(expected, got, adapter, path=""):
    """Where ours is not what the official scorer said."""
    if isinstance(expected, dict):
        if not isinstance(got, dict):
            yield f"{path}: expected {expected!r}, got {got!r}"
            return
        for name, value in expected.items():
            if name not in got:
                yield f"{path}.{name}: expected {value!r}, got nothing"
            else:
                yield from differences(value, got[name], adapter, f"{path}.{name}")
    elif isinstance(expected, list):
        if not isinstance(got, (list, tuple)) or len(got) != len(expected):
            yield f"{path}: expected {expected!r}, got {got!r}"
            return
        for place, (one, other) in enumerate(zip(expected, got, strict=True)):
            yield from differences(one, other, adapter, f"{path}[{place}]")
    elif not same(expected, got, adapter, path):
        yield f"{path}: expected {expected!r}, got {got!r}"


def leaves(expected, got, adapter, path=""):
    """Every official value with its path, ours, and the decimals that it was printed with, None in full precision."""
    if isinstance(expected, dict):
        for name, value in expected.items():
            yield from leaves(value, got[name], adapter, f"{path}.{name}")
    elif isinstance(expected, list):
        for place, (one, other) in enumerate(zip(expected, got, strict=True)):
            yield from leaves(one, other, adapter, f"{path}[{place}]")
    else:
        yield path, expected, got, digits_of(adapter, path)


def digits_of(adapter, path):
    """How many decimals a number was printed with, None if it is known in full precision."""
    return getattr(adapter, "DIGITS", {}).get(_last(path))


def _last(path):
    return path.rsplit(".", 1)[-1].partition("[")[0]


def same(expected, got, adapter, path):
    if isinstance(expected, (str, bool)) or expected is None or got is None or isinstance(got, str):
        return expected == got
    if isinstance(got, float) and math.isnan(got):
        return False
    digits = digits_of(adapter, path)
    if digits is not None:
        return abs(expected - got) <= 0.5 * 10**-digits + 1e-12
    close = getattr(adapter, "CLOSE", {}).get(_last(path), 0.0)
    if isinstance(expected, int) and isinstance(got, int):
        return expected == got
    return math.isclose(expected, got, rel_tol=RELATIVE, abs_tol=max(close, 1e-15))
