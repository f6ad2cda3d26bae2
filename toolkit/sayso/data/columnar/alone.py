"""A file of annotations by itself, without the documents that it is about: as much as columns can tell of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sayso.data.columnar.content import Content
from sayso.data.columnar.doubt import Doubt
from sayso.data.columnar.ids import Ids
from sayso.data.columnar.passing import grouped
from sayso.data.columnar.sides import Due, Side
from sayso.data.raw import Raw

if TYPE_CHECKING:
    from typing import Literal

    import pyarrow as pa

    from sayso.data.keys import Bools, Ints
    from sayso.data.sources import FileSource

_NO_TEXT = {"text": ""}
_ENDLESS = 2**62


def is_plain(source: FileSource, kind: Literal["gold", "run"]) -> bool:
    """Whether everything in a file is plainly right, as far as that can be told without texts.

    Args:
        source: The file.
        kind: What its records are meant to be.
    """
    side = Side(source, kind, {}, Ids().of_file())
    try:
        with side.stream as stream:
            for dues in grouped((Due(doc_id, _NO_TEXT, (held,)) for doc_id, held in stream), _ENDLESS):
                held = [due.held[0] for due in dues]
                records = side.read(dues, held)
                Raw(records, [""] * len(dues), _Textless(len(dues)))
                if kind == "run":
                    side.see(records, held)
    except Doubt:
        return False
    return True


class _Textless(Content):
    """What needs no text: without one no end is past it, and none differs."""

    def __init__(self, count: int) -> None:
        super().__init__([""] * count, [{}])
        self._texts = _Endless(count)

    def digests(self, records: pa.StructArray) -> None:
        pass


class _Endless:
    """Texts that nobody has."""

    def __init__(self, count: int) -> None:
        self.length: Ints = np.full(count, _ENDLESS, dtype=np.int64)

    def check(self, document: Ints, start: Ints, end: Ints, text: pa.StringArray, given: Bools) -> None:
        """Say nothing."""
