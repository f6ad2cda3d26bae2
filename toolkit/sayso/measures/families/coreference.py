"""Coreference of entities and of events: MUC, B³, CEAF, BLANC, LEA and the CoNLL average.

Every measure compares the same chains; they differ in what they count. Numerators and denominators of recall and
precision are summed over documents before they are divided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sayso.matching.chains import Chains, chains
from sayso.matching.criterion import EXACT
from sayso.matching.entities import mention_items
from sayso.measures.chained import COREFERENCE
from sayso.measures.registry import line

if TYPE_CHECKING:
    from sayso.data.keys import Ints
    from sayso.matching.candidates import Items
    from sayso.matching.scene import Scene
    from sayso.measures.registry import Options


def entity_chains(scene: Scene, options: Options) -> Chains:
    """Entities as clusters of mentions, mentions paired under the criterion."""
    return scene.keep(
        ("entity chains", options.criterion, options.align, options.singletons), lambda: _entities(scene, options)
    )


def _entities(scene: Scene, options: Options) -> Chains:
    one, other = scene.gold.mentions.entity, scene.predicted.mentions.entity
    aligned = scene.entities(options.align)

    def pair(gold: Items, predicted: Items) -> tuple[Ints, Ints]:
        return scene.space.best(
            options.criterion,
            gold,
            predicted,
            agreement=lambda g, p: (aligned[one[gold.row[g]]] == other[predicted.row[p]]).astype(np.int64),
        )

    sides = (mention_items(scene.gold), one), (mention_items(scene.predicted), other)
    return chains(scene.space.spans, *sides, pair, singletons=options.singletons)


def event_chains(scene: Scene, options: Options) -> Chains:
    """Events with one `coref` label as clusters, events paired by trigger under the criterion."""
    return scene.keep(("event chains", options.criterion, options.singletons), lambda: _events(scene, options))


def _events(scene: Scene, options: Options) -> Chains:
    gold, predicted = scene.all_events()

    def pair(some: Items, others: Items) -> tuple[Ints, Ints]:
        g, p = scene.pair_events(options.criterion, some, others)
        return np.searchsorted(some.row, g), np.searchsorted(others.row, p)

    sides = (gold, scene.gold.events.cluster), (predicted, scene.predicted.events.cluster)
    return chains(scene.space.spans, *sides, pair, singletons=options.singletons)


for _name, _kind in COREFERENCE.items():
    line(
        f"entities.{_name}",
        kind=_kind,
        needs=("entities",),
        default=EXACT,
        criteria=("exact", "trimmed", "overlap", "head"),
        parameters=("align", "singletons"),
        alone="F",
        symmetric=_name != "BLANC",
    )(entity_chains)
    line(
        f"events.{_name}",
        kind=_kind,
        needs=("events", "events.coref"),
        default=EXACT,
        criteria=("exact", "trimmed", "overlap"),
        parameters=("singletons",),
        alone="F",
        symmetric=_name != "BLANC",
    )(event_chains)
