"""The layers as they were read: ids resolved to rows, labels coded, spans numbered; order still that of the records.

Each layer is a bundle of integer columns. A column of spans holds row numbers of the batch's span table, -1
for none; `owner` is the row of the item that holds this one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from sayso.data.arrow import integers, lists, present
from sayso.data.extras import scores, tag_sets
from sayso.data.interning import Coded, coded
from sayso.data.spanreader import SpanReader

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sayso.data.keys import Ints
    from sayso.data.spans import Fragments

    Resolver = Callable[[Ints, pa.Array], Ints]


class Columns:
    """A bundle of integer columns of one length, read as attributes."""

    def __init__(self, **columns: Ints) -> None:
        self.__dict__.update(columns)

    def __getattr__(self, name: str) -> Ints:
        """Columns are in the instance; any other name is an error."""
        raise AttributeError(name)

    def span_code(self, code: Ints, name: str) -> Ints:
        """The codes of a column of span rows, -1 for none."""
        codes: Ints = np.append(code, -1)[getattr(self, name)]
        return codes


class Raw:
    """All layers of all sides of a batch, a bundle of columns each."""

    def __init__(self, records: pa.StructArray, texts: Sequence[str]) -> None:
        """Take the layers apart; `records` holds every side's documents, in the order of `texts` within each side."""
        self.labels: dict[str, Coded] = {}
        self._reader = SpanReader(texts)
        first, entity = lists(records.field("entities"))
        find_entity = self._entities(_owners(first), entity)
        first, quote = lists(records.field("quotes"))
        find_quote = self._quotes(_owners(first), quote, find_entity)
        first, event = lists(records.field("events"))
        find_event = self._events(_owners(first), event, find_entity)
        first, stance = lists(records.field("stances"))
        self._stances(_owners(first), stance, find_entity, find_event, find_quote)
        self.fragments: tuple[Fragments, ...]
        self.span_texts: tuple[str, ...]
        self.fragments, self.span_texts = self._reader.finish()

    def _more(self, layer: str, items: pa.StructArray) -> dict[str, Ints]:
        """Tags and scores, which any item may carry."""
        self.labels[f"{layer}.tags"] = tags = tag_sets(items.field("tags"))
        return {"tags": tags.codes, "score": scores(items.field("score"))}

    def _code(self, name: str, array: pa.Array) -> Ints:
        self.labels[name] = coded(array)
        return self.labels[name].codes

    def _entities(self, doc: Ints, entity: pa.StructArray) -> Resolver:
        first, mention = lists(entity.field("mentions"))
        owner = _owners(first)
        self.entities = Columns(
            doc=doc,
            name=self._code("entities.name", entity.field("name")),
            type=self._code("entities.type", entity.field("type")),
            wikidata=self._code("entities.wikidata", entity.field("wikidata")),
            **self._more("entities", entity),
        )
        self.mentions = Columns(
            owner=owner,
            span=self._reader.single(doc[owner], mention.field("span")),
            head=self._reader.single(doc[owner], mention.field("head")),
            form=self._code("mentions.form", mention.field("form")),
            **self._more("mentions", mention),
        )
        return _resolver(doc, entity.field("id"))

    def _quotes(self, doc: Ints, quote: pa.StructArray, find_entity: Resolver) -> Resolver:
        first, content = lists(quote.field("content"))
        of_speakers, speaker = lists(quote.field("speakers"))
        owner = _owners(of_speakers)
        find_quote = _resolver(doc, quote.field("id"))
        self.quotes = Columns(
            doc=doc,
            content=self._reader.several(doc, first, content),
            kind=self._code("quotes.kind", quote.field("kind")),
            cue=self._reader.single(doc, quote.field("cue")),
            source=self._reader.single(doc, quote.field("source")),
            parent=find_quote(doc, quote.field("parent")),
            **self._more("quotes", quote),
        )
        self.speakers = Columns(owner=owner, entity=find_entity(doc[owner], speaker))
        return find_quote

    def _events(self, doc: Ints, event: pa.StructArray, find_entity: Resolver) -> Resolver:
        first, argument = lists(event.field("arguments"))
        owner = _owners(first)
        self.events = Columns(
            doc=doc,
            trigger=self._reader.single(doc, event.field("trigger")),
            **{
                name: self._code(f"events.{name}", event.field(name))
                for name in ("type", "polarity", "modality", "coref")
            },
            **self._more("events", event),
        )
        self.arguments = Columns(
            owner=owner,
            role=self._code("arguments.role", argument.field("role")),
            span=self._reader.single(doc[owner], argument.field("span")),
            entity=find_entity(doc[owner], argument.field("entity")),
            **self._more("arguments", argument),
        )
        return _resolver(doc, event.field("id"))

    def _stances(
        self,
        doc: Ints,
        stance: pa.StructArray,
        find_entity: Resolver,
        find_event: Resolver,
        find_quote: Resolver,
    ) -> None:
        target = stance.field("target")
        first, evidence = lists(stance.field("evidence"))
        self.stances = Columns(
            doc=doc,
            holder=find_entity(doc, stance.field("holder")),
            entity=find_entity(doc, target.field("entity")),
            event=find_event(doc, target.field("event")),
            span=self._reader.single(doc, target.field("span")),
            evidence=self._reader.several(doc, first, evidence),
            quote=find_quote(doc, stance.field("quote")),
            **{
                name: self._code(f"stances.{name}", stance.field(name))
                for name in ("polarity", "strength", "expression")
            },
            **self._more("stances", stance),
        )


def _owners(first: Ints) -> Ints:
    """For each value of a list column, the number of the list that it is in."""
    return np.repeat(np.arange(len(first) - 1), np.diff(first))


def _resolver(doc: Ints, ids: pa.Array) -> Resolver:
    """A function from (documents, ids) to the rows that carry these ids in these documents, -1 for null."""

    def resolve(ref_doc: Ints, refs: pa.Array) -> Ints:
        both = integers(pa.concat_arrays([ids, refs]).dictionary_encode().indices)
        size = int(both.max(initial=0)) + 2
        known = doc * size + both[: len(ids)]
        wanted = ref_doc * size + both[len(ids) :]
        order = np.argsort(known, kind="stable")
        found = np.full(len(refs), -1, dtype=np.int64)
        given = present(refs)
        found[given] = order[np.searchsorted(known[order], wanted[given])]
        return found

    return resolve
