"""From gold and runs to results: the conductor of everything below.

>>> from sayso.evaluate import score

Importing the package imports nothing heavy: each name is resolved when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.evaluate.conductor import score
    from sayso.evaluate.result import Result
    from sayso.evaluate.unpaired import Unpaired
    from sayso.evaluate.value import Value

# Where each public name lives.
_HOMES = {"Result": "result", "Unpaired": "unpaired", "Value": "value", "score": "conductor"}

__all__ = ["Result", "Unpaired", "Value", "score"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever it is
    if name not in _HOMES:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    from importlib import import_module

    found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found
