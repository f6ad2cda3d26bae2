"""Lines of a file by the document they are about, as far as a glance at a line tells.

What a glance takes for the document is held against the record once it has been read (`shape.py`).
"""

from __future__ import annotations

import contextlib
import json
import re
from typing import TYPE_CHECKING, Self

from sayso.data.columnar.doubt import Doubt
from sayso.data.stream import Stream
from sayso.errors import Problem, UsageError, Where

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from sayso.data.checks.shape import Kind
    from sayso.data.columnar.ids import FileIds
    from sayso.data.rows import Held
    from sayso.data.sources import FileSource, Record, Source

_DOCUMENT = re.compile(rb'"doc_id"\s*:\s*("(?:[^"\\]|\\.)*")')


def spelled_document(line: bytes) -> bytes | None:
    """The document that a line seems to be about, as it is spelled there, quotation marks included."""
    found = _DOCUMENT.search(line)
    return found[1] if found else None


def glanced(line: bytes) -> str:
    """The document that a line seems to be about.

    Raises:
        Doubt: It does not say so plainly.
    """
    spelled = spelled_document(line)
    if spelled is None:
        raise Doubt
    try:
        text = spelled.decode()
        doc_id: str = text[1:-1] if text.isprintable() and "\\" not in text else json.loads(text)
    except ValueError:
        raise Doubt from None
    return doc_id


class Lines:
    """A file read once from front to back, whose lines can be asked for by document in any order."""

    def __init__(self, source: FileSource, ids: FileIds) -> None:
        """Take a file; what is not wanted yet is remembered by its place and read again when it is."""
        self._source = source
        self._ids = ids
        self._waiting: dict[str, tuple[int, int, int]] = {}  # line, byte, and how many bytes
        self._ahead = self._read()
        self._open = contextlib.ExitStack()
        self._again: Callable[[int, int], bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._ahead.close()
        self._open.close()

    def __iter__(self) -> Iterator[tuple[str, Held]]:
        """Documents and lines that nobody has asked for yet: those that wait, then those still to be read."""
        while self._waiting:
            doc_id = next(iter(self._waiting))
            yield doc_id, self._recalled(doc_id)
        for doc_id, line, _ in self._ahead:
            yield doc_id, line

    def take(self, doc_id: str) -> Held | None:
        """The line about a document, None if there is none; those that come before it wait."""
        if doc_id in self._waiting:
            return self._recalled(doc_id)
        for found, line, place in self._ahead:
            if found == doc_id:
                return line
            self._waiting[found] = place
        return None

    def _recalled(self, doc_id: str) -> bytes:
        number, offset, size = self._waiting.pop(doc_id)
        if self._again is None:
            self._again = self._open.enter_context(self._source.reread())
        line = self._again(offset, size)
        with contextlib.suppress(Doubt):
            if glanced(line) == doc_id and len(line) == size and b"\n" not in line:
                return line
        raise UsageError(f"{Where(self._source.name, number)}: the file was changed while it was read; start again")

    def _read(self) -> Generator[tuple[str, bytes, tuple[int, int, int]]]:
        for line in self._source.lines():
            if isinstance(line, Problem):
                raise Doubt
            doc_id = glanced(line.raw)
            if self._ids.again(doc_id):
                raise Doubt
            yield doc_id, line.raw, (line.number, line.offset, len(line.raw))


class Records:
    """The same of records from elsewhere than a file, whose shape has been checked one by one."""

    def __init__(self, source: Source, kind: Kind, ids: FileIds) -> None:
        """Take a source and what its records are meant to be."""
        self._problems: list[Problem] = []
        self._stream = _Unnumbered(source, kind, self._problems, ids)

    def __enter__(self) -> Self:
        self._stream.__enter__()
        return self

    def __exit__(self, *details: object) -> None:
        self._stream.__exit__(*details)

    def __iter__(self) -> Iterator[tuple[str, Record]]:
        """As of `Lines`."""
        for found in self._stream:
            self._vouch()
            yield found.doc_id, found.record
        self._vouch()

    def take(self, doc_id: str) -> Record | None:
        """As of `Lines`."""
        found = self._stream.take(doc_id)
        self._vouch()
        return None if found is None else found.record

    def _vouch(self) -> None:
        if self._problems:
            raise Doubt


class _Unnumbered(Stream):
    """A stream that keeps of a record that there was one, but not in which line: a second one is in doubt, not told."""

    def __init__(self, source: Source, kind: Kind, problems: list[Problem], ids: FileIds) -> None:
        super().__init__(source, kind, problems)
        self._ids = ids

    def _had_before(self, doc_id: str, _: Where) -> bool:
        if self._ids.again(doc_id):
            raise Doubt
        return False

    def _share(self, doc_id: str) -> None:
        pass
