"""Clusters of both sides in words: what coreference measures compare."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sayso.evaluate.walk import Cluster, Shared, Thing
from sayso.evaluate.wording import Words, wordings

if TYPE_CHECKING:
    from sayso.data.columns import Side
    from sayso.matching.chains import Chains, Clusters
    from sayso.matching.scene import Scene


def clusters_of(scene: Scene, chains: Chains, layer: str) -> tuple[tuple[Cluster, ...], tuple[Cluster, ...]]:
    """The clusters of gold and of the run that take part, in order."""
    return (
        _of_side(scene, scene.gold, chains.gold, layer, ("G", "g")),
        _of_side(scene, scene.predicted, chains.predicted, layer, ("P", "p")),
    )


def shared_of(chains: Chains) -> tuple[Shared, ...]:
    """How many members each pair of clusters shares, where it is any."""
    names = [names_of(part, letter) for part, letter in ((chains.gold, "G"), (chains.predicted, "P"))]
    triples = zip(chains.g.tolist(), chains.p.tolist(), chains.shared.tolist(), strict=True)
    return tuple(Shared(names[0][g], names[1][p], count) for g, p, count in triples)


def names_of(clusters: Clusters, letter: str) -> dict[int, str]:
    """The names of the clusters that take part, by cluster number: G1, G2, … or P1, P2, …."""
    return {row: f"{letter}{number}" for number, row in enumerate(np.flatnonzero(clusters.size).tolist(), 1)}


def _of_side(scene: Scene, side: Side, clusters: Clusters, layer: str, letters: tuple[str, str]) -> tuple[Cluster, ...]:
    words = Words(scene, side)
    entities = layer == "entities"
    owner = side.mentions.entity if entities else side.events.cluster
    found, count = [], 0
    for row, name in names_of(clusters, letters[0]).items():
        rows = np.flatnonzero(owner == row)
        things = wordings(scene, side, "mentions" if entities else "events", rows)
        members = tuple(
            replace(Thing("", *wording), name=f"{letters[1]}{number}", label="" if entities else wording[2], note="")
            for number, wording in enumerate(things, count + 1)
        )
        count += len(members)
        found.append(Cluster(name, words.entity(row) if entities else "", members))
    return tuple(found)
