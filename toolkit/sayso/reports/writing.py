"""Writing reports: the ending of a file chooses the renderer, and a file is there whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.data.placing import put
from sayso.data.urls import local
from sayso.errors import UsageError
from sayso.reports.build import build
from sayso.reports.latex import latex
from sayso.reports.markdown import markdown
from sayso.reports.plots import canvas, saving
from sayso.reports.structured import structured
from sayso.reports.text import text
from sayso.reports.tidy import tabbed, tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sayso.evaluate import Result
    from sayso.reports.report import Report


def _html(report: Report) -> str:
    # Templates are loaded only for who wants a page.
    from sayso.reports.html import render_html

    return render_html(report, text=report.text)


ENDINGS: dict[str, Callable[[Report], str]] = {
    ".json": structured,
    ".md": markdown,
    ".csv": tidy,
    ".tsv": tabbed,
    ".tex": latex,
    ".html": _html,
    ".txt": text,
}
"""What a file's ending asks for; the endings of plots are `PICTURES`."""

PICTURES = canvas.ENDINGS

FORMATS: dict[str, Callable[[Report], str]] = {
    "text": text,
    "json": structured,
    "md": markdown,
    "csv": tidy,
    "tsv": tabbed,
    "tex": latex,
}
"""What `--format` asks for."""


def is_folder(path: str | Path) -> bool:
    """Whether a folder of pages is meant: there is such a folder, or the path was written with a slash at its end."""
    return (Path(path).is_dir() and not Path(path).suffix) or str(path).endswith(("/", os.sep))


def ending_of(path: str | Path) -> str:
    """The ending of a path, checked, so that a long run doesn't end in a file that cannot be written; `/` of a folder.

    Raises:
        UsageError: No renderer knows the ending, or the folder is not there or closed to us.
    """
    path, folder = local(path), is_folder(path)
    if folder:
        return "/"
    ending = path.suffix.lower()
    known = (*ENDINGS, *PICTURES)
    if ending not in known:
        found = f"the ending {path.suffix!r}" if path.suffix else "no ending"
        msg = f"{path}: found {found}, expected one of {', '.join(known)}; the ending of a file chooses its format"
        raise UsageError(msg)
    if not os.access(path.parent, os.W_OK | os.X_OK):
        reason = errno.EACCES if path.parent.is_dir() else errno.ENOENT
        raise UsageError(f"{path}: cannot be written: {os.strerror(reason)}")
    return ending


def needs_result(path: str | Path) -> bool:
    """Whether what a file's ending asks for shows more than a report says by itself: pages and plots do."""
    return ending_of(path) in {".html", "/", *PICTURES}


def render(report: Report, format: str) -> str:  # noqa: A002 - the name of the option
    """The report as text: `text`, `json`, `md`, `csv`, `tsv` or `tex`."""
    return FORMATS[format](report)


def save(result: Result, path: str | Path, *, text: bool = True, plots: Sequence[str] = ()) -> None:
    """Write a result as its file's ending says.

    Args:
        result: What `sayso.score` returned.
        path: The file; a folder of HTML pages if it ends in a slash.
        text: Whether the article's wording may be shown; else ids and offsets stand for it.
        plots: For a file that ends in .svg or .png what to draw; see `write`.

    Raises:
        UsageError: Unknown ending, or a path that cannot be written.
    """
    ending_of(path)
    write(build(result, text=text), path, plots=plots)


def write(report: Report, path: str | Path, *, plots: Sequence[str] = ()) -> None:
    """Write a report as its file's ending says, in one step.

    Args:
        report: The report.
        path: The file; a folder of HTML pages if it ends in a slash.
        plots: For a file that ends in .svg or .png what to draw, as in `report.drawings`, whose first is drawn unless
            said; of several each gets its name before the ending.

    Raises:
        UsageError: Unknown ending, or a path that cannot be written, or nothing to draw.
    """
    ending, path = ending_of(path), Path(path)
    if ending == "/":
        from sayso.reports.html import write_folder

        write_folder(report, path, put, text=report.text)
    elif ending in PICTURES:
        saving.save(report.drawings, path, kinds=plots, about=report.signature)
    else:
        put(path, ENDINGS[ending](report))
