"""One run of the benchmark: how much is measured, and what it finds."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from speed.peer import Peer
    from speed.timing import Ratio
    from speed.workload import Corpora

MICRO = 1e6
HUGE = 50_000
"""From so many documents on nothing is done twice."""
_PROBE = 5


@dataclass(frozen=True)
class Effort:
    """How much is measured.

    Attributes:
        documents: Of the corpus that most rows are about.
        sizes: Documents of the corpora by which growth is told.
        densities: Times the items of an article, and how many such documents.
        repeat: How many rounds, where they are short.
        budget: Seconds of the processor that a peer may take for one repetition.
    """

    documents: int = 1_000
    sizes: tuple[int, ...] = (100, 1_000, 10_000)
    densities: tuple[tuple[int, int], ...] = ((1, 500), (4, 125), (16, 32))
    repeat: int = 5
    resamples: int = 10_000
    starts: int = 9
    budget: float = 60.0


@dataclass(frozen=True)
class Row:
    """A row of the table.

    Attributes:
        what: What is measured.
        target: At most how much it should be, or at least; None where it is told for its own sake.
        why: What it is that costs so much, said where the target is missed.
    """

    what: str
    target: float | None
    measured: Ratio
    at_least: bool = False
    note: str = ""
    why: str = ""

    @property
    def holds(self) -> bool:
        """Whether the target is met, by the median."""
        if self.target is None:
            return True
        return self.measured.median >= self.target if self.at_least else self.measured.median <= self.target


@dataclass
class Bench:
    """One run of the benchmark.

    Attributes:
        curves: For the plots: by what grows, by panel and by line, sizes and microseconds a document.
        agreed: Numbers that are the same.
        words: What else is to be said beside the table.
    """

    corpora: Corpora
    effort: Effort
    peers: Mapping[str, Peer]
    curves: dict[str, dict[str, dict[str, list[tuple[float, float]]]]] = field(default_factory=dict)
    agreed: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def point(self, axis: str, panel: str, line: str, point: tuple[float, float]) -> None:
        """Keep a point of a curve."""
        self.curves.setdefault(axis, {}).setdefault(panel, {}).setdefault(line, []).append(point)

    def say(self, word: str) -> None:
        """Keep a word, once."""
        if word not in self.words:
            self.words.append(word)

    def affordable(self, peer: Peer, docs: list[Any]) -> bool:
        """Whether a peer is done with documents within the budget, by what it takes for a few of them."""
        few = docs[:_PROBE]
        peer.score(peer.convert(few))  # imports and first calls are not the peer's speed
        begin = time.process_time()
        peer.score(peer.convert(few))
        seconds = (time.process_time() - begin) * len(docs) / len(few)
        if seconds > self.effort.budget:
            self.say(f"{peer.name} would take about {seconds:.0f} s for {len(docs):,} such documents, and is left out")
        return seconds <= self.effort.budget
