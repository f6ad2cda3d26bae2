"""Parts of files that go in step: gold, its documents and runs, cut at the same documents, without being read.

A cut is proposed at a document of gold and looked for in the other files near the same share of them. Whoever reads the
parts finds out whether they do belong together: each record's document must be in the part of the documents. A plain
file is cut at lines, counted in bytes; Parquet at rows, gold where a row group begins.
"""

from __future__ import annotations

import contextlib
from itertools import pairwise
from typing import TYPE_CHECKING, BinaryIO, Protocol

from sayso.data.columnar.lines import spelled_document
from sayso.data.jsonl import Part, checked_path, is_compressed
from sayso.data.sources import FileSource
from sayso.data.tablesource import TableSource
from sayso.data.urls import can_be_shared
from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sayso.data.sources import Source
    from sayso.data.tablesource import Part as Columns
    from sayso.data.urls import Place

_TRIES = 8
"""At how many documents of gold a cut is tried where the others may lack one."""
_WINDOW = 2**20
"""How many bytes around the expected place are searched first; then eight times as many, and so on."""
_NEAR = 32 * 2**20
"""Within how many bytes behind a cut the next document of gold must come."""
_DENSITY = 5
"""So many bytes of JSON Lines take the time that one of Parquet takes, counting included."""


class FilePart(FileSource):
    """Some lines of a file of records."""

    def __init__(self, path: str | Place, part: Part) -> None:
        """Take a plain file and the part of it that is meant."""
        super().__init__(path)
        self.part = part


def is_parquet(path: Place) -> bool:
    """Whether a file is Parquet, by its name."""
    return path.suffix == ".parquet"


def file_of(source: Source) -> Place | None:
    """The file of which others can read a part as this source reads all of it; None if it is none."""
    if type(source) is FileSource:
        return None if is_parquet(source.path) else source.path
    # By another name it would be taken for lines.
    return source.path if type(source) is TableSource and source.path and is_parquet(source.path) else None


def columns_of(source: Source) -> Columns | None:
    """Which columns of a table hold the records of a source; None if it has none."""
    return source.part if isinstance(source, TableSource) else None


def part_at(path: str | Place, part: Part, columns: Columns | None) -> Source:
    """The records in a part of a file.

    Args:
        path: The file.
        part: Some of its lines or rows.
        columns: As of `columns_of`.

    Raises:
        UsageError: There is no such file, or it cannot be read.
    """
    if columns is None:
        return FilePart(path, part)
    from sayso.data.parquet import ParquetTable

    return TableSource(ParquetTable(checked_path(path), part), columns, name=str(path))


def size_of(paths: Sequence[Place]) -> int | None:
    """The bytes of some files together, of Parquet the bytes of lines that take as long to read.

    None if one is no file that can be read in parts.
    """
    if not all(path.is_file() and not is_compressed(path) and can_be_shared(path) for path in paths):
        return None
    # Gold and its documents are mostly in one table.
    tables = {path for path in paths if is_parquet(path)}
    lines = sum(path.stat().st_size for path in paths if not is_parquet(path))
    return lines + _DENSITY * sum(path.stat().st_size for path in tables)


def parts_in_step(paths: Sequence[Place], count: int, *, complete: bool = True) -> list[tuple[Part, ...]]:
    """About so many parts of each file, cut at the same documents.

    Args:
        paths: Plain files or Parquet, gold first; all the others have its documents in the same order, as far as they
            have them.
        count: How many parts there should be; no more are made than a file of Parquet has row groups.
        complete: Whether they have all of them.

    Returns:
        For each part one of every file, in the order given; a single one, all there is, where no cut is found.
    """
    with contextlib.ExitStack() as stack:
        files = [stack.enter_context(_opened(path)) for path in paths]
        cuts = [[0] * len(files)]
        count = min([count, *(file.most for file in files if file.most is not None)])
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


def _cut(files: Sequence[InStep], at: int, last: Sequence[int], *, complete: bool) -> list[int] | None:
    """Where a document begins in every file, the first behind a place in gold that all have."""
    gold, *others = files
    documents = list(gold.after(at, 2 if complete else _TRIES))
    for begin, named in documents[: 1 if complete else None]:
        if named is None:
            return None
        places = [
            file.find(named, file.size * begin // gold.size, low) for file, low in zip(others, last[1:], strict=True)
        ]
        found = [begin, *(place for place in places if place is not None)]
        if len(found) == len(files):
            goes_on = not complete or len(documents) == 1 or _go_on(others, documents[1][1], found[1:])
            return found if goes_on else None
    return None


def _go_on(files: Sequence[InStep], named: bytes | None, places: Sequence[int]) -> bool:
    """Whether in every file a document comes soon behind a place."""
    return named is not None and all(file.is_soon(named, place) for file, place in zip(files, places, strict=True))


@contextlib.contextmanager
def _opened(path: Place) -> Iterator[InStep]:
    """A file that can be cut.

    Raises:
        UsageError: It cannot be read.
    """
    if is_parquet(path):
        from sayso.data.groups import row_groups

        with row_groups(path) as groups:
            yield groups
        return
    try:
        file = path.open("rb")
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    with file:
        yield _Lines(file)


class InStep(Protocol):
    """A file in which documents are found by how a line of JSON spells them, quotation marks included.

    Attributes:
        size: Where it ends, in the unit of its places.
        most: Into how many parts it can be cut at the most, None for any number.
    """

    size: int
    most: int | None

    def after(self, at: int, count: int) -> Iterator[tuple[int, bytes | None]]:
        """Some documents from where a part may begin near a place, with the places; None for one that is not plain."""
        ...

    def find(self, named: bytes, around: int, low: int) -> int | None:
        """Where the record of a document begins, not before `low`; None if there is none."""
        ...

    def is_soon(self, named: bytes, place: int) -> bool:
        """Whether a document comes soon behind a place."""
        ...


class _Lines:
    """The lines of an open file, found by what stands in them."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.most: int | None = None
        self.size = file.seek(0, 2)

    def after(self, at: int, count: int) -> Iterator[tuple[int, bytes | None]]:
        """Some lines that begin behind a byte, with the byte that each begins at."""
        self._file.seek(at)
        begin = at + len(self._file.readline())
        for _ in range(count):
            self._file.seek(begin)
            line = self._file.readline()
            if not line:
                return
            yield begin, spelled_document(line)
            begin += len(line)

    def find(self, named: bytes, around: int, low: int) -> int | None:
        """The byte at which the line of a document begins, not before `low`; None if there is none."""
        width = _WINDOW
        while True:
            begin, end = max(low, around - width), min(self.size, around + width)
            found = self._within(named, begin, end)
            if found is not None or (begin == low and end == self.size):
                return found
            width *= 8

    def is_soon(self, named: bytes, place: int) -> bool:
        """Whether the line of a document comes soon behind a byte."""
        return self._within(named, place, min(self.size, place + _NEAR)) is not None

    def _within(self, named: bytes, begin: int, end: int) -> int | None:
        """Where it begins if its name stands between two bytes."""
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
