"""Standard input as a file: what can be read only once is kept in a temporary file, to be read as often as needed.

Gold and runs are read out of order where their documents are in different orders, and once more where something must be
told, so a pipe will not do. Its bytes go to disk as they come; memory is bounded whatever comes.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
import threading
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from sayso.data.packing import ending_by_content
from sayso.errors import UsageError

if TYPE_CHECKING:
    from types import FrameType

    from sayso.data.urls import Place

STDIN = "-"
"""How a command line names standard input."""
NAME = "<stdin>"
"""How messages name it."""

_BEGIN = 4  # bytes, enough to see whether what follows is compressed
_ENDS = ("SIGTERM", "SIGHUP")
_folders: dict[Path, int] = {}  # those that are there now, with the process that made each
_taken: weakref.WeakSet[BinaryIO] = weakref.WeakSet()


def is_stdin(path: str | Place) -> bool:
    """Whether a path means standard input; a file of this name is `./-`."""
    return str(path) == STDIN


def spooled() -> Path:
    """A temporary file with all of standard input, `stdin.jsonl`, or with a second ending if that is compressed.

    It is in a folder of its own; `removed_with` removes both.

    Raises:
        UsageError: Standard input was taken before, or there is no room for it.
    """
    stream: BinaryIO | None = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise UsageError(f"{NAME}: there is no standard input; name a file instead of {STDIN}")
    if stream in _taken:
        raise UsageError(f"{NAME}: {STDIN} was given twice, and can be read once; write one of the two to a file")
    _taken.add(stream)
    folder = new_folder()
    try:
        begin = stream.read(_BEGIN)
        path = folder / f"stdin.jsonl{ending_by_content(begin)}"
        with path.open("wb") as file:
            file.write(begin)
            shutil.copyfileobj(stream, file, 2**20)
    except BaseException as error:
        remove(folder)
        if isinstance(error, OSError):
            room = f"cannot be kept in {tempfile.gettempdir()}: {error.strerror}; TMPDIR names another folder"
            raise UsageError(f"{NAME}: {room}") from None
        raise
    return path


def removed_with(path: Path, owner: object) -> None:
    """Have a file of `spooled` removed once nobody holds its owner any more, at the latest when Python ends."""
    weakref.finalize(owner, remove, path.parent)


def new_folder() -> Path:
    """A temporary folder, until it is removed by `remove` or this process is ended by a signal that can be heeded."""
    folder = Path(tempfile.mkdtemp(prefix="sayso-"))
    _folders[folder] = os.getpid()
    _heed_ends()
    return folder


def remove(folder: Path) -> None:
    """Remove a temporary folder with what is in it."""
    _folders.pop(folder, None)
    shutil.rmtree(folder, ignore_errors=True)


def _heed_ends() -> None:
    """Have all folders removed too where a signal ends the process, which leaves Python no time to tidy up."""
    if threading.current_thread() is not threading.main_thread():
        return  # Python lets no other thread say what becomes of a signal.
    for name in _ENDS:
        number = getattr(signal, name, None)  # not every system has both
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)


def _end(number: int, _: FrameType | None) -> None:
    for folder, owner in list(_folders.items()):
        if owner == os.getpid():  # and not a process that this one was forked from
            remove(folder)
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)  # so that whoever waits for the process sees what ended it
