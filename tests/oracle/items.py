"""The items of one record in canonical order (definitions, section 1).

Every layer is a list in canonical order, or None where the record has no value for it. `place` is an item's place in
that list, `rank` the place of the first of its twins: what keys see. References lead to the first of the twins.
"""

from dataclasses import dataclass, field

from oracle.spans import Span, order, read


@dataclass(eq=False)
class Item:
    """What all items have in common; `first` is the first of its twins."""

    place: int = field(default=-1, init=False)
    rank: int = field(default=-1, init=False)
    first: "Item" = field(default=None, init=False)
    data: dict = field(default=None, init=False)


@dataclass(eq=False)
class Entity(Item):
    name: str | None
    type: str | None
    wikidata: str | None
    mentions: list


@dataclass(eq=False)
class Mention(Item):
    span: Span
    head: Span | None
    form: str | None
    entity: Entity = None


@dataclass(eq=False)
class Quote(Item):
    span: Span
    kind: str | None
    cue: Span | None
    source: Span | None
    speakers: tuple = ()
    parent: "Quote" = None


@dataclass(eq=False)
class Event(Item):
    span: Span
    type: str | None
    polarity: str | None
    modality: str | None
    label: str | None
    arguments: list
    cluster: "Cluster" = None


@dataclass(eq=False)
class Argument(Item):
    span: Span
    role: str
    entity: Entity | None
    event: Event = None


@dataclass(eq=False)
class Cluster:
    """The events that share a `coref` label; an event without one is a cluster of its own."""

    events: list
    place: int = 0


@dataclass(eq=False)
class Stance(Item):
    holder: Entity
    target: object  # an Entity, an Event or a Span
    polarity: str
    strength: str | None
    expression: str | None
    evidence: Span | None
    quote: Quote | None


@dataclass
class Side:
    """The layers of one record: gold's or a run's."""

    entities: list | None = None
    mentions: list | None = None
    quotes: list | None = None
    events: list | None = None
    arguments: list | None = None
    stances: list | None = None


def null_first(value):
    return (0, "") if value is None else (1, value)


def rank_of(item):
    return -1 if item is None else item.rank


def placed(items, key, *ties):
    """The items in canonical order, each with its place, its rank and the first of its twins."""
    keys = {id(one): key(one) for one in items}
    ordered = sorted(items, key=lambda one: (keys[id(one)], *(tie(one) for tie in ties)))
    first = None
    for place, one in enumerate(ordered):
        if first is None or keys[id(one)] != keys[id(first)]:
            first = one
        one.place, one.first = place, first
        one.rank = first.place
    return ordered


def side_of(record, text):
    """All layers of a record; an empty list of a layer stays one, an absent layer is None."""
    side = Side()
    entities = entities_of(record.get("entities"), text, side)
    quotes = quotes_of(record.get("quotes"), text, side, entities)
    events = events_of(record.get("events"), text, side, entities)
    stances_of(record.get("stances"), text, side, entities, quotes, events)
    return side


def by_id(values, items):
    for value, item in zip(values, items, strict=True):
        item.data = value
    return {value["id"]: item for value, item in zip(values, items, strict=True)}


def entities_of(values, text, side):
    if values is None:
        return {}
    found = []
    for value in values:
        mentions = [
            Mention(read(one["span"], text), read(one.get("head"), text), one.get("form"))
            for one in value.get("mentions") or ()
        ]
        for mention, one in zip(mentions, value.get("mentions") or (), strict=True):
            mention.data = one
        entity = Entity(value.get("name"), value.get("type"), value.get("wikidata"), mentions)
        for mention in mentions:
            mention.entity = entity
        found.append(entity)
    side.entities = placed(found, entity_key)
    side.mentions = placed(
        [mention for one in side.entities for mention in one.mentions],
        lambda one: (order(one.span), one.entity.rank, order(one.head), null_first(one.form)),
        lambda one: one.entity.place,
    )
    return by_id(values, found)


def entity_key(entity):
    mentions = sorted((order(one.span), order(one.head), null_first(one.form)) for one in entity.mentions)
    name, type_, wikidata = (null_first(one) for one in (entity.name, entity.type, entity.wikidata))
    return (not mentions, mentions, name, type_, wikidata)


