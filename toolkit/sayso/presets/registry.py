"""The registry of presets: every module of the folders beside this one may name some in `PRESETS`."""

from __future__ import annotations

import difflib
import functools
import importlib
import pkgutil
from typing import TYPE_CHECKING

from sayso.errors import MeasureError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sayso.presets.preset import Preset


@functools.cache
def presets() -> Mapping[str, Preset]:
    """All presets by name, sorted."""
    import sayso.presets as package

    found: dict[str, Preset] = {}
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        for preset in getattr(importlib.import_module(module.name), "PRESETS", ()):
            if preset.name in found:
                msg = f"preset {preset.name} is there twice, the second time in {module.name}; give it another name"
                raise MeasureError(msg)
            found[preset.name] = preset
    return dict(sorted(found.items()))


def find(name: str) -> Preset:
    """The preset of a name.

    Raises:
        MeasureError: There is none.
    """
    known = presets()
    if name not in known:
        close = difflib.get_close_matches(name, known, n=3, cutoff=0.4)
        offer = f"did you mean {', '.join(close)}? " if close else ""
        msg = f"unknown preset {name!r}; {offer}`sayso list presets` shows all"
        raise MeasureError(msg)
    return known[name]
