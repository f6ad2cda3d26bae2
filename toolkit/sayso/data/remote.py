"""The bytes of files in stores: block after block, the next one ahead, and in any order.

A store takes as long to answer as a megabyte takes to come, so it is asked for much at once: whoever reads on gets the
next block ahead, and whoever leaps about gets the neighbours of what he wants, which are kept until he comes for them.
"""

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


def in_pieces(url: Url) -> BinaryIO:
    """The bytes of a file that `is_random`, for whoever leaps about in it and comes by everywhere.

    Whatever is wanted is fetched with its neighbours, and kept in a temporary file, so the store is asked a few times
    and then once for every 4 MiB, in whatever order these are wanted, and memory does not grow.

    Raises:
        UsageError: It cannot be opened; so does whoever reads from it, where it cannot be read or kept.
    """
    blocks = _Blocks(url)
    try:
        kept = tempfile.TemporaryFile()  # noqa: SIM115 - closed with what it is kept for
    except OSError as error:
        blocks.close()
        raise _no_room(url, error) from None
    return cast(BinaryIO, io.BufferedReader(_Pieces(url, blocks, kept)))


class _Pieces(io.RawIOBase):
    """A file of which pieces are kept: ever larger ones, as long as something is wanted that is not there."""

    def __init__(self, url: Url, blocks: _Blocks, kept: Any) -> None:  # noqa: ANN401 - a file of bytes, to write and to read
        self._url = url
        self._blocks = blocks
        self._kept = kept
        self._size = blocks.seek(0, 2)
        self._there: set[int] = set()
        self._length = _LEAST
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0, /) -> int:
        self._at = {0: 0, 1: self._at, 2: self._size}[whence] + offset
        return self._at

    def readinto(self, buffer: Any, /) -> int:  # noqa: ANN401 - whatever holds bytes
        if self._at >= self._size:
            return 0
        piece = self._at // _LEAST
        if piece not in self._there:
            self._fetch()
        self._kept.seek(self._at)
        wanted = min(len(buffer), (piece + 1) * _LEAST - self._at)
        count: int = self._kept.readinto(memoryview(buffer)[:wanted])
        self._at += count
        return count

    def _fetch(self) -> None:
        """Get what is wanted, with what stands around it."""
        begin = self._at - self._at % self._length
        found = self._blocks.fetched(begin, self._length)
        if len(found) < min(self._length, self._size - begin):
            raise _broken_off(self._url, begin + len(found), self._size)
        try:
            self._kept.seek(begin)
            self._kept.write(found)
            self._kept.flush()
        except OSError as error:
            raise _no_room(self._url, error) from None
        self._there.update(range(begin // _LEAST, (begin + self._length) // _LEAST))
        self._length = min(2 * self._length, _MOST)

    def close(self) -> None:
        if not self.closed:
            with contextlib.suppress(OSError):  # what found no room finds none now either
                self._kept.close()
            self._blocks.close()
        super().close()


def _no_room(url: Url, error: OSError) -> UsageError:
    room = f"{tempfile.gettempdir()}: {error.strerror}; TMPDIR names another folder"
    return UsageError(f"{url}: what is read of it cannot be kept in {room}")


def _broken_off(url: Url, at: int, size: int) -> StoreError:
    """That a file ends before its end."""
    return StoreError(f"{url}: breaks off after {at:,} of {size:,} bytes; start again")


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
            found = self.fetched(self._at, max(self._length, wanted))
        if not found and self._size is not None and self._at < self._size:
            raise _broken_off(self._url, self._at, self._size)
        self._length = min(2 * self._length, _MOST)
        after = self._at + len(found)
        if found and self._length >= _AHEAD and after != self._size and not isinstance(self._file, io.BytesIO):
            self._ahead = _begun(partial(self.fetched, after, self._length))
        return found

    def fetched(self, at: int, length: int) -> bytes:
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
