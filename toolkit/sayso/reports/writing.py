"""Writing reports: the ending of a file chooses the renderer, and a file is there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.errors import UsageError
from sayso.reports.build import build
from sayso.reports.markdown import markdown
from sayso.reports.structured import structured
from sayso.reports.text import text
from sayso.reports.tidy import tidy

if TYPE_CHECKING:
    from collections.abc import Callable

    from sayso.evaluate import Result
    from sayso.reports.report import Report

ENDINGS: dict[str, Callable[[Report], str]] = {
    ".json": structured,
    ".md": markdown,
    ".csv": tidy,
    ".txt": text,
}
"""What a file's ending asks for."""

FORMATS: dict[str, Callable[[Report], str]] = {"text": text, "json": structured, "md": markdown, "csv": tidy}
"""What `--format` asks for."""


def ending_of(path: Path) -> str:
    """The ending of a path, checked, so that a long run doesn't end in a file that cannot be written.

    Raises:
        UsageError: No renderer knows the ending.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        found = f"the ending {path.suffix!r}" if path.suffix else "no ending"
        known = ", ".join(ENDINGS)
        msg = f"{path}: found {found}, expected one of {known}; the ending of a file chooses its format"
        raise UsageError(msg)
    return ending


def render(report: Report, format: str) -> str:  # noqa: A002 - the name of the option
    """The report as text: `text`, `json`, `md` or `csv`."""
    return FORMATS[format](report)


def save(result: Result, path: str | Path) -> None:
    """Write a result as its file's ending says.

    Raises:
        UsageError: Unknown ending, or a path that cannot be written.
    """
    path = Path(path)
    ending_of(path)
    write(build(result), path)


def write(report: Report, path: Path) -> None:
    """Write a report as its file's ending says, in one step.

    Raises:
        UsageError: Unknown ending, or a path that cannot be written.
    """
    put(path, ENDINGS[ending_of(path)](report))


def put(path: Path, content: str) -> None:
    """Put a text in a file (UTF-8) in one step: whoever looks sees the old content or the new.

    Raises:
        UsageError: The path cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(content)
        os.chmod(name, 0o666 & ~_umask())  # noqa: PTH101 - temporary files are private, reports are not
        os.replace(name, path)  # noqa: PTH105 - `name` is a string
    except BaseException as error:
        Path(name).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise UsageError(f"{path}: cannot be written: {error.strerror}") from None
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
