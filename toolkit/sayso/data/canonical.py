"""From Arrow structs to columns in canonical order.

The order of each layer is that of measures.md §1: entities by their mentions, name, type and Wikidata id; quotes
by content, kind, cue, source, speakers and then their parents' keys; events by trigger, labels, arguments and
the cluster they are in; stances by holder, target and the rest. Ids never take part: they are resolved to
rows here and forgotten.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sayso.data.columns import (
    Arguments,
    Batch,
    Entities,
    Events,
    Layer,
    Mentions,
    Quotes,
    Speakers,
    Stances,
    cut,
)
from sayso.data.interning import normal_name, recoded
from sayso.data.keys import ascending, bounds, dense, distinct, elements_of, first_of_equal, pack, refine
from sayso.data.raw import Raw
from sayso.data.spans import spans_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from sayso.data.keys import Ints


def batch_of(texts: Sequence[str], sides: Sequence[pa.StructArray]) -> Batch:
    """The columns of a batch of checked records.

    Args:
        texts: The documents' texts.
        sides: Gold first, then the runs: a struct array each, a row a document, in the order of the texts.
    """
    import pyarrow as pa

    return ordered(Raw(pa.concat_arrays(list(sides)) if len(sides) > 1 else sides[0], texts))


def ordered(raw: Raw) -> Batch:
    """The same from layers that were read already."""
    spans = spans_of(raw.fragments)
    code = np.append(spans.code, -1)
    tables: dict[type[Layer], Layer] = {}
    order_entities = _entities(raw, code, tables)
    order_quotes = _quotes(raw, code, tables, order_entities)
    order_events = _events(raw, code, tables, order_entities)
    _stances(raw, code, tables, (order_entities, order_quotes, order_events))
    return Batch(raw.texts, spans, raw.span_texts, raw.labels, tuple(cut(tables, raw.has, len(raw.texts))))


class _Order:
    """A layer's canonical order.

    `rows` are the rows as read, in that order; for each row as read `place` is its place and `rank` that of
    its first twin.
    """

    def __init__(self, code: Ints, doc: Ints, *ties: Ints) -> None:
        """Order by (doc, code), then by `ties`, which tell apart what the keys cannot."""
        key = pack(doc, code)
        full = pack(key, *ties)
        self.rows = ascending(full)
        self.place = np.empty(len(key) + 1, dtype=np.int64)
        self.place[self.rows] = np.arange(len(key))
        self.place[-1] = -1
        self.twin = first_of_equal(key[self.rows])
        self.rank = np.append(self.twin, -1)[self.place]


def _entities(raw: Raw, code: Ints, tables: dict[type[Layer], Layer]) -> _Order:
    """Entities and their mentions; an entity without mentions comes last."""
    e, m = raw.entities, raw.mentions
    span, head = code[m.span], code[m.head]
    key = pack(span, head, m.form)
    within = ascending(pack(m.owner, key))
    first = bounds(m.owner, len(e.doc))
    empty = np.diff(first) == 0
    by_mentions = refine(pack(e.doc, empty.astype(np.int64)), elements_of(first, key[within]))
    order = _Order(pack(by_mentions, e.name, e.type, e.wikidata), e.doc, e.tags, e.score)
    rows = order.rows
    normal = recoded(raw.labels["entities.name"], normal_name).codes
    tables[Entities] = Entities(
        e.doc[rows], e.tags[rows], e.score[rows], e.name[rows], normal[rows], e.type[rows], e.wikidata[rows], order.twin
    )
    entity = order.place[m.owner]
    rank = order.rank[m.owner]
    doc = e.doc[m.owner]
    rows = ascending(pack(doc, span, rank, head, m.form, entity, m.tags, m.score))
    tables[Mentions] = Mentions(
        doc[rows], m.tags[rows], m.score[rows], entity[rows], m.span[rows], m.head[rows], m.form[rows]
    )
    return order


def _quotes(raw: Raw, code: Ints, tables: dict[type[Layer], Layer], entities: _Order) -> _Order:
    """Quotes and who speaks in them."""
    q = raw.quotes
    speaker, owner = entities.rank[raw.speakers.entity], raw.speakers.owner
    if len(owner):
        first_seen = np.unique(pack(owner, speaker), return_index=True)[1]
        speaker, owner = speaker[first_seen], owner[first_seen]
    own = pack(q.doc, *(code[q.content], q.kind, code[q.cue], code[q.source]))
    own = refine(own, elements_of(bounds(owner, len(q.doc)), speaker))
    order = _Order(_by_ancestors(own, q.parent), q.doc, q.tags, q.score)
    rows = order.rows
    tables[Quotes] = Quotes(
        q.doc[rows],
        q.tags[rows],
        q.score[rows],
        q.content[rows],
        q.kind[rows],
        q.cue[rows],
        q.source[rows],
        order.rank[q.parent[rows]],
        order.twin,
    )
    quote = order.place[owner]
    by_quote = ascending(quote)
    tables[Speakers] = Speakers(q.doc[owner][by_quote], quote[by_quote], speaker[by_quote])
    return order


def _by_ancestors(own: Ints, parent: Ints) -> Ints:
    """Order equal quotes by their parents' keys, and so on upwards."""
    chain = [parent]

    def element(j: int, rows: Ints) -> Ints:
        while len(chain) <= j:
            above = chain[-1]
            chain.append(np.where(above < 0, -1, parent[above]))
        above = chain[j][rows]
        return np.where(above < 0, -1, own[above])

    return refine(own, element)


