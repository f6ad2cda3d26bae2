"""An annotator's pass over a corpus as a run: the ceiling that agreement sets.

What two people (or two careful models) disagree on, no extractor can get right by both; the pass stands in the table
beside the extractors to show where that ceiling lies.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any, ClassVar

from sayso.errors import UsageError
from sayso.extractors.protocol import FORMAT, LAYERS

if TYPE_CHECKING:
    from sayso.extractors.protocol import Document, Record


class Pass:
    """An annotation pass of a corpus, as if an extractor had made it.

    Args:
        name: The pass, as corpus.toml calls it.
        corpus: The corpus: a path, or `bundled`.

    Raises:
        UsageError: There is no such corpus, or it has no such pass; the message names those it has.
        DataError: The pass breaks the contract.
    """

    layers: ClassVar[frozenset[str]] = frozenset(LAYERS)  # of the class; an instance has those of its pass

    def __init__(self, name: str = "annotator-b", corpus: str = "bundled") -> None:
        self.name = name
        self.corpus = corpus
        self._records = _records(name, corpus)
        annotated = (record for record in self._records.values() if "failure" not in record)
        first: Record = next(annotated, {})
        found = frozenset(layer for layer in LAYERS if first.get(layer) is not None)
        self.__dict__["layers"] = found or self.layers

    def annotate(self, document: Document) -> Record:
        """The record of the pass for this document.

        Raises:
            LookupError: The pass does not have the document.
        """
        doc_id = document["doc_id"]
        if doc_id not in self._records:
            raise LookupError(f"the pass {self.name!r} has no record of document {doc_id!r}")
        record: Record = self._records[doc_id]
        if record.get("failure") is not None:
            return record
        kept = {
            field: record[field] for field in ("text_sha256", *sorted(self.layers, key=LAYERS.index)) if field in record
        }
        return {"format": FORMAT, "doc_id": doc_id} | kept


def _records(name: str, corpus: str) -> dict[str, Any]:
    from sayso.data.corpus import load

    passes = load(corpus).passes
    if name not in passes:
        close = difflib.get_close_matches(name, passes, n=1)
        meant = f"did you mean {close[0]!r}? It" if close else "it"
        raise UsageError(f"the corpus {corpus!r} has no pass {name!r}; {meant} has {', '.join(passes) or 'none'}")
    return {record["doc_id"]: record for record in passes[name].source}
