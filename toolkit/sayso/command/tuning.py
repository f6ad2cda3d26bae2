"""How this process computes, settled by a command before it loads what computes; a library leaves both to its user."""

from __future__ import annotations

import contextlib
import ctypes
import os

from sayso.data.executors import BLAS, KEPT

# Of mallopt(3), by the names of the variables that say the same to a process that is to be started.
_PARAMETERS = {"MALLOC_TRIM_THRESHOLD_": -1, "MALLOC_TOP_PAD_": -2, "MALLOC_MMAP_THRESHOLD_": -3}


def tuned() -> None:
    """Have linear algebra run on one thread and memory be kept, unless somebody wants it otherwise.

    Resamples are drawn on a thread of their own beside the products of linear algebra. More threads than there are
    cores free wait for each other in a loop: with other work on the machine intervals took up to six times as long.
    """
    for name in BLAS:
        os.environ.setdefault(name, "1")
    with contextlib.suppress(AttributeError, OSError, TypeError):  # only glibc has it
        set_option = ctypes.CDLL(None).mallopt
        for name, parameter in _PARAMETERS.items():
            if name not in os.environ:
                set_option(parameter, KEPT[name])
