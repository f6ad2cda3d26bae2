"""The process around a command: what becomes of errors, of Ctrl-C, of a reader that went away; the status left.

0  fine                                    4  an extractor can't start, or failed too often
1  a gate failed, and nothing else         5  nothing to score
2  usage or configuration                 70  an internal error: please report it
3  invalid data                          130  interrupted
"""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import typer

from sayso.command.pipes import outlive_readers
from sayso.data.urls import hidden
from sayso.data.visible import visible
from sayso.errors import SaysoError

if TYPE_CHECKING:
    from collections.abc import Sequence

USAGE, INTERNAL, INTERRUPTED = 2, 70, 130
_PACKAGE = Path(__file__).resolve().parents[1]


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line; the status to exit with."""
    outlive_readers()
    try:
        status = _carried_out(arguments)
    except KeyboardInterrupt:
        status = _interrupted()
    with contextlib.suppress(OSError):
        sys.stdout.flush()
    return status


def _carried_out(arguments: Sequence[str]) -> int:
    try:
        return _told(_called(arguments))
    except SaysoError as error:
        _complain(str(error))
        return _annotated(str(error), error.exit_status, error)
    except OSError as error:
        # Whatever the system refuses, of files that a command was given, is said as the system says it.
        if error.filename is None:
            return _internal(error)
        _complain(f"{error.filename}: {error.strerror}")
        return _annotated(f"{error.filename}: {error.strerror}", USAGE)
    except Exception as error:  # noqa: BLE001 - the last line of defence: no user shall meet a traceback
        # Python 3.11 wraps a Ctrl-C that comes while a class is made in an error of its own.
        return _interrupted() if isinstance(error.__cause__, KeyboardInterrupt) else _internal(error)


def _told(status: int) -> int:
    """The status, once all that was printed is out: a disk that is full shows here at the latest."""
    sys.stdout.flush()
    return status


def _called(arguments: Sequence[str]) -> int:
    from sayso.command.application import app

    # typer has click on board or beside it, depending on its version; its own names lead to the class in both.
    refused = cast("type[Any]", typer.BadParameter.__mro__[2])
    try:
        # Not standalone: errors and statuses come back here, whatever typer would have made of them.
        status = app(list(arguments), prog_name="sayso", standalone_mode=False)
    except typer.Abort:
        return _interrupted()
    except refused as error:
        error.message = hidden(error.message)  # it quotes what was typed
        error.show()
        return _annotated(error.format_message(), USAGE)
    if status == INTERRUPTED:
        return _interrupted()
    return status if isinstance(status, int) else 0


def _interrupted() -> int:
    _complain("interrupted; what was finished is kept")
    return INTERRUPTED


def _complain(message: str) -> None:
    typer.echo(visible(hidden(f"sayso: {message}")), err=True)


def _annotated(message: str, status: int, error: SaysoError | None = None) -> int:
    """The status, once GitHub Actions was told what went wrong, if this is where it runs."""
    if os.environ.get("GITHUB_ACTIONS") == "true":
        from sayso.command.forge import told_github

        typer.echo(told_github(hidden(message), status, error), err=True, nl=False)
    return status


def _internal(error: Exception) -> int:
    if os.environ.get("SAYSO_DEBUG", "") not in {"", "0"}:
        traceback.print_exception(error)
    message = str(error) or "no message"
    _complain(
        f"internal error: {type(error).__name__}: {message}\n"
        f"    in {_place(error)}\n"
        "This is a fault of Sayso, not of your data. Please report it: open an issue with these lines, the command,\n"
        "and the traceback that the same command prints with SAYSO_DEBUG=1 set."
    )
    return _annotated(f"internal error: {type(error).__name__}: {message}", INTERNAL)


def _place(error: Exception) -> str:
    """The innermost line of this package that the error came through, or the innermost of all."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_PACKAGE)]
    frame = (ours or frames)[-1]
    name = Path(frame.filename)
    shown = name.relative_to(_PACKAGE.parent) if name.is_relative_to(_PACKAGE) else name
    return f"{shown.as_posix()}:{frame.lineno}, {frame.name}"
