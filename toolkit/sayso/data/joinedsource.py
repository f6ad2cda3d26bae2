"""Several files as one: documents that are spread over more than one file."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from sayso.data.sources import records_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sayso.data.sources import Entry, Record, Source
    from sayso.errors import Problem


class JoinedSource:
    """The records of one source after those of the other."""

    path = None

    def __init__(self, sources: Sequence[Source]) -> None:
        """Take at least one source; names must differ."""
        self._sources = tuple(sources)
        self.name = ", ".join(source.name for source in sources)

    def entries(self) -> Iterator[Entry | Problem]:
        """Records with their places in their own sources."""
        for source in self._sources:
            yield from source.entries()

    @contextlib.contextmanager
    def reopened(self) -> Iterator[Callable[[Entry], Record]]:
        """A function that reads the record of an entry again, wherever it is from."""
        with contextlib.ExitStack() as stack:
            again = {source.name: stack.enter_context(source.reopened()) for source in self._sources}
            yield lambda entry: again[entry.where.file or ""](entry)

    def __iter__(self) -> Iterator[Record]:
        """Records in order, all of good shape."""
        return records_of(self.entries())

    def __len__(self) -> int:
        """How many records there are."""
        return sum(map(len, self._sources))
