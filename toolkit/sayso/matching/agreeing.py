"""Equal spans in crowds: the best assignment where what agrees is told by a number on either side.

Where a thousand entities have a mention of the same characters, all these mentions may pair, equally close, and those
agree whose entities correspond: so many numbers, and so many of each. Pairs are as many as the shorter side has, and
of each number as many agree as both sides have of it. So a gold item whose number is as often on the other side takes
the first there; one whose number is more frequent in gold takes that, or the first one that no gold item needs.
"""

from __future__ import annotations

import heapq
from collections import Counter, deque
from typing import TYPE_CHECKING

import numpy as np

from sayso.data.keys import runs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.data.keys import Ints


def most_agreeing(keys: tuple[Ints, Ints], numbers: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
    """The best assignment among items of equal keys: most pairs, then most of equal numbers, then by order.

    Args:
        keys: Of gold and of predicted items, what must be equal.
        numbers: Of both, what agrees where it is equal.

    Returns:
        Places of gold and predicted items, pair by pair, in gold order.
    """
    key = np.concatenate(keys)
    order = np.argsort(key, kind="stable")
    begin, _ = runs_of(key[order])
    # Gold comes first in a run of equal keys.
    middle = begin + np.add.reduceat(order < len(keys[0]), begin) if len(begin) else begin
    pairs: list[tuple[int, int]] = []
    ends = np.append(begin[1:], len(key))[: len(begin)]
    for low, high, end in zip(begin.tolist(), middle.tolist(), ends.tolist(), strict=True):
        gold, predicted = order[low:high], order[high:end] - len(keys[0])
        if len(gold) and len(predicted):
            chosen = _in_turn(numbers[0][gold].tolist(), numbers[1][predicted].tolist())
            pairs += [(int(gold[one]), int(predicted[other])) for one, other in chosen]
    found = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def _in_turn(gold: Sequence[int], predicted: Sequence[int]) -> list[tuple[int, int]]:
    """The same for items that may all pair, by place."""
    wanted, there = Counter(gold), Counter(predicted)
    waiting: dict[int, deque[int]] = {}
    for place, number in enumerate(predicted):
        waiting.setdefault(number, deque()).append(place)
    to_spare = [(places[0], number) for number, places in waiting.items() if there[number] > wanted[number]]
    heapq.heapify(to_spare)
    pairs: list[tuple[int, int]] = []
    for one, number in enumerate(gold):
        own = waiting[number][0] if there[number] else len(predicted)
        taken = number if there[number] else None
        if wanted[number] > there[number]:
            while to_spare and not _is_first(to_spare[0], waiting):
                _, other = heapq.heappop(to_spare)
                if there[other] > wanted[other]:
                    heapq.heappush(to_spare, (waiting[other][0], other))
            if to_spare and to_spare[0][0] < own:
                taken = to_spare[0][1]
        wanted[number] -= 1
        if taken is not None:
            pairs.append((one, waiting[taken].popleft()))
            there[taken] -= 1
            if taken != number and there[taken] == wanted[taken]:
                heapq.heappop(to_spare)
    return pairs


def _is_first(entry: tuple[int, int], waiting: dict[int, deque[int]]) -> bool:
    """Whether what stands at a place is still the first of its number that waits."""
    place, number = entry
    return bool(waiting[number]) and waiting[number][0] == place
