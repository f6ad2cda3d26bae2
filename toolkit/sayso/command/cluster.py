"""A Dask cluster for as long as a command lasts."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING, Any, cast

from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

_ADDRESS = re.compile(r"(?:(?:tcp|tls|ucx|wss?)://)?[^/\s]+:\d+/?")
_PATIENCE = 10
"""Seconds in which a scheduler has to answer."""


@contextlib.contextmanager
def connected(address: str | None) -> Iterator[Any]:
    """A client of the cluster whose scheduler is at an address, None for none.

    Raises:
        UsageError: The package `distributed` is not installed, or no scheduler answers.
    """
    if address is None:
        yield None
        return
    try:
        from distributed import Client
    except ImportError:
        raise UsageError("--dask needs the package distributed; install it with `pip install 'sayso[dask]'`") from None
    way_out = "give the address that `dask scheduler` prints, as in tcp://10.0.0.1:8786"
    if not _ADDRESS.fullmatch(address):
        raise UsageError(f"--dask {address!r} is no address of a scheduler; {way_out}")
    try:
        client: Any = cast("Any", Client)(address, timeout=_PATIENCE, set_as_default=False)  # it has no types
    except OSError:
        raise UsageError(f"--dask {address}: no scheduler answers within {_PATIENCE} s; {way_out}") from None
    with client:
        yield client
