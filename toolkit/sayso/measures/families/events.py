"""Events: triggers, types, arguments and their roles, polarity and modality.

Arguments are attached: they count where their event's trigger was paired. `attached=false` lets them pair by
type alone, as some scorers do. The criterion `entity` compares the entity that an argument names, whichever
mention of it was marked.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sayso.data.keys import pack
from sayso.matching.assignment import equal_pairs
from sayso.matching.candidates import Candidates, Items, choose, folded
from sayso.matching.criterion import CRITERIA, EXACT, OVERLAP
from sayso.matching.items import only
from sayso.matching.judging import judge
from sayso.matching.match import Judgement, Match
from sayso.measures.registry import line
from sayso.measures.statistics import ACCURACY, DETECTION

if TYPE_CHECKING:
    from sayso.data.columns import Side
    from sayso.data.keys import Ints
    from sayso.matching.scene import Scene
    from sayso.measures.registry import Options

_TRIGGERS = ("exact", "trimmed", "overlap", "text")


def _matched(scene: Scene, options: Options, gold: Items, predicted: Items) -> Match:
    g, p = scene.best("events", options.criterion, gold, predicted)
    return Match(gold.row, gold.doc, predicted.row, predicted.doc, g, p)


@line("events", kind=DETECTION, needs=("events",), symmetric=True, default=EXACT, criteria=_TRIGGERS, items="events")
def events(scene: Scene, options: Options) -> Match:
    """Event identification: triggers, whatever their type.

    Counted:    events; a pair where the criterion holds of their triggers
    Example:    gold ‘close’, ‘sell’, ‘reopen’, predicted ‘close’, ‘sell’, ‘may reopen’, ‘reopen it’: P = 2 / 4, R = 2
        / 3, F = 2 · 2 / (3 + 4) = 4/7
    """
    return _matched(scene, options, *only(scene, "events", options.only, *scene.all_events()))


@line(
    "events.typed",
    kind=DETECTION,
    needs=("events", "events.type"),
    symmetric=True,
    default=EXACT,
    criteria=_TRIGGERS,
    items="events",
)
def typed(scene: Scene, options: Options) -> Match:
    """Event classification: triggers with their type.

    Counted:    events; a pair where the criterion holds of their triggers and the types are equal
    Example:    gold ‘close’, ‘sell’, ‘reopen’, predicted ‘close’ of its type, ‘sell’ of another, ‘may reopen’, ‘reopen
        it’: P = 1 / 4, R = 1 / 3, F = 2 · 1 / (3 + 4) = 2/7
    """
    gold, predicted = only(scene, "events", options.only, *scene.all_events())
    gold = replace(gold, label=scene.gold.events.type[gold.row])
    return _matched(scene, options, gold, replace(predicted, label=scene.predicted.events.type[predicted.row]))


def _judged(scene: Scene, options: Options, attribute: str) -> Judgement:
    """Accuracy of an attribute over the pairs of V."""
    one: Ints = getattr(scene.gold.events, attribute)
    other: Ints = getattr(scene.predicted.events, attribute)
    gold, _ = scene.all_events()
    pairs = scene.events(options.criterion)
    considered = scene.annotated[f"events.{attribute}"][gold.doc]
    return judge(gold, pairs, considered, lambda g, p: one[g] == other[p], scene.event_rivals(options.criterion))


@line(
    "events.type",
    kind=ACCURACY,
    needs=("events", "events.type"),
    symmetric=False,
    default=EXACT,
    criteria=_TRIGGERS,
)
def type_accuracy(scene: Scene, options: Options) -> Judgement:
    """Type accuracy on the events found.

    Counted:    pairs of the alignment of events; those of equal type agree
    Example:    ‘close’ is shut on both sides, ‘sell’ is trade in gold and shut in the run: accuracy = 1 / 2
    """
    return _judged(scene, options, "type")


@line(
    "events.polarity",
    kind=ACCURACY,
    needs=("events", "events.polarity"),
    symmetric=False,
    default=EXACT,
    criteria=_TRIGGERS,
)
def polarity(scene: Scene, options: Options) -> Judgement:
    """Polarity accuracy on the events found.

    Counted:    pairs of the alignment of events; those of equal polarity agree
    Example:    ‘close’ is positive on both sides, ‘sell’ is negative in gold and positive in the run: accuracy = 1 / 2
    """
    return _judged(scene, options, "polarity")


@line(
    "events.modality",
    kind=ACCURACY,
    needs=("events", "events.modality"),
    symmetric=False,
    default=EXACT,
    criteria=_TRIGGERS,
)
def modality(scene: Scene, options: Options) -> Judgement:
    """Modality accuracy on the events found.

    Counted:    pairs of the alignment of events; those of equal modality agree
    Example:    ‘close’ is planned in gold and actual in the run, ‘sell’ is actual on both sides: accuracy = 1 / 2
    """
    return _judged(scene, options, "modality")


def _needs(options: Options) -> tuple[str, ...]:
    """What comparing entities, or pairing by type alone, needs annotated."""
    entity = ("entities", "arguments.entity") if options.criterion.name == "entity" else ()
    return entity if options.attached else (*entity, "events.type")


_ARGUMENTS = {
    "kind": DETECTION,
    "needs": ("events", "events.arguments"),
    "symmetric": True,
    "also": _needs,
    "default": EXACT,
    "criteria": CRITERIA,
    "parameters": ("align", "attached", "trigger"),
    "items": "arguments",
}


@line("events.arguments", **_ARGUMENTS)
def arguments(scene: Scene, options: Options) -> Match:
    """Argument identification: spans that take part in an event, whatever their role.

    Counted:    arguments of all events; a pair where the criterion holds of their spans, in paired events
    Example:    seven arguments in gold, eight predicted; in the events found ‘grain’, ‘She’ and ‘it’ are exactly the
        same: P = 3 / 8, R = 3 / 7, F = 2 · 3 / (7 + 8) = 2/5
    """
    return _arguments(scene, options, roles=False)


@line("events.roles", **_ARGUMENTS)
def roles(scene: Scene, options: Options) -> Match:
    """Argument classification: arguments with their role in an event of the right type.

    Counted:    arguments of all events; a pair where the criterion holds of their spans and the roles are equal, in
        paired events of equal type
    Example:    seven arguments in gold, eight predicted; ‘She’ and ‘it’ are those of ‘shipped’, whose type is wrong,
        and ‘grain’ is the gift of ‘gave’ on both sides: P = 1 / 8, R = 1 / 7, F = 2 · 1 / (7 + 8) = 2/15
    """
    return _arguments(scene, options, roles=True)


def _arguments(scene: Scene, options: Options, *, roles: bool) -> Match:
    gold, predicted = only(scene, "arguments", options.only, *argument_items(scene, options, roles=roles))
    if options.criterion.name == "entity":
        g, p = choose(_by_entity(scene, options, gold, predicted))
    else:
        if options.criterion.name == "head":
            gold = replace(gold, head=argument_heads(scene)[gold.row])
        g, p = scene.space.best(options.criterion, gold, predicted)
    return Match(gold.row, gold.doc, predicted.row, predicted.doc, g, p)


def argument_items(scene: Scene, options: Options, *, roles: bool) -> tuple[Items, Items]:
    """Arguments of both sides, grouped by where they may meet: in paired events, or in events of equal type."""
    key = "arguments", options.attached, options.trigger, roles
    return scene.keep(key, lambda: _argument_items(scene, options, roles=roles))


def _argument_items(scene: Scene, options: Options, *, roles: bool) -> tuple[Items, Items]:
    gold, predicted = scene.gold.arguments, scene.predicted.arguments
    groups = _paired_events(scene, options, typed=roles) if options.attached else _event_types(scene)
    labels = (gold.role, predicted.role) if roles else (None, None)
    return (
        Items(np.arange(len(gold)), gold.doc, groups[0][gold.event], gold.span, labels[0]),
        Items(np.arange(len(predicted)), predicted.doc, groups[1][predicted.event], predicted.span, labels[1]),
    )


def _paired_events(scene: Scene, options: Options, *, typed: bool) -> tuple[Ints, Ints]:
    """For each event the number of its pair in V, -1 for none (or, where types are wanted, for unequal ones)."""
    g, p = scene.events(options.trigger)
    gold, predicted = scene.gold.events, scene.predicted.events
    if typed:
        good = (gold.type[g] == predicted.type[p]) | ~scene.annotated["events.type"][gold.doc[g]]
        g, p = g[good], p[good]
    number, other = np.full(len(gold), -1, dtype=np.int64), np.full(len(predicted), -1, dtype=np.int64)
    number[g], other[p] = np.arange(len(g)), np.arange(len(g))
    return number, other


def _event_types(scene: Scene) -> tuple[Ints, Ints]:
    gold, predicted = scene.gold.events, scene.predicted.events
    key = pack(np.concatenate([gold.doc, predicted.doc]), np.concatenate([gold.type, predicted.type]))
    return key[: len(gold)], key[len(gold) :]


def _by_entity(scene: Scene, options: Options, gold: Items, predicted: Items) -> Candidates:
    """Arguments that name corresponding entities, or none and overlap by half."""
    counterpart = scene.counterpart(options.align, scene.gold.arguments.entity)
    entities = scene.predicted.arguments.entity

    def find(some: Items, others: Items, most: int | None) -> Candidates:
        return _naming(scene, some, others, (counterpart[some.row], entities[others.row]), most)

    def classes() -> tuple[Ints, Ints]:
        one = pack(counterpart[gold.row], scene.space.classes(gold))
        return one, pack(entities[predicted.row], scene.space.classes(predicted))

    return folded(find, gold, predicted, classes)


def _naming(scene: Scene, gold: Items, predicted: Items, entities: tuple[Ints, Ints], most: int | None) -> Candidates:
    entity, other = entities
    spans = scene.space.spans
    one_text, other_text = spans.text[gold.span] >= 0, spans.text[predicted.span] >= 0
    named_g = np.flatnonzero((entity >= 0) & (gold.group >= 0) & ~one_text)
    named_p = np.flatnonzero((other >= 0) & (predicted.group >= 0) & ~other_text)
    key = _joint(gold, predicted, named_g, named_p, (entity, other))
    g, p = equal_pairs(key[: len(named_g)], key[len(named_g) :], most)
    named = scene.space.pairs_of(gold, predicted, named_g[g], named_p[p])
    # Null corresponds to null alone; an entity that is not aligned (-2) corresponds to nothing.
    bare_g, bare_p = np.flatnonzero(entity == -1), np.flatnonzero(other == -1)
    bare = scene.space.pairs(OVERLAP, gold.where(bare_g), predicted.where(bare_p), most=most)
    return Candidates(
        np.concatenate([named.g, bare_g[bare.g]]),
        np.concatenate([named.p, bare_p[bare.p]]),
        np.concatenate([named.q, bare.q]),
    )


def _joint(gold: Items, predicted: Items, g: Ints, p: Ints, values: tuple[Ints, Ints]) -> Ints:
    """Joint keys of some items of both sides: group, value and label."""
    columns = [
        np.concatenate([gold.group[g], predicted.group[p]]),
        np.concatenate([values[0][g], values[1][p]]),
    ]
    if gold.label is not None and predicted.label is not None:
        columns.append(np.concatenate([gold.label[g], predicted.label[p]]))
    return pack(*columns)


def argument_heads(scene: Scene) -> Ints:
    """The head of each gold argument: that of the first mention with its characters (and entity, if named)."""
    return scene.keep("argument heads", lambda: _heads(scene.gold, scene.space.spans.code))


def _heads(side: Side, code: Ints) -> Ints:
    mentions, table = side.mentions, side.arguments
    headed = np.flatnonzero(mentions.head >= 0)
    span, doc, entity = (
        mentions.span[headed],
        mentions.doc[headed],
        side.entities.twin[mentions.entity[headed]],
    )
    heads = np.full(len(table), -1, dtype=np.int64)
    if not len(headed) or not len(table):
        return heads
    for named in (False, True):
        rows = np.flatnonzero((table.entity >= 0) == named)
        columns = [
            np.concatenate([doc, table.doc[rows]]),
            np.concatenate([code[span], code[table.span[rows]]]),
        ]
        if named:
            columns.append(np.concatenate([entity, table.entity[rows]]))
        key = pack(*columns)
        known, wanted = key[: len(headed)], key[len(headed) :]
        order = np.argsort(known, kind="stable")
        place = np.minimum(np.searchsorted(known[order], wanted), len(known) - 1)
        hit = known[order][place] == wanted
        heads[rows[hit]] = mentions.head[headed[order[place[hit]]]]
    return heads
