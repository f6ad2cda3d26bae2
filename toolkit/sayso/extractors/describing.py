"""What a run is of, and what its meta file says: extractor, options, documents, surroundings."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING, Any

from sayso.extractors.making import parameters, spelling_of
from sayso.extractors.protocol import LAYERS

if TYPE_CHECKING:
    from sayso.extractors.inputs import Inputs
    from sayso.extractors.outcome import Failures
    from sayso.extractors.protocol import Annotator, Extractor


def identity(extractor: Extractor | Annotator, given: Inputs) -> dict[str, Any]:
    """What has to be the same for a run to be gone on with."""
    return {
        "extractor": spelling_of(extractor),
        "version": _version(extractor),
        "documents": given.count,
        "documents_sha256": given.sha256,
    }


def _version(extractor: Extractor | Annotator) -> str | None:
    """The extractor's own version; Sayso's for one of its own without any."""
    from sayso import __version__

    own = __version__ if type(extractor).__module__.startswith("sayso.") else None
    version = getattr(extractor, "version", own)
    return None if version is None else str(version)


def meta(extractor: Extractor | Annotator, about: dict[str, Any], failures: Failures) -> dict[str, Any]:
    """Facts about the run: what stands in its meta file."""
    return {
        **about,
        "name": extractor.name,
        "layers": [layer for layer in LAYERS if layer in extractor.layers],
        "parameters": {name: _plain(value) for name, value in parameters(extractor).items()},
        "failures": len(failures.told),
        **_surroundings(),
    }


def _plain(value: object) -> Any:  # noqa: ANN401 - anything that JSON has
    """An option as JSON has it, or spelled as Python does."""
    if isinstance(value, set | frozenset):
        return sorted(map(_plain, value))
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, str | int | float) else repr(value)


def _surroundings() -> dict[str, Any]:
    """What a run was made with besides the extractor."""
    from sayso import __version__

    return {"sayso": __version__, "python": platform.python_version(), "platform": platform.platform()}
