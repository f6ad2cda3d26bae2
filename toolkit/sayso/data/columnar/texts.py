"""The texts of spans held against those of their documents, eight bytes at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sayso.data.arrow import integers
from sayso.data.columnar.doubt import vouch

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from sayso.data.keys import Bools, Ints

    Words = np.typing.NDArray[np.uint64]

_WORD = 8
# Which bits of a word count where so many bytes of a text are left.
_MASKS = np.array([(1 << 8 * count) - 1 for count in range(_WORD + 1)], dtype=np.uint64)


class Texts:
    """The texts of a batch's documents in UTF-8, one after the other."""

    def __init__(self, texts: Sequence[str], sides: int = 1) -> None:
        """Take the texts; the documents of each further side are numbered on, and have the same texts."""
        whole = "".join(texts)
        data = whole.encode()
        length = np.array([len(text) for text in texts], dtype=np.int64)
        self.length: Ints = np.tile(length, sides)
        self._begins = np.tile(np.cumsum(length) - length, sides)
        self._words = _words(data)
        # For each code point the byte that it begins at; none where each is a byte.
        self._byte: np.typing.NDArray[np.int32] | None = None
        if len(data) > len(whole):
            begins = np.flatnonzero(np.frombuffer(data, dtype=np.int8) >= -64)  # noqa: PLR2004 - no 10xxxxxx
            self._byte = np.append(begins, len(data)).astype(np.int32)  # half as much to jump about in

    def check(self, document: Ints, start: Ints, end: Ints, text: pa.StringArray, given: Bools) -> None:
        """Documents have the texts given at the offsets given.

        Args:
            document: The document of each span.
            start: Its first code point, within the document.
            end: The code point after its last.
            text: Its text, as far as given.
            given: For which spans to look.

        Raises:
            Doubt: Some document has not.
        """
        if not given.any():
            return
        place = bounds(text)
        begin, size = place[:-1], np.diff(place)
        if not given.all():
            document, start, end, begin, size = (one[given] for one in (document, start, end, begin, size))
        base = self._begins[document]
        low, high = base + start, base + end
        if self._byte is not None:
            low, high = (self._byte[one].astype(np.int64) for one in (low, high))
        vouch(sure=np.array_equal(high - low, size))
        self._compare(low, _words(text.buffers()[2]), begin, size)

    def _compare(self, low: Ints, other: Words, begin: Ints, size: Ints) -> None:
        """Compare pieces of so many bytes: the first eight, the last eight, and what lies between."""
        mask = _MASKS[np.minimum(size, _WORD)]
        vouch(sure=not np.any((self._words[low] ^ other[begin]) & mask))
        long = np.flatnonzero(size > _WORD)
        low, begin, size = low[long], begin[long], size[long]
        last = size - _WORD
        vouch(sure=np.array_equal(self._words[low + last], other[begin + last]))
        longer = np.flatnonzero(last > _WORD)
        words = (last[longer] - 1) // _WORD
        first = np.cumsum(words) - words
        step = _WORD * (1 + np.arange(int(words.sum())) - np.repeat(first, words))
        low, begin = (np.repeat(one[longer], words) + step for one in (low, begin))
        vouch(sure=np.array_equal(self._words[low], other[begin]))


def bounds(text: pa.StringArray) -> Ints:
    """Where in its buffer each text begins, and where the last one ends."""
    import pyarrow as pa

    count = len(text) + 1
    offsets = pa.Array.from_buffers(pa.int32(), count, [None, text.buffers()[1]], offset=text.offset)
    return integers(offsets)


def _words(data: bytes | pa.Buffer) -> Words:
    """The eight bytes that begin at each byte, as an integer; beyond the end there are zeros."""
    padded = np.zeros(len(data) + _WORD, dtype=np.uint8)
    padded[: len(data)] = np.frombuffer(data, dtype=np.uint8)
    return np.ndarray((len(data) + 1,), dtype="<u8", buffer=padded, strides=(1,))
