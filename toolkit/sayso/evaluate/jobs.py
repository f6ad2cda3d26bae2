"""Who reads: this process alone, several beside it, or whatever executor or cluster the caller has."""

from __future__ import annotations

import contextlib
import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sayso.data.executors import executor_of, is_closed
from sayso.data.jsonl import Part
from sayso.data.parts import parts_in_step, size_of
from sayso.data.urls import Url, place_of
from sayso.evaluate.crew import check_jobs, crew, files_of, wanted
from sayso.evaluate.processes import Processes
from sayso.evaluate.progress import Counter
from sayso.evaluate.shards import Repeat, gathered_shard, joined, order_of, repeated_shard, stale
from sayso.evaluate.teamwork import carried_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Executor

    from sayso.data.executors import Workforce
    from sayso.data.urls import Place
    from sayso.evaluate.job import Job
    from sayso.evaluate.reading import Gathered
    from sayso.evaluate.shards import Order
    from sayso.measures import Measure
    from sayso.measures.slicing import Cut

_LEAST, _MOST = 16 * 2**20, 64 * 2**20
"""Shards become smaller towards the end: the last and the first have about so many bytes."""
_LARGE = 512 * 2**20
"""So many they have at the most, however many that makes."""
_CUTS = 256
"""The most places at which files are cut to have shards so small,"""
_FOR_EACH = 4
"""or, if that is more, for each worker."""


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
    if workforce is None and wanted(job.gold, job.runs, jobs) == 1:
        return None

    def shared() -> Gathered | None:
        with _team(job, jobs, workforce) as team:
            return None if team is None else _shared(job, measures, cuts, team)

    return shared


def reread(job: Job, reading: Callable[[Job], Any], jobs: int | None, workforce: Workforce | None) -> list[Any] | None:
    """What a reading of each shard gives, in order; None where this process has to read alone.

    Args:
        job: A job that has been done.
        reading: A function of a module, which gathers something of such a job.
        jobs: As of `sharing`.
        workforce: As of `sharing`; who has been sent home meanwhile does not help.
    """
    if is_closed(workforce):
        return None
    with _team(job, jobs, workforce) as team:
        orders = None if team is None else _orders(job, (), (), team)
        if team is None or orders is None:
            return None
        attempted = tuple(map(frozenset, job.attempted))
        repeats = {number: Repeat(order, attempted, reading) for number, order in orders.items()}
        counter = Counter(job.watch)
        try:
            found = carried_out(
                team.executor,
                repeated_shard,
                repeats,
                takes_part=team.takes_part,
                done=lambda number, answer: counter.add(answer[0], _gold_size(orders[number])),
            )
        except RuntimeError:  # as executors say that they are closed
            return None
    return None if found is None else [answer for _, answer in found.values()]


@dataclass(frozen=True, slots=True)
class _Team:
    """Who reads, and how many they are; whether this process is one of them."""

    executor: Executor
    workers: int
    takes_part: bool


@contextlib.contextmanager
def _team(job: Job, jobs: int | None, workforce: Workforce | None) -> Iterator[_Team | None]:
    if workforce is None:
        with crew(job.gold, job.runs, jobs) as processes:
            yield None if processes is None else _Team(processes, processes.count + 1, takes_part=True)
    elif isinstance(workforce, Processes):
        yield _Team(workforce, workforce.count + 1, takes_part=True)
    else:
        executor, workers = executor_of(workforce)
        yield _Team(executor, jobs or workers, takes_part=False)


def _shared(job: Job, measures: Sequence[Measure], cuts: Sequence[Cut], team: _Team) -> Gathered | None:
    orders = _orders(job, measures, cuts, team)
    if orders is None:
        return None
    counter = Counter(job.watch)
    shards = carried_out(
        team.executor,
        gathered_shard,
        orders,
        takes_part=team.takes_part,
        done=lambda number, shard: counter.add(len(shard.doc_ids), _gold_size(orders[number])),
    )
    if shards is None:
        return None
    again = carried_out(team.executor, gathered_shard, stale(orders, shards), takes_part=team.takes_part)
    return None if again is None else joined(job, measures, cuts, list((shards | again).values()))


def _orders(job: Job, measures: Sequence[Measure], cuts: Sequence[Cut], team: _Team) -> dict[int, Order] | None:
    """The shards by number; None where files cannot be cut."""
    order, files = order_of(job, measures, cuts), files_of(job.gold, job.runs)
    size = size_of(files) if files else None
    if order is None or files is None or size is None:
        return None
    complete = job.missing == "error" and job.on == "all"
    parts = _parts(files, size, team.workers, complete=complete)
    if len(parts) == 1 and team.workers > 1:
        return None
    return dict(enumerate(replace(order, parts=one) for one in parts))


def _parts(files: Sequence[Place], size: int, workers: int, *, complete: bool) -> list[tuple[Part, ...]]:
    """Parts of all files, the last the smallest, so that nobody is waited for long.

    Args:
        files: Gold, documents, runs.
        size: Their bytes.
        workers: How many there are.
        complete: Whether all files have all documents.
    """
    # A cut takes a millisecond, but of a file elsewhere some requests.
    cuts = _FOR_EACH * workers if any(isinstance(file, Url) for file in files) else max(_CUTS, _FOR_EACH * workers)
    count = max(workers, min(cuts, size // _LEAST), size // _LARGE)
    pieces = parts_in_step(files, count, complete=complete)
    edges = [0, *itertools.accumulate(shrunk(len(pieces), workers, max(1, _MOST * len(pieces) // size)))]
    return [
        tuple(Part(one.begin, other.end) for one, other in zip(pieces[first], pieces[last - 1], strict=True))
        for first, last in itertools.pairwise(edges)
    ]


def shrunk(pieces: int, workers: int, most: int) -> Iterator[int]:
    """How many pieces to take at a time: half of each worker's share of what is left, at the most so many."""
    while pieces:
        taken = max(1, min(most, pieces // (2 * workers)))
        yield taken
        pieces -= taken


def _gold_size(order: Order) -> int:
    """The bytes of a shard's part of gold; 0 where it is no lines."""
    part = order.parts[0]
    if order.columns[0] is not None:
        return 0
    end = place_of(order.gold).stat().st_size if part.end is None else part.end
    return end - part.begin
