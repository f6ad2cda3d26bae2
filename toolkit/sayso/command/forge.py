"""Errors that end a command, for GitHub Actions: a workflow command each, at file and line where these are known.

What a verdict has to say it says itself; this is for what kept a command from coming to one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sayso.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.errors import Problem

TITLES = {
    2: "usage or configuration",
    3: "invalid data",
    4: "extractor failed",
    5: "nothing to score",
    70: "internal error",
}
SHOWN = 10
"""How many problems are annotated; GitHub shows ten errors a step."""

_PLACE = re.compile(r"(?P<file>[^\n]+?):(?:(?P<line>\d+):)? ")


def told_github(message: str, status: int, error: Exception | None = None) -> str:
    """What to print of an error, a line each ending in a newline.

    Args:
        message: What was said of it.
        status: The exit status.
        error: The error; one about data is told problem by problem.
    """
    title = f"sayso: {TITLES.get(status, 'error')} (exit {status})"
    lines = _of_data(error, title) if isinstance(error, DataError) else _of_message(message, title)
    return "".join(f"{line}\n" for line in lines)


def _of_data(error: DataError, title: str) -> Iterator[str]:
    from sayso.gates.outputs.github import command

    for problem in error.problems[:SHOWN]:
        where = problem.where
        yield command("error", _told(problem), **_at(where.file, where.line), title=f"{title}: {problem.code}")
    left = len(error.problems) - SHOWN
    if left > 0:
        yield command("notice", f"and {left:,} more problems; `sayso validate --all` prints them", title=title)


def _told(problem: Problem) -> str:
    """A problem on one line."""
    first, *rest = str(problem).splitlines()
    place, _, what = first.partition(": ")
    # The place is told by the annotation, but where GitHub could not show it there.
    shown = what if _at(problem.where.file, problem.where.line) else f"{place}: {what}"
    return "; ".join([shown, *(" ".join(line.split()) for line in rest)])


def _of_message(message: str, title: str) -> Iterator[str]:
    from sayso.gates.outputs.github import command

    found = _PLACE.match(message)
    at = _at(found["file"], int(found["line"]) if found["line"] else None) if found else {}
    yield command("error", " ".join(message.split()), **at, title=title)


def _at(file: str | None, line: int | None) -> dict[str, str]:
    """File and line as properties of an annotation; none for what is no file of the checkout."""
    from pathlib import Path

    from sayso.gates.outputs.places import checkout, within

    there = within(file, checkout()) if file and Path(file).is_file() else None
    if there is None:
        return {}
    return {"file": there} if line is None else {"file": there, "line": str(line)}
