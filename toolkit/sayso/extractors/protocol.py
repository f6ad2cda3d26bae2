"""What an extractor is: documents in, annotations out, with the layers that it attempts declared.

An extractor is any object with the members below; nothing is inherited. A document is a `sayso/1` document as a dict
(`doc_id`, `text`, …), a record a `sayso/1` annotations record as a dict, with spans of Unicode code points, half open.

Options are keyword arguments of the class, and each is kept as an attribute of the same name: a run says what made it,
and a worker process builds the extractor once more, from these attributes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from sayso.data.fields import FORMAT, LAYERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    Document = Mapping[str, Any]  # `doc_id`, `text` and the optional fields of the contract
    Record = dict[str, Any]  # `format`, `doc_id` and the layers, or a failure

__all__ = ["FORMAT", "LAYERS", "Annotator", "Extractor"]


@runtime_checkable
class Extractor(Protocol):
    """Something that reads documents and says who says what, about which event, taking which side.

    Attributes:
        name: What it is called in reports.
        layers: The layers it attempts, a subset of `LAYERS`; its records have exactly these.

    Beyond these an extractor may have, and the runner then uses:

    - `annotate(document) -> record`, one document at a time; without it `extract` is called with one document;
    - `batch`, a number of documents that `extract` is better given at once (no effect under a time limit);
    - `prepare()`, which loads models before the first document, off the clock of the time limit;
    - `version`, a string for the run's meta file;
    - `needs`, names of modules that have to be importable, each with the extra of Sayso that brings it (or None).
    """

    name: str
    layers: frozenset[str]

    def extract(self, documents: Iterable[Document]) -> Iterator[Record]:
        """The records of the documents, one each, in their order."""
        ...


@runtime_checkable
class Annotator(Protocol):
    """The same, one document at a time: so that one bad document spoils no other."""

    name: str
    layers: frozenset[str]

    def annotate(self, document: Document) -> Record:
        """The record of one document."""
        ...
