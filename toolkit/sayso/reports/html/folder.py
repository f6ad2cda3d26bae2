"""A folder of pages: an index with the overview, and pages of some documents each, nothing left out.

File names are numbers, so nothing that a run or a corpus says can lead out of the folder.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import quote

from sayso.errors import UsageError
from sayso.reports.html.chosen import Documents, entry_of, new_labels
from sayso.reports.html.page import page, render_html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import TypeAlias

    from sayso.reports.html.chosen import Entry
    from sayso.reports.report import Report

    Put: TypeAlias = Callable[[Path, str], None]
    Row: TypeAlias = tuple[str, str, int, tuple[int, ...], str]

TOGETHER = 50
"""Documents of one page."""


def write_folder(report: Report, folder: Path, put: Put, *, text: bool = True) -> None:
    """Write a report as a folder: `index.html`, and `documents-0001.html` and so on.

    Args:
        report: What `reports.build` returned.
        folder: The folder; made if it is not there. Pages of an earlier report that are too many are removed.
        put: Writes a file in one step.
        text: Whether the documents' wording may appear.

    Raises:
        UsageError: The folder cannot be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        old = {path.name for path in folder.glob("documents-*.html")}
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written: {error.strerror}") from None
    text = text and report.text
    rows: list[Row] = []
    for number, documents in enumerate(_groups(report, text=text), 1):
        name = f"documents-{number:04d}.html"
        told = {"overview": False, "home": "index.html", "home_title": "overview"}
        put(folder / name, page(report, documents, text=text, **told))
        old.discard(name)
        rows += [_row(entry, name) for entry in documents.entries]
    put(
        folder / "index.html",
        page(report, Documents(()), text=text, pages=rows) if rows else render_html(report, text=text),
    )
    for name in old:
        (folder / name).unlink()


def _groups(report: Report, *, text: bool) -> Iterator[Documents]:
    if report.result is None:
        return
    every = report.result.seen()
    while some := tuple(islice(every, TOGETHER)):
        labels = new_labels()
        entries = tuple(entry_of(seen, labels, text=text, keep=True) for seen in some)
        yield Documents(entries, labels=tuple(labels))


def _row(entry: Entry, name: str) -> Row:
    """A row of the index: id, title, characters, errors by run, and the way to the document."""
    counts = tuple(entry.count(run) for run in range(len(entry.errors)))
    return entry.doc_id, entry.title, entry.length, counts, f"{name}#{quote(entry.doc_id, safe='')}/"
