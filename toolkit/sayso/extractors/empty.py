"""The floor: an extractor that looks, and finds nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.extractors.protocol import FORMAT, LAYERS

if TYPE_CHECKING:
    from sayso.extractors.protocol import Document, Record


class Empty:
    """Nothing in any layer: the floor that every extractor has to leave behind."""

    name = "empty"
    layers = frozenset(LAYERS)

    def annotate(self, document: Document) -> Record:
        """A record with all layers, each empty."""
        return {"format": FORMAT, "doc_id": document["doc_id"]} | {layer: [] for layer in LAYERS}
