"""`--cache DIR`: a report is taken from there if nothing that it depends on has changed since it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from sayso.data.corpus import Corpus
    from sayso.data.sources import Run
    from sayso.reports import Report


def cached(
    folder: Path | None,
    corpus: Corpus,
    runs: Sequence[Run],
    options: Mapping[str, Any],
    *,
    make: Callable[[], Report],
    whole: bool,
) -> Report:
    """A report from a folder, or else made and kept there.

    Args:
        folder: The folder; None to make the report whatever there is.
        corpus: Its gold and documents.
        runs: The runs.
        options: Every option that changes the report.
        make: Makes it.
        whole: Whether a report is wanted that has its result with it, which none from a folder has.

    Raises:
        UsageError: The folder is none and cannot be made, or the limit is no number.
    """
    if folder is None:
        return make()
    from sayso.command.printing import remark
    from sayso.data.shelf import limit
    from sayso.evaluate.unchanged import key_of, state_of
    from sayso.reports.keeping import Shelf

    shelf = Shelf(folder, limit=limit())
    sources = [corpus.gold.source, corpus.documents, *(run.source for run in runs)]
    files = [source.path for source in sources]
    if any(path is None and len(source) for path, source in zip(files, sources, strict=True)):
        return make()
    before = state_of(files)
    key = key_of(corpus.name, corpus.gold, runs, options, files)
    report = None if whole else shelf.get(key)
    if report is None:
        report = make()
        # Who changes a file meanwhile gets a result that belongs to neither content.
        if state_of(files) == before:
            try:
                shelf.keep(key, report)
            except UsageError as error:
                remark(f"nothing was kept: {error}")
    return report
