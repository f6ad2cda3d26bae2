"""One pass over gold and runs that goes on only while everything is plainly right.

Rows are gathered by document as the strict reader does, but from lines that nobody has decoded; a batch of them is then
read into columns, and checked, as a whole. A batch of which the columns cannot be sure is read strictly: if that finds
nothing, the pass goes on; if it does, the pass ends in doubt, and whoever wants to know reads everything strictly.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from sayso.data.arrow import LAYERS, layers_of, present
from sayso.data.checks import check_content
from sayso.data.checks import check_shape as check_shape_strictly
from sayso.data.columnar.content import Content
from sayso.data.columnar.doubt import Doubt, vouch
from sayso.data.columnar.lines import Lines, Records
from sayso.data.columnar.parsing import parsed
from sayso.data.columnar.shape import check_shape
from sayso.data.fields import FORMAT
from sayso.data.raw import Raw
from sayso.data.rows import Row, Rows
from sayso.data.sources import FileSource
from sayso.data.strict import Refused, loads, text_of
from sayso.errors import Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sayso.data.checks.shape import Kind
    from sayso.data.rows import Held
    from sayso.data.sources import Gold, Record, Run, Source

BYTES = 12 * 2**20
"""The most bytes of lines in a batch, but for its last row: so that many runs do not make it large."""

_NOWHERE = Where("")
_HEAD = b'{"format":"' + FORMAT.encode() + b'","doc_id":'


@dataclass(frozen=True, slots=True)
class _Due:
    """A document with what each side holds about it; what has no gold is checked, and is no row."""

    doc_id: str
    document: Record
    held: tuple[Held | None, ...]

    @property
    def size(self) -> int:
        return sum(len(one) for one in self.held if isinstance(one, bytes))


class _Side:
    """Gold, or a run: what its records are meant to be, and which layers they have."""

    def __init__(self, source: Source, kind: Kind, labels: Mapping[str, frozenset[str]]) -> None:
        self.labels = labels
        self.kind = kind
        self.stream = Lines(source) if isinstance(source, FileSource) else Records(source, kind)
        self._has: set[str] = set()
        self._lacks: set[str] = set()

    def read(self, dues: Sequence[_Due], held: Sequence[Held | None]) -> pa.StructArray:
        """Its records about some documents; without layers where there are none."""
        if any(isinstance(one, dict) for one in held):
            return layers_of(one if isinstance(one, dict) else None for one in held)
        doc_ids = [due.doc_id for due in dues]
        records = parsed([_nothing(due) if one is None else bytes(one) for due, one in zip(dues, held, strict=True)])
        check_shape(records, doc_ids, gold=self.kind == "gold")
        return records

    def read_strictly(self, dues: Sequence[_Due], held: Sequence[Held | None]) -> pa.StructArray:
        """The same, or doubt."""
        return layers_of(None if one is None else self._strict(due, one) for due, one in zip(dues, held, strict=True))

    def _strict(self, due: _Due, held: Held) -> Record:
        try:
            record = loads(text_of(held)) if isinstance(held, bytes) else held
        except Refused:
            raise Doubt from None
        vouch(sure=record.get("doc_id") == due.doc_id)
        vouch(sure=not check_shape_strictly(record, self.kind, _NOWHERE))
        vouch(sure=not check_content(record, due.document["text"], _NOWHERE, labels=self.labels))
        return record

    def see(self, records: pa.StructArray, held: Sequence[Held | None]) -> None:
        """A run attempts a layer in every record but the failures, or in none."""
        there = np.array([one is not None for one in held]) & ~present(records.field("failure"))
        for layer in LAYERS:
            has = present(records.field(layer))[there]
            if has.any():
                self._has.add(layer)
            if not has.all():
                self._lacks.add(layer)
        vouch(sure=self._has.isdisjoint(self._lacks))


class Passage:
    """The pass.

    Attributes:
        done: How many rows were given so far.
        left_out: How many gold documents were left out so far because some run lacks them.
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

    def batches(self, characters: int) -> Iterator[Rows]:
        """Rows in the order of gold, in batches of at least so many characters of text or `BYTES`, but for the last.

        Raises:
            Doubt: Something may be wrong.
        """
        with contextlib.ExitStack() as stack:
            documents = stack.enter_context(Records(self._gold.documents, "document"))
            sides = [_Side(self._gold.source, "gold", self._labels[0])]
            sides += [_Side(run.source, "run", self._labels[1]) for run in self._runs]
            for side in sides:
                stack.enter_context(side.stream)
            # Nothing here holds on to a batch that was given away: the next one is read while the memory is free.
            yield from map(partial(self._checked, sides), _grouped(self._rows(documents, sides), characters))
            for number in range(1, len(sides)):
                for dues in _grouped(_rest(documents, sides, number), characters):
                    _read(dues, sides)
            for _ in documents:
                pass  # Documents without annotations are fine, once they have been checked.

    def _rows(self, documents: Records, sides: Sequence[_Side]) -> Iterator[_Due]:
        gold, *runs = sides
        for doc_id, line in gold.stream:
            predicted = [run.stream.take(doc_id) for run in runs]
            vouch(sure=not self._complete or None not in predicted)
            yield _Due(doc_id, _known(documents, doc_id), (line, *predicted))

    def _checked(self, sides: Sequence[_Side], dues: Sequence[_Due]) -> Rows:
        """Rows of documents with all that was read of them; without those that some run lacks, if so wanted."""
        records, raw = _read(dues, sides)
        found = Rows(tuple(Row(due.doc_id, due.document, *_parted(due)) for due in dues), records, raw)
        if self._common:
            keep = [number for number, due in enumerate(dues) if None not in due.held]
            self.left_out += len(dues) - len(keep)
            found = found.only(keep)
        self.done += len(found.rows)
        return found


def _rest(documents: Records, sides: Sequence[_Side], number: int) -> Iterator[_Due]:
    """What a run and those after it hold about documents that have no gold, as far as nobody has asked for it."""
    for doc_id, line in sides[number].stream:
        others = [side.stream.take(doc_id) for side in sides[number + 1 :]]
        yield _Due(doc_id, _known(documents, doc_id), (*[None] * number, line, *others))


def _known(documents: Records, doc_id: str) -> Record:
    document = documents.take(doc_id)
    if document is None:
        raise Doubt
    return document


def _parted(due: _Due) -> tuple[Held, Sequence[Held | None]]:
    gold, *predicted = due.held
    return gold or {}, predicted


def _grouped(dues: Iterable[_Due], characters: int) -> Iterator[list[_Due]]:
    group: list[_Due] = []
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


def _read(dues: Sequence[_Due], sides: Sequence[_Side]) -> tuple[tuple[pa.StructArray, ...], Raw]:
    """The records of each side, and their layers; all of them checked."""
    texts = [due.document["text"] for due in dues]
    held: list[Any] = [[due.held[number] for due in dues] for number in range(len(sides))]
    try:
        records = [side.read(dues, own) for side, own in zip(sides, held, strict=True)]
        raw = Raw(pa.concat_arrays(records, pa.system_memory_pool()), texts, Content(texts, [side.labels for side in sides]))
    except Doubt:
        records = [side.read_strictly(dues, own) for side, own in zip(sides, held, strict=True)]
        raw = Raw(pa.concat_arrays(records), texts)
    for side, own, one in zip(sides[1:], held[1:], records[1:], strict=True):
        side.see(one, own)
    return tuple(records), raw


def _nothing(due: _Due) -> bytes:
    return _HEAD + json.dumps(due.doc_id).encode() + b"}"
