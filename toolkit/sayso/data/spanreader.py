"""Reading columns of spans into the fragments of a batch's span table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sayso.data.arrow import integers, places, present
from sayso.data.spans import Fragments

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from sayso.data.columnar.content import Content
    from sayso.data.keys import Bools, Ints


class SpanReader:
    """Enters one column of spans after the other and hands out the row numbers they will have in the table.

    An item with a text-only fragment among its fragments is text-only as a whole: it can be placed nowhere,
    and its text is that of its fragments joined by one space.
    """

    def __init__(self, texts: Sequence[str], content: Content | None = None) -> None:
        """Spans of document d have their text in `texts[d % len(texts)]`, since every side has the same documents.

        What has not been checked is checked by `content`.
        """
        self._texts = texts
        self._content = content
        self._fragments: list[Fragments] = []
        self._loose: list[tuple[int, int, str]] = []  # (column, fragment, text) of text-only spans
        self._spans = 0

    def single(self, doc: Ints, array: pa.StructArray) -> Ints:
        """Row numbers of spans of one fragment each, -1 for null."""
        start, _, text = array.flatten()
        given = present(start) | present(text)
        first = np.concatenate([[0], np.cumsum(given)]).astype(np.int64)
        if given.all():
            return self.several(doc, first, array)
        return self.several(doc, first, array.take(places(np.flatnonzero(given))))

    def several(self, doc: Ints, first: Ints, array: pa.StructArray) -> Ints:
        """Row numbers of spans of several fragments, -1 for one without fragments.

        Args:
            doc: The document of each item.
            first: Where the fragments of each item begin, one more than items.
            array: The fragments.
        """
        start, end, text = array.flatten()
        grounded = present(start)
        starts, ends = integers(start, missing=0), integers(end, missing=0)
        counts = np.diff(first)
        if self._content is not None:
            self._content.fragments(doc, counts, (starts, ends, text), grounded)
        if not grounded.all():
            counts, starts, ends = self._text_only(doc, first, (starts, ends, text), grounded)
        there = counts > 0
        numbers = np.where(there, np.cumsum(there) - 1 + self._spans, -1)
        self._spans += int(there.sum())
        kept = np.concatenate([[0], np.cumsum(counts[there])]).astype(np.int64)
        self._fragments.append(Fragments(kept, starts, ends, np.full(len(starts), -1, dtype=np.int64)))
        return numbers

    def _text_only(
        self, doc: Ints, first: Ints, fragments: tuple[Ints, Ints, pa.Array], grounded: Bools
    ) -> tuple[Ints, Ints, Ints]:
        """Make each item that has a text-only fragment one text-only fragment."""
        starts, ends, text = fragments
        owner = np.repeat(np.arange(len(first) - 1), np.diff(first))
        loose = np.unique(owner[~grounded])
        keep = np.ones(len(starts), dtype=np.bool_)
        for item in loose.tolist():
            low, high = int(first[item]), int(first[item + 1])
            document = self._texts[int(doc[item]) % len(self._texts)]
            pieces = [document[starts[i] : ends[i]] if grounded[i] else text[i].as_py() for i in range(low, high)]
            keep[low + 1 : high] = False
            self._loose.append((len(self._fragments), int(keep[:low].sum()), " ".join(pieces)))
        starts, ends = starts.copy(), ends.copy()
        starts[first[loose]] = ends[first[loose]] = 0
        counts = np.diff(first)
        counts[loose] = 1
        return counts, starts[keep], ends[keep]

    def finish(self) -> tuple[tuple[Fragments, ...], tuple[str, ...]]:
        """The fragments of all columns, text-only ones coded, and the texts of the codes in order."""
        texts = sorted({text for _, _, text in self._loose})
        place = {text: code for code, text in enumerate(texts)}
        for column, fragment, text in self._loose:
            self._fragments[column].text[fragment] = place[text]
        return tuple(self._fragments), tuple(texts)
