"""A source read once from front to back, whose records can be asked for by document in any order.

What is not wanted yet is remembered by its place and read again when it is, so memory is bounded by disorder: two files
in the same order keep nothing waiting.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from sayso.data.checks import check_shape
from sayso.data.codes import problem
from sayso.errors import Problem, UsageError, Where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sayso.data.checks.shape import Kind
    from sayso.data.sources import Entry, Record, Source

_NOTHING: Record = {}


@dataclass(frozen=True, slots=True)
class Found:
    """A record with its place; `sound` if it has the shape it should have."""

    where: Where
    doc_id: str
    record: Record
    sound: bool


class Stream:
    """The records of a source, each checked for its shape once; used as a context, which closes the file."""

    def __init__(self, source: Source, kind: Kind, problems: list[Problem]) -> None:
        """Take a source; what is wrong with its records is added to `problems` as they are read."""
        self.name = source.name
        self._source = source
        self._kind: Kind = kind
        self._problems = problems
        self._ahead = self._accepted()
        self._waiting: dict[str, tuple[Entry, bool]] = {}
        self._lines: dict[str, int | None] = {}
        self._open = contextlib.ExitStack()
        self._again: Callable[[Entry], Record] | None = None
        self.gaps = False  # whether a record was passed over that nobody knows the document of

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._ahead.close()
        self._open.close()

    def __iter__(self) -> Iterator[Found]:
        """The records that nobody has asked for yet: first those that wait, then those that are still to be read."""
        while self._waiting:
            yield self._recalled(next(iter(self._waiting)))
        for entry, sound in self._ahead:
            yield _found(entry, sound=sound)

    @property
    def doc_ids(self) -> tuple[str, ...]:
        """The documents of all records that have been read so far."""
        return tuple(self._lines)

    def take(self, doc_id: str) -> Found | None:
        """The record of a document, None if there is none; those that come before it wait."""
        if doc_id in self._waiting:
            return self._recalled(doc_id)
        for entry, sound in self._ahead:
            found = _found(entry, sound=sound)
            if found.doc_id == doc_id:
                self._share(doc_id)
                return found
            self._waiting[found.doc_id] = (replace(entry, record=_NOTHING), sound)
        return None

    def _share(self, doc_id: str) -> None:
        """Keep one string for all files."""
        self._lines[doc_id] = self._lines.pop(doc_id)

    def _recalled(self, doc_id: str) -> Found:
        entry, sound = self._waiting.pop(doc_id)
        if self._again is None:
            self._again = self._open.enter_context(self._source.reopened())
        record = self._again(entry)
        if record.get("doc_id") != doc_id:
            raise UsageError(f"{entry.where}: the file was changed while it was read; start again")
        return Found(entry.where, doc_id, record, sound)

    def _accepted(self) -> Any:  # noqa: ANN401 - a generator, which can be closed
        """Records that say which document they are about, the first of each; and whether their shape is good."""
        for entry in self._source.entries():
            if isinstance(entry, Problem):
                self._problems.append(entry)
                self.gaps = True
                continue
            found = check_shape(entry.record, self._kind, entry.where)
            self._problems += found
            doc_id = entry.record.get("doc_id")
            if not isinstance(doc_id, str):
                self.gaps = True
            elif not self._had_before(doc_id, entry.where):
                yield entry, not found

    def _had_before(self, doc_id: str, where: Where) -> bool:
        if doc_id not in self._lines:
            self._lines[doc_id] = where.line
            return False
        place = replace(where, path="$.doc_id", doc_id=doc_id)
        told = f"document {doc_id!r}, which line {self._lines[doc_id]} has already"
        self._problems.append(problem(place, "E601", told, "one record for each document"))
        return True


def _found(entry: Entry, *, sound: bool) -> Found:
    return Found(entry.where, entry.record["doc_id"], entry.record, sound)
