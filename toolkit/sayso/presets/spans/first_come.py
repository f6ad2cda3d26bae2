"""First come, first served: two matchings of entities that depend on the order in which they stand.

Entities are numbered tokens with an inclusive end, as in nervaluate. Both look only at the gold entities near a
prediction: they are sorted by start once, and none starts further back than the longest one reaches.
"""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence


class Entity(NamedTuple):
    """A labelled run of tokens; `end` is the last one."""

    start: int
    end: int
    label: str

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands."""
        return self.start, self.end


class Meeting(NamedTuple):
    """How a prediction meets a gold entity."""

    place: bool
    label: bool
    overlap: bool


class Link(NamedTuple):
    """A gold entity that a prediction meets, how, and how far their two ends are apart."""

    gold: int
    meeting: Meeting
    distance: int


class Near:
    """Gold entities by where they start, to look up those that may touch a prediction."""

    def __init__(self, gold: Sequence[Entity]) -> None:
        self.gold = gold
        self.order = sorted(range(len(gold)), key=lambda number: gold[number].start)
        self._starts = [gold[number].start for number in self.order]
        self._longest = max((one.end - one.start for one in gold), default=0)

    def __call__(self, one: Entity) -> Iterator[int]:
        """The numbers of the gold entities that may touch an entity or share its place, by start, then as they came."""
        first = bisect.bisect_left(self._starts, one.start - max(self._longest, 0))
        last = bisect.bisect_right(self._starts, max(one.start, one.end))
        return iter(self.order[first:last])


def links(gold: Sequence[Entity], predicted: Sequence[Entity], least: float) -> list[list[Link]]:
    """For each prediction the gold entities that it touches or shares its place with, in the order of the gold.

    `least` is the percentage of the gold entity's tokens that must be shared; 0 asks for one token.
    """
    near = Near(gold)
    found = []
    for one in predicted:
        of_one = []
        first, last, mine = one
        for number in sorted(near(one)):
            start, end, label = gold[number]
            shared = min(end, last) - max(start, first) + 1
            overlap = shared > 0 and shared / (end - start + 1) * 100 >= least
            place = start == first and end == last
            if overlap or place:
                distance = abs(start - first) + abs(end - last)
                of_one.append(Link(number, Meeting(place, label == mine, overlap), distance))
        found.append(of_one)
    return found


def first_come(
    linked: Sequence[Sequence[Link]], met: Container[Meeting], right: Container[Meeting], prefer: str
) -> list[Link | None]:
    """Each prediction in its turn takes a gold entity that is still free, among those that it has `met`.

    By `prefer` it takes the `first`; or the first `right` one before any other; or the `closest` right one.
    """
    taken: set[int] = set()
    found: list[Link | None] = []
    for of_one in linked:
        free = [link for link in of_one if link.meeting in met and link.gold not in taken]
        if free:
            chosen = free[0] if prefer == "first" else _preferred(free, right, prefer)
            taken.add(chosen.gold)
            found.append(chosen)
        else:
            found.append(None)
    return found


def _preferred(free: Sequence[Link], right: Container[Meeting], prefer: str) -> Link:
    ones = [link for link in free if link.meeting in right] or free[:1]
    return min(ones, key=lambda link: link.distance) if prefer == "closest" else ones[0]


def every_touch(gold: Sequence[Entity], predicted: Sequence[Entity]) -> list[tuple[Entity, list[Entity]]]:
    """Each prediction, by where it ends, with all the gold entities that it uses up: none, one or several.

    One that equals a gold entity uses that, whoever else did. Otherwise it goes through the gold entities by where they
    start, uses each that it touches and that nobody used, and stops at one of the same place, which it always uses.
    """
    near, known = Near(gold), set(gold)
    used: set[Entity] = set()
    found = []
    for one in sorted(predicted, key=lambda entity: entity.end):
        mine = [one] if one in known else list(_touched(one, near, used))
        used.update(mine)
        found.append((one, mine))
    return found


def _touched(one: Entity, near: Near, used: set[Entity]) -> Iterator[Entity]:
    mine: set[Entity] = set()
    for number in near(one):
        gold = near.gold[number]
        if gold.place == one.place:
            yield gold
            return
        if gold.start <= one.end and gold.end >= one.start and gold not in used and gold not in mine:
            mine.add(gold)
            yield gold
