"""The words of a document, and where each will stand in its text."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    Range = tuple[int, int]
    Item = dict[str, Any]
    Layers = dict[str, list[Item]]


class Page:
    """The words of a document, each with what stands before and behind it."""

    def __init__(self) -> None:
        """Begin with none."""
        self.words: list[str] = []
        self.before: list[str] = []
        self.behind: list[str] = []

    def write(self, words: Sequence[str]) -> Range:
        """Add words; where they stand."""
        first = len(self.words)
        self.words += words
        self.before += [""] * len(words)
        self.behind += [" "] * len(words)
        return first, len(self.words)

    def end(self, mark: str) -> None:
        """Put a mark behind the last word."""
        self.behind[-1] = mark + " "

    def quote(self, first: int, last: int) -> None:
        """Put quotation marks around a range."""
        self.before[first] = "“"
        self.behind[last - 1] = "”" + self.behind[last - 1]

    def set(self) -> tuple[str, list[int], list[int]]:
        """The text, and for each word where it starts and ends, in characters."""
        starts, ends, at = [], [], 0
        for before, word, behind in zip(self.before, self.words, self.behind, strict=True):
            start = at + len(before)
            end = start + len(word)
            starts.append(start)
            ends.append(end)
            at = end + len(behind)
        parts = zip(self.before, self.words, self.behind, strict=True)
        return "".join(itertools.chain.from_iterable(parts)).rstrip(), starts, ends
