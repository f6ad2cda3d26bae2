"""One reading job: gold and runs, how they are to be paired, and what is learnt about them on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso.data.choosing import Chosen, field_of
from sayso.data.pairing import Pairing
from sayso.evaluate.batches import CHARACTERS, Work, work_of
from sayso.evaluate.progress import Counter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sayso.data.pairing import Labels, Missing, On
    from sayso.data.rows import Row, Rows
    from sayso.data.sources import Gold, Run
    from sayso.evaluate.progress import Reading


@dataclass(slots=True, kw_only=True)
class Job:
    """What is to be read, and what has been learnt of it.

    Attributes:
        gold, runs: Gold and the runs beside it.
        missing, on, labels: As in `score`.
        characters: Characters of text in a batch.
        assumed: The attributes that some gold item had a value for so far.
        attempted: For each run the layers that some record of it had so far.
        failures: For each run the documents that failed, with the message.
        left_out: How many gold documents some run lacks, after a reading `on` the common ones.
        where: Which documents are looked at, all others being read and checked but passed over.
        fields: Fields of documents whose values are wanted with every batch.
        passed_over: For each field of `where` the values of the documents passed over.
        watch: Told how far a reading has come.
    """

    gold: Gold
    runs: Sequence[Run]
    missing: Missing = "error"
    on: On = "all"
    labels: Labels = "closed"
    characters: int = CHARACTERS
    assumed: frozenset[str] = frozenset()
    attempted: list[set[str]] = field(default_factory=list)
    failures: list[dict[str, str]] = field(default_factory=list)
    left_out: int = 0
    where: Chosen = field(default_factory=Chosen)
    fields: Sequence[str] = ()
    passed_over: dict[str, set[str | None]] = field(default_factory=dict)
    watch: Callable[[Reading], None] | None = None

    def __post_init__(self) -> None:
        """Nothing is known of any run yet."""
        self.attempted = [set() for _ in self.runs]
        self.failures = [{} for _ in self.runs]
        self.passed_over = {name: set() for name, _ in self.where.conditions}

    def pairing(self) -> Pairing:
        """Gold and runs as they are to be paired."""
        return Pairing(self.gold, self.runs, missing=self.missing, on=self.on, labels=self.labels)

    def work(self) -> Iterator[Work]:
        """Read everything once, batch by batch."""
        pairing = self.pairing()
        counted = map(Counter(self.watch).rows, pairing.batches(self.characters))
        for found in map(self._work_of, counted):
            if found is not None:
                seen = found.seen
                yield found
                self.assumed |= seen
            del found  # The next batch is read while the memory is free.
        self.left_out = pairing.left_out
        # What a run says of documents that are not scored tells that it attempts a layer all the same.
        for attempted, layers in zip(self.attempted, pairing.attempted, strict=True):
            attempted.update(layers)

    def _work_of(self, read: Rows) -> Work | None:
        rows = self._chosen_of(read)
        if not rows.rows:
            return None
        for run, (failures, attempted) in enumerate(zip(self.failures, self.attempted, strict=True)):
            failures.update(rows.failures(run))
            attempted.update(rows.attempted(run))
        return work_of(rows, self.gold.annotated, self.assumed, self.fields)

    def rows(self) -> Iterator[Row]:
        """Read everything once, row by row: for what is about records and no columns."""
        for read in map(Counter(self.watch).rows, self.pairing().batches(self.characters)):
            yield from self._chosen_of(read).rows

    def _chosen_of(self, read: Rows) -> Rows:
        """The rows whose documents are chosen; of the others, what their fields would have had to be."""
        if not self.where.conditions:
            return read
        keep = []
        for place, row in enumerate(read.rows):
            if self.where(row.document):
                keep.append(place)
            else:
                for name, seen in self.passed_over.items():
                    seen.add(field_of(row.document, name))
        return read.only(keep)

    def settle(self) -> None:
        """Read everything to learn which attributes gold has and which layers the runs attempt."""
        for _ in self.work():
            pass
