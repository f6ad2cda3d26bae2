"""What came of running an extractor: how far it is, what it failed on, where its run lies."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso.errors import ExtractorError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run is, told once before the first document and then after each.

    Attributes:
        done: Documents finished, those of an earlier start included.
        total: All documents.
        failures: Those among the finished that the extractor failed on.
        doc_id: The document just finished; None before the first.
        note: A sentence for the user, before the first document: what is gone on with, or why not.
    """

    done: int
    total: int
    failures: int
    doc_id: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A finished run on disk.

    Attributes:
        path: The run, JSON Lines.
        meta: Its meta file.
        documents: The number of documents.
        resumed: Those of them that an earlier start had finished.
        failures: For each document that the extractor failed on, class and message.
        seconds: The time it took, since the last start.
        note: A sentence for the user: what was gone on with, or why not.
    """

    path: Path
    meta: Path
    documents: int
    resumed: int
    failures: dict[str, str]
    seconds: float
    note: str | None = None


@dataclass(slots=True)
class Failures:
    """The failures so far, and how many are too many.

    Attributes:
        name: The extractor.
        total: All documents.
        limit: The most failures that may be; a whole number, or a share of the documents as a float. None: any.
    """

    name: str
    total: int
    limit: float | None
    told: dict[str, str] = field(default_factory=dict)

    def count(self, doc_id: str, failure: Mapping[str, str] | None) -> None:
        """Note the class and message of a document's failure, if it is one.

        Raises:
            ExtractorError: It is one more than there may be.
        """
        if failure is None:
            return
        self.told[doc_id] = f"{failure['class']}: {failure['message']}"
        most = self.limit if not isinstance(self.limit, float) else self.limit * self.total
        if most is not None and len(self.told) > most:
            raise ExtractorError(
                f"{self.name} failed on {len(self.told)} of {self.total} documents, more than the {_most(self.limit)} "
                f"allowed; the last: {self._last()}"
            )

    def judge(self) -> None:
        """Say so if nothing else came out.

        Raises:
            ExtractorError: All documents failed.
        """
        if self.total and len(self.told) == self.total:
            documents = "the one document" if self.total == 1 else f"all {self.total} documents"
            raise ExtractorError(f"{self.name} failed on {documents}; the last: {self._last()}")

    def _last(self) -> str:
        doc_id, told = next(reversed(self.told.items()))
        return f"{doc_id!r}: {told}"


def _most(limit: float | None) -> str:
    return f"{limit:.0%}" if isinstance(limit, float) else str(limit)
