"""JSON Lines in and out, plain or compressed, through the package of that name.

Reading yields every record with its line's number and its place in bytes, so that a problem can be told where it is and
a record read again without keeping it. Writing is atomic: the file is there when it is whole.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast, overload

import jsonlines

from sayso.data.codes import problem
from sayso.data.packing import DAMAGE, ENDINGS, packing_of
from sayso.data.strict import NO_TEXT, Refused, loads, no_text, text_of
from sayso.data.urls import Url, is_random, local, place_of
from sayso.errors import Problem, UsageError, Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sayso.data.packing import Packing
    from sayso.data.urls import Place

LONGEST = 64 * 2**20
"""The most bytes that a line may have, so that a missing line end cannot fill the memory."""

_CHUNK = 2**20


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number from 1, the byte of the (unpacked) file it begins at, its bytes without the line feed."""

    number: int
    offset: int
    raw: bytes


@dataclass(frozen=True, slots=True)
class Part:
    """Some lines of a plain file: the byte that the first begins at, and that after the last, None for all the rest."""

    begin: int = 0
    end: int | None = None


def is_compressed(path: Place) -> bool:
    """Whether a file is compressed, by its name."""
    return path.suffix in ENDINGS


@overload
def checked_path(path: Path) -> Path: ...
@overload
def checked_path(path: str | Place) -> Place: ...
def checked_path(path: str | Place) -> Place:
    """The path of something that can be opened and is no folder.

    Raises:
        UsageError: There is nothing of this name, it is a folder, it may not be read, or what reads it is not there.
    """
    path = place_of(path)
    if isinstance(path, Url):
        _check_url(path)
        return path
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
    packing_of(path)
    return path


def _check_url(url: Url) -> None:
    from sayso.data.stores import there

    if there(url).folder:
        raise UsageError(f"{url}: found a folder, expected a file of records; name the file in it")
    packing_of(url)


@contextlib.contextmanager
def opened(path: Place) -> Iterator[BinaryIO]:
    """A file's bytes, unpacked if it is compressed.

    Raises:
        UsageError: It cannot be opened.
    """
    try:
        plain = path.open("rb", buffering=_CHUNK)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    with plain:
        packing = packing_of(path)
        if packing is None:
            yield plain
        else:
            with packing.unpacked(plain) as unpacked:
                yield unpacked


def lines(path: Place, name: str | None = None, part: Part | None = None) -> Iterator[Line | Problem]:
    """The lines of a file in order; a problem in place of one that is too long, or of all that cannot be read.

    Args:
        path: The file.
        name: What to call it in messages, if not by its path.
        part: Read a part of a plain file alone; its lines are numbered from 1, and there may be none.
    """
    name = name or str(path)
    if isinstance(path, Path) and not path.is_file():
        yield problem(Where(name), "E115", "a pipe or a device", "a regular file, which can be read twice")
        return
    number = 0
    with opened(path) as file:
        try:
            for line in _lines(file, part or Part()):
                number = line.number
                if number == 1 and line.raw.startswith(NO_TEXT):
                    yield Refused(no_text(line.raw)).problems(Where(name, 1))[0]
                    return
                whole = len(line.raw) <= LONGEST
                yield line if whole else problem(Where(name, number), "E109", *_TOO_LONG)
        except DAMAGE as error:
            packing = packing_of(path)
            if packing is None:
                raise  # Nothing was unpacked.
            yield problem(Where(name, number + 1), "E112", packing.damage(error), f"a whole {packing.name} file")
            return
        except OSError as error:
            raise UsageError(f"{name}: cannot be read: {error.strerror}") from None
    if not number and part is None:
        yield problem(Where(name), "E113", "an empty file", "at least one record")


_TOO_LONG = (f"a line of more than {LONGEST:,} bytes", f"at most {LONGEST:,} bytes")


def _lines(file: BinaryIO, part: Part) -> Iterator[Line]:
    """Lines, of which one that is too long is cut one byte beyond the limit and the rest of it passed over."""
    number, offset = 0, part.begin
    if offset:
        file.seek(offset)
    while offset != part.end and (raw := file.readline(LONGEST + 2)):
        number += 1
        size = len(raw)
        if size == LONGEST + 2 and not raw.endswith(b"\n"):
            while rest := file.readline(_CHUNK):
                size += len(rest)
                if rest.endswith(b"\n"):
                    break
        yield Line(number, offset, raw.removesuffix(b"\n"))
        offset += size


class _Feed:
    """The lines of a file as jsonlines takes them, and what it passed over on the way."""

    def __init__(self, path: Place, name: str, part: Part | None) -> None:
        self._path = path
        self._name = name
        self._part = part
        self._passed_over: list[Problem] = []
        self.line = Line(0, 0, b"")

    def __iter__(self) -> Iterator[str]:
        for line in lines(self._path, self._name, self._part):
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
        self._passed_over += refused.problems(Where(self._name, self.line.number))

    def passed_over(self) -> list[Problem]:
        """What was passed over since the last call."""
        found, self._passed_over = self._passed_over, []
        return found


def read(
    path: Place, name: str | None = None, part: Part | None = None
) -> Iterator[tuple[Line, dict[str, Any]] | Problem]:
    """The records of a file with their lines; problems in place of a line that is no record.

    Args:
        path: The file.
        name: What to call it in messages, if not by its path.
        part: Read a part of a plain file alone.
    """
    feed = _Feed(path, name or str(path), part)
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
def reopened(path: Place) -> Iterator[BinaryIO]:
    """A file's bytes in any order: what has no way back, as a compressed file, is unpacked to a temporary one."""
    import shutil
    import tempfile

    if isinstance(path, Url) and not is_compressed(path) and is_random(path):
        from sayso.data.remote import in_pieces

        with in_pieces(path) as file:
            yield file
        return
    with opened(path) as file:
        if not is_compressed(path) and is_random(path):
            yield file
            return
        with tempfile.TemporaryFile() as unpacked:
            # A file that breaks off was told when it was read first; what came before is there.
            with contextlib.suppress(*DAMAGE):
                shutil.copyfileobj(file, unpacked)
            yield cast(BinaryIO, unpacked)


def bytes_at(file: BinaryIO, offset: int, size: int) -> bytes:
    """So many bytes of a reopened file; past the buffer, which every leap would fill with much that nobody wants."""
    plain = file.raw if isinstance(file, io.BufferedReader) and isinstance(file.raw, io.FileIO) else file
    plain.seek(offset)
    return plain.read(size) or b""


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
        UsageError: The folder is not there, nothing can be written in it, or what compresses so is not installed.
    """
    path = local(path)
    packing = packing_of(path)
    with replacing(path) as file, _text(file, packing) as text:
        writer = jsonlines.Writer(text, dumps=dumped)
        count = 0
        for record in records:
            writer.write(record)
            count += 1
    return count


@contextlib.contextmanager
def _text(file: BinaryIO, packing: Packing | None) -> Iterator[io.TextIOWrapper]:
    with contextlib.ExitStack() as stack:
        if packing is not None:
            file = stack.enter_context(packing.packed(file))
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
