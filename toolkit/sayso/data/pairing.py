"""Gold and runs, document by document: each gold record with its text and every run's record, all of them checked.

Files may have their documents in different orders. All problems of all files are told at once, and once there is one no
further row comes: nothing is ever computed from data of which a part is wrong.
"""

from __future__ import annotations

import contextlib
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Literal

from sayso.data.checks import check_content
from sayso.data.codes import problem
from sayso.data.fields import LAYERS
from sayso.data.rows import Row, rows_of
from sayso.data.stream import Stream
from sayso.errors import DataError, Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sayso.data.columnar.passing import Passage
    from sayso.data.rows import Rows
    from sayso.data.sources import Gold, Run
    from sayso.data.stream import Found
    from sayso.errors import Problem

Missing = Literal["error", "empty"]
On = Literal["all", "common"]
Labels = Literal["closed", "open"]


_CHARACTERS = 600_000  # of text that are checked at once, as many as are scored at once


class Pairing:
    """The rows of gold and some runs; iterate as often as needed.

    Attributes:
        left_out: After iteration, how many gold documents were left out because some run lacks them.
        attempted: After iteration, for each run the layers that its records have, of documents without gold too.
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
        self._absent_is_wrong = missing == "error" and on == "all"
        self._common = on == "common"
        self._gold_labels = {name: frozenset(texts) for name, texts in gold.labels.items()}
        self._run_labels = self._gold_labels if labels == "closed" else {}
        self.left_out = 0
        self.attempted: tuple[frozenset[str], ...] = ()

    def batches(self, characters: int) -> Iterator[Rows]:
        """Rows in the order of gold with their columns, in batches of at least so many characters, but for the last.

        Everything is read into columns at once as long as these leave no doubt; then all is read again, record by
        record, which tells what is wrong.

        Raises:
            DataError: Something breaks the contract; all problems are told.
        """
        from sayso.data.columnar.doubt import Doubt

        passage = self.passage()
        try:
            yield from passage.batches(characters)
        except Doubt:
            yield from map(rows_of, _cut(islice(self, passage.done, None), characters))
        else:
            self.left_out, self.attempted = passage.left_out, passage.attempted

    def is_plain(self) -> bool:
        """Whether everything is plainly right, read by columns; what is not may yet be right."""
        from sayso.data.columnar.doubt import Doubt

        try:
            for _ in self.passage().batches(_CHARACTERS):
                pass
        except Doubt:
            return False
        return True

    def passage(self) -> Passage:
        """One pass over everything that goes on only while everything is plainly right."""
        from sayso.data.columnar.passing import Passage

        labels = self._gold_labels, self._run_labels
        return Passage(self._gold, self._runs, labels=labels, common=self._common, complete=self._absent_is_wrong)

    def __iter__(self) -> Iterator[Row]:
        """Rows in the order of gold, read one by one.

        Raises:
            DataError: Something breaks the contract; all problems are told.
        """
        self.left_out = 0
        problems: list[Problem] = []
        with contextlib.ExitStack() as stack:
            documents = stack.enter_context(Stream(self._gold.documents, "document", problems))
            golds = stack.enter_context(Stream(self._gold.source, "gold", problems))
            runs = [RunSide(stack.enter_context(Stream(run.source, "run", problems))) for run in self._runs]
            for gold in golds:
                row = self._row(gold, documents, runs, problems)
                if row is not None and not problems:
                    yield row
            self._check_rest(documents, runs, problems)
            for _ in documents:
                pass  # Documents without annotations are fine, once they have been checked.
            self.attempted = tuple(run.attempted for run in runs)
        if problems:
            raise DataError(problems)

    def _row(self, gold: Found, documents: Stream, runs: Sequence[RunSide], problems: list[Problem]) -> Row | None:
        """Check the records of one gold document, and put them together if they are all right."""
        document = documents.take(gold.doc_id)
        if document is None:
            problems += _absent(gold, documents)
        text = _text(document)
        problems += _checked(gold, text, self._gold_labels)
        predicted = [self._checked_of(run, gold.doc_id, text, problems) for run in runs]
        if self._absent_is_wrong:
            unanswered = [run.stream for run, found in zip(runs, predicted, strict=True) if found is None]
            problems += [_unanswered(gold, run) for run in unanswered if not run.gaps]
        if self._common and None in predicted:
            self.left_out += 1
            return None
        if document is None:
            return None
        records = tuple(None if found is None else found.record for found in predicted)
        return Row(gold.doc_id, document.record, gold.record, records)

    def _check_rest(self, documents: Stream, runs: Sequence[RunSide], problems: list[Problem]) -> None:
        """Check the runs' records of documents without gold, or of none; runs share a document's text."""
        for number, run in enumerate(runs):
            for found in run.stream:
                document = documents.take(found.doc_id)
                sides = [(run, found)]
                sides += [(other, same) for other in runs[number + 1 :] if (same := other.stream.take(found.doc_id))]
                for side, one in sides:
                    side.see(one)
                    problems += _checked(one, _text(document), self._run_labels)
                    problems += [] if document else _absent(one, documents)
            problems += run.uneven_layers()

    def _checked_of(self, run: RunSide, doc_id: str, text: str | None, problems: list[Problem]) -> Found | None:
        found = run.stream.take(doc_id)
        if found is not None:
            run.see(found)
            problems += _checked(found, text, self._run_labels)
        return found


def _cut(rows: Iterable[Row], characters: int) -> Iterator[list[Row]]:
    """Cut rows into batches of at least so many characters of text, but for the last."""
    batch: list[Row] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += len(row.document["text"])
        if size >= characters:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


class RunSide:
    """A run's records as they are read, and which layers they have: a run attempts a layer everywhere or nowhere."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self._has: dict[str, Where] = {}
        self._lacks: dict[str, tuple[Where, int]] = {}

    @property
    def attempted(self) -> frozenset[str]:
        """The layers that its records have, as far as they have been seen."""
        return frozenset(self._has)

    def see(self, found: Found) -> None:
        """Note a record's layers; a failure has none."""
        if not found.sound or found.record.get("failure") is not None:
            return
        for layer in LAYERS:
            if found.record.get(layer) is not None:
                self._has.setdefault(layer, found.where)
            else:
                first, count = self._lacks.get(layer) or (_at(found, f"$.{layer}"), 0)
                self._lacks[layer] = (first, count + 1)

    def uneven_layers(self) -> Iterator[Problem]:
        """A problem for each layer that some of the records have and others lack."""
        for layer, having in self._has.items():
            if layer in self._lacks:
                where, count = self._lacks[layer]
                others = f", nor in {count - 1} more" if count > 1 else ""
                told = f"no {layer} in this record{others}, but in that of line {having.line}"
                yield problem(where, "E604", told, f"{layer} in every record but the failures, or in none")


def _checked(found: Found, text: str | None, labels: Mapping[str, frozenset[str]]) -> list[Problem]:
    return check_content(found.record, text, found.where, labels=labels, sound=found.sound)


def _text(document: Found | None) -> str | None:
    return document.record["text"] if document is not None and document.sound else None


def _at(found: Found, path: str) -> Where:
    return replace(found.where, path=path, doc_id=found.doc_id)


def _absent(found: Found, documents: Stream) -> list[Problem]:
    if documents.gaps:
        return []  # It may be one of those that could not be read, which is told already.
    told = f"document {found.doc_id!r}, which is not in {documents.name}"
    return [problem(_at(found, "$.doc_id"), "E602", told, "a document of the corpus")]


def _unanswered(gold: Found, run: Stream) -> Problem:
    where = Where(run.name, None, None, gold.doc_id)
    return problem(where, "E603", f"no record for gold document {gold.doc_id!r}", "a record for every gold document")


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
