"""A cluster as an executor: what its futures hold arrives, whatever else they say of themselves."""

import pytest

from sayso.data.executors import executor_of, result_of
from sayso.errors import WorkerError


class Theirs:
    """A future of a cluster, which says that it is lost when it is not asked for its result."""

    status = "lost"

    def __init__(self, done):
        self._done, self._told, self.cancelled = done, [], False

    def add_done_callback(self, tell):
        self._told.append(tell)

    def cancel(self):
        self.cancelled = True

    def result(self):
        return self._done()

    def finish(self):
        for tell in self._told:
            tell(self)


class Cluster:
    """Two workers with two threads each that answer when they are told to."""

    def __init__(self):
        self.out, self.options = [], []

    def submit(self, fn, *args, pure, **options):
        self.options.append(pure)
        self.out.append(Theirs(lambda: fn(*args, **options)))
        return self.out[-1]

    def nthreads(self):
        return {"one": 2, "other": 2}


def test_a_result_that_was_lost_with_its_worker_is_asked_for():
    cluster = Cluster()
    executor, workers = executor_of(cluster)
    future = executor.submit(divmod, 7, 2)

    cluster.out[0].finish()

    assert (workers, result_of(future)) == (4, (3, 1))
    assert cluster.options == [False]  # the same call may have another answer by now


def test_what_a_worker_raises_is_raised():
    cluster = Cluster()
    future = executor_of(cluster)[0].submit(divmod, 7, 0)
    cluster.out[0].finish()

    with pytest.raises(ZeroDivisionError):
        result_of(future)


def test_what_is_no_longer_wanted_is_cancelled_there_too():
    cluster = Cluster()
    future = executor_of(cluster)[0].submit(divmod, 7, 2)

    assert future.cancel()
    assert cluster.out[0].cancelled
    cluster.out[0].finish()  # it may have been on its way
    with pytest.raises(WorkerError, match="CancelledError"):
        result_of(future)
