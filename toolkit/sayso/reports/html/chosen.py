"""Which documents a page holds: all, or of a big corpus those with most errors and a random part, said so."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from sayso.evaluate.trees import trees
from sayso.reports.html.safety import inline_json, packed_json
from sayso.reports.html.things import document_data

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from typing import TypeAlias

    from markupsafe import Markup

    from sayso.evaluate import Result
    from sayso.evaluate.outcomes import Seen

    Errors: TypeAlias = Counter[tuple[int, int, str, str]]

DOCUMENTS = 1_000
"""As many documents a page holds at most."""
PLAIN = 50
"""Of up to so many documents the data are JSON; of more it is deflated, and inflated when a document is opened."""
BYTES = 17_000_000
"""As many bytes of documents a page holds at most; with the rest it stays under 20 MB."""
_MARGIN = 0.9
# Bytes that a number takes in the index, about.
_NUMBER = 1.5


@dataclass(frozen=True, slots=True)
class Piece:
    """What a page gets of a document, whatever page that is.

    Attributes:
        doc_id, title, length, block: As of `Entry`.
        errors: For each run, how often there is each kind of error: kind of item, class, label of gold, of the run.
    """

    doc_id: str
    title: str
    length: int
    errors: tuple[Errors, ...]
    block: Markup


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of a page.

    Attributes:
        doc_id: Its id.
        title: Its title, '' for none.
        length: Its characters.
        errors: For each run five numbers a kind of error, all in a row: kind of item, class, label of gold, of the
            run (both numbers of the labels of the page), how often.
        block: Its data.
        seen: The document itself, kept only while there are few.
    """

    doc_id: str
    title: str
    length: int
    errors: tuple[tuple[int, ...], ...]
    block: Markup
    seen: Seen | None

    def count(self, run: int) -> int:
        """How many errors a run makes in it; a wrong pair is one."""
        return sum(self.errors[run][4::5])


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents of a page, in words how they were chosen ('' for all), and the labels that their errors have."""

    entries: tuple[Entry, ...]
    sampling: str = ""
    labels: tuple[str, ...] = ()

    def index(self) -> dict[str, Any]:
        """What a filter must know of all documents: the labels, and of each document the errors of each run."""
        return {"labels": self.labels, "documents": [entry.errors for entry in self.entries]}


def documents_of(result: Result, *, text: bool, keep: int) -> Documents:
    """All documents of a result, or as many as fit.

    Args:
        result: What was scored.
        text: Whether wording may appear.
        keep: Up to how many documents are kept themselves, to be written out without a script.
    """
    ids = result.documents
    count = min(len(ids), DOCUMENTS)
    while True:
        chosen = None if count == len(ids) else frozenset(sample(result, count))
        labels = new_labels()
        entries = _entries(result, chosen, labels, text=text, keep=count <= keep, packed=count > PLAIN)
        if len(entries) == count:
            return Documents(tuple(entries), _said(result, count) if chosen is not None else "", tuple(labels))
        count = max(1, int(len(entries) * _MARGIN))


def sample(result: Result, count: int) -> list[str]:
    """Half of the documents those with most errors of all runs together, the rest drawn from the others, seeded."""
    import numpy as np

    counts = result.error_counts
    ranked = sorted(result.documents, key=lambda doc_id: (-sum(counts[doc_id]), doc_id))
    worst = -(-count // 2)
    rest = sorted(ranked[worst:])
    drawn = np.random.Generator(np.random.PCG64(result.signature.seed)).permutation(len(rest))[: count - worst]
    return [*ranked[:worst], *(rest[place] for place in sorted(drawn.tolist()))]


def _said(result: Result, count: int) -> str:
    worst = -(-count // 2)
    drawn = f", and {count - worst:,} drawn at random from the others (seed {result.signature.seed})"
    return (
        f"{count:,} of {len(result.documents):,} documents are shown here: the {worst:,} with most errors"
        f"{drawn if count > worst else ''}. All numbers above are of all documents."
    )


def new_labels() -> dict[str, int]:
    """The labels of a page that has no document yet, with their numbers; 0 stands for none."""
    return {"": 0}


def _entries(
    result: Result, chosen: Collection[str] | None, labels: dict[str, int], *, text: bool, keep: bool, packed: bool
) -> list[Entry]:
    """The entries of the chosen documents; fewer where they would be too many bytes, but at least one."""
    with trees():
        if keep:
            return _gathered(((piece_of(seen, text=text, packed=packed), seen) for seen in result.seen(chosen)), labels)
        pieces = result.seen_as(partial(piece_of, text=text, packed=packed), chosen)
        return _gathered(((piece, None) for piece in pieces), labels)


def _gathered(documents: Iterable[tuple[Piece, Seen | None]], labels: dict[str, int]) -> list[Entry]:
    found: list[Entry] = []
    room = float(BYTES)
    for piece, seen in documents:
        known = len(labels)
        entry = _entry(piece, labels, seen)
        room -= len(entry.block.encode()) + sum(len(label.encode()) for label in list(labels)[known:])
        room -= _NUMBER * sum(map(len, entry.errors))
        if room < 0 and found:
            break
        found.append(entry)
    return found


def entry_of(seen: Seen, labels: dict[str, int], *, text: bool, keep: bool, packed: bool = False) -> Entry:
    """A document as a page gets it.

    Args:
        seen: The document; the entry keeps it if it is to be kept.
        labels: The labels of the page with their numbers; new ones are added.
        text: Whether wording may appear.
        keep: Whether the document is kept itself.
        packed: Whether its data are deflated.
    """
    return _entry(piece_of(seen, text=text, packed=packed), labels, seen if keep else None)


def _entry(piece: Piece, labels: dict[str, int], seen: Seen | None) -> Entry:
    errors = tuple(_numbered(of_run, labels) for of_run in piece.errors)
    return Entry(piece.doc_id, piece.title, piece.length, errors, piece.block, seen)


def _numbered(errors: Errors, labels: dict[str, int]) -> tuple[int, ...]:
    """The errors of a run as `Entry.errors` has them; new labels have numbers in the order in which they occur."""
    found = [
        (layer, number, *(labels.setdefault(label, len(labels)) for label in both), often)
        for (layer, number, *both), often in errors.items()
    ]
    return tuple(number for error in sorted(found) for number in error)


def piece_of(seen: Seen, *, text: bool, packed: bool) -> Piece:
    """A document for whichever page gets it.

    Args:
        seen: The document.
        text: Whether wording may appear.
        packed: Whether its data are deflated.
    """
    data = document_data(seen, text=text)
    errors = tuple(_counted(data, run) for run in data["r"])
    title = str(data.get("title", ""))
    block = packed_json(data) if packed else inline_json(data)
    return Piece(seen.doc_id, title, len(seen.document["text"]), errors, block)


def _counted(data: dict[str, Any], run: dict[str, Any]) -> Errors:
    """The errors of a run, in the order in which they occur; a pair of two items is one error."""
    strings, things = data["s"], data["t"]

    def label(numbers: list[int], item: int) -> str:
        return str(strings[things[numbers[item]][2]]) if item >= 0 else ""

    found: Errors = Counter()
    for layer, (gold, own) in enumerate(zip(data["g"], run["t"], strict=True)):
        for item, number, partner in run["g"][layer]:
            if number > 0:
                found[layer, number, label(gold, item), label(own, partner)] += 1
        for item, number, partner in run["p"][layer]:
            if number > 0 and partner < 0:
                found[layer, number, "", label(own, item)] += 1
    return found
