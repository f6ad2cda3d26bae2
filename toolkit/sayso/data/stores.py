"""Stores of files, over fsspec: what a store tells of a file, how it is opened, and how is said what went wrong.

Which stores there are, who may read them and how is for fsspec to know, by its configuration. Whatever a store answers
is told without what gives access.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from sayso.data.urls import Url, shown
from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_TRIES = 3
_PAUSE = 1.0
"""Seconds before a store is asked again, and twice as many the next time."""
_INCAPABLE = (ValueError, NotImplementedError)
"""How fsspec and `io` say that a file has no way to any byte."""
_PACKED = {"zip", "tar", "libarchive"}
"""Files within files: there is a way to any byte, but through all before it."""
_PACKAGES = {
    **dict.fromkeys(("s3", "s3a"), "s3fs"),
    **dict.fromkeys(("gs", "gcs"), "gcsfs"),
    **dict.fromkeys(("abfs", "abfss", "az", "adl"), "adlfs"),
    **dict.fromkeys(("http", "https"), "aiohttp"),
    **dict.fromkeys(("sftp", "ssh"), "paramiko"),
}
"""What fsspec needs besides, by the scheme."""
_TELLING = ("etag", "content-md5", "md5hash", "generation", "last-modified", "lastmodified", "last_modified", "mtime")
_BLOCK = 2**16
"""Bytes that a store is asked for beyond those that are wanted."""
WEB = {"http", "https"}
"""The schemes of web servers."""


class StoreError(UsageError):
    """A store that cannot be asked, or a file in it that cannot be read on: no fault of what stands in it."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a store tells of a file: its bytes, if they are known; whether it is a folder; a number for its version."""

    size: int | None
    folder: bool
    version: int


def facts(url: Url) -> Facts | None:
    """What a store tells of a file; None if there is none.

    Raises:
        UsageError: The store cannot be asked.
    """
    found = _answer(url)
    if isinstance(found, OSError):
        if _is_absence(found):
            return None
        raise unreadable(url, found.__cause__ or found)
    size = found.get("size")
    telling = [f"{name}={value}" for name, value in sorted(found.items()) if name.lower() in {*_TELLING, "created"}]
    digest = hashlib.sha256("\n".join([f"{size}", *telling]).encode()).digest()
    folder = found.get("type") == "directory"
    return Facts(size if isinstance(size, int) else None, folder, int.from_bytes(digest[:7], "big"))


def is_seen(url: Url) -> bool:
    """Whether there is a file that may be read: a store that may not list its files refuses those that are not there.

    Raises:
        UsageError: The store cannot be asked.
    """
    found = _answer(url)
    if not isinstance(found, OSError):
        return found.get("type") != "directory"
    if _is_absence(found) or _is_refusal(found):
        return False
    raise unreadable(url, found.__cause__ or found)


def _answer(url: Url) -> dict[str, Any] | OSError:
    """What a store tells of a file, or why it tells nothing."""
    system, path = _system(url)
    try:
        system.invalidate_cache(path)  # Others write to it too.
        found: dict[str, Any] = system.info(path)
    except (FileNotFoundError, PermissionError) as error:
        return error
    except Exception as error:  # noqa: BLE001 - a store raises whatever its library does
        raise unreadable(url, error) from None
    return found


def _is_refusal(error: OSError) -> bool:
    return isinstance(error, PermissionError) or getattr(error.__cause__, "status", None) in {401, 403}


def _is_absence(error: OSError) -> bool:
    """Whether there is no file, and not merely no answer: over HTTP both come as this error."""
    cause = error.__cause__
    if type(cause).__module__.partition(".")[0] == "aiohttp":
        return getattr(cause, "status", None) in {404, 410}
    return isinstance(error, FileNotFoundError) and (
        isinstance(cause, FileNotFoundError) or not isinstance(cause, OSError)
    )


def there(url: Url) -> Facts:
    """What a store tells of a file.

    Raises:
        UsageError: There is none, or the store cannot be asked.
    """
    found = facts(url)
    if found is None:
        raise UsageError(f"{url}: there is no such file; check the URL")
    return found


