"""How far a reading has come, told batch by batch: nothing is counted for a document by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from sayso.data.rows import Rows


@dataclass(frozen=True, slots=True)
class Reading:
    """How far a reading has come.

    Attributes:
        documents: How many gold documents were read.
        size: The bytes of their lines in the gold file; 0 where gold is in no plain file.
    """

    documents: int
    size: int


class Counter:
    """Counts one reading, and tells after each batch how far it has come."""

    def __init__(self, watch: Callable[[Reading], None] | None) -> None:
        """Take whom to tell, if anybody."""
        self._watch = watch
        self._documents = self._size = 0

    def rows(self, read: Rows) -> Rows:
        """Count a batch, and hand it on."""
        if self._watch is not None:
            self.add(len(read.rows), sum(row.size for row in read.rows))
        return read

    def add(self, documents: int, size: int) -> None:
        """Count so many documents of so many bytes."""
        self._documents += documents
        self._size += size
        if self._watch is not None:
            self._watch(Reading(self._documents, self._size))
