"""The `pattern` extractor: speakers, quotes, events and stances by patterns and word lists, with no model at all.

It is deterministic, needs nothing but the standard library, and reads an article in a few milliseconds: the baseline
that anything with a model has to beat. How it reads is in `patterns`; the word lists are in `lexicon`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sayso.errors import UsageError
from sayso.extractors.patterns.assembly import record
from sayso.extractors.protocol import LAYERS

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
        self.layers = _chosen(layers)

    def annotate(self, document: Document) -> Record:
        """The record of one document."""
        return record(document["text"], document["doc_id"], self.layers)


def _chosen(layers: str | Collection[str] | None) -> frozenset[str]:
    if layers is None:
        return frozenset(LAYERS)
    names = [name.strip() for name in layers.split("+")] if isinstance(layers, str) else list(layers)
    unknown = sorted(set(names) - set(LAYERS))
    if unknown or not names:
        raise UsageError(
            f"pattern: found layers {unknown or names!r}; expected some of {', '.join(LAYERS)}; "
            "write them as layers=entities+quotes"
        )
    if "stances" in names and "entities" not in names:
        raise UsageError(
            "pattern: found layers 'stances' without 'entities'; expected both, for a stance names entities; "
            "write layers=entities+stances"
        )
    return frozenset(names)
