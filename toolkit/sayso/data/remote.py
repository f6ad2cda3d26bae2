"""The bytes of files in stores: block after block, the next one ahead, and in any order."""

from __future__ import annotations

import contextlib
import io
import shutil
import tempfile
import threading
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from sayso.data.stores import StoreError, closed, opened_at, persistently, size_of, unreadable
from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sayso.data.urls import Url

_LEAST, _MOST = 2**18, 2**22
"""Bytes that are asked for at once: few after a jump, then ever more as long as one block follows another."""
_AHEAD = 2**20
"""From such blocks on the next one is fetched while this one is read."""


def opened(url: Url) -> BinaryIO:
    """The bytes of a file, in any order if it `is_random`, else from front to back.

    Raises:
        UsageError: It cannot be opened; so does whoever reads from it, where it cannot be read on.
    """
    return cast(BinaryIO, io.BufferedReader(_Blocks(url), _LEAST))


@contextlib.contextmanager
def in_any_order(url: Url) -> Iterator[BinaryIO]:
    """The bytes of a file in any order: kept in a temporary file where it has no way back.

    Raises:
        UsageError: It cannot be opened or read.
    """
    with opened(url) as file:
        if file.seekable():
            yield file
            return
        with tempfile.TemporaryFile() as kept:
            shutil.copyfileobj(file, kept, _AHEAD)
            kept.seek(0)
            yield cast(BinaryIO, kept)


class _Blocks(io.RawIOBase):
    """A file, block after block: larger ones as long as they follow each other, the next one fetched ahead."""

    def __init__(self, url: Url) -> None:
        self._file: Any = None
        self._ahead: Future[bytes] | None = None
        self._url = url
        self._random = url.is_random()
        self._file = opened_at(url, whole=not self._random)
        self._size = size_of(self._file)
        self._at = 0  # where the next block begins
        self._block = memoryview(b"")
        self._length = _LEAST
        if isinstance(self._file, io.BytesIO):
            # All who open a file in memory get the same one: what they share is its content, and not where they are.
            self._file = io.BytesIO(self._file.getvalue())

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._random

    def tell(self) -> int:
        return self._at - len(self._block)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        if not self._random:
            raise io.UnsupportedOperation("seek")
        base = {0: 0, 1: self.tell(), 2: self._size or 0}[whence]
        here = base + offset
        if self._at - len(self._block) <= here <= self._at:
            self._block = self._block[here - self.tell() :]
        else:
            self._drop()
            self._block = memoryview(b"")
            self._at, self._length = here, _LEAST
        return here

    def readinto(self, buffer: Any, /) -> int:  # noqa: ANN401 - whatever holds bytes
        if not self._block:
            self._block = memoryview(self._next(len(buffer)))
            self._at += len(self._block)
        count = min(len(buffer), len(self._block))
        buffer[:count] = self._block[:count]
        self._block = self._block[count:]
        return count

    def _next(self, wanted: int) -> bytes:
        if self._ahead is not None:
            ahead, self._ahead = self._ahead, None
            found = ahead.result()
        else:
            found = self._fetched(self._at, max(self._length, wanted))
        if not found and self._size is not None and self._at < self._size:
            raise StoreError(f"{self._url}: breaks off after {self._at:,} of {self._size:,} bytes; start again")
        self._length = min(2 * self._length, _MOST)
        after = self._at + len(found)
        if found and self._length >= _AHEAD and after != self._size and not isinstance(self._file, io.BytesIO):
            self._ahead = _begun(partial(self._fetched, after, self._length))
        return found

    def _fetched(self, at: int, length: int) -> bytes:
        """Some bytes from a place on, nothing at the end; a store that fails is asked again."""
        if self._random:
            return persistently(self._url, lambda: self._found(at, length), again=self._reopen)
        try:
            return bytes(self._file.read(length))
        except Exception as error:  # noqa: BLE001 - a store raises whatever its library does
            raise unreadable(self._url, error) from None

    def _found(self, at: int, length: int) -> bytes:
        self._file.seek(at)
        return bytes(self._file.read(length))

    def _reopen(self) -> None:
        closed(self._file)
        self._file = opened_at(self._url)
        if size_of(self._file) != self._size:
            raise StoreError(f"{self._url}: the file was changed while it was read; start again")

    def _drop(self) -> None:
        """Have nothing under way any more."""
        if self._ahead is not None:
            with contextlib.suppress(UsageError):
                self._ahead.result()
            self._ahead = None

    def close(self) -> None:
        if not self.closed:
            file, ahead = self._file, self._ahead
            if ahead is None:
                closed(file)
            else:  # Nobody waits for what nobody wants any more.
                ahead.add_done_callback(lambda _: closed(file))
        super().close()


def _begun(fetch: Callable[[], bytes]) -> Future[bytes]:
    """Something under way, by a thread that keeps no process from ending."""
    future: Future[bytes] = Future()

    def work() -> None:
        try:
            future.set_result(fetch())
        except Exception as error:  # noqa: BLE001 - whoever waits is told
            future.set_exception(error)

    threading.Thread(target=work, daemon=True).start()
    return future