def quotes_of(values, text, side, entities):
    if values is None:
        return {}
    found = []
    for value in values:
        speakers = {entities[one].first for one in value.get("speakers") or ()}
        cue, source = read(value.get("cue"), text), read(value.get("source"), text)
        quote = Quote(read(value["content"], text), value.get("kind"), cue, source)
        quote.speakers = tuple(sorted(speakers, key=lambda one: one.rank))
        found.append(quote)
    ids = by_id(values, found)
    for value, quote in zip(values, found, strict=True):
        quote.parent = ids.get(value.get("parent"))
    side.quotes = placed(found, quote_key)
    for quote in found:
        quote.parent = quote.parent and quote.parent.first
    return ids


def quote_key(quote):
    """The quote's own keys, then the same ones of its parent, and so on upwards; no parent comes first."""
    own = (
        order(quote.span),
        null_first(quote.kind),
        order(quote.cue),
        order(quote.source),
        tuple(one.rank for one in quote.speakers),
    )
    return own + (quote_key(quote.parent) if quote.parent else ())


def events_of(values, text, side, entities):
    if values is None:
        return {}
    found = [event_of(value, text, entities) for value in values]
    clusters = clusters_of(found)
    keys = {id(one): event_key(one) for one in found}
    below = {id(one): sorted(keys[id(event)] for event in one.events) for one in clusters}
    for cluster in clusters:
        cluster.place = sum(below[id(other)] < below[id(cluster)] for other in clusters)
    numbers = {id(one): number for number, one in enumerate(clusters)}
    side.events = placed(found, lambda one: (keys[id(one)], one.cluster.place), lambda one: numbers[id(one.cluster)])
    side.arguments = placed(
        [argument for one in side.events for argument in one.arguments],
        lambda one: (one.event.rank, one.role, order(one.span), rank_of(one.entity)),
        lambda one: one.event.place,
    )
    return by_id(values, found)


def event_of(value, text, entities):
    arguments = []
    for one in value.get("arguments") or ():
        entity = entities[one["entity"]].first if one.get("entity") is not None else None
        arguments.append(Argument(read(one["span"], text), one["role"], entity))
        arguments[-1].data = one
    labels = (value.get(name) for name in ("type", "polarity", "modality", "coref"))
    event = Event(read(value["trigger"], text), *labels, arguments)
    for argument in arguments:
        argument.event = event
    return event


def clusters_of(events):
    clusters = {}
    for event in events:
        name = event if event.label is None else event.label
        event.cluster = clusters.setdefault(name, Cluster([]))
        event.cluster.events.append(event)
    return list(clusters.values())


def event_key(event):
    """All keys of an event but the place of its cluster."""
    arguments = sorted((one.role, order(one.span), rank_of(one.entity)) for one in event.arguments)
    triggers = sorted(order(one.span) for one in event.cluster.events)
    labels = (null_first(one) for one in (event.type, event.polarity, event.modality))
    return (order(event.span), *labels, arguments, triggers)


def stances_of(values, text, side, entities, quotes, events):
    if values is None:
        return
    found = []
    for value in values:
        target = value["target"]
        if target.get("entity") is not None:
            aim = entities[target["entity"]].first
        elif target.get("event") is not None:
            aim = events[target["event"]].first
        else:
            aim = read(target["span"], text)
        labels = (value.get(name) for name in ("polarity", "strength", "expression"))
        quote = quotes[value["quote"]].first if value.get("quote") is not None else None
        holder = entities[value["holder"]].first
        found.append(Stance(holder, aim, *labels, read(value.get("evidence"), text), quote))
    by_id(values, found)
    side.stances = placed(found, stance_key)


def stance_key(stance):
    labels = (null_first(one) for one in (stance.strength, stance.expression))
    strength, expression = labels
    return (
        stance.holder.rank,
        target_key(stance.target),
        null_first(stance.polarity),
        order(stance.evidence),
        strength,
        expression,
        order(stance.quote.span) if stance.quote else order(None),
    )


def target_key(target):
    if isinstance(target, Entity):
        return (0, target.rank)
    if isinstance(target, Event):
        return (1, target.rank)
    return (2, order(target))
