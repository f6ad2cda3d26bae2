"""Strings as numbers: a label's code is its place among the labels of the batch, in the order of code points.

UTF-8 sorts like the code points it encodes, so that codes can stand in for texts wherever order decides.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sayso.data.arrow import integers

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa

    from sayso.data.keys import Ints


@dataclass(frozen=True, slots=True)
class Coded:
    """A string column: `codes[i]` is the place of its text in the sorted `texts`, or -1 for no value."""

    codes: Ints
    texts: tuple[str, ...]

    def code(self, text: str) -> int:
        """The code of a text; one that no item has if it does not occur."""
        return self.texts.index(text) if text in self.texts else len(self.texts)


def coded(array: pa.Array) -> Coded:
    """Give each string of an Arrow column its code."""
    encoded = array.dictionary_encode()
    return sorted_codes(encoded.dictionary.to_pylist(), integers(encoded.indices))


def recoded(column: Coded, form: Callable[[str], str | None]) -> Coded:
    """The same column after `form` has been applied to every text; None stands for no value."""
    forms = [form(text) for text in column.texts]
    distinct = sorted({text for text in forms if text is not None})
    place = {text: code for code, text in enumerate(distinct)}
    renumber = np.array([-1 if text is None else place[text] for text in forms] + [-1], dtype=np.int64)
    return Coded(renumber[column.codes], tuple(distinct))


def normal_name(name: str) -> str | None:
    """A name for comparison: NFKC, case folded, white space normalised; None if nothing is left."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split()) or None


def sorted_codes(texts: list[str], codes: Ints) -> Coded:
    """Renumber codes of distinct texts in the order of the texts; -1 stays."""
    order = sorted(range(len(texts)), key=texts.__getitem__)
    renumber = np.full(len(texts) + 1, -1, dtype=np.int64)
    renumber[order] = np.arange(len(texts))
    return Coded(renumber[codes], tuple(texts[i] for i in order))
