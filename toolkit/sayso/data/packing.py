"""Compressed files: which kinds there are by the endings of their names, and how each is read and written.

Gzip comes with Python. Zstandard unpacks several times faster and comes with the package `zstandard`, which is imported
where a name ends in `.zst`, and nowhere else.
"""

from __future__ import annotations

import gzip
import io
import zlib
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol, cast

from sayso.errors import UsageError

if TYPE_CHECKING:
    from sayso.data.urls import Place


class DamagedFrame(Exception):  # noqa: N818 - what was found, not what went wrong here
    """Bytes that no Zstandard frame has."""


DAMAGE = (EOFError, zlib.error, gzip.BadGzipFile, DamagedFrame)
"""What reading a compressed file raises where it breaks off or is damaged."""

_BREAKS_OFF = "compressed data that break off"
_DAMAGED = "compressed data that are damaged"
_LARGE = "compressed data that take more than 128 MiB to unpack (a window as of `zstd --long`)"


class Packing(Protocol):
    """A way to compress."""

    ending: str
    name: str
    magic: bytes

    def unpacked(self, file: BinaryIO) -> BinaryIO:
        """What is in a file; the file itself stays open."""
        ...

    def packed(self, file: BinaryIO) -> BinaryIO:
        """Something to write to, whose close finishes what is in the file and leaves that open."""
        ...

    def damage(self, error: Exception) -> str:
        """What is wrong with a file, by one of `DAMAGE`."""
        ...


class Gzip:
    """Gzip."""

    ending = ".gz"
    name = "gzip"
    magic = b"\x1f\x8b"

    def unpacked(self, file: BinaryIO) -> BinaryIO:
        """As of `Packing`."""
        return cast(BinaryIO, gzip.open(file))

    def packed(self, file: BinaryIO) -> BinaryIO:
        """As of `Packing`; no name and no time in the header, so that the same records make the same bytes."""
        return cast(BinaryIO, gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0))

    def damage(self, error: Exception) -> str:
        """As of `Packing`."""
        if isinstance(error, EOFError):
            return _BREAKS_OFF
        if isinstance(error, gzip.BadGzipFile) and "Not a gzipped file" in str(error):
            return _uncompressed(self.ending)
        return _DAMAGED


class Zstandard:
    """Zstandard.

    Raises:
        UsageError: The package `zstandard` is not installed.
    """

    ending = ".zst"
    name = "Zstandard"
    magic = b"\x28\xb5\x2f\xfd"

    def __init__(self) -> None:
        """Import the package."""
        try:
            import zstandard
        except ImportError:
            raise UsageError(
                "files that end in .zst need the package zstandard; install it with `pip install 'sayso[zstd]'`, or "
                "unpack the file with `zstd -d`"
            ) from None
        self._library: Any = zstandard

    def unpacked(self, file: BinaryIO) -> BinaryIO:
        """As of `Packing`."""
        return cast(BinaryIO, io.BufferedReader(_Frames(file, self._library), 2**20))

    def packed(self, file: BinaryIO) -> BinaryIO:
        """As of `Packing`."""
        return cast(BinaryIO, self._library.ZstdCompressor(write_checksum=True).stream_writer(file, closefd=False))

    def damage(self, error: Exception) -> str:
        """As of `Packing`."""
        if isinstance(error, EOFError):
            return _BREAKS_OFF
        return str(error)


class _Frames(io.RawIOBase):
    """The content of Zstandard frames, one after the other; the package's own reader takes a torn one for whole."""

    _PIECE = 4096  # read at once: so little, because a few bytes may unpack to many

    def __init__(self, file: BinaryIO, library: Any) -> None:  # noqa: ANN401 - the package, which has no types of ours
        self._file = file
        self._library = library
        self._frame: Any = library.ZstdDecompressor().decompressobj()
        self._rest = b""
        self._ready = memoryview(b"")
        self._first = True
        self._within = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:  # noqa: ANN401 - whatever holds bytes
        while not self._ready:
            piece = self._rest or self._file.read(self._PIECE)
            if not piece:
                if self._within:
                    raise EOFError
                return 0
            self._ready = memoryview(self._unpacked(piece))
        count = min(len(buffer), len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def _unpacked(self, piece: bytes) -> bytes:
        try:
            found: bytes = self._frame.decompress(piece)
        except self._library.ZstdError as error:
            raise DamagedFrame(self._told(str(error))) from None
        self._within = not self._frame.eof
        self._rest = b""
        if self._frame.eof:
            self._rest = self._frame.unused_data
            self._frame = self._library.ZstdDecompressor().decompressobj()
            self._first = False
        return found

    def _told(self, error: str) -> str:
        if "Unknown frame descriptor" in error and self._first and not self._within:
            return _uncompressed(Zstandard.ending)
        return _LARGE if "too much memory" in error else _DAMAGED


def _uncompressed(ending: str) -> str:
    return f"a file that is not compressed, though its name ends in {ending}"


_KINDS: tuple[type[Packing], ...] = (Gzip, Zstandard)
ENDINGS = tuple(kind.ending for kind in _KINDS)
"""The endings of the names of compressed files."""
MAGIC = tuple(kind.magic for kind in _KINDS)
"""How compressed files begin."""


def packing_of(path: Place) -> Packing | None:
    """How a file is compressed by its name, None if it is not.

    Raises:
        UsageError: What reads such files is not installed.
    """
    kind = next((kind for kind in _KINDS if path.suffix == kind.ending), None)
    try:
        return None if kind is None else kind()
    except UsageError as error:
        raise UsageError(f"{path}: {error}") from None


def ending_by_content(begin: bytes) -> str:
    """The ending that a file should have which begins so; nothing if it is not compressed."""
    return next((kind.ending for kind in _KINDS if begin.startswith(kind.magic)), "")


def unpacked_name(name: str) -> str:
    """The name of a file without the ending that says how it is compressed."""
    return next((name.removesuffix(ending) for ending in ENDINGS if name.endswith(ending)), name)
