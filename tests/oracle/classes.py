"""The error classes of what the headline measures leave unpaired (definitions, section 8)."""

from collections import Counter
from dataclasses import replace

from oracle import alignments, detection
from oracle.alignments import same_entity, same_name, same_set, same_target
from oracle.assignment import best
from oracle.criteria import admits, closeness, meets
from oracle.items import Entity, Event
from oracle.ratios import divided
from oracle.scenes import scenes_of
from oracle.spelling import parse

HEADLINES = {
    "mentions": ("mentions.typed.F", "mentions.F", "exact"),
    "entities": ("entities.F", "entities.F", "exact"),
    "quotes": ("quotes.attribution.F", "quotes.F", "overlap(0.5)"),
    "events": ("events.typed.F", "events.F", "exact"),
    "arguments": ("events.roles.F", "events.arguments.F", "exact"),
    "stances": ("stances.F", "stances.F", "exact"),
}


def errors(documents, gold, run, *, annotated=None, layers=tuple(HEADLINES), criterion=None):
    """`{layer: {class: [pairs, gold singles, predicted singles]}}`, classes with nothing left out."""
    scenes = scenes_of(documents, gold, run, annotated)
    return {layer: summed(classed(scene, layer, criterion) for scene in scenes) for layer in layers}


def gains(documents, gold, run, *, annotated=None, layers=tuple(HEADLINES)):
    """`{layer: {class: ΔF}}`: what mending each class would add to the F of the headline."""
    scenes = scenes_of(documents, gold, run, annotated)
    counted = errors(documents, gold, run, annotated=annotated, layers=layers)
    found = {}
    for layer in layers:
        tallies = [one[1].tally() for one in (headline(scene, layer, None) for scene in scenes) if one]
        matched, golds, predictions = (sum(one[name] for one in tallies) for name in ("matched", "gold", "predicted"))
        before = divided(2 * matched, golds + predictions)
        found[layer] = {
            name: divided(2 * (matched + pairs + mine), golds + predictions + mine - theirs) - before
            if golds + predictions + mine - theirs
            else None
            for name, (pairs, mine, theirs) in counted[layer].items()
        }
    return found


def summed(counts):
    total = {}
    for one in counts:
        for name, numbers in one.items():
            total[name] = [a + b for a, b in zip(total.get(name, (0, 0, 0)), numbers, strict=True)]
    return {name: numbers for name, numbers in total.items() if any(numbers)}


def classed(scene, layer, criterion):
    """The classes of one document; none where the layer is not scored."""
    looked_at = headline(scene, layer, criterion)
    return RULES[layer](scene, *looked_at).classes() if looked_at else {}


def headline(scene, layer, criterion):
    """What the headline asks for and finds, or plain detection where it is undefined; nothing if that is too."""
    for spelled in HEADLINES[layer][:2]:
        request = replace(parse(spelled), criterion=criterion or HEADLINES[layer][2])
        found = detection.found(scene, request)
        if found is not None:
            return request, found
    return None


class Rules:
    """What is left of a layer, and the rules that take from it one after the other."""

    label = None  # the class of a pair that only the compared attribute tells apart

    def __init__(self, scene, request, found):
        self.scene, self.request, self.found = scene, request, found
        self.pairs = list(found.pairs)
        golds, predictions = {g for g, _ in self.pairs}, {p for _, p in self.pairs}
        self.golds = [one for one in found.golds if one not in golds]
        self.predictions = [one for one in found.predictions if one not in predictions]
        self.counts = {}

    def classes(self):
        self.singles("ungrounded", predictions=[one for one in self.predictions if self.ungrounded(one)])
        self.singles("duplicate", predictions=self.duplicates())
        self.labels()
        self.boundaries()
        self.singles("split", predictions=self.splits())
        self.singles("merged", golds=self.merges())
        self.singles("missed", golds=self.golds)
        self.singles("spurious", predictions=self.predictions)
        return self.counts

    def note(self, name, pairs, golds, predictions):
        self.counts[name] = [
            a + b for a, b in zip(self.counts.get(name, (0, 0, 0)), (pairs, golds, predictions), strict=True)
        ]

    def singles(self, name, golds=(), predictions=()):
        golds, predictions = list(golds), list(predictions)
        self.golds = [one for one in self.golds if one not in golds]
        self.predictions = [one for one in self.predictions if one not in predictions]
        self.note(name, 0, len(golds), len(predictions))

    def paired(self, name, admitted):
        pairs = best(self.golds, self.predictions, lambda g, p: (1, self.closeness(g, p)) if admitted(g, p) else None)
        self.golds = [one for one in self.golds if one not in {g for g, _ in pairs}]
        self.predictions = [one for one in self.predictions if one not in {p for _, p in pairs}]
        self.pairs += pairs
        self.note(name, len(pairs), 0, 0)

    def duplicates(self):
        """Unpaired predictions equal to a paired one, or to any that comes before."""
        kept = {p for _, p in self.found.pairs}
        taken = Counter(self.identity(one) for one in kept)
        seen = set()
        repeated = []
        for one in self.found.predictions:
            identity = self.identity(one)
            if one in self.predictions and (taken[identity] or identity in seen):
                repeated.append(one)
            seen.add(identity)
        return repeated

    def labels(self):
        if self.label:
            self.paired(
                self.label,
                lambda g, p: self.near(g, p) and self.admitted(g, p) and not self.agree(g, p),
            )

    def boundaries(self):
        touching = lambda g, p: self.near(g, p) and meets(g.span, p.span)  # noqa: E731 - a name for two rules
        self.paired("boundary", lambda g, p: touching(g, p) and self.agree(g, p))
        self.paired("boundary and label", lambda g, p: touching(g, p) and not self.agree(g, p))

    def splits(self):
        taken = [g for g, _ in self.pairs]
        return [p for p in self.predictions if any(self.near(g, p) and self.meets(g, p) for g in taken)]

    def merges(self):
        taken = [p for _, p in self.pairs]
        return [g for g in self.golds if any(self.near(g, p) and self.meets(g, p) for p in taken)]

    def ungrounded(self, prediction):
        return not prediction.span.grounded

    def identity(self, prediction):
        return prediction.span, self.compared(prediction)

    def compared(self, _prediction):
        return None

    def near(self, _gold, _predicted):
        return True

    def meets(self, gold, predicted):
        return meets(gold.span, predicted.span)

    def closeness(self, gold, predicted):
        return closeness(gold.span, predicted.span)

    def admitted(self, gold, predicted):
        return admits(self.request.criterion, gold.span, predicted.span)

    def agree(self, _gold, _predicted):
        return True


