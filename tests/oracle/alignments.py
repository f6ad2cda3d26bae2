"""The alignments of a document: entities, mentions, events, quotes, clusters of events (definitions, section 4)."""

from collections import Counter

from oracle.assignment import best
from oracle.criteria import admits, closeness
from oracle.items import Argument, Entity, Event, Mention
from oracle.spans import name_of


class Alignment:
    """A best assignment: its pairs, who is whose partner, and which pairs it would have admitted."""

    def __init__(self, golds, predictions, weigh):
        self.golds, self.predictions, self.weigh = golds, predictions, weigh
        self.pairs = best(golds, predictions, weigh)
        self.partners = dict(self.pairs)

    def joins(self, gold, predicted):
        return gold is not None and self.partners.get(gold) is predicted

    def unpaired(self):
        taken = set(self.partners.values())
        return [one for one in self.predictions if one not in taken]


def wearing(items, labels):
    """The items with these labels; `labels` is a tuple of (attribute, value)."""
    return [one for one in items if all(label_of(one, name) == value for name, value in labels)]


def label_of(item, name):
    """A label of an item; mentions have the type of their entity, arguments that of their event."""
    if name == "type" and isinstance(item, Mention):
        return item.entity.type
    if name == "type" and isinstance(item, Argument):
        return item.event.type
    return getattr(item, name)


def entities(scene, align="overlap(0.5)", labels=()):
    """A: by shared mentions, then ids, then names, then the number of pairs."""
    return Alignment(
        wearing(scene.gold.entities, labels),
        wearing(scene.predicted.entities, labels),
        lambda gold, predicted: kinship(gold, predicted, align),
    )


def kinship(gold, predicted, align):
    if gold.wikidata is not None and predicted.wikidata is not None and gold.wikidata != predicted.wikidata:
        return None
    shared = shared_mentions(gold, predicted, align)
    linked = int(gold.wikidata is not None and gold.wikidata == predicted.wikidata)
    named = int(same_name(gold, predicted))
    return (shared, linked, named, 1) if shared + linked + named else None


def same_name(gold, predicted):
    return bool(name_of(gold.name)) and name_of(gold.name) == name_of(predicted.name)


def shared_mentions(gold, predicted, align):
    """m: how many mentions of the two entities pair, between just these two."""
    return len(
        best(
            gold.mentions,
            predicted.mentions,
            lambda one, other: (1,) if admits(align, one.span, other.span, one.head) else None,
        )
    )


def same_set(aligned, golds, predictions):
    """Whether A maps one set of entities onto the other exactly."""
    return {aligned.partners.get(one) for one in golds} == set(predictions) and len(golds) == len(predictions)


def same_entity(aligned, gold, predicted):
    if gold is None or predicted is None:
        return gold is predicted
    return aligned.joins(gold, predicted)


def first_of_equal(golds, predictions):
    """Of predictions with equal characters as many as gold has there, and at least one: the first ones."""
    allowed = Counter(one.span.characters for one in golds)
    seen = Counter()
    kept = []
    for one in predictions:
        seen[one.span.characters] += 1
        if seen[one.span.characters] <= max(1, allowed[one.span.characters]):
            kept.append(one)
    return kept


def mentions(scene, criterion, align, singletons):
    """M, for coreference alone."""
    aligned = scene.once(entities, align)
    golds, predictions = (
        [one for one in side.mentions if singletons or len(one.entity.mentions) > 1]
        for side in (scene.gold, scene.predicted)
    )
    return Alignment(
        golds,
        first_of_equal(golds, predictions),
        lambda gold, predicted: (
            (1, closeness(gold.span, predicted.span), int(aligned.joins(gold.entity, predicted.entity)))
            if admits(criterion, gold.span, predicted.span, gold.head)
            else None
        ),
    )


def events(scene, criterion="exact", labels=()):
    """V, by trigger."""
    golds, predictions = wearing(scene.gold.events, labels), wearing(scene.predicted.events, labels)
    return Alignment(golds, predictions, event_weigher(scene, criterion))


def event_weigher(scene, criterion):
    typed = scene.knows("events.type")
    return lambda gold, predicted: (
        (1, closeness(gold.span, predicted.span), int(typed and gold.type == predicted.type))
        if admits(criterion, gold.span, predicted.span)
        else None
    )


def quotes(scene, criterion, align="overlap(0.5)", labels=()):
    """Q, by content."""
    golds, predictions = wearing(scene.gold.quotes, labels), wearing(scene.predicted.quotes, labels)
    kinds = scene.knows("quotes.kind")
    speaking = scene.knows("quotes.speakers") and scene.has("entities")
    aligned = scene.once(entities, align) if speaking else None

    def weigh(gold, predicted):
        if not admits(criterion, gold.span, predicted.span):
            return None
        agreement = 2 * (speaking and same_set(aligned, gold.speakers, predicted.speakers))
        agreement += kinds and gold.kind == predicted.kind
        return (1, closeness(gold.span, predicted.span), int(agreement))

    return Alignment(golds, predictions, weigh)


def clusters(scene, trigger="exact"):
    """K: clusters of events by the pairs of V between them."""
    by_trigger = scene.once(events, trigger)
    golds, predictions = (in_order_of_first_events(side.events) for side in (scene.gold, scene.predicted))

    def weigh(gold, predicted):
        common = sum(by_trigger.partners.get(one) in predicted.events for one in gold.events)
        return (common,) if common else None

    return Alignment(golds, predictions, weigh)


def in_order_of_first_events(ordered):
    return list({id(one.cluster): one.cluster for one in ordered}.values())


def same_target(scene, gold, predicted, align, trigger):
    """Whether the targets of two stances correspond."""
    if isinstance(gold, Entity) and isinstance(predicted, Entity):
        return scene.once(entities, align).joins(gold, predicted)
    if isinstance(gold, Event) and isinstance(predicted, Event):
        if scene.once(events, trigger).joins(gold, predicted):
            return True
        return scene.once(clusters, trigger).joins(gold.cluster, predicted.cluster)
    if isinstance(gold, (Entity, Event)) or isinstance(predicted, (Entity, Event)):
        return False
    return admits("overlap(0.5)", gold, predicted)
