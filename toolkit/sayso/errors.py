"""What can go wrong, and how it is said: where, found, expected, way out.

    SaysoError                      70 an internal error, if nothing more precise is raised
    ├── UsageError                   2 usage or configuration; a path that is not there
    │   └── MeasureError               no such measure, or not with these parameters
    ├── DataError                    3 invalid data: all problems of all files at once
    ├── ExtractorError               4 an extractor cannot start, or failed too often
    ├── WorkerError                  4 a process or a cluster ended before its work was done
    └── NothingToScore               5 gold has nothing that the measures could count

The number is the exit status of the command line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHOWN = 10


class SaysoError(Exception):
    """Any error that Sayso raises on purpose."""

    exit_status: ClassVar[int] = 70


class UsageError(SaysoError):
    """A call or a configuration that cannot be carried out as it stands."""

    exit_status: ClassVar[int] = 2


class MeasureError(UsageError):
    """A measure that does not exist, or does not take these parameters."""


class ExtractorError(SaysoError):
    """An extractor that cannot start, or whose failures ended the run."""

    exit_status: ClassVar[int] = 4


class WorkerError(SaysoError):
    """A process, or a cluster, that ended before it had done its part of the work."""

    exit_status: ClassVar[int] = 4


class NothingToScore(SaysoError):  # noqa: N818 - the field says so, and it is no fault of anybody's
    """Gold that has nothing the measures could count."""

    exit_status: ClassVar[int] = 5


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A place in the data: file (or the name of a source in memory), line from 1, path into the record, document."""

    file: str | None = None
    line: int | None = None
    path: str | None = None
    doc_id: str | None = None

    def __str__(self) -> str:
        """`file:line`, so that an editor can jump there."""
        place = self.file or "(in memory)"
        return place if self.line is None else f"{place}:{self.line}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding of a check, with its code, its place, and what to do about it."""

    where: Where
    code: str
    found: str
    expected: str
    mend: str | None = None

    def __str__(self) -> str:
        """The problem as it is printed, without a final newline."""
        at = f" at {self.where.path}" if self.where.path else ""
        document = f" (document {self.where.doc_id!r})" if self.where.doc_id else ""
        lines = [
            f"{self.where}: {self.code}{at}{document}",
            f"    found     {self.found}",
            f"    expected  {self.expected}",
        ]
        if self.mend:
            lines.append(f"    way out   {self.mend}")
        return "\n".join(lines)


class DataError(SaysoError):
    """Data that breaks the contract; carries every problem that was found."""

    exit_status: ClassVar[int] = 3

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Take the problems, in order of place."""
        self.problems = tuple(sorted(problems, key=_place))
        super().__init__(self.text())

    def text(self, *, limit: int | None = _SHOWN) -> str:
        """All problems, or the first of them, with what to do next."""
        count = len(self.problems)
        shown = self.problems if limit is None else self.problems[:limit]
        head = f"{count} problem{'' if count == 1 else 's'} found; nothing was scored"
        more = [f"… and {count - len(shown)} more; `sayso validate --all` prints them"] if count > len(shown) else []
        tail = "`sayso explain CODE` says what a code means and how to mend it"
        return "\n".join([head, *map(str, shown), *more, tail])


def _place(problem: Problem) -> tuple[str, int, list[str | int], str]:
    where = problem.where
    # Numbers in a path are compared as numbers: $.quotes[2] stands before $.quotes[10].
    steps = [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", where.path or "")]
    return (where.file or "", where.line or 0, steps, problem.code)
