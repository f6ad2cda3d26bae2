"""What was computed once, kept in a folder so that it need not be computed again.

It is kept under a key that covers everything it depends on. An entry is two lines of JSON: the key and a digest of the
second line, then what is kept. Whatever does not hold together (torn, changed) is as if it were not there. Entries are
written in one step, so that any number of processes may share a folder, and the ones used longest ago go when there are
too many.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import time
from typing import TYPE_CHECKING

from sayso.data.placing import put
from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LIMIT = "SAYSO_CACHE_LIMIT"
"""The environment variable with the most mebibytes that all entries of a folder may have together."""

USUAL = 256 * 2**20
"""The most bytes, unless told otherwise."""
_ENTRY = re.compile(r"[0-9a-f]{64}\.json")
_TORN = re.compile(r"\.[0-9a-f]{64}\.json\..+")
_HOUR = 3600.0


def limit() -> int:
    """The most bytes of all entries together: 256 MiB, or what the environment says.

    Raises:
        UsageError: It says no number.
    """
    told = os.environ.get(LIMIT, "")
    if not told:
        return USUAL
    if not told.isdecimal():
        raise UsageError(f"{LIMIT} is {told!r}, expected a number of mebibytes, as in {LIMIT}=256")
    return int(told) * 2**20


class Entries:
    """A folder of entries; nothing in it but what has the name of one is ever touched."""

    def __init__(self, folder: Path, *, limit: int = USUAL) -> None:
        """Take a folder, made if it is not there, and the most bytes that entries may have together.

        Raises:
            UsageError: It is no folder, and cannot be made.
        """
        self._folder = folder
        self._limit = limit
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"{folder}: is no folder to keep results in: {error.strerror}; name another") from None

    def get(self, key: str) -> bytes | None:
        """What is kept under a key (64 hexadecimal digits); None if there is nothing that holds together."""
        path = self._folder / f"{key}.json"
        try:
            head, body = path.read_bytes().split(b"\n", 1)
            if json.loads(head) != _about(key, body):
                return None
        except (OSError, ValueError, RecursionError):
            return None
        with contextlib.suppress(OSError):  # another process removed it, or may alone write there
            os.utime(path)
        return body

    def keep(self, key: str, body: bytes) -> None:
        """Keep something under a key, in place of what may be there; what is larger than all may be is not kept.

        Raises:
            UsageError: The folder cannot be written.
        """
        if len(body) <= self._limit:
            put(self._folder / f"{key}.json", json.dumps(_about(key, body)).encode() + b"\n" + body)
        self._trim()

    def _trim(self) -> None:
        """Remove the entries used longest ago, and what a process left that was killed while it wrote."""
        found = sorted(self._entries())
        total = sum(size for _, size, _ in found)
        for _, size, path in found:
            if total <= self._limit:
                break
            path.unlink(missing_ok=True)
            total -= size

    def _entries(self) -> Iterator[tuple[float, int, Path]]:
        for path in self._folder.iterdir():
            try:
                facts = path.stat()
                if _ENTRY.fullmatch(path.name):
                    yield facts.st_mtime, facts.st_size, path
                elif _TORN.fullmatch(path.name) and facts.st_mtime < time.time() - _HOUR:
                    path.unlink(missing_ok=True)
            except FileNotFoundError:
                continue  # Another process was faster.


def _about(key: str, body: bytes) -> dict[str, str]:
    return {"key": key, "sha256": hashlib.sha256(body).hexdigest()}
