"""Who does work in place of this process: any executor of `concurrent.futures`, or a Dask cluster by its client."""

from __future__ import annotations

import os
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, runtime_checkable

from sayso.errors import SaysoError, UsageError, WorkerError

if TYPE_CHECKING:
    from collections.abc import Callable


@runtime_checkable
class Client(Protocol):
    """A client of a Dask cluster, as far as it is asked for anything."""

    def submit(self, fn: Callable[..., Any], *args: Any, **options: Any) -> Any:  # noqa: ANN401 - as the package has it
        """Have a call carried out; its future."""
        ...

    def nthreads(self) -> Any:  # noqa: ANN401 - as the package has it
        """The threads of each worker."""
        ...


BLAS = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
"""The environment variables that tell numpy's linear algebra, when it is loaded, on how many threads to run."""

KEPT = {"MALLOC_MMAP_THRESHOLD_": 2**30, "MALLOC_TRIM_THRESHOLD_": 2**30, "MALLOC_TOP_PAD_": 2**26}
"""Those that have glibc keep memory: every batch takes and leaves the same, which else is cleared for each anew."""

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
        return _Cluster(workforce), sum(workforce.nthreads().values()) or 1
    if not callable(getattr(workforce, "submit", None)):
        raise UsageError(
            f"executor is a {type(workforce).__name__}, expected a concurrent.futures.Executor or a distributed.Client"
        )
    executor: Executor = workforce
    return executor, cores()


def is_closed(workforce: Any) -> bool:  # noqa: ANN401 - whatever a caller has
    """Whether a cluster's client says of itself that it is closed; executors say so when something is submitted."""
    return getattr(workforce, "status", "") in {"closing", "closed"}


class _Cluster(Executor):
    """A cluster as an executor.

    The package's own (`Client.get_executor`, distributed 2026.8) fails with a TypeError where the worker that holds a
    result ends just when the result has come; asking the future itself has the work done again.
    """

    def __init__(self, client: Client) -> None:
        self._client = client

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ANN401 - as it is named
        # Files may have changed since the cluster saw them last: nothing is to be taken from before.
        theirs = self._client.submit(fn, *args, pure=False, **kwargs)
        own: Future[Any] = Future()
        own.add_done_callback(lambda _: theirs.cancel() if own.cancelled() else None)
        theirs.add_done_callback(lambda _: _pass_on(theirs, own))
        return own


def _pass_on(theirs: Any, own: Future[Any]) -> None:  # noqa: ANN401 - as the package has it
    """What a cluster's future holds, or why it holds nothing, to one of this process."""
    if not own.set_running_or_notify_cancel():
        return
    try:
        own.set_result(theirs.result())
    except Exception as error:  # noqa: BLE001 - whoever waits is told
        own.set_exception(error)


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


def gave_up(error: BaseException, *, then: str = "nothing was finished. Start again") -> WorkerError:
    """That an executor has given up, and what that means."""
    return WorkerError(
        f"the executor gave up: {type(error).__name__}: {error}; {then}, or leave the executor out: one process "
        "needs none"
    )
