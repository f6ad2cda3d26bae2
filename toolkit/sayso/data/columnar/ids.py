"""The ids of documents that files have had a record of: one entry a document for all files, not one for each.

Gold, documents and every run have the same ids. What is kept of a document's record is a bit of its file, so that a
hundred thousand documents take a few megabytes however many runs there are.
"""

from __future__ import annotations


class Ids:
    """Ids with the files that have had a record of them."""

    def __init__(self) -> None:
        """Begin with no file."""
        self._files: dict[str, int] = {}
        self._count = 0

    def of_file(self) -> FileIds:
        """Those of one more file, which has had none yet."""
        self._count += 1
        return FileIds(self._files, 1 << (self._count - 1))


class FileIds:
    """The ids that one file has had a record of."""

    def __init__(self, files: dict[str, int], mine: int) -> None:
        """Take what all files share, and the bit of this one."""
        self._files = files
        self._mine = mine

    def again(self, doc_id: str) -> bool:
        """Whether the file has had a record of a document before; from now on it has."""
        files = self._files.get(doc_id, 0)
        self._files[doc_id] = files | self._mine
        return bool(files & self._mine)

    def every(self) -> tuple[str, ...]:
        """All of them so far."""
        return tuple(doc_id for doc_id, files in self._files.items() if files & self._mine)
