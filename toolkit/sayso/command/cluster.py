"""Who reads for a command, for as long as it lasts: a Dask cluster, processes beside this one, or nobody else."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING, Any, cast

from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sayso.data.sources import Gold, Run

_ADDRESS = re.compile(r"(?:(?:tcp|tls|ucx|wss?)://)?[^/\s]+:\d+/?")
_PATIENCE = 10
"""Seconds in which a scheduler has to answer."""


@contextlib.contextmanager
def workforce(gold: Gold, runs: Sequence[Run], *, jobs: int | None, dask: str | None) -> Iterator[Any]:
    """Who helps to read: a client of the cluster, processes that are getting ready, or None.

    It comes before anything heavy is loaded, so that processes load it at the same time.

    Args:
        gold: A corpus's gold.
        runs: Runs.
        jobs: How many processes read; None for as many as pay.
        dask: The address of a scheduler.

    Raises:
        UsageError: The package `distributed` is not installed, or no scheduler answers.
    """
    from sayso.command.tuning import tuned
    from sayso.evaluate.crew import crew

    tuned()
    with connected(dask) if dask is not None else crew(gold, runs, jobs) as helpers:
        yield helpers


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
        raise UsageError(f"--dask {address}: no scheduler answers; {way_out}") from None
    with client:
        yield client
