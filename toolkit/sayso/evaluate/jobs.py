"""Who reads: this process alone, several beside it, or whatever executor or cluster the caller has."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor, as_completed
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.data.executors import cores, executor_of, gave_up, result_of
from sayso.data.parts import parts_in_step, size_of
from sayso.errors import UsageError
from sayso.evaluate.processes import Processes
from sayso.evaluate.progress import Counter
from sayso.evaluate.shards import files_of, gathered_shard, joined, order_of, stale

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Executor, Future

    from sayso.data.executors import Workforce
    from sayso.evaluate.job import Job
    from sayso.evaluate.progress import Reading
    from sayso.evaluate.reading import Gathered
    from sayso.evaluate.shards import Order, Shard
    from sayso.measures import Measure
    from sayso.measures.slicing import Cut

LEAST = 512 * 2**20
"""From so many bytes of files on it pays to start processes: see docs/scale.md."""
_SMALL, _LARGE = 32 * 2**20, 512 * 2**20
"""Shards are made smaller than a worker's share, down to so many bytes, so that all end together; never larger."""
_FOR_EACH = 4
"""The most such shards for a worker."""


def check_jobs(jobs: int | None) -> None:
    """Say so if a number of processes is none.

    Raises:
        UsageError: It is not a whole number above 0.
    """
    if jobs is not None and (not isinstance(jobs, int) or isinstance(jobs, bool) or jobs < 1):
        raise UsageError(f"the number of processes is {jobs!r}, expected a whole number from 1")


def sharing(
    job: Job, measures: Sequence[Measure], cuts: Sequence[Cut], jobs: int | None, workforce: Workforce | None
) -> Callable[[], Gathered | None] | None:
    """How to gather a job's tallies with others' help; None where this process does it alone.

    Args:
        job: What to read.
        measures: What is tallied.
        cuts: By what it is sliced.
        jobs: How many processes; None for as many as there are cores, but one for small files.
        workforce: Who else does it, in place of processes.

    Raises:
        UsageError: The number of processes is none, or `workforce` is nobody who could help.
    """
    check_jobs(jobs)
    if workforce is not None:
        executor, workers = executor_of(workforce)
        return lambda: _shared(job, measures, cuts, executor, jobs or workers)
    files = files_of(job)
    size = size_of(files) if files else None
    if size is None:
        return None
    count = jobs or (cores() if size >= LEAST else 1)
    return None if count == 1 else lambda: _with_processes(job, measures, cuts, count)


def _with_processes(job: Job, measures: Sequence[Measure], cuts: Sequence[Cut], count: int) -> Gathered | None:
    with Processes(count) as executor:
        found = _shared(job, measures, cuts, executor, count)
        executor.shutdown(cancel_futures=found is None)  # Where one had doubts, the others need not end.
        return found


def _shared(
    job: Job, measures: Sequence[Measure], cuts: Sequence[Cut], executor: Executor, workers: int
) -> Gathered | None:
    order, files = order_of(job, measures, cuts), files_of(job)
    size = size_of(files) if files else None
    if order is None or files is None or size is None:
        return None
    count = max(workers, min(_FOR_EACH * workers, size // _SMALL), size // _LARGE)
    complete = job.missing == "error" and job.on == "all"
    gold, documents, *runs = files
    parts = parts_in_step([gold, documents, *runs], count, complete=complete)
    if len(parts) == 1 and workers > 1:
        return None
    orders = [replace(order, parts=one) for one in parts]
    shards = _carried_out(executor, dict(enumerate(orders)), job.watch)
    if shards is None:
        return None
    again = _carried_out(executor, stale(orders, list(shards.values())))
    if again is None:
        return None
    return joined(job, measures, cuts, list((shards | again).values()))


def _carried_out(
    executor: Executor, orders: dict[int, Order], watch: Callable[[Reading], None] | None = None
) -> dict[int, Shard] | None:
    """The shards by number, in order; None as soon as one of them cannot vouch for what it read.

    Raises:
        WorkerError: A worker ended before its work was done.
    """
    numbers: dict[Future[Shard | None], int] = {}
    found: dict[int, Shard] = {}
    counter = Counter(watch)
    try:
        for number, order in orders.items():
            numbers[executor.submit(gathered_shard, order)] = number
        for future in as_completed(numbers):
            shard: Shard | None = result_of(future)
            if shard is None:
                return None
            found[numbers[future]] = shard
            counter.add(len(shard.doc_ids), _gold_size(orders[numbers[future]]))
    except BrokenExecutor as error:  # already when something is submitted
        raise gave_up(error) from error
    finally:
        for future in numbers:
            future.cancel()
    return dict(sorted(found.items()))


def _gold_size(order: Order) -> int:
    """The bytes of a shard's part of gold."""
    part = order.parts[0]
    end = Path(order.gold).stat().st_size if part.end is None else part.end
    return end - part.begin
