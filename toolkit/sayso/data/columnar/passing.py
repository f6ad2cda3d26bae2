"""One pass over gold and runs that goes on only while everything is plainly right.

Rows are gathered by document as the strict reader does, but from lines that nobody has decoded; a batch of them is then
read into columns, and checked, as a whole. A batch of which the columns cannot be sure is read strictly: if that finds
nothing, the pass goes on; if it does, the pass ends in doubt, and whoever wants to know reads everything strictly.
"""

from __future__ import annotations

import contextlib
from functools import partial
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from sayso.data.columnar.content import Content
from sayso.data.columnar.doubt import Doubt, vouch
from sayso.data.columnar.ids import Ids
from sayso.data.columnar.lines import Records
from sayso.data.columnar.sides import Due, Side
from sayso.data.raw import Raw
from sayso.data.rows import Row, Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sayso.data.rows import Held
    from sayso.data.sources import Gold, Record, Run

BYTES = 12 * 2**20
"""The most bytes of lines in a batch, but for its last row: so that many runs do not make it large."""


class Passage:
    """The pass.

    Attributes:
        done: How many rows were given so far.
        left_out: How many gold documents were left out so far because some run lacks them.
        attempted: After the pass, for each run the layers that its records have, of documents without gold too.
        lacking: After the pass, for each run the layers that some record lacks; no failure lacks any.
    """

    def __init__(
        self,
        gold: Gold,
        runs: Sequence[Run],
        *,
        labels: tuple[Mapping[str, frozenset[str]], Mapping[str, frozenset[str]]],
        common: bool,
        complete: bool,
    ) -> None:
        """Take gold and runs.

        Args:
            gold: Gold.
            runs: Runs.
            labels: The label sets that hold in gold, and those that hold in runs.
            common: Whether documents that some run lacks are left out.
            complete: Whether every run must have every gold document.
        """
        self._gold, self._runs = gold, runs
        self._labels = labels
        self._common, self._complete = common, complete
        self.done = self.left_out = 0
        self.attempted: tuple[frozenset[str], ...] = ()
        self.lacking: tuple[frozenset[str], ...] = ()
        self._ids = Ids()
        self._documents = self._ids.of_file()

    @property
    def documents(self) -> tuple[str, ...]:
        """The ids of all documents that were read."""
        return self._documents.every()

    def batches(self, characters: int) -> Iterator[Rows]:
        """Rows in the order of gold, in batches of at least so many characters of text or `BYTES`, but for the last.

        Raises:
            Doubt: Something may be wrong.
        """
        with contextlib.ExitStack() as stack:
            documents = stack.enter_context(Records(self._gold.documents, "document", self._documents))
            sides = [Side(self._gold.source, "gold", self._labels[0], self._ids.of_file())]
            sides += [Side(run.source, "run", self._labels[1], self._ids.of_file()) for run in self._runs]
            for side in sides:
                stack.enter_context(side.stream)
            # Nothing here holds on to a batch that was given away: the next one is read while the memory is free.
            yield from map(partial(self._checked, sides), grouped(self._rows(documents, sides), characters))
            for number in range(1, len(sides)):
                for dues in grouped(_rest(documents, sides, number), characters):
                    _read(dues, sides)
            for _ in documents:
                pass  # Documents without annotations are fine, once they have been checked.
            self.attempted = tuple(side.attempted for side in sides[1:])
            self.lacking = tuple(side.lacking for side in sides[1:])

    def _rows(self, documents: Records, sides: Sequence[Side]) -> Iterator[Due]:
        gold, *runs = sides
        for doc_id, line in gold.stream:
            predicted = [run.stream.take(doc_id) for run in runs]
            vouch(sure=not self._complete or None not in predicted)
            yield Due(doc_id, _known(documents, doc_id), (line, *predicted))

    def _checked(self, sides: Sequence[Side], dues: Sequence[Due]) -> Rows:
        """Rows of documents with all that was read of them; without those that some run lacks, if so wanted."""
        records, raw = _read(dues, sides)
        found = Rows(tuple(Row(due.doc_id, due.document, *_parted(due)) for due in dues), records, raw)
        if self._common:
            keep = [number for number, due in enumerate(dues) if None not in due.held]
            self.left_out += len(dues) - len(keep)
            found = found.only(keep)
        self.done += len(found.rows)
        return found


def _rest(documents: Records, sides: Sequence[Side], number: int) -> Iterator[Due]:
    """What a run and those after it hold about documents that have no gold, as far as nobody has asked for it."""
    for doc_id, line in sides[number].stream:
        others = [side.stream.take(doc_id) for side in sides[number + 1 :]]
        yield Due(doc_id, _known(documents, doc_id), (*[None] * number, line, *others))


def _known(documents: Records, doc_id: str) -> Record:
    document = documents.take(doc_id)
    if document is None:
        raise Doubt
    return document


def _parted(due: Due) -> tuple[Held, Sequence[Held | None]]:
    gold, *predicted = due.held
    return gold or {}, predicted


def grouped(dues: Iterable[Due], characters: int) -> Iterator[list[Due]]:
    """Batches of at least so many characters of text or `BYTES`, but for the last."""
    group: list[Due] = []
    size = length = 0
    for due in dues:
        group.append(due)
        size += due.size
        length += len(due.document["text"])
        if length >= characters or size >= BYTES:
            full = [group]
            group, size, length = [], 0, 0
            del due
            yield full.pop()
    if group:
        yield group


def _read(dues: Sequence[Due], sides: Sequence[Side]) -> tuple[tuple[pa.StructArray, ...], Raw]:
    """The records of each side, and their layers; all of them checked."""
    texts = [due.document["text"] for due in dues]
    held: list[Any] = [[due.held[number] for due in dues] for number in range(len(sides))]
    try:
        whole = pa.concat_arrays(
            [side.read(dues, own) for side, own in zip(sides, held, strict=True)], pa.system_memory_pool()
        )
        raw = Raw(whole, texts, Content(texts, [side.labels for side in sides]))
    except Doubt:
        whole = pa.concat_arrays([side.read_strictly(dues, own) for side, own in zip(sides, held, strict=True)])
        raw = Raw(whole, texts)
    records = tuple(whole.slice(number * len(dues), len(dues)) for number in range(len(sides)))
    for side, own, one in zip(sides[1:], held[1:], records[1:], strict=True):
        side.see(one, own)
    return records, raw
