"""Portions: documents in turn that a worker is asked about at once, read by itself where it sees them.

Of a file a worker gets the bytes to read, and the digest of what they have to hold: a path may lead to another file on
another machine, and a file may have changed meanwhile. Whatever has no such bytes is sent along.
"""

from __future__ import annotations

import hashlib
import json
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, TypeGuard

from sayso.data.jsonl import Part
from sayso.data.parts import FilePart, size_of
from sayso.data.sources import Entry, FileSource
from sayso.data.urls import Url
from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.data.sources import Source
    from sayso.errors import Problem
    from sayso.extractors.protocol import Document

_DOCUMENTS, _BYTES = 32, 2**20
"""A mark stands after so many documents, or before if they have so many bytes."""
_MOST = 2**22
"""From so many bytes of a file on a portion gets no more documents."""


def canonical(document: Document) -> bytes:
    """What of a document goes into a digest: its content, however it is written."""
    return json.dumps(document, sort_keys=True).encode("ascii") + b"\n"


@dataclass(frozen=True, slots=True)
class Held:
    """Documents that are sent along."""

    documents: tuple[Document, ...]

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.documents)

    def read(self) -> tuple[Document, ...]:
        """The documents."""
        return self.documents

    def held(self) -> Held:
        """The same."""
        return self


@dataclass(frozen=True, slots=True)
class Lines:
    """Documents in some lines of a file.

    Attributes:
        path: The file.
        part: Lines of it.
        blocks: How many lines stand from mark to mark, with the digest of their documents.
        skipped: How many of the first lines are not meant.
        count: How many of the next are.
    """

    path: str | Url
    part: Part
    blocks: tuple[tuple[int, bytes], ...]
    skipped: int
    count: int

    def read(self) -> tuple[Document, ...] | None:
        """The documents; None where this process does not see the file, or sees another."""
        try:
            return self._found()
        except UsageError:  # no such file, no right to read it, no store that answers
            return None

    def held(self) -> Held:
        """The documents, to be sent along.

        Raises:
            UsageError: The file cannot be read, or not as it was.
        """
        documents = self._found()
        if documents is None:
            raise UsageError(f"{self.path}: the file was changed while it was read; start again")
        return Held(documents)

    def _found(self) -> tuple[Document, ...] | None:
        entries = FilePart(self.path, self.part).entries()
        wanted = range(self.skipped, self.skipped + self.count)
        found: list[Document] = []
        number = 0
        for count, digest in self.blocks:
            hashed = _hash()
            for _ in range(count):
                entry = next(entries, None)
                if not isinstance(entry, Entry):
                    return None
                hashed.update(canonical(entry.record))
                if number in wanted:
                    found.append(entry.record)
                number += 1
            if hashed.digest() != digest:
                return None
        return tuple(found)


Portion: TypeAlias = Held | Lines


class Marks:
    """Where documents begin in a file: every so many of them, with the digest of those from mark to mark."""

    def __init__(self, source: FileSource) -> None:
        """Take a file of documents, each to be added in turn."""
        path = source.path
        self.path = path if isinstance(path, Url) else str(path.absolute())
        self.count = 0
        self._firsts, self._begins = array("q"), array("q")
        self._digests = bytearray()
        self._hashed = _hash()

    def add(self, begin: int, document: bytes) -> None:
        """A document that begins at a byte, as `canonical` has it."""
        if not self.count:
            self._mark(begin)
        elif self.count - self._firsts[-1] == _DOCUMENTS or begin - self._begins[-1] >= _BYTES:
            self._digests += self._hashed.digest()
            self._hashed = _hash()
            self._mark(begin)
        self._hashed.update(document)
        self.count += 1

    def lines(self, first: int, count: int, size: int) -> Lines:
        """So many documents from one on; fewer where they are large, yet a multiple of `size`, and one at least."""
        mark = bisect_right(self._firsts, first) - 1
        large = bisect_left(self._begins, self._begins[mark] + _MOST)
        room = (self._first(large) - first) // size * size
        count = min(max(room, size), count, self.count - first)
        after = bisect_left(self._firsts, first + count)
        return Lines(
            self.path,
            Part(self._begins[mark], self._begins[after] if after < len(self._begins) else None),
            tuple((self._first(one + 1) - self._first(one), self._digest(one)) for one in range(mark, after)),
            first - self._firsts[mark],
            count,
        )

    def _mark(self, begin: int) -> None:
        self._firsts.append(self.count)
        self._begins.append(begin)

    def _first(self, mark: int) -> int:
        return self._firsts[mark] if mark < len(self._firsts) else self.count

    def _digest(self, mark: int) -> bytes:
        size = self._hashed.digest_size
        return bytes(self._digests[mark * size : (mark + 1) * size]) or self._hashed.digest()


def can_be_marked(source: Source) -> TypeGuard[FileSource]:
    """Whether others may be able to read some lines of a source: it is a plain file, and not in this process alone."""
    return type(source) is FileSource and size_of([source.path]) is not None


class Noted(FileSource):
    """A file that notes where the record begins that it gave last."""

    place = 0

    def entries(self) -> Iterator[Entry | Problem]:
        """As of any file."""
        for entry in super().entries():
            if isinstance(entry, Entry):
                self.place = entry.place
            yield entry


def _hash() -> Any:  # noqa: ANN401 - hashlib has no public type of it
    return hashlib.blake2b(digest_size=16)
