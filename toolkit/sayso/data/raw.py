"""The layers as they were read: ids resolved to rows, labels coded, spans numbered; order still that of the records.

Each layer is a bundle of integer columns. A column of spans holds row numbers of the batch's span table, -1
for none; `owner` is the row of the item that holds this one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from sayso.data.arrow import LAYERS, integers, lists, present
from sayso.data.extras import scores, tag_sets
from sayso.data.interning import Coded, coded
from sayso.data.spanreader import SpanReader

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sayso.data.columnar.content import Content
    from sayso.data.keys import Bools, Ints
    from sayso.data.spans import Fragments


class Columns:
    """A bundle of integer columns of one length, read as attributes."""

    def __init__(self, **columns: Ints) -> None:
        self.__dict__.update(columns)

    def __getattr__(self, name: str) -> Ints:
        """Columns are in the instance; any other name is an error."""
        raise AttributeError(name)


class Raw:
    """All layers of all sides of a batch, a bundle of columns each.

    Attributes:
        texts: The documents' texts.
        has: For each layer, which rows of the records have it.
        labels: The labels of each attribute.
        fragments, span_texts: Every span of every column.
    """

    def __init__(self, records: pa.StructArray, texts: Sequence[str], content: Content | None = None) -> None:
        """Take the layers apart.

        Args:
            records: Every side's documents, in the order of the texts within each side.
            texts: The documents' texts.
            content: Checks what has not been checked; None for records that have been.

        Raises:
            Doubt: Something in records that had not been checked may be wrong.
        """
        self.texts = tuple(texts)
        self.has: Mapping[str, Bools] = {name: present(records.field(name)) for name in LAYERS}
        self.labels: dict[str, Coded] = {}
        self._content = content
        self._reader = SpanReader(texts, content)
        if content is not None:
            content.digests(records)
        self._references: dict[str, list[_Reference]] = {layer: [] for layer in LAYERS}
        items: dict[str, pa.StructArray] = {}
        for layer, read in zip(LAYERS, (self._entities, self._quotes, self._events, self._stances), strict=True):
            first, items[layer] = lists(records.field(layer))
            read(_owners(first), items[layer])
        for layer, references in self._references.items():
            self._resolve(getattr(self, layer).doc, items[layer].field("id"), references)
        if content is not None:
            content.ancestors(self.quotes.parent)
        self.fragments: tuple[Fragments, ...]
        self.span_texts: tuple[str, ...]
        self.fragments, self.span_texts = self._reader.finish()

    def _more(self, layer: str, items: pa.StructArray) -> dict[str, Ints]:
        """Tags and scores, which any item may carry."""
        self.labels[f"{layer}.tags"] = tags = tag_sets(items.field("tags"))
        return {"tags": tags.codes, "score": scores(items.field("score"))}

    def _codes(self, layer: str, doc: Ints, items: pa.StructArray, *names: str) -> dict[str, Ints]:
        """The labels of some attributes of the items of a layer."""
        found = {name: coded(items.field(name)) for name in names}
        for name, column in found.items():
            self.labels[f"{layer}.{name}"] = column
            if self._content is not None:
                self._content.labels(f"{layer}.{name}", column, doc)
        return {name: column.codes for name, column in found.items()}

    def _entities(self, doc: Ints, entity: pa.StructArray) -> None:
        first, mention = lists(entity.field("mentions"))
        owner = _owners(first)
        self.entities = Columns(
            doc=doc,
            **self._codes("entities", doc, entity, "name", "type", "wikidata"),
            **self._more("entities", entity),
        )
        span, head = mention.field("span"), mention.field("head")
        self.mentions = Columns(
            owner=owner,
            span=self._reader.single(doc[owner], span),
            head=self._reader.single(doc[owner], head),
            **self._codes("mentions", doc[owner], mention, "form"),
            **self._more("mentions", mention),
        )
        if self._content is not None:
            self._content.heads(span, head)
            self._content.something(entity, np.diff(first))

    def _quotes(self, doc: Ints, quote: pa.StructArray) -> None:
        first, content = lists(quote.field("content"))
        of_speakers, speaker = lists(quote.field("speakers"))
        owner = _owners(of_speakers)
        self.quotes = Columns(
            doc=doc,
            content=self._reader.several(doc, first, content),
            **self._codes("quotes", doc, quote, "kind"),
            cue=self._reader.single(doc, quote.field("cue")),
            source=self._reader.single(doc, quote.field("source")),
            **self._more("quotes", quote),
        )
        self.speakers = Columns(owner=owner)
        self._refer("entities", self.speakers, "entity", doc[owner], speaker)
        self._refer("quotes", self.quotes, "parent", doc, quote.field("parent"))

    def _events(self, doc: Ints, event: pa.StructArray) -> None:
        first, argument = lists(event.field("arguments"))
        owner = _owners(first)
        self.events = Columns(
            doc=doc,
            trigger=self._reader.single(doc, event.field("trigger")),
            **self._codes("events", doc, event, "type", "polarity", "modality", "coref"),
            **self._more("events", event),
        )
        self.arguments = Columns(
            owner=owner,
            **self._codes("arguments", doc[owner], argument, "role"),
            span=self._reader.single(doc[owner], argument.field("span")),
            **self._more("arguments", argument),
        )
        self._refer("entities", self.arguments, "entity", doc[owner], argument.field("entity"))

    def _stances(self, doc: Ints, stance: pa.StructArray) -> None:
        target = stance.field("target")
        first, evidence = lists(stance.field("evidence"))
        self.stances = Columns(
            doc=doc,
            span=self._reader.single(doc, target.field("span")),
            evidence=self._reader.several(doc, first, evidence),
            **self._codes("stances", doc, stance, "polarity", "strength", "expression"),
            **self._more("stances", stance),
        )
        self._refer("entities", self.stances, "holder", doc, stance.field("holder"))
        self._refer("entities", self.stances, "entity", doc, target.field("entity"))
        self._refer("events", self.stances, "event", doc, target.field("event"))
        self._refer("quotes", self.stances, "quote", doc, stance.field("quote"))

    def _refer(self, layer: str, columns: Columns, name: str, doc: Ints, ids: pa.Array) -> None:
        """Have a column of references to a layer made once its ids are known."""
        self._references[layer].append((columns, name, doc, ids))

    def _resolve(self, doc: Ints, ids: pa.Array, references: Sequence[_Reference]) -> None:
        """Give each reference the row with its id in its document, -1 for null; all at once, to sort ids once."""
        count = len(ids)
        codes = integers(pa.concat_arrays([ids, *(refs for *_, refs in references)]).dictionary_encode().indices)
        docs = np.concatenate([doc, *(of for _, _, of, _ in references)])
        keys = docs * (int(codes.max(initial=0)) + 1) + codes
        order = np.argsort(keys[:count], kind="stable")
        known = keys[:count][order]
        given = codes[count:] >= 0
        wanted = keys[count:][given]
        place = np.minimum(np.searchsorted(known, wanted), max(count - 1, 0))
        if self._content is not None:
            self._content.ids(known, wanted, place)
        found = np.full(len(given), -1, dtype=np.int64)
        found[given] = order[place]
        parts = np.split(found, np.cumsum([len(refs) for *_, refs in references])[:-1])
        for (columns, name, *_), rows in zip(references, parts, strict=False):
            setattr(columns, name, rows)


_Reference = tuple[Columns, str, "Ints", pa.Array]


def _owners(first: Ints) -> Ints:
    """For each value of a list column, the number of the list that it is in."""
    return np.repeat(np.arange(len(first) - 1), np.diff(first))
