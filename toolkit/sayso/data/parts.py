"""Parts of files that go in step: gold, its documents and runs, cut at the same documents, without being read.

A cut is proposed at a line of gold and looked for in the other files near the same share of them. Whoever reads the
parts finds out whether they do belong together: each record's document must be in the part of the documents.
"""

from __future__ import annotations

import contextlib
from itertools import pairwise
from typing import TYPE_CHECKING, BinaryIO

from sayso.data.columnar.lines import spelled_document
from sayso.data.jsonl import Part, is_compressed
from sayso.data.sources import FileSource
from sayso.data.urls import can_be_shared
from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sayso.data.urls import Place

_TRIES = 8
"""At how many lines of gold a cut is tried where the others may lack a document."""
_WINDOW = 2**20
"""How many bytes around the expected place are searched first; then eight times as many, and so on."""
_NEAR = 32 * 2**20
"""Within how many bytes behind a cut the next document of gold must come."""


class FilePart(FileSource):
    """Some lines of a file of records."""

    def __init__(self, path: str | Place, part: Part) -> None:
        """Take a plain file and the part of it that is meant."""
        super().__init__(path)
        self.part = part


def size_of(paths: Sequence[Place]) -> int | None:
    """The bytes of some files together; None if one is no plain file that can be read in parts."""
    if not all(path.is_file() and not is_compressed(path) and can_be_shared(path) for path in paths):
        return None
    return sum(path.stat().st_size for path in paths)


def parts_in_step(paths: Sequence[Place], count: int, *, complete: bool = True) -> list[tuple[Part, ...]]:
    """About so many parts of each file, cut at the same documents.

    Args:
        paths: Plain files, gold first; all the others have its documents in the same order, as far as they have them.
        count: How many parts there should be.
        complete: Whether they have all of them.

    Returns:
        For each part one of every file, in the order given; a single one, all there is, where no cut is found.
    """
    with contextlib.ExitStack() as stack:
        try:
            files = [_Lines(stack.enter_context(path.open("rb"))) for path in paths]
        except OSError as error:
            raise UsageError(f"{error.filename}: cannot be read: {error.strerror}") from None
        cuts = [[0] * len(files)]
        for number in range(1, count):
            cut = _cut(files, files[0].size * number // count, cuts[-1], complete=complete)
            if cut is None:
                break
            if all(here > before for here, before in zip(cut, cuts[-1], strict=True)):
                cuts.append(cut)
    ends: list[list[int] | list[None]] = [*cuts, [None] * len(paths)]
    return [
        tuple(Part(begin or 0, end) for begin, end in zip(first, last, strict=True)) for first, last in pairwise(ends)
    ]


def _cut(files: Sequence[_Lines], at: int, last: Sequence[int], *, complete: bool) -> list[int] | None:
    """Where a document begins in every file, gold's line being the first behind a byte that all have."""
    gold, *others = files
    lines = list(gold.after(at, 2 if complete else _TRIES))
    for begin, line in lines[: 1 if complete else None]:
        named = spelled_document(line)
        if named is None:
            return None
        places = [
            file.find(named, file.size * begin // gold.size, low) for file, low in zip(others, last[1:], strict=True)
        ]
        found = [begin, *(place for place in places if place is not None)]
        if len(found) == len(files):
            goes_on = not complete or len(lines) == 1 or _go_on(others, lines[1][1], found[1:])
            return found if goes_on else None
    return None


def _go_on(files: Sequence[_Lines], line: bytes, places: Sequence[int]) -> bool:
    """Whether in every file the document of a line of gold comes soon behind a place."""
    named = spelled_document(line)
    return named is not None and all(
        file.within(named, place, min(file.size, place + _NEAR)) is not None
        for file, place in zip(files, places, strict=True)
    )


class _Lines:
    """The lines of an open file, found by what stands in them."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.size = file.seek(0, 2)

    def after(self, at: int, count: int) -> Iterator[tuple[int, bytes]]:
        """Some lines that begin behind a byte, with the byte that each begins at."""
        self._file.seek(at)
        begin = at + len(self._file.readline())
        for _ in range(count):
            self._file.seek(begin)
            line = self._file.readline()
            if not line:
                return
            yield begin, line
            begin += len(line)

    def find(self, named: bytes, around: int, low: int) -> int | None:
        """The byte at which the line of a document begins, not before `low`; None if there is none."""
        width = _WINDOW
        while True:
            begin, end = max(low, around - width), min(self.size, around + width)
            found = self.within(named, begin, end)
            if found is not None or (begin == low and end == self.size):
                return found
            width *= 8

    def within(self, named: bytes, begin: int, end: int) -> int | None:
        """The same if its name stands between two bytes."""
        step = 2 * _WINDOW
        for first in range(begin, end, step):
            self._file.seek(first)
            piece = self._file.read(min(step, end - first) + len(named) - 1)
            at = piece.find(named)
            while at >= 0:
                start = self._start(first + at)
                self._file.seek(start)
                if spelled_document(self._file.readline()) == named:
                    return start
                at = piece.find(named, at + 1)
        return None

    def _start(self, at: int) -> int:
        """Where the line begins that a byte is in."""
        width = 2**12
        while True:
            low = max(0, at - width)
            self._file.seek(low)
            feed = self._file.read(at - low).rfind(b"\n")
            if feed >= 0 or low == 0:
                return low + feed + 1
            width *= 8