def _events(raw: Raw, code: Ints, tables: dict[type[Layer], Layer], entities: _Order) -> _Order:
    """Events, their clusters and their arguments."""
    v, a = raw.events, raw.arguments
    entity = entities.rank[a.entity]
    span = code[a.span]
    key = pack(a.role, span, entity)
    within = ascending(pack(a.owner, key))
    trigger = code[v.trigger]
    own = refine(
        pack(v.doc, trigger, v.type, v.polarity, v.modality),
        elements_of(bounds(a.owner, len(v.doc)), key[within]),
    )
    cluster = _clusters(v.doc, v.coref)
    own, tie = _by_cluster(own, cluster, trigger)
    order = _Order(own, v.doc, tie, v.tags, v.score)
    rows = order.rows
    numbered = _numbered_by_first(cluster[rows])
    tables[Events] = Events(
        v.doc[rows],
        v.tags[rows],
        v.score[rows],
        v.trigger[rows],
        v.type[rows],
        v.polarity[rows],
        v.modality[rows],
        numbered,
        v.coref[rows],
        order.twin,
    )
    doc, event = v.doc[a.owner], order.place[a.owner]
    rows = ascending(pack(doc, order.rank[a.owner], a.role, span, entity, event, a.tags, a.score))
    tables[Arguments] = Arguments(
        doc[rows],
        a.tags[rows],
        a.score[rows],
        event[rows],
        a.role[rows],
        a.span[rows],
        entity[rows],
    )
    return order


def _clusters(doc: Ints, coref: Ints) -> Ints:
    """The cluster of each event: shared by the events of a document with one label, an event without label alone."""
    alone = np.where(coref < 0, np.arange(len(coref)), -1)
    return dense(pack(doc, coref, alone))


def _by_cluster(own: Ints, cluster: Ints, trigger: Ints) -> tuple[Ints, Ints]:
    """Order events that are equal so far (by dense numbers) by the triggers of their clusters, then by their place.

    Returns:
        The finer code, and the cluster's number in an order that keeps the members of one cluster together
        among twins.
    """
    tied = np.flatnonzero(np.bincount(own)[own] > 1) if len(own) else own
    if not len(tied):
        return own, cluster
    first = bounds(cluster, int(cluster.max()) + 1)
    triggers = elements_of(first, trigger[ascending(pack(cluster, trigger))])
    # Clusters are compared, and not their members: there may be thousands of either, with all in one.
    compared = distinct(cluster[tied])
    rank = np.zeros(len(first) - 1, dtype=np.int64)
    rank[compared] = refine(np.zeros(len(compared), dtype=np.int64), lambda j, rows: triggers(j, compared[rows]))
    own = dense(pack(own, rank[cluster]))
    keys = own[ascending(pack(cluster, own))]
    place = refine(np.zeros(len(first) - 1, dtype=np.int64), elements_of(first, keys))
    return pack(own, place[cluster]), cluster


def _numbered_by_first(cluster: Ints) -> Ints:
    """Number clusters in the order of their first events."""
    rows = np.arange(len(cluster))
    first = np.empty(len(cluster), dtype=np.int64)
    first[cluster[::-1]] = rows[::-1]  # What is written last stays.
    first = first[cluster]
    return (np.cumsum(first == rows) - 1)[first]


def _stances(raw: Raw, code: Ints, tables: dict[type[Layer], Layer], orders: tuple[_Order, _Order, _Order]) -> None:
    entities, quotes, events = orders
    s = raw.stances
    holder, entity, event = entities.rank[s.holder], entities.rank[s.entity], events.rank[s.event]
    kind = np.select([entity >= 0, event >= 0], [0, 1], 2)
    target = np.select([entity >= 0, event >= 0], [entity, event], code[s.span])
    content = np.append(code[raw.quotes.content], -1)[s.quote]
    key = pack(
        s.doc,
        holder,
        kind,
        target,
        s.polarity,
        code[s.evidence],
        s.strength,
        s.expression,
        content,
        s.tags,
        s.score,
    )
    rows = ascending(key)
    tables[Stances] = Stances(
        s.doc[rows],
        s.tags[rows],
        s.score[rows],
        holder[rows],
        entity[rows],
        event[rows],
        s.span[rows],
        s.polarity[rows],
        s.evidence[rows],
        s.strength[rows],
        s.expression[rows],
        quotes.rank[s.quote[rows]],
    )
