"""JSON Lines in and out, plain or gzipped, through the package of that name.

Reading yields every record with its line's number and its place in bytes, so that a problem can be told where it is and
a record read again without keeping it. Writing is atomic: the file is there when it is whole.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import os
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import jsonlines

from sayso.data.codes import problem
from sayso.data.strict import NO_TEXT, Refused, loads, no_text, text_of
from sayso.errors import Problem, UsageError, Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST = 64 * 2**20
"""The most bytes that a line may have, so that a missing line end cannot fill the memory."""

_CHUNK = 2**20


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number from 1, the byte of the (unpacked) file it begins at, its bytes without the line feed."""

    number: int
    offset: int
    raw: bytes


def is_compressed(path: Path) -> bool:
    """Whether a file is read through gzip, by its name."""
    return path.suffix == ".gz"


def checked_path(path: str | Path) -> Path:
    """The path of something that can be opened and is no folder.

    Raises:
        UsageError: There is nothing of this name, it is a folder, or it may not be read.
    """
    path = Path(path)
    try:
        there, folder = path.exists(), path.is_dir()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    if folder:
        raise UsageError(f"{path}: found a folder, expected a file of records; name the file in it")
    if not there:
        relative = "" if path.is_absolute() else f", which is relative to {Path.cwd()}"
        raise UsageError(f"{path}: there is no such file; check the path{relative}")
    if not os.access(path, os.R_OK):
        raise UsageError(f"{path}: the file may not be read; check its permissions")
    return path


@contextlib.contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """A file's bytes, unpacked if it is compressed.

    Raises:
        UsageError: It cannot be opened.
    """
    try:
        plain = path.open("rb", buffering=_CHUNK)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    with plain:
        if is_compressed(path):
            with gzip.open(plain) as unpacked:
                yield cast(BinaryIO, unpacked)
        else:
            yield plain


def lines(path: Path) -> Iterator[Line | Problem]:
    """The lines of a file in order; a problem in place of one that is too long, or of all that cannot be read."""
    if not path.is_file():
        yield problem(Where(str(path)), "E115", "a pipe or a device", "a regular file, which can be read twice")
        return
    number = 0
    with opened(path) as file:
        try:
            for line in _lines(file):
                number = line.number
                if number == 1 and line.raw.startswith(NO_TEXT):
                    yield Refused(no_text(line.raw)).problems(Where(str(path), 1))[0]
                    return
                whole = len(line.raw) <= LONGEST
                yield line if whole else problem(Where(str(path), number), "E109", *_TOO_LONG)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            yield problem(Where(str(path), number + 1), "E112", _damage(error), "a whole gzip file")
            return
        except OSError as error:
            raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    if not number:
        yield problem(Where(str(path)), "E113", "an empty file", "at least one record")


_TOO_LONG = (f"a line of more than {LONGEST:,} bytes", f"at most {LONGEST:,} bytes")


def _lines(file: BinaryIO) -> Iterator[Line]:
    """Lines, of which one that is too long is cut one byte beyond the limit and the rest of it passed over."""
    number = offset = 0
    while raw := file.readline(LONGEST + 2):
        number += 1
        size = len(raw)
        if size == LONGEST + 2 and not raw.endswith(b"\n"):
            while rest := file.readline(_CHUNK):
                size += len(rest)
                if rest.endswith(b"\n"):
                    break
        yield Line(number, offset, raw.removesuffix(b"\n"))
        offset += size


def _damage(error: Exception) -> str:
    if isinstance(error, EOFError):
        return "compressed data that break off"
    if isinstance(error, gzip.BadGzipFile) and "Not a gzipped file" in str(error):
        return "a file that is not compressed, though its name ends in .gz"
    return "compressed data that are damaged"


class _Feed:
    """The lines of a file as jsonlines takes them, and what it passed over on the way."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._passed_over: list[Problem] = []
        self.line = Line(0, 0, b"")

    def __iter__(self) -> Iterator[str]:
        for line in lines(self._path):
            if isinstance(line, Problem):
                self._passed_over.append(line)
                continue
            self.line = line
            try:
                text = text_of(line.raw)
            except Refused as refused:
                self.refuse(refused)
            else:
                yield text

    def refuse(self, refused: Refused) -> None:
        """Pass over the present line."""
        self._passed_over += refused.problems(Where(str(self._path), self.line.number))

    def passed_over(self) -> list[Problem]:
        """What was passed over since the last call."""
        found, self._passed_over = self._passed_over, []
        return found


def read(path: Path) -> Iterator[tuple[Line, dict[str, Any]] | Problem]:
    """The records of a file with their lines; problems in place of a line that is no record."""
    feed = _Feed(path)
    reader = jsonlines.Reader(feed, loads=lambda text: loads(cast(str, text)))
    while True:
        record = None
        try:
            record = reader.read(type=dict)
        except Refused as refused:
            feed.refuse(refused)
        except EOFError:
            yield from feed.passed_over()
            return
        yield from feed.passed_over()
        if record is not None:
            yield feed.line, record


@contextlib.contextmanager
def reopened(path: Path) -> Iterator[BinaryIO]:
    """A file's bytes in any order: a compressed file is unpacked to a temporary one, since gzip has no way back."""
    import shutil
    import tempfile

    with opened(path) as file:
        if not is_compressed(path):
            yield file
            return
        with tempfile.TemporaryFile() as unpacked:
            # A file that breaks off was told when it was read first; what came before is there.
            with contextlib.suppress(EOFError, zlib.error, gzip.BadGzipFile):
                shutil.copyfileobj(file, unpacked)
            yield cast(BinaryIO, unpacked)


def line_at(file: BinaryIO, offset: int) -> bytes:
    """The line that begins at a byte of a reopened file, without its line feed."""
    file.seek(offset)
    return file.readline().removesuffix(b"\n")


def read_at(file: BinaryIO, offset: int) -> dict[str, Any]:
    """The record that begins at a byte of a reopened file.

    Raises:
        Refused: There is none: the file was changed since it was read first.
    """
    return loads(text_of(line_at(file, offset)))


def dumped(record: dict[str, Any]) -> str:
    """A record as one line, in its own key order, every character as itself."""
    return json.dumps(record, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def write(path: str | Path, records: Iterable[dict[str, Any]]) -> int:
    """Write records as a file that appears when it is whole, and return how many.

    Raises:
        UsageError: The folder is not there, or nothing can be written in it.
    """
    path = Path(path)
    with replacing(path) as file, _text(file, compressed=is_compressed(path)) as text:
        writer = jsonlines.Writer(text, dumps=dumped)
        count = 0
        for record in records:
            writer.write(record)
            count += 1
    return count


@contextlib.contextmanager
def _text(file: BinaryIO, *, compressed: bool) -> Iterator[io.TextIOWrapper]:
    with contextlib.ExitStack() as stack:
        if compressed:
            # No name and no time in the header: the same records make the same bytes.
            packed = stack.enter_context(gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0))
            file = cast(BinaryIO, packed)
        yield stack.enter_context(io.TextIOWrapper(file, encoding="utf-8", newline="\n"))


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write that takes the place of `path` when all is written, and leaves no trace if something fails.

    Raises:
        UsageError: The folder is not there, or nothing can be written in it.
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    if path.is_dir():
        raise UsageError(f"{path}: found a folder, expected the name of a file to write")
    try:
        file = partial.open("wb")
    except FileNotFoundError:
        raise UsageError(f"{path}: there is no folder {path.parent}; create it first") from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from None
    try:
        with file:
            yield file
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
