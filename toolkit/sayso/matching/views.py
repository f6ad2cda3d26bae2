"""What the rules of the error classes see of each kind of item."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sayso.data.keys import bounds, distinct, elements_of, pack, refine
from sayso.matching.candidates import Candidates
from sayso.matching.classes import View
from sayso.matching.entities import equal_in

if TYPE_CHECKING:
    from sayso.data.columns import Side
    from sayso.data.keys import Bools, Ints
    from sayso.matching.candidates import Items
    from sayso.matching.criterion import Criterion
    from sayso.matching.overlap import Pairs
    from sayso.matching.scene import Scene


def spans_view(
    scene: Scene,
    criterion: Criterion,
    sides: tuple[Items, Items],
    pairs: tuple[Ints, Ints],
    attribute: tuple[str, Ints, Ints] | None,
    *,
    detached: tuple[Bools, Bools] | None = None,
) -> View:
    """Mentions, quotes, events or arguments: items that cover text and have at most one attribute to differ in.

    Args:
        scene: The scene.
        criterion: The headline's criterion.
        sides: All items of both sides, by row, without labels.
        pairs: What the headline pairs.
        attribute: The class for a wrong label, and the labels of both sides; None where the headline compares none.
        detached: As in `View`.
    """
    gold, predicted = sides
    met = scene.space.met(gold, predicted)
    close = scene.space.pairs_of(gold, predicted, met.g, met.p)
    if attribute is None:
        rules = [("boundary", close)]
        label = np.zeros(len(predicted), dtype=np.int64)
    else:
        name, one, other = attribute
        admitted = scene.space.admitted(criterion, gold, predicted)
        same = one[close.g] == other[close.p]
        rules = [
            (name, admitted.where(one[admitted.g] != other[admitted.p])),
            ("boundary", close.where(same)),
            ("boundary and label", close.where(~same)),
        ]
        label = other
    spans = scene.space.spans
    return View(
        gold.doc,
        predicted.doc,
        pairs,
        ungrounded=spans.text[predicted.span] >= 0,
        key=pack(predicted.doc, _argument_event(scene, predicted, detached), spans.code[predicted.span], label),
        rules=rules,
        meets=_places(met),
        detached=detached,
    )


def _argument_event(scene: Scene, predicted: Items, detached: tuple[Bools, Bools] | None) -> Ints:
    """The event of an argument, of which alone it can be a duplicate; nothing for other items."""
    return predicted.doc if detached is None else scene.predicted.arguments.event[predicted.row]


def _places(met: Pairs) -> tuple[Ints, Ints]:
    return met.g, met.p


def entities_view(scene: Scene, align: Criterion) -> View:
    """Entities: they cover no text of their own, and meet where they share a mention."""
    gold, predicted = scene.gold.entities, scene.predicted.entities
    aligned = scene.entities(align)
    paired = np.flatnonzero(aligned >= 0)
    shared, _ = scene.shared_mentions(align)
    width = max(len(predicted), 1)
    meets = shared // width, shared % width
    named = equal_in(scene.gold, scene.predicted, "normal")
    key = distinct(np.concatenate([shared, named[0] * width + named[1]]))
    g, p = key // width, key % width
    ids = gold.wikidata[g], predicted.wikidata[p]
    differ = (ids[0] >= 0) & (ids[1] >= 0) & (ids[0] != ids[1])
    candidates = Candidates(g[differ], p[differ], np.zeros(int(differ.sum()), dtype=np.int64))
    return View(
        gold.doc,
        predicted.doc,
        (paired, aligned[paired]),
        ungrounded=_without_place(scene),
        key=_entity_key(scene.predicted, scene.space.spans.code),
        rules=[("wikidata", candidates)],
        meets=meets,
    )


def _without_place(scene: Scene) -> Bools:
    """Predicted entities that have mentions, all of them text-only."""
    mentions = scene.predicted.mentions
    count = len(scene.predicted.entities)
    loose = scene.space.spans.text[mentions.span] >= 0
    all_mentions = np.bincount(mentions.entity, minlength=count)
    return (all_mentions > 0) & (np.bincount(mentions.entity[loose], minlength=count) == all_mentions)


def _entity_key(side: Side, code: Ints) -> Ints:
    """Equal for entities of one document with the same mention spans, name and Wikidata id."""
    table, mentions = side.entities, side.mentions
    order = np.argsort(pack(mentions.entity, code[mentions.span]), kind="stable")
    spans = pack(code[mentions.span])[order]
    return refine(pack(table.doc, table.name, table.wikidata), elements_of(bounds(mentions.entity, len(table)), spans))
