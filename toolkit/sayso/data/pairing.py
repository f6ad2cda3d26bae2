"""Gold and runs, document by document: each gold record with its text and every run's record, all of them checked.

Files may have their documents in different orders. Each is read once from front to back; a record that is not wanted
yet is remembered by its place and read again when it is. All problems of all files are told at once, and once there is
one no further row comes.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sayso.data.checks import check_content, check_shape
from sayso.data.codes import CODES
from sayso.data.fields import LAYERS
from sayso.errors import DataError, Problem, Where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sayso.data.checks.shape import Kind
    from sayso.data.sources import Gold, Record, Run, Source

Missing = Literal["error", "empty"]
On = Literal["all", "common"]
Labels = Literal["closed", "open"]


@dataclass(frozen=True, slots=True)
class Row:
    """One gold document: its text and meta, its gold, and for each run a record, a failure, or None for none."""

    doc_id: str
    document: Record
    gold: Record
    predicted: tuple[Record | None, ...]


class Stream:
    """A source read from front to back, whose records can be asked for by document."""

    def __init__(self, source: Source, kind: Kind, problems: list[Problem]) -> None:
        """Problems are added to the given list."""
        self.name = source.name
        self._entries = source.entries()
        self._kind = kind
        self._problems = problems
        self._waiting: dict[str, tuple[Where, Callable[[], Record]]] = {}
        self._seen: dict[str, Where] = {}

    def __iter__(self) -> Iterator[tuple[Where, str, Record]]:
        """The records that are left, in order, those of good shape."""
        for entry in self._entries:
            if isinstance(entry, Problem):
                self._problems.append(entry)
                continue
            found = check_shape(entry.record, self._kind, entry.where)
            self._problems += found
            doc_id = entry.record.get("doc_id")
            if found or not isinstance(doc_id, str) or self._again(doc_id, entry.where):
                continue
            yield entry.where, doc_id, entry.record

    def _again(self, doc_id: str, where: Where) -> bool:
        """Whether a document has had its record before, which is told."""
        first = self._seen.setdefault(doc_id, where)
        if first is where:
            return False
        place = Where(where.file, where.line, "$.doc_id", doc_id)
        found = f"document {doc_id!r}, which line {first.line} has already"
        self._problems.append(Problem(place, "E601", found, "one record for each document", CODES["E601"].mend))
        return True

    def take(self, doc_id: str) -> tuple[Where, Record] | None:
        """The record of a document; those that come before it wait."""
        if doc_id in self._waiting:
            where, again = self._waiting.pop(doc_id)
            return where, again()
        for entry in self._entries:
            found = self._accept(entry)
            if found is None:
                continue
            if found[1] == doc_id:
                return found[0], found[2]
            self._waiting[found[1]] = (found[0], found[3])
        return None

    def _accept(self, entry: Any) -> tuple[Where, str, Record, Callable[[], Record]] | None:  # noqa: ANN401
        if isinstance(entry, Problem):
            self._problems.append(entry)
            return None
        found = check_shape(entry.record, self._kind, entry.where)
        self._problems += found
        doc_id = entry.record.get("doc_id")
        if found or not isinstance(doc_id, str) or self._again(doc_id, entry.where):
            return None
        return entry.where, doc_id, entry.record, entry.again

    def rest(self) -> Iterator[tuple[Where, str, Record]]:
        """All records that nobody asked for."""
        waiting = [(where, doc_id, again) for doc_id, (where, again) in self._waiting.items()]
        self._waiting.clear()
        return itertools.chain(((where, doc_id, again()) for where, doc_id, again in waiting), iter(self))


class Pairing:
    """The rows of gold and some runs.

    Attributes:
        left_out: After iteration, how many gold documents were left out because some run lacks them.
    """

    def __init__(
        self,
        gold: Gold,
        runs: Sequence[Run],
        *,
        missing: Missing = "error",
        on: On = "all",
        labels: Labels = "closed",
    ) -> None:
        """See `rows`."""
        self._gold, self._runs = gold, runs
        self._missing, self._on = missing, on
        declared = {name: frozenset(texts) for name, texts in gold.labels.items()}
        self._gold_labels = declared or None
        self._run_labels = self._gold_labels if labels == "closed" else None
        self.left_out = 0

    def __iter__(self) -> Iterator[Row]:
        """Rows in the order of gold.

        Raises:
            DataError: Something breaks the contract; all problems are told.
        """
        self.left_out = 0
        problems: list[Problem] = []
        documents = Stream(self._gold.documents, "document", problems)
        golds = Stream(self._gold.source, "gold", problems)
        runs = [Stream(run.source, "run", problems) for run in self._runs]
        layers = [_LayersOfRun() for _ in runs]
        for where, doc_id, record in golds:
            found = documents.take(doc_id)
            if found is None:
                problems.append(_absent(where, doc_id, documents.name))
            text = None if found is None else found[1]["text"]
            problems += check_content(record, text, where, labels=self._gold_labels)
            predicted = [self._predicted(run, doc_id, text, problems) for run in runs]
            for seen, answer in zip(layers, predicted, strict=True):
                seen.add(answer)
            row = self._row(doc_id, found, record, predicted, problems)
            if row is not None and not problems:
                yield row
        self._check_rest(documents, runs, layers, problems)
        if problems:
            raise DataError(problems)

    def _predicted(
        self, run: Stream, doc_id: str, text: str | None, problems: list[Problem]
    ) -> tuple[Where, Record] | None:
        found = run.take(doc_id)
        if found is not None:
            problems += check_content(found[1], text, found[0], labels=self._run_labels)
        elif self._missing == "error" and self._on == "all":
            place = Where(run.name, None, None, doc_id)
            found_text, expected = f"no record for gold document {doc_id!r}", "a record for every gold document"
            problems.append(Problem(place, "E603", found_text, expected, CODES["E603"].mend))
        return found

    def _row(
        self,
        doc_id: str,
        document: tuple[Where, Record] | None,
        gold: Record,
        predicted: Sequence[tuple[Where, Record] | None],
        problems: list[Problem],
    ) -> Row | None:
        if self._on == "common" and None in predicted:
            self.left_out += 1
            return None
        if document is None or problems:
            return None
        return Row(doc_id, document[1], gold, tuple(None if one is None else one[1] for one in predicted))

    def _check_rest(
        self, documents: Stream, runs: Sequence[Stream], layers: Sequence[_LayersOfRun], problems: list[Problem]
    ) -> None:
        """Check what no gold document asked for: records of documents without gold, and of none."""
        for run, seen in zip(runs, layers, strict=True):
            for where, doc_id, record in run.rest():
                found = documents.take(doc_id)
                if found is None:
                    problems.append(_absent(where, doc_id, documents.name))
                    continue
                problems += check_content(record, found[1]["text"], where, labels=self._run_labels)
                seen.add((where, record))
            problems += seen.problems()
        for _ in documents.rest():
            pass


class _LayersOfRun:
    """Whether every record of a run but the failures has the same layers."""

    def __init__(self) -> None:
        self._has: dict[str, Where] = {}
        self._lacks: dict[str, Where] = {}

    def add(self, answer: tuple[Where, Record] | None) -> None:
        if answer is None or answer[1].get("failure") is not None:
            return
        where, record = answer
        for layer in LAYERS:
            side = self._lacks if record.get(layer) is None else self._has
            side.setdefault(layer, Where(where.file, where.line, f"$.{layer}", record["doc_id"]))

    def problems(self) -> list[Problem]:
        return [
            Problem(
                self._lacks[layer],
                "E604",
                f"no {layer}, which line {where.line} has",
                f"{layer} in every record but the failures, [] where there are none",
                CODES["E604"].mend,
            )
            for layer, where in self._has.items()
            if layer in self._lacks
        ]


def _absent(where: Where, doc_id: str, documents: str) -> Problem:
    place = Where(where.file, where.line, "$.doc_id", doc_id)
    return Problem(place, "E602", f"document {doc_id!r}", f"a document of {documents}", CODES["E602"].mend)


def rows(
    gold: Gold, runs: Sequence[Run], *, missing: Missing = "error", on: On = "all", labels: Labels = "closed"
) -> Iterator[Row]:
    """Gold and runs, document by document.

    Args:
        gold: Gold with its documents.
        runs: Any number of runs, none to check gold alone.
        missing: Whether a gold document that a run lacks is an `error` or `empty`.
        on: All gold documents, or those `common` to all runs.
        labels: Whether labels of runs outside the declared sets are errors (`closed`).

    Raises:
        DataError: Something breaks the contract; all problems are told.
    """
    return iter(Pairing(gold, runs, missing=missing, on=on, labels=labels))
