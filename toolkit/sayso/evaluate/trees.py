"""Making many trees: records, and what is made of them, have no cycles that somebody would have to look for."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def trees() -> Iterator[None]:
    """Meanwhile no cycles are looked for, which costs a third where many trees are made."""
    looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looking:
            gc.enable()
