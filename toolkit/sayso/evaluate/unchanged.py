"""What a result depends on, as a key: while the key is the same, so is every number.

It covers the bytes of all files, what corpus.toml declares, every option that changes what is kept, and what computes:
Sayso, its code and definitions, Python and the libraries beneath.
"""

from __future__ import annotations

import functools
import hashlib
import json
import platform
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from io import BufferedReader

    from sayso.data.sources import Gold, Run
    from sayso.data.urls import Place
    from sayso.measures import Measure

_LIBRARIES = ("numpy", "scipy", "pyarrow")


def key_of(
    name: str, gold: Gold, runs: Sequence[Run], options: Mapping[str, Any], files: Sequence[Place | None]
) -> str:
    """The key of what is computed: 64 hexadecimal digits.

    Args:
        name: The corpus's name.
        gold: Its gold.
        runs: The runs.
        options: Every option that changes what is computed.
        files: The files of gold, documents and runs.
    """
    from sayso import __version__
    from sayso.signature import DEFINITIONS

    digests = {path: _digest(path) for path in files if path is not None}
    parts = {
        "files": [None if path is None else digests[path] for path in files],
        "corpus": [name, gold.annotated, {name: list(texts) for name, texts in gold.labels.items()}],
        "runs": [[run.name, run.meta] for run in runs],
        "options": dict(options),
        "sayso": [__version__, DEFINITIONS, _code()],
        "python": [platform.python_version(), platform.machine(), platform.system()],
        "libraries": [[name, metadata.version(name)] for name in _LIBRARIES],
        "plugins": sorted(_plugins()),
    }
    return hashlib.sha256(json.dumps(parts, default=dict).encode()).hexdigest()


def state_of(files: Sequence[Place | None]) -> list[tuple[int, int] | None]:
    """Size and time of some files: who changes one meanwhile gets a result that belongs to neither content."""
    found = [None if path is None else path.stat() for path in files]
    return [None if facts is None else (facts.st_size, facts.st_mtime_ns) for facts in found]


def _digest(path: Place) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(cast("BufferedReader", file), "sha256").hexdigest()


def _code() -> str:
    """The digest of the package's own code: a checkout changes without a new version."""
    return _code_in(Path(__file__).parents[1])


@functools.cache  # What is loaded stays what it was.
def _code_in(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _points() -> metadata.EntryPoints:
    return metadata.entry_points(group="sayso.measures")


def _plugins() -> Iterator[str]:
    """Who else has measures here, with the version."""
    for point in _points():
        about = "" if point.dist is None else f" of {point.dist.name} {point.dist.version}"
        yield f"{point.name} = {point.value}{about}"


def known_measures(measures: Sequence[Measure]) -> bool:
    """Whether the code of all measures is that of this package, or of a plug-in, whose versions are in the key."""
    known = {"sayso", *(point.value.partition(".")[0].partition(":")[0] for point in _points())}
    return all(measure.line.find.__module__.partition(".")[0] in known for measure in measures)
