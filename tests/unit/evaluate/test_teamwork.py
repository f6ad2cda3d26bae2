"""Orders that are carried out by others and by this process, in whatever order they come back."""

import threading
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import WorkerError
from sayso.evaluate.jobs import shrunk
from sayso.evaluate.teamwork import carried_out


class Asleep(Executor):
    """Begins nothing."""

    def submit(self, *_):
        return Future()


def doubled(number):
    return 2 * number if number >= 0 else None


def test_what_nobody_begins_is_done_here():
    told = []

    found = carried_out(
        Asleep(), doubled, {3: 5, 1: 4}, takes_part=True, done=lambda number, answer: told.append((number, answer))
    )

    assert list(found.items()) == [(1, 8), (3, 10)]
    assert told == [(3, 10), (1, 8)]


def test_what_others_have_begun_is_waited_for():
    begun, seen = threading.Event(), []

    def work(number):
        seen.append(threading.current_thread())
        if number == 0:
            begun.set()
            return 0
        begun.wait(10)
        return number

    with ThreadPoolExecutor(1) as executor:
        found = carried_out(executor, work, {number: number for number in range(6)}, takes_part=True)

    assert found == {number: number for number in range(6)}
    assert len(set(seen)) == 2


def test_whoever_does_not_take_part_only_waits():
    with ThreadPoolExecutor(1) as executor:
        assert carried_out(executor, doubled, {0: 1, 1: 2}, takes_part=False) == {0: 2, 1: 4}


@pytest.mark.parametrize("takes_part", [True, False])
def test_without_one_answer_there_is_none(takes_part):
    with ThreadPoolExecutor(1) as executor:
        assert carried_out(executor, doubled, {0: 1, 1: -1, 2: 3}, takes_part=takes_part) is None
    assert carried_out(Asleep(), doubled, {}, takes_part=takes_part) == {}


def test_a_worker_that_is_lost_is_told_before_the_next_order_is_begun():
    class Lost(Asleep):
        def submit(self, work, order):
            future = super().submit(work, order)
            if order == 0:
                future.set_running_or_notify_cancel()
                future.set_exception(WorkerError("lost"))
            return future

    seen = []
    with pytest.raises(WorkerError, match="lost"):
        carried_out(Lost(), lambda order: seen.append(order) or order, {0: 0, 1: 1, 2: 2}, takes_part=True)

    assert seen == [1]


@given(pieces=st.integers(1, 300), workers=st.integers(1, 9), most=st.integers(1, 40))
def test_shards_take_all_pieces_and_become_no_larger(pieces, workers, most):
    taken = list(shrunk(pieces, workers, most))

    assert sum(taken) == pieces
    assert taken == sorted(taken, reverse=True)
    assert taken[0] <= most
    left = [pieces - done for done in accumulate(taken, initial=0)]
    assert all(one == 1 or 2 * workers * one <= before for one, before in zip(taken, left, strict=False))


def test_towards_the_end_they_are_small():
    assert list(shrunk(12, 2, 4)) == [3, 2, 1, 1, 1, 1, 1, 1, 1]
