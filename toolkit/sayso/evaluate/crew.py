"""The crew: processes that read beside this one, started early, and only where they pay.

This module loads nothing heavy: a command has its crew started before it loads what it needs itself.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from sayso.data.executors import cores
from sayso.data.parts import file_of, size_of
from sayso.errors import UsageError
from sayso.evaluate.processes import Processes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sayso.data.sources import Gold, Run
    from sayso.data.urls import Place

LEAST = 128 * 2**20
"""From so many bytes of files on it pays to start processes: see docs/scale.md."""
_FOR_ONE = 64 * 2**20
"""So many bytes there must be for each process where nobody says how many there shall be."""
_MANY = 16
"""So many may be asked for anywhere; else no more than twice the cores are started, since they would wait."""
_MODULES = ("sayso.evaluate.shards", "sayso.evaluate.loaded")
"""What those processes are going to need."""


def check_jobs(jobs: int | None) -> None:
    """Say so if a number of processes is none.

    Raises:
        UsageError: It is not a whole number above 0.
    """
    if jobs is not None and (not isinstance(jobs, int) or isinstance(jobs, bool) or jobs < 1):
        raise UsageError(f"the number of processes is {jobs!r}, expected a whole number from 1")


def files_of(gold: Gold, runs: Sequence[Run]) -> list[Place] | None:
    """The files of gold, documents and runs; None if some of these come from elsewhere."""
    sources = [gold.source, gold.documents, *(run.source for run in runs)]
    paths = [path for path in map(file_of, sources) if path is not None]
    return paths if len(paths) == len(sources) else None


def wanted(gold: Gold, runs: Sequence[Run], jobs: int | None) -> int:
    """How many processes read, this one among them.

    Args:
        gold: A corpus's gold.
        runs: Runs.
        jobs: How many there shall be; None for as many as there are cores, but fewer for small files.

    Raises:
        UsageError: The number of processes is none.
    """
    check_jobs(jobs)
    files = None if jobs == 1 else files_of(gold, runs)
    size = size_of(files) if files else None
    if size is None:
        return 1
    if jobs is not None:
        return min(jobs, max(_MANY, 2 * cores()))
    return min(cores(), size // _FOR_ONE) if size >= LEAST else 1


@contextlib.contextmanager
def crew(gold: Gold, runs: Sequence[Run], jobs: int | None) -> Iterator[Processes | None]:
    """The processes beside this one, getting ready; None where this one reads alone.

    Raises:
        UsageError: The number of processes is none.
    """
    count = wanted(gold, runs, jobs)
    if count == 1:
        yield None
        return
    with Processes(count - 1, modules=_MODULES) as processes:
        processes.start()
        yield processes
        processes.shutdown(cancel_futures=True)  # What was wanted of them is there: nobody waits for their end.
