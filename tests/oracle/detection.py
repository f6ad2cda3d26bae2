"""Detection lines: gold items, predicted items, and the pairs of the best assignment (definitions, section 5)."""

from dataclasses import dataclass

from oracle import alignments
from oracle.alignments import same_entity, same_set, same_target, wearing
from oracle.assignment import best
from oracle.criteria import admits, closeness
from oracle.spans import order


@dataclass
class Found:
    """What one line looks at in one document."""

    golds: list
    predictions: list
    pairs: list

    def tally(self):
        return {"matched": len(self.pairs), "gold": len(self.golds), "predicted": len(self.predictions)}


LAYERS = {
    "speakers": ("entities", "quotes"),
    "quotes.attribution": ("quotes", "entities"),
}
NEEDS = {
    "mentions.typed": ("entities.type",),
    "mentions.linked": ("entities.wikidata",),
    "mentions.nil": ("entities.wikidata",),
    "entities.linked": ("entities.wikidata",),
    "speakers": ("quotes.speakers",),
    "quotes.kind": ("quotes.kind",),
    "quotes.attribution": ("quotes.speakers",),
    "quotes.cue": ("quotes.cue",),
    "quotes.source": ("quotes.source",),
    "quotes.nesting": ("quotes.parent",),
    "events.typed": ("events.type",),
    "events.arguments": ("events.arguments",),
    "events.roles": ("events.arguments",),
    "stances.evidence": ("stances.evidence",),
}
ALWAYS = ("arguments.role", "stances.polarity")  # the contract requires them
OWNERS = {
    ("mentions", "type"): "entities.type",
    ("mentions", "wikidata"): "entities.wikidata",
    ("events.arguments", "role"): "arguments.role",
    ("events.roles", "role"): "arguments.role",
}


def attribute(line, name):
    """The annotated attribute behind a label of a line."""
    layer = line.partition(".")[0]
    return OWNERS.get((line, name)) or OWNERS.get((layer, name)) or f"{layer}.{name}"


def defined(scene, request):
    """Whether the line is scored in this document."""
    line = request.line
    layer = {"mentions": "entities", "speakers": "quotes"}.get(line.partition(".")[0], line.partition(".")[0])
    layers = {layer, *LAYERS.get(line, ())}
    needs = {*NEEDS.get(line, ()), *(attribute(line, name) for name, _ in request.labels)}
    if line in ("events.arguments", "events.roles"):
        if not request.attached:
            needs.add("events.type")
        if request.criterion == "entity":
            needs.add("arguments.entity")
            layers.add("entities")
    return scene.has(*layers) and scene.knows(*(needs - {*ALWAYS}))


def found(scene, request):
    """What the line finds; nothing where it is undefined."""
    return LINES[request.line](scene, request) if defined(scene, request) else None


def both(scene, layer, labels):
    return tuple(wearing(getattr(side, layer), labels) for side in (scene.gold, scene.predicted))


def by_span(golds, predictions, criterion, further=lambda _gold, _predicted: True, head=lambda _gold: None):
    """The best assignment of items under a criterion and a further condition."""
    pairs = best(
        golds,
        predictions,
        lambda gold, predicted: (
            (1, closeness(gold.span, predicted.span))
            if admits(criterion, gold.span, predicted.span, head(gold)) and further(gold, predicted)
            else None
        ),
    )
    return Found(golds, predictions, pairs)


def mention_head(mention):
    return mention.head


def mentions(scene, request):
    golds, predictions = both(scene, "mentions", request.labels)
    return by_span(golds, predictions, request.criterion, head=mention_head)


def typed_mentions(scene, request):
    golds, predictions = both(scene, "mentions", request.labels)
    return by_span(golds, predictions, request.criterion, same_entity_type, mention_head)


def same_entity_type(gold, predicted):
    return gold.entity.type == predicted.entity.type


def linked_mentions(scene, request):
    golds, predictions = (
        [one for one in items if one.entity.wikidata is not None] for items in both(scene, "mentions", request.labels)
    )
    return by_span(
        golds,
        predictions,
        request.criterion,
        lambda gold, predicted: gold.entity.wikidata == predicted.entity.wikidata,
        mention_head,
    )


def nil_mentions(scene, request):
    golds, predictions = (
        [one for one in items if one.entity.wikidata is None] for items in both(scene, "mentions", request.labels)
    )
    return by_span(golds, predictions, request.criterion, head=mention_head)


def entities(scene, request):
    golds, predictions = both(scene, "entities", request.labels)
    return Found(golds, predictions, scene.once(alignments.entities, request.align, request.labels).pairs)


def linked_entities(scene, request):
    golds, predictions = (
        sorted({one.wikidata for one in items} - {None}) for items in both(scene, "entities", request.labels)
    )
    return Found(golds, predictions, [(one, one) for one in golds if one in predictions])


def speakers(scene, request):
    golds, predictions = (
        wearing([one for one in side.entities if any(one in quote.speakers for quote in side.quotes)], request.labels)
        for side in (scene.gold, scene.predicted)
    )
    aligned = scene.once(alignments.entities, request.align)
    return Found(golds, predictions, [(g, p) for g, p in aligned.pairs if g in golds and p in predictions])


