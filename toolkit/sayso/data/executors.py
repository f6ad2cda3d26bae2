"""Who does work in place of this process: any executor of `concurrent.futures`, or a Dask cluster by its client."""

from __future__ import annotations

import os
from concurrent.futures import BrokenExecutor, CancelledError
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, runtime_checkable

from sayso.errors import SaysoError, UsageError, WorkerError

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future


@runtime_checkable
class Client(Protocol):
    """A client of a Dask cluster, as far as it is asked for anything."""

    def get_executor(self, **options: Any) -> Executor:  # noqa: ANN401 - as the package has it
        """An executor that hands everything to the cluster."""
        ...

    def nthreads(self) -> Any:  # noqa: ANN401 - as the package has it
        """The threads of each worker."""
        ...


Workforce: TypeAlias = "Executor | Client"
"""Any `concurrent.futures.Executor`, or a `distributed.Client`."""


def cores() -> int:
    """How many cores this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def executor_of(workforce: Any) -> tuple[Executor, int]:  # noqa: ANN401 - whatever a caller has
    """An executor, and for how many workers to share the work out.

    Raises:
        UsageError: It is nobody who could do any.
    """
    if isinstance(workforce, Client):
        # Files may have changed since the cluster saw them last: nothing is to be taken from before.
        return workforce.get_executor(pure=False), sum(workforce.nthreads().values()) or 1
    if not callable(getattr(workforce, "submit", None)):
        raise UsageError(
            f"executor is a {type(workforce).__name__}, expected a concurrent.futures.Executor or a distributed.Client"
        )
    executor: Executor = workforce
    return executor, cores()


def result_of(future: Future[Any]) -> Any:  # noqa: ANN401 - whatever was asked for
    """What a future holds.

    Raises:
        WorkerError: Nobody is there any more who could do it.
    """
    try:
        return future.result()
    except SaysoError:
        raise
    except (BrokenExecutor, CancelledError) as error:
        raise gave_up(error) from error
    except Exception as error:
        if type(error).__module__.partition(".")[0] != "distributed":
            raise
        raise gave_up(error) from error


def gave_up(error: BaseException) -> WorkerError:
    """That an executor has given up."""
    return WorkerError(
        f"the executor gave up: {type(error).__name__}: {error}; nothing was finished. Start again, or leave the "
        "executor out: one process needs none"
    )
