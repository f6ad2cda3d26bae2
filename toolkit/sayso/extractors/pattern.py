"""The `pattern` extractor: speakers, quotes, events and stances by patterns and word lists, with no model at all.

It is deterministic, needs nothing but the standard library, and reads an article in a few milliseconds: the baseline
that anything with a model has to beat. How it reads is in `patterns`; the word lists are in `lexicon`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sayso.extractors.layers import chosen
from sayso.extractors.patterns.assembly import record

if TYPE_CHECKING:
    from collections.abc import Collection

    from sayso.extractors.protocol import Document, Record


class Pattern:
    """Extraction by shape: quotation marks, cue words, capitals and lexicons to all four layers.

    Spans are code points of the document's text, half open. No text makes it raise.

    Args:
        layers: The layers to give, all four by default; as a list, or as one string with `+` between names. Stances
            name entities as holders, so that they come only with `entities`.

    Raises:
        UsageError: An unknown layer, none, or stances without entities.
    """

    name: ClassVar[str] = "pattern"

    def __init__(self, *, layers: str | Collection[str] | None = None) -> None:
        self.layers = chosen(layers, "pattern")

    def annotate(self, document: Document) -> Record:
        """The record of one document."""
        return record(document["text"], document["doc_id"], self.layers)
