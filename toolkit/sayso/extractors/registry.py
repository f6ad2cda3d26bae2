"""The extractors that have a name: those of the package, and plug-ins of the entry-point group `sayso.extractors`.

The package's own win a clash of names; two plug-ins of one name are refused by name. A plug-in that cannot be loaded
warns once and hides no other.
"""

from __future__ import annotations

import difflib
import functools
import importlib.util
import inspect
import warnings
from collections.abc import Collection
from dataclasses import dataclass
from importlib import metadata
from typing import Any

from sayso.errors import ExtractorError, UsageError
from sayso.extractors.locating import locate
from sayso.extractors.protocol import LAYERS

GROUP = "sayso.extractors"
_OURS = "sayso"
_BUILT_IN = {
    "empty": "sayso.extractors.empty:Empty",
    "passes": "sayso.extractors.passes:Pass",
    "pattern": "sayso.extractors.pattern:Pattern",
    "spacy": "sayso.extractors.spacy:Spacy",
    "textacy": "sayso.extractors.textacy:Textacy",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Available:
    """An extractor that can be named, and whether it can run here.

    Attributes:
        name: What to call it by.
        summary: The first line of its docstring.
        layers: The layers it attempts, in the order of the contract.
        missing: What keeps it from running here, with the way out; None if nothing does.
    """

    name: str
    summary: str
    layers: tuple[str, ...]
    missing: str | None = None

    @property
    def runs(self) -> bool:
        """Whether it can run here."""
        return self.missing is None


@dataclass(frozen=True, slots=True)
class Entry:
    """A name, the place of the class, and who says so (None: the package itself)."""

    name: str
    place: str
    distribution: str | None = None

    def load(self) -> Any:  # noqa: ANN401 - a plug-in may be anything that makes an extractor
        """The class, or other factory.

        Raises:
            ExtractorError: It cannot be loaded.
        """
        try:
            return locate(self.place)
        except (UsageError, ExtractorError) as error:
            origin = f" of {self.distribution}" if self.distribution else ""
            raise ExtractorError(f"extractor {self.name!r}{origin} cannot be loaded: {error}") from error


def named(name: str) -> Any:  # noqa: ANN401 - a plug-in may be anything that makes an extractor
    """The class, or other factory, of that name.

    Raises:
        UsageError: There is none of that name, or two plug-ins have it.
        ExtractorError: It cannot be loaded, or a module that it needs is not installed.
    """
    found = _entries().get(name, ())
    if len(found) > 1:
        raise UsageError(
            f"extractor {name!r} is registered by {_and(found)}; uninstall one, or name the class: {_or(found)}"
        )
    if not found:
        raise UsageError(f"there is no extractor {name!r}; {_way_out(name)}")
    factory = found[0].load()
    if missing := _missing(name, factory):
        raise ExtractorError(missing)
    return factory


def available() -> list[Available]:
    """All extractors that have a name, by name, with what keeps them from running here.

    Warns:
        RuntimeWarning: A plug-in cannot be loaded, or two have the same name; each is told once.
    """
    return [_listed(name, found) for name, found in sorted(_entries().items())]


def name_of(factory: Any) -> str | None:  # noqa: ANN401 - a plug-in may be anything that makes an extractor
    """The name under which a class is registered, None if under none."""
    place = f"{factory.__module__}:{factory.__qualname__}"
    return next((name for name, found in _entries().items() if [entry.place for entry in found] == [place]), None)


def _entries() -> dict[str, tuple[Entry, ...]]:
    """For each name who has it; one, unless two plug-ins clash."""
    found: dict[str, tuple[Entry, ...]] = {name: (Entry(name, place),) for name, place in _BUILT_IN.items()}
    for point in metadata.entry_points(group=GROUP):
        distribution = point.dist.name if point.dist else "an unknown distribution"
        if point.name in _BUILT_IN:
            if distribution != _OURS:
                _warn(f"extractor {point.name!r} of {distribution} is left aside: Sayso's own has this name")
            continue
        found[point.name] = (*found.get(point.name, ()), Entry(point.name, point.value, distribution))
    return found


def _listed(name: str, found: tuple[Entry, ...]) -> Available:
    if len(found) > 1:
        message = f"registered by {_and(found)}; uninstall one, or name the class: {_or(found)}"
        _warn(f"extractor {name!r} is {message}")
        return Available(name=name, summary="", layers=(), missing=message)
    try:
        factory = found[0].load()
    except ExtractorError as error:
        _warn(str(error))
        return Available(name=name, summary="", layers=(), missing=str(error))
    summary = (inspect.getdoc(factory) or "").partition("\n")[0]
    missing = _missing(name, factory)
    return Available(name=name, summary=summary, layers=() if missing else _layers(factory), missing=missing)


def _layers(factory: Any) -> tuple[str, ...]:  # noqa: ANN401 - a plug-in may be anything that makes an extractor
    """The layers that a class declares, or that what it makes without options does."""
    declared = getattr(factory, "layers", None)
    if not isinstance(declared, Collection):
        try:
            declared = factory().layers
        except Exception:  # noqa: BLE001 - a list of what there is never fails for one of it
            declared = ()
    return tuple(layer for layer in LAYERS if layer in declared)


def _missing(name: str, factory: Any) -> str | None:  # noqa: ANN401 - a plug-in may be anything that makes an extractor
    """What an extractor needs and is not installed, with the command that installs it."""
    for module, extra in dict(getattr(factory, "needs", None) or {}).items():
        if importlib.util.find_spec(module) is None:
            wanted = f'"sayso[{extra}]"' if extra else module
            return f"extractor {name!r} needs {module}, which is not installed; pip install {wanted}"
    return None


@functools.cache  # a broken plug-in is told once, however often the list is made
def _warn(message: str) -> None:
    warnings.warn(message, RuntimeWarning, stacklevel=4)


def _way_out(name: str) -> str:
    known = sorted(_entries())
    close = difflib.get_close_matches(name, known, n=1)
    meant = f"did you mean {close[0]!r}? There" if close else "there"
    return f"{meant} are {', '.join(known)}; one of your own is named module:object or path/file.py:object"


def _and(found: tuple[Entry, ...]) -> str:
    return " and ".join(str(entry.distribution) for entry in found)


def _or(found: tuple[Entry, ...]) -> str:
    return " or ".join(entry.place for entry in found)
