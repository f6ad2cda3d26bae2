"""The solver of assignments, alone: scipy's own, without the four hundred modules that come with `scipy.optimize`.

Those take a third of the time in which one document is scored; the solver is one file of compiled code that needs none
of them. It is loaded from that file, so that it is the same code to the last bit; wherever it is not to be had so, as
in another build of scipy, it comes from the package.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib.machinery import ExtensionFileLoader, PathFinder
from importlib.util import module_from_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

if TYPE_CHECKING:
    from sayso.data.keys import Ints


class Solver(Protocol):
    """`scipy.optimize.linear_sum_assignment`."""

    def __call__(self, matrix: Any, /, *, maximize: bool) -> tuple[Ints, Ints]:  # noqa: ANN401 - an array of numbers
        """Rows and columns of the pairs that have the largest sum."""


@cache
def solver() -> Solver:
    """The solver, loaded once."""
    if "scipy.optimize" not in sys.modules and (alone := _alone()) is not None:
        return alone
    from scipy.optimize import linear_sum_assignment

    return cast("Solver", linear_sum_assignment)


def _alone() -> Solver | None:
    """The solver from its own file, None if it is not where it used to be."""
    import scipy

    spec = PathFinder.find_spec("scipy.optimize._lsap", [str(Path(folder, "optimize")) for folder in scipy.__path__])
    if spec is None or not isinstance(spec.loader, ExtensionFileLoader):
        return None
    try:
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
    except ImportError:
        return None
    return cast("Solver | None", getattr(module, "linear_sum_assignment", None))
