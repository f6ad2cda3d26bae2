"""Streams that outlive their readers: `sayso … | head -1` ends quietly, with the status it would have had.

A write to a closed pipe is an error to Python, at a moment that depends on buffers, even while the interpreter shuts
down. So the lowest layer of standard output and error is replaced by one that, once nobody reads, swallows what it
gets.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Buffer  # type: ignore[attr-defined,unused-ignore] # Python 3.12's

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
            if error.errno not in _GONE:
                raise
            self._gone = True
            return len(data)


def outlive_readers() -> None:
    """Make this process's standard output and standard error tolerant of readers that go away."""
    sys.stdout = _tolerant(sys.stdout)
    sys.stderr = _tolerant(sys.stderr, by_line=True)


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