class Mentions(Rules):
    @property
    def label(self):
        return "type" if self.request.line == "mentions.typed" else None

    def compared(self, prediction):
        return prediction.entity.type if self.label else None

    def admitted(self, gold, predicted):
        return admits(self.request.criterion, gold.span, predicted.span, gold.head)

    def agree(self, gold, predicted):
        return not self.label or gold.entity.type == predicted.entity.type


class Quotes(Rules):
    @property
    def label(self):
        return "speaker" if self.request.line == "quotes.attribution" else None

    def compared(self, prediction):
        return frozenset(prediction.speakers) if self.label else None

    def agree(self, gold, predicted):
        if not self.label:
            return True
        return same_set(self.scene.once(alignments.entities), gold.speakers, predicted.speakers)


class Events(Rules):
    @property
    def label(self):
        return "type" if self.request.line == "events.typed" else None

    def compared(self, prediction):
        return prediction.type if self.label else None

    def agree(self, gold, predicted):
        return not self.label or gold.type == predicted.type


class Arguments(Rules):
    label = "role"

    def __init__(self, scene, request, found):
        super().__init__(scene, request, found)
        self.joined = dict(detection.event_pairs(scene, request.trigger, typed=True))

    def labels(self):
        events = {*self.joined, *self.joined.values()}
        self.singles(
            "trigger",
            [one for one in self.golds if one.event not in events],
            [one for one in self.predictions if one.event not in events],
        )
        super().labels()

    def compared(self, prediction):
        return prediction.event, prediction.role

    def near(self, gold, predicted):
        return self.joined.get(gold.event) is predicted.event

    def admitted(self, gold, predicted):
        return detection.argument_admitted(self.scene, gold, predicted, self.request)

    def agree(self, gold, predicted):
        return gold.role == predicted.role


class Entities(Rules):
    def labels(self):
        self.paired("wikidata", self.other_id)

    def other_id(self, gold, predicted):
        different = None not in (gold.wikidata, predicted.wikidata) and gold.wikidata != predicted.wikidata
        return different and (self.meets(gold, predicted) or same_name(gold, predicted))

    def boundaries(self):
        """Entities have none."""

    def ungrounded(self, prediction):
        return bool(prediction.mentions) and not any(one.span.grounded for one in prediction.mentions)

    def identity(self, prediction):
        spans = frozenset(Counter(one.span for one in prediction.mentions).items())
        return spans, prediction.name, prediction.wikidata

    def meets(self, gold, predicted):
        return bool(alignments.shared_mentions(gold, predicted, self.request.align))

    def closeness(self, _gold, _predicted):
        return 0


class Stances(Rules):
    def labels(self):
        for name in ("polarity", "target", "holder"):
            self.paired(name, lambda g, p, name=name: self.differences(g, p) == [name])

    def differences(self, gold, predicted):
        equal = {
            "holder": same_entity(self.scene.once(alignments.entities), gold.holder, predicted.holder),
            "target": same_target(self.scene, gold.target, predicted.target, self.request.align, self.request.trigger),
            "polarity": gold.polarity == predicted.polarity,
        }
        return [name for name, same in equal.items() if not same]

    def boundaries(self):
        """Stances have none."""

    def splits(self):
        return []

    def merges(self):
        return []

    def ungrounded(self, prediction):
        return not isinstance(prediction.target, (Entity, Event)) and not prediction.target.grounded

    def identity(self, prediction):
        return prediction.holder, prediction.target, prediction.polarity

    def closeness(self, gold, predicted):
        return closeness(gold.evidence, predicted.evidence)


RULES = {
    "mentions": Mentions,
    "entities": Entities,
    "quotes": Quotes,
    "events": Events,
    "arguments": Arguments,
    "stances": Stances,
}