def is_random(url: Url) -> bool:
    """Whether a file can be read from any byte on without all that stand before it.

    Raises:
        UsageError: It cannot be opened.
    """
    if url.scheme in _PACKED:
        return False
    file = opened_at(url)
    try:
        if not file.seekable() or size_of(file) is None:
            return False
        if url.scheme in WEB:
            # Only an answer tells whether a server has ears for ranges; one byte behind the first will do.
            persistently(url, lambda: (file.seek(1), file.read(1)), incapable=_INCAPABLE)
    except _INCAPABLE:
        return False
    finally:
        closed(file)
    return True


def persistently(
    url: Url,
    ask: Callable[[], T],
    *,
    again: Callable[[], None] | None = None,
    incapable: tuple[type[Exception], ...] = (),
) -> T:
    """What a store answers; one that fails is asked again.

    Args:
        url: The file.
        ask: Asks.
        again: What else is to be done before.
        incapable: What is raised where it need not be asked again; it comes through.

    Raises:
        UsageError: It failed to the last.
    """
    pauses = [_PAUSE * 2**times for times in range(_TRIES - 1)]
    while True:
        try:
            return ask()
        except incapable:
            raise
        except Exception as error:  # noqa: BLE001 - a store raises whatever its library does
            if not pauses:
                raise unreadable(url, error) from None
        time.sleep(pauses.pop(0))
        if again is not None:
            again()


def _system(url: Url) -> tuple[Any, str]:
    """The file system of a URL, and the path in it.

    Raises:
        UsageError: What reads such URLs is not installed, or the URL is none.
    """
    import fsspec.core

    try:
        system, path = fsspec.core.url_to_fs(url.spelled)
    except ImportError as error:
        package = _PACKAGES.get(url.scheme)
        needed = f"needs the package {package}; install it with `pip install {package}`"
        told = needed if package else f"cannot be read: {_words(url, error)}; install what it asks for"
        raise UsageError(f"{url}: {told}, or copy the file here") from None
    except ValueError as error:
        if "Protocol not known" not in str(error):
            raise unreadable(url, error) from None
        way_out = "a file of such a name is ./NAME" if "::" not in url.spelled else "check the URL"
        raise UsageError(f"{url}: nobody reads {url.scheme}:// URLs; {way_out}") from None
    except Exception as error:  # noqa: BLE001 - a store raises whatever its library does
        raise unreadable(url, error) from None
    return system, path


def opened_at(url: Url, *, whole: bool = False) -> Any:  # noqa: ANN401 - what a store gives as a file
    """A file as its store gives it.

    Args:
        url: The file.
        whole: It will be read from front to back; a server that cannot give a part has to know.

    Raises:
        UsageError: It cannot be opened.
    """
    system, path = _system(url)
    block = 0 if whole and url.scheme in WEB else _BLOCK
    try:
        return system.open(path, "rb", block_size=block)
    except FileNotFoundError as error:
        if _is_absence(error):
            raise UsageError(f"{url}: there is no such file; check the URL") from None
        raise unreadable(url, error.__cause__ or error) from None
    except Exception as error:  # noqa: BLE001 - a store raises whatever its library does
        raise unreadable(url, error) from None


def closed(file: Any) -> None:  # noqa: ANN401 - what a store gives as a file
    """Close a file, if its store has a mind to."""
    with contextlib.suppress(Exception):
        file.close()


def size_of(file: Any) -> int | None:  # noqa: ANN401 - what a store gives as a file
    """The bytes of an open file, if they are known."""
    size = getattr(file, "size", None)
    return size if isinstance(size, int) else None


def unreadable(url: Url, error: BaseException) -> StoreError:
    """That a file cannot be read, and why."""
    return StoreError(f"{url}: cannot be read: {_words(url, error)}; check the URL, the network, and who may read it")


def _words(url: Url, error: BaseException) -> str:
    """What went wrong, in the words of a library, unless these might tell what gives access."""
    status = getattr(error, "status", None)
    kind = type(error).__name__ if not isinstance(status, int) else f"{type(error).__name__} {status}"
    if str(url) != url.spelled:
        return kind
    if isinstance(error, OSError) and error.errno and error.strerror:
        return os.strerror(error.errno) if error.errno > 0 else kind
    text = re.sub(r"\b[A-Za-z][\w+.\-]+://[^\s'\"]+", lambda found: shown(found[0]), " ".join(str(error).split()))
    return f"{kind}: {text}" if text else kind
