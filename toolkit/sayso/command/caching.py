"""`--cache DIR`: a report is taken from there if nothing that it depends on has changed since it was made.

The key covers the bytes of all files, what corpus.toml declares, every option that changes the output, and what
computes: Sayso, its code and definitions, Python and the libraries beneath.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from io import BufferedReader

    from sayso.data.corpus import Corpus
    from sayso.data.sources import Run
    from sayso.data.urls import Place
    from sayso.reports import Report

LIMIT = "SAYSO_CACHE_LIMIT"
"""The environment variable with the most mebibytes that all entries of a folder may have together."""

_LIBRARIES = ("numpy", "scipy", "pyarrow")


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
    from sayso.reports.keeping import Shelf

    shelf = Shelf(folder, limit=_limit())
    sources = [corpus.gold.source, corpus.documents, *(run.source for run in runs)]
    files = [source.path for source in sources]
    if any(path is None and len(source) for path, source in zip(files, sources, strict=True)):
        return make()
    before = _state(files)
    key = _key(corpus, runs, options, files)
    report = None if whole else shelf.get(key)
    if report is None:
        report = make()
        # Who changes a file meanwhile gets a result that belongs to neither content.
        if _state(files) == before:
            try:
                shelf.keep(key, report)
            except UsageError as error:
                remark(f"nothing was kept: {error}")
    return report


def _key(corpus: Corpus, runs: Sequence[Run], options: Mapping[str, Any], files: Sequence[Place | None]) -> str:
    from sayso import __version__
    from sayso.signature import DEFINITIONS

    digests = {path: _digest(path) for path in files if path is not None}
    parts = {
        "files": [None if path is None else digests[path] for path in files],
        "corpus": [corpus.name, corpus.annotated, {name: list(texts) for name, texts in corpus.labels.items()}],
        "runs": [[run.name, run.meta] for run in runs],
        "options": dict(options),
        "sayso": [__version__, DEFINITIONS, _code()],
        "python": [platform.python_version(), platform.machine(), platform.system()],
        "libraries": [[name, metadata.version(name)] for name in _LIBRARIES],
        "plugins": sorted(_plugins()),
    }
    return hashlib.sha256(json.dumps(parts, default=dict).encode()).hexdigest()


def _digest(path: Place) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(cast("BufferedReader", file), "sha256").hexdigest()


def _code() -> str:
    """The digest of the package's own code: a checkout changes without a new version."""
    folder = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _plugins() -> Iterator[str]:
    """Who else has measures here, with the version."""
    for point in metadata.entry_points(group="sayso.measures"):
        about = "" if point.dist is None else f" of {point.dist.name} {point.dist.version}"
        yield f"{point.name} = {point.value}{about}"


def _state(files: Sequence[Place | None]) -> list[tuple[int, int] | None]:
    found = [None if path is None else path.stat() for path in files]
    return [None if facts is None else (facts.st_size, facts.st_mtime_ns) for facts in found]


def _limit() -> int:
    from sayso.reports.keeping import LIMIT as USUAL

    told = os.environ.get(LIMIT, "")
    if not told:
        return USUAL
    if not told.isdecimal():
        raise UsageError(f"{LIMIT} is {told!r}, expected a number of mebibytes, as in {LIMIT}=256")
    return int(told) * 2**20
