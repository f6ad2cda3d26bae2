"""Streams that outlive their readers: `sayso … | head -1` ends quietly, with the status it would have had.

A write to a closed pipe is an error to Python, at a moment that depends on buffers, even while the interpreter shuts
down. So the lowest layer of standard output and error is replaced by one that, once nobody reads, swallows what it
gets. A disk that is full is told once, as an error that names the stream. A stream that was closed before the start is
nowhere from the outset: a file opened later would take its descriptor, and get what is printed.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TextIO

if TYPE_CHECKING:
    from collections.abc import Buffer  # type: ignore[attr-defined,unused-ignore] # Python 3.12's

_NAMES = {1: "standard output", 2: "standard error"}
_GONE = {errno.EPIPE, errno.EINVAL, errno.ESHUTDOWN}


class _Tolerant(io.RawIOBase):
    """Writes to a file descriptor until nobody reads it, then to nowhere."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._gone = False

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def isatty(self) -> bool:
        return os.isatty(self._descriptor)

    def write(self, content: Buffer, /) -> int:
        data = memoryview(content).cast("B")
        if self._gone:
            return len(data)
        try:
            return os.write(self._descriptor, data)
        except OSError as error:
            self._gone = True
            if error.errno not in _GONE:
                name = _NAMES.get(self._descriptor, f"descriptor {self._descriptor}")
                raise OSError(error.errno, error.strerror, name) from None
            return len(data)


def outlive_readers() -> None:
    """Make this process's standard output and standard error tolerant of readers that go away, or were never there."""
    if sys.stdin is None:
        sys.stdin = _nowhere("r")
    sys.stdout = _nowhere("w") if sys.stdout is None else _tolerant(sys.stdout)
    sys.stderr = _nowhere("w") if sys.stderr is None else _tolerant(sys.stderr, by_line=True)


def _nowhere(mode: Literal["r", "w"]) -> TextIO:
    """A stream in place of one that was closed, on its descriptor, the lowest that is free: they are made in order."""
    return Path(os.devnull).open(mode, encoding="utf-8")


def _tolerant(stream: TextIO, *, by_line: bool = False) -> TextIO:
    try:
        descriptor = stream.fileno()
    except (OSError, ValueError, AttributeError):
        return stream  # something in memory, or nothing at all
    stream.flush()
    # What an old encoding has no character for is shown escaped instead of ending the command.
    return io.TextIOWrapper(
        io.BufferedWriter(_Tolerant(descriptor)),
        encoding=stream.encoding,
        errors="backslashreplace",
        line_buffering=by_line or stream.isatty(),
    )