def quotes(scene, request):
    return by_span(*both(scene, "quotes", request.labels), request.criterion)


def quote_kinds(scene, request):
    golds, predictions = both(scene, "quotes", request.labels)
    return by_span(golds, predictions, request.criterion, lambda gold, predicted: gold.kind == predicted.kind)


def attribution(scene, request):
    golds, predictions = both(scene, "quotes", request.labels)
    aligned = scene.once(alignments.entities, request.align)
    return by_span(
        golds,
        predictions,
        request.criterion,
        lambda gold, predicted: same_set(aligned, gold.speakers, predicted.speakers),
    )


@dataclass(frozen=True)
class Place:
    """A cue or a source: a span of the document, whichever quotes it belongs to."""

    span: object


def parts(scene, request):
    """Cue or source spans, distinct by characters."""
    name = request.line.partition(".")[2]
    golds, predictions = (
        [
            Place(span)
            for span in sorted({getattr(one, name) for one in items if getattr(one, name) is not None}, key=order)
        ]
        for items in both(scene, "quotes", request.labels)
    )
    return by_span(golds, predictions, request.criterion)


def nesting(scene, request):
    golds, predictions = (
        [one for one in items if one.parent is not None] for items in both(scene, "quotes", request.labels)
    )
    inner = scene.once(alignments.quotes, request.criterion, request.align, request.labels)
    outer = scene.once(alignments.quotes, request.criterion, request.align)
    pairs = [(g, p) for g, p in inner.pairs if g in golds and p in predictions and outer.joins(g.parent, p.parent)]
    return Found(golds, predictions, pairs)


def events(scene, request):
    return by_span(*both(scene, "events", request.labels), request.criterion)


def typed_events(scene, request):
    golds, predictions = both(scene, "events", request.labels)
    return by_span(golds, predictions, request.criterion, same_type)


def same_type(gold, predicted):
    return gold.type == predicted.type


def arguments(scene, request):
    """Arguments and roles, attached to the events that V pairs, or free of triggers."""
    golds, predictions = both(scene, "arguments", request.labels)
    roles = request.line == "events.roles"

    def weigh(gold, predicted):
        if roles and gold.role != predicted.role:
            return None
        if not request.attached and gold.event.type != predicted.event.type:
            return None
        if not argument_admitted(scene, gold, predicted, request):
            return None
        return (1, closeness(gold.span, predicted.span))

    if not request.attached:
        return Found(golds, predictions, best(golds, predictions, weigh))
    pairs = []
    for gold, predicted in event_pairs(scene, request.trigger, typed=roles):
        mine = [one for one in golds if one.event is gold]
        theirs = [one for one in predictions if one.event is predicted]
        pairs += best(mine, theirs, weigh)
    return Found(golds, predictions, pairs)


def event_pairs(scene, trigger, *, typed):
    """The pairs of V, of equal type if that is asked for and annotated."""
    pairs = scene.once(alignments.events, trigger).pairs
    if typed and scene.knows("events.type"):
        return [(gold, predicted) for gold, predicted in pairs if gold.type == predicted.type]
    return pairs


def argument_admitted(scene, gold, predicted, request):
    if request.criterion != "entity":
        return admits(request.criterion, gold.span, predicted.span, argument_head(scene, gold))
    if not (gold.span.grounded and predicted.span.grounded):
        return False
    if gold.entity is None and predicted.entity is None:
        return admits("overlap(0.5)", gold.span, predicted.span)
    return same_entity(scene.once(alignments.entities, request.align), gold.entity, predicted.entity)


def argument_head(scene, argument):
    """The head of the first gold mention with one, the same characters, and the argument's entity if it has any."""
    for mention in scene.gold.mentions or ():
        if mention.head and mention.span.characters == argument.span.characters:
            if argument.entity is None or mention.entity is argument.entity:
                return mention.head
    return None


def stances(scene, request):
    golds, predictions = both(scene, "stances", request.labels)
    weigh = stance_weigher(scene, request, polar=request.line != "stances.pairs")
    return Found(golds, predictions, best(golds, predictions, weigh))


def stance_weigher(scene, request, *, polar, agreeing=False):
    """Holders and targets correspond; polarity equal where `polar`, an agreement where `agreeing`."""

    def weigh(gold, predicted):
        if not scene.once(alignments.entities, request.align).joins(gold.holder, predicted.holder):
            return None
        if not same_target(scene, gold.target, predicted.target, request.align, request.trigger):
            return None
        if polar and gold.polarity != predicted.polarity:
            return None
        return (1, closeness(gold.evidence, predicted.evidence), int(agreeing and gold.polarity == predicted.polarity))

    return weigh


LINES = {
    "mentions": mentions,
    "mentions.typed": typed_mentions,
    "mentions.linked": linked_mentions,
    "mentions.nil": nil_mentions,
    "entities": entities,
    "entities.linked": linked_entities,
    "speakers": speakers,
    "quotes": quotes,
    "quotes.kind": quote_kinds,
    "quotes.attribution": attribution,
    "quotes.cue": parts,
    "quotes.source": parts,
    "quotes.nesting": nesting,
    "events": events,
    "events.typed": typed_events,
    "events.arguments": arguments,
    "events.roles": arguments,
    "stances": stances,
    "stances.pairs": stances,
}
