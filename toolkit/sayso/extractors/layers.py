"""The option `layers` of the built-in extractors: which layers an extractor is asked to attempt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.errors import UsageError
from sayso.extractors.protocol import LAYERS

if TYPE_CHECKING:
    from collections.abc import Collection


def chosen(layers: str | Collection[str] | None, extractor: str) -> frozenset[str]:
    """The layers that an option asks for: all of them for None, else a list, or names joined by `+`.

    Raises:
        UsageError: A layer is unknown, there is none, or stances are asked for without the entities they name.
    """
    if layers is None:
        return frozenset(LAYERS)
    names = [name.strip() for name in layers.split("+")] if isinstance(layers, str) else list(layers)
    unknown = sorted(set(names) - set(LAYERS))
    if unknown or not names:
        raise UsageError(
            f"{extractor}: found layers {unknown or names!r}; expected some of {', '.join(LAYERS)}; "
            "write them as layers=entities+quotes"
        )
    if "stances" in names and "entities" not in names:
        raise UsageError(
            f"{extractor}: found layers 'stances' without 'entities'; expected both, for a stance names entities; "
            "write layers=entities+stances"
        )
    return frozenset(names)
