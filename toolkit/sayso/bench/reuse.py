"""May a run from before stand for the one that would be made now? Only if nothing that it depends on has changed.

Beside each run a stamp keeps what it was made of: the extractor as spelled, its own version, Sayso's extractors to the
byte, the versions of all that is installed, the documents. An extractor from elsewhere without a `version` may be under
work, and an annotation pass is read from a file that may be; these are run each time.
"""

from __future__ import annotations

import functools
import hashlib
import json
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.extractors import spelling_of
from sayso.extractors.inputs import inputs
from sayso.extractors.passes import Pass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sayso.extractors import Annotator, Extractor

    Stamp = dict[str, Any]

_CODE = Path(__file__).parents[1] / "extractors"


def stamp(extractor: Extractor | Annotator, documents: Iterable[Mapping[str, Any]]) -> Stamp | None:
    """What a run of an extractor on some documents depends on; None if that cannot be told."""
    if isinstance(extractor, Pass):
        return None
    ours = type(extractor).__module__.startswith("sayso.extractors.")
    version = None if ours else getattr(extractor, "version", None)
    if not ours and version is None:
        return None
    return {
        "extractor": spelling_of(extractor),
        "version": version,
        "code": _code(),
        "installed": _installed(),
        "documents": inputs(documents).sha256,
    }


def begin(run: Path, made_of: Stamp | None) -> None:
    """Leave the stamp of a run that is about to be made."""
    _leave(run, made_of)


def finish(run: Path, made_of: Stamp | None) -> None:
    """Leave the stamp of a run that was just made."""
    _leave(run, None if made_of is None else {**made_of, "run": _digest(run)})


def holds(run: Path, made_of: Stamp | None) -> bool:
    """Whether a run is there that would come out the same now."""
    return made_of is not None and run.is_file() and _left(run) == {**made_of, "run": _digest(run)}


def may_go_on(run: Path, made_of: Stamp | None) -> bool:
    """Whether what an interrupted start has finished would come out the same now, as far as can be told."""
    return made_of is None or _left(run) == made_of


def _leave(run: Path, found: Stamp | None) -> None:
    if found is None:
        _beside(run).unlink(missing_ok=True)
    else:
        _beside(run).write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def _left(run: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    try:
        return json.loads(_beside(run).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _beside(run: Path) -> Path:
    return run.with_name(f"{run.name.removesuffix('.jsonl')}.stamp.json")


def _digest(run: Path) -> str:
    with run.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@functools.cache
def _code() -> str:
    """A digest of Sayso's extractors: their modules and their lexicons."""
    digest = hashlib.sha256()
    for path in sorted(_CODE.rglob("*")):
        if path.suffix in {".py", ".toml"}:
            digest.update(f"{path.relative_to(_CODE).as_posix()}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


@functools.cache
def _installed() -> str:
    """A digest of everything that is installed, models included, with its version."""
    found = sorted({f"{one.metadata['Name']}=={one.version}" for one in metadata.distributions()})
    return hashlib.sha256("\n".join(found).encode()).hexdigest()
