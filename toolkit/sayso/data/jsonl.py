"""JSON Lines in and out, plain or gzipped.

Reading yields every line with its number and its place in bytes, so that a problem can be told where it is and a record
read again without keeping it. Writing is atomic: the file is there when it is whole.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import jsonlines

from sayso.data.strict import BOM, decode
from sayso.errors import DataError, Problem, UsageError, Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST = 64 * 2**20
"""The most bytes that a line may have."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number from 1, the byte it begins at, and its bytes without the line feed."""

    number: int
    offset: int
    raw: bytes


def is_compressed(path: Path) -> bool:
    """Whether a file is read through gzip, by its name."""
    return path.suffix == ".gz"


def checked_path(path: str | Path) -> Path:
    """The path of an existing regular file.

    Raises:
        UsageError: There is no such file, it is a folder, or it may not be read.
    """
    path = Path(path)
    if not path.exists():
        msg = f"{path}: there is no such file"
        raise UsageError(msg)
    if not path.is_file():
        kind = "a folder" if path.is_dir() else "no regular file"
        msg = f"{path}: E115 found {kind}, expected a file of records; a folder can be a corpus if it holds corpus.toml"
        raise UsageError(msg)
    if not os.access(path, os.R_OK):
        msg = f"{path}: the file may not be read; check its permissions"
        raise UsageError(msg)
    return path


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[BinaryIO | gzip.GzipFile]:
    with path.open("rb") as plain:
        if is_compressed(path):
            with gzip.open(plain) as unpacked:
                yield unpacked
        else:
            yield plain


def lines(path: Path) -> Iterator[Line | Problem]:
    """The lines of a file in order; a problem in place of a line that cannot be read, after which no more come."""
    number = offset = 0
    with _opened(path) as file:
        while True:
            where = Where(str(path), number + 1)
            try:
                raw = file.readline(LONGEST + 1)
            except (EOFError, zlib.error, gzip.BadGzipFile) as error:
                yield Problem(where, "E112", str(error).rstrip("."), "a whole gzip file")
                return
            if not raw:
                break
            number += 1
            if len(raw) > LONGEST:
                yield Problem(where, "E109", f"a line of more than {LONGEST:,} bytes", f"at most {LONGEST:,} bytes")
                return
            yield Line(number, offset, raw.removesuffix(b"\n"))
            offset += len(raw)
    if not number:
        yield Problem(Where(str(path)), "E113", "an empty file", "at least one record")


def read(path: Path) -> Iterator[tuple[Line, dict[str, Any]] | Problem]:
    """The records of a file with their lines; a problem in place of one that is no record."""
    for line in lines(path):
        if isinstance(line, Problem):
            yield line
            continue
        where = Where(str(path), line.number)
        found = _record(line, where)
        yield found if isinstance(found, Problem) else (line, found)


def _record(line: Line, where: Where) -> dict[str, Any] | Problem:
    """Jsonlines hands the line to the strict decoder, which says more than "invalid json"."""
    told: list[Problem] = []

    def loads(raw: str | bytes) -> dict[str, Any] | None:
        found = decode(raw if isinstance(raw, bytes) else raw.encode("utf-8"), where)
        if isinstance(found, Problem):
            told.append(found)
            return None
        return found

    if not line.raw.strip() or line.raw.startswith(BOM):
        # jsonlines passes over blank lines and byte order marks, which the contract refuses.
        return decode(line.raw, where)
    try:
        record = jsonlines.Reader([line.raw], loads=loads).read(type=dict, allow_none=True)
    except jsonlines.InvalidLineError:
        return decode(line.raw, where)
    return told[0] if told else dict(record or {})


def read_at(path: Path, line: Line) -> dict[str, Any]:
    """The record on a line of a plain file that was read before.

    Raises:
        DataError: The file was changed in between.
    """
    with path.open("rb") as file:
        file.seek(line.offset)
        found = decode(file.readline().removesuffix(b"\n"), Where(str(path), line.number))
    if isinstance(found, Problem):
        raise DataError([found])
    return found


def dumped(record: dict[str, Any]) -> str:
    """A record as one line, in its own key order, every character as itself."""
    return json.dumps(record, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def write(path: str | Path, records: Iterable[dict[str, Any]]) -> int:
    """Write records as a file that appears when it is whole, and return how many.

    Raises:
        UsageError: The folder is not there.
    """
    path = Path(path)
    if not path.parent.exists():
        msg = f"{path}: there is no folder {path.parent}; create it first"
        raise UsageError(msg)
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    count = 0
    try:
        with contextlib.closing(_text_file(partial, compressed=is_compressed(path))) as file:
            writer = jsonlines.Writer(file, dumps=dumped)
            for record in records:
                writer.write(record)
                count += 1
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return count


def _text_file(path: Path, *, compressed: bool) -> Any:  # noqa: ANN401 - a text file, plain or gzipped
    if not compressed:
        return path.open("w", encoding="utf-8", newline="\n")
    # No name and no time in the header: the same records make the same bytes.
    import io

    raw = gzip.GzipFile(filename="", mode="wb", fileobj=path.open("wb"), mtime=0)
    return io.TextIOWrapper(raw, encoding="utf-8", newline="\n")
