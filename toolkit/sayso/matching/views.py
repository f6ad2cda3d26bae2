"""What the rules of the error classes see of each kind of item."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sayso.data.keys import bounds, distinct, elements_of, pack, refine
from sayso.matching.candidates import Candidates
from sayso.matching.classes import View
from sayso.matching.criterion import MEETING
from sayso.matching.entities import equal_in, ids_differ
from sayso.matching.namesakes import strangers

if TYPE_CHECKING:
    from sayso.data.columns import Side
    from sayso.data.keys import Bools, Ints
    from sayso.matching.candidates import Items
    from sayso.matching.criterion import Criterion
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
    seen = None if attribute is None else lambda: (attribute[1], attribute[2])
    close = scene.space.admitted(MEETING, gold, predicted, seen=seen)
    if attribute is None:
        rules = [("boundary", close)]
        label = np.zeros(len(predicted), dtype=np.int64)
    else:
        name, one, other = attribute
        admitted = scene.space.admitted(criterion, gold, predicted, seen=seen)
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
        meets=close,
        detached=detached,
    )


def _argument_event(scene: Scene, predicted: Items, detached: tuple[Bools, Bools] | None) -> Ints:
    """The event of an argument, of which alone it can be a duplicate; nothing for other items."""
    return predicted.doc if detached is None else scene.predicted.arguments.event[predicted.row]


def entities_view(scene: Scene, align: Criterion) -> View:
    """Entities: they cover no text of their own, and meet where they share a mention."""
    gold, predicted = scene.gold.entities, scene.predicted.entities
    aligned = scene.entities(align)
    paired = np.flatnonzero(aligned >= 0)
    meets = scene.shared_mentions(align)
    return View(
        gold.doc,
        predicted.doc,
        (paired, aligned[paired]),
        ungrounded=_without_place(scene),
        key=_entity_key(scene.predicted, scene.space.spans.code),
        rules=[("wikidata", _of_other_ids(scene, aligned, meets))],
        meets=meets,
    )


def _of_other_ids(scene: Scene, aligned: Ints, meets: Candidates) -> Candidates:
    """Pairs of entities that nothing is aligned with, of one name or with a mention in common, whose ids differ."""
    gold, predicted = scene.gold, scene.predicted
    taken = np.zeros(len(predicted.entities), dtype=np.bool_)
    taken[aligned[aligned >= 0]] = True
    unpaired = (aligned < 0) & (gold.entities.wikidata >= 0), ~taken & (predicted.entities.wikidata >= 0)
    folds = None
    if meets.folds is not None:
        meets, folds = strangers(gold, predicted, meets, unpaired)
    rows = [np.flatnonzero(left) for left in unpaired] if folds is None else [one.first_left for one in folds]
    named = equal_in(gold, predicted, "normal", (rows[0], rows[1]))
    width = max(len(predicted.entities), 1)
    key = distinct(np.concatenate([meets.g * width + meets.p, named[0] * width + named[1]]))
    g, p = key // width, key % width
    differ = ids_differ(gold, predicted, g, p)
    return Candidates(g[differ], p[differ], np.zeros(int(differ.sum()), dtype=np.int64), folds)


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
