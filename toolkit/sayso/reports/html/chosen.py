"""Which documents a page holds: all, or of a big corpus those with most errors and a random part, said so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sayso.reports.html.safety import inline_json, packed_json
from sayso.reports.html.things import document_data

if TYPE_CHECKING:
    from collections.abc import Collection

    from markupsafe import Markup

    from sayso.evaluate import Result
    from sayso.evaluate.outcomes import Seen

DOCUMENTS = 1_000
"""As many documents a page holds at most."""
PLAIN = 50
"""Of up to so many documents the data are JSON; of more it is deflated, and inflated when a document is opened."""
BYTES = 17_000_000
"""As many bytes of documents a page holds at most; with the rest it stays under 20 MB."""
_MARGIN = 0.9


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of a page.

    Attributes:
        doc_id: Its id.
        title: Its title, '' for none.
        length: Its characters.
        errors: For each run [[kind of item, class, how often], …], both as numbers.
        block: Its data.
        seen: The document itself, kept only while there are few.
    """

    doc_id: str
    title: str
    length: int
    errors: list[list[list[int]]]
    block: Markup
    seen: Seen | None

    def count(self, run: int) -> int:
        """How many errors a run makes in it; a wrong pair is one."""
        return sum(often for _, _, often in self.errors[run])


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents of a page, and in words how they were chosen, '' for all."""

    entries: tuple[Entry, ...]
    sampling: str = ""


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
        entries = _entries(result, chosen, text=text, keep=count <= keep, packed=count > PLAIN)
        if len(entries) == count:
            return Documents(tuple(entries), _said(result, count) if chosen is not None else "")
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


def _entries(result: Result, chosen: Collection[str] | None, *, text: bool, keep: bool, packed: bool) -> list[Entry]:
    """The entries of the chosen documents; fewer where they would be too many bytes, but at least one."""
    found: list[Entry] = []
    room = BYTES
    for seen in result.seen(chosen):
        entry = entry_of(seen, text=text, keep=keep, packed=packed)
        room -= len(entry.block.encode())
        if room < 0 and found:
            break
        found.append(entry)
    return found


def entry_of(seen: Seen, *, text: bool, keep: bool, packed: bool = False) -> Entry:
    """A document as a page gets it, itself with it if it is to be kept, its data as JSON or packed."""
    data = document_data(seen, text=text)
    errors = [_counted(run) for run in data["r"]]
    title = str(data.get("title", ""))
    block = packed_json(data) if packed else inline_json(data)
    return Entry(seen.doc_id, title, len(seen.document["text"]), errors, block, seen if keep else None)


def _counted(run: dict[str, Any]) -> list[list[int]]:
    """[[kind of item, class, how often], …] of a run; a pair of two items is one error."""
    found: dict[tuple[int, int], int] = {}
    for side in ("g", "p"):
        for layer, outcomes in enumerate(run[side]):
            for _, number, partner in outcomes:
                if number > 0 and (side == "g" or partner < 0):
                    found[layer, number] = found.get((layer, number), 0) + 1
    return [[layer, number, often] for (layer, number), often in sorted(found.items())]
