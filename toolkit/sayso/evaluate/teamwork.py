"""Teamwork: orders carried out by an executor, and by this process beside it.

Processes take a second until they have loaded what they need. Meanwhile, and as long as any order waits that nobody has
begun, the process that gives the orders carries them out itself.
"""

from __future__ import annotations

from concurrent.futures import BrokenExecutor, as_completed
from typing import TYPE_CHECKING, TypeVar

from sayso.data.executors import gave_up, result_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from concurrent.futures import Executor, Future

Order = TypeVar("Order")
Answer = TypeVar("Answer")


def carried_out(
    executor: Executor,
    work: Callable[[Order], Answer | None],
    orders: Mapping[int, Order],
    *,
    takes_part: bool,
    done: Callable[[int, Answer], None] | None = None,
) -> dict[int, Answer] | None:
    """The answers to orders by number, in order; None as soon as there is none to one of them.

    Args:
        executor: Who carries them out.
        work: How; by its module and name it must be found wherever the executor works.
        orders: The orders by number; the first are begun first.
        takes_part: Whether this process carries out those that nobody has begun.
        done: Told of each answer as it comes.

    Raises:
        WorkerError: A worker ended before its work was done.
    """
    found: dict[int, Answer] = {}
    futures: dict[Future[Answer | None], int] = {}
    try:
        for number, order in orders.items():
            futures[executor.submit(work, order)] = number
        for number, answer in _answers(work, orders, futures, takes_part=takes_part):
            if answer is None:
                return None
            found[number] = answer
            if done is not None:
                done(number, answer)
    except BrokenExecutor as error:  # already when something is submitted
        raise gave_up(error) from error
    finally:
        for future in futures:
            future.cancel()
    return dict(sorted(found.items()))


def _answers(
    work: Callable[[Order], Answer | None],
    orders: Mapping[int, Order],
    futures: Mapping[Future[Answer | None], int],
    *,
    takes_part: bool,
) -> Iterator[tuple[int, Answer | None]]:
    """The answers as they come, each with its number."""
    waiting = dict(futures)
    for future in futures if takes_part else ():
        if future.cancel():
            yield waiting.pop(future), work(orders[futures[future]])
            for other in [one for one in waiting if one.done()]:
                yield waiting.pop(other), result_of(other)
    for future in as_completed(waiting):
        yield waiting[future], result_of(future)
