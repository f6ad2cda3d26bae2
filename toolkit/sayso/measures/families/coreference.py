"""Coreference of entities and of events: MUC, B³, CEAF, BLANC, LEA and the CoNLL average.

Every measure compares the same chains; they differ in what they count. Numerators and denominators of recall and
precision are summed over documents before they are divided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sayso.matching.chains import Chains, chains
from sayso.matching.criterion import EXACT
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

    def pair(gold: Items, predicted: Items) -> tuple[Ints, Ints]:
        def agreement(g: Ints, p: Ints) -> Ints:
            aligned = scene.entities(options.align)
            same: Ints = (aligned[one[gold.row[g]]] == other[predicted.row[p]]).astype(np.int64)
            return same

        def seen() -> tuple[Ints, Ints]:
            return scene.entities(options.align)[one[gold.row]], other[predicted.row]

        return scene.agreeing("mentions", options.criterion, gold, predicted, agreement=agreement, numbers=seen)

    gold, predicted = scene.items("mentions")
    sides = (gold, one), (predicted, other)
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


# What each measure says and counts, in the fields of a docstring; its examples look at one document for each layer.
_SAID = {
    "MUC": """links that hold clusters together (MUC).

Counted:    for R each gold cluster: its size less the parts into which the predicted ones cut it, of its size less
    one; for P the predicted clusters likewise
Source:     Vilain et al. (1995); as in the CoNLL reference scorer 8.01 (Pradhan et al. 2014); measures.md §5
""",
    "B3": """how much of a mention's cluster is with it (B³).

Counted:    for R each gold mention: the share of its cluster that is in its predicted cluster too, of one; for P
    the predicted mentions likewise
Source:     Bagga and Baldwin (1998); as in the CoNLL reference scorer 8.01 (Pradhan et al. 2014); measures.md §5
""",
    "CEAFm": """mentions shared by clusters aligned one to one (CEAFm).

Counted:    mentions that aligned clusters share, under the alignment where they are most; of all mentions of gold
    for R, of the run for P
Source:     Luo (2005), φ3; as in the CoNLL reference scorer 8.01 (Pradhan et al. 2014); measures.md §5
""",
    "CEAFe": """similarity of clusters aligned one to one (CEAFe).

Counted:    of aligned clusters twice the mentions they share, divided by the sum of their sizes, under the
    alignment where that is most; of all clusters of gold for R, of the run for P
Source:     Luo (2005), φ4; as in the CoNLL reference scorer 8.01 (Pradhan et al. 2014); measures.md §5
""",
    "BLANC": """links, and pairs that are none (BLANC).

Formula:    of each kind of link R = both / gold, P = both / predicted, F = (1 + b²) · P · R / (b² · P + R), where
    b = `beta`; the mean over the kinds that gold has
Counted:    pairs of mentions that are in one cluster, and pairs that are not: in both, in gold, predicted
Undefined:  where it is for every kind of link that counts
Source:     Recasens and Hovy (2011), Luo et al. (2014); as in the CoNLL reference scorer 8.01 (Pradhan et al.
    2014); measures.md §5
""",
    "LEA": """links of each cluster, weighted by its size (LEA).

Counted:    for R each gold cluster: its size times the share of its links that are within one predicted cluster,
    of its size; for P likewise; a cluster of one mention has one link, to itself
Source:     Moosavi and Strube (2016); measures.md §5
""",
    "CoNLL": """the mean of MUC, B³ and CEAFe (CoNLL).

Counted:    what MUC, B³ and CEAFe count
Source:     CoNLL-2012 shared task (Pradhan et al. 2012); measures.md §5
""",
}
_CLUSTERS = {
    "entities": "gold {‘Ida Moe’, ‘She’, ‘her’}, {‘Per Aas’, ‘Aas’}, {‘Ove’}, "
    "predicted {‘Ida Moe’, ‘She’}, {‘her’, ‘Per Aas’, ‘Aas’}, {‘Ove’}, {‘noon’}",
    "events": "gold {‘strike’, ‘walkout’, ‘stoppage’}, {‘vote’}, {‘talks’}, "
    "predicted {‘strike’, ‘stoppage’}, {‘walkout’, ‘vote’}, {‘began’}",
}
_SUMS = {
    "entities.MUC": "R = (1 + 1 + 0) / (2 + 1 + 0) = 2/3, P = (1 + 1 + 0 + 0) / (1 + 2 + 0 + 0) = 2/3, F = 2/3",
    "entities.B3": "R = (5/3 + 2 + 1) / 6 = 7/9, P = (2 + 5/3 + 1 + 0) / 7 = 2/3, "
    "F = 2 · 2/3 · 7/9 / (2/3 + 7/9) = 28/39",
    "entities.CEAFm": "R = (2 + 2 + 1) / 6 = 5/6, P = (2 + 2 + 1) / 7 = 5/7, F = 2 · 5 / (6 + 7) = 10/13",
    "entities.CEAFe": "R = (4/5 + 4/5 + 1) / 3 = 13/15, P = (4/5 + 4/5 + 1) / 4 = 13/20, "
    "F = 2 · 13/5 / (3 + 4) = 26/35",
    "entities.BLANC": "R = (2/4 + 9/11) / 2 = 29/44, P = (2/4 + 9/17) / 2 = 35/68, F = (1/2 + 9/14) / 2 = 4/7",
    "entities.LEA": "R = (3 · 1/3 + 2 · 1/1 + 1) / 6 = 2/3, P = (2 · 1/1 + 3 · 1/3 + 1 + 0) / 7 = 4/7, "
    "F = 2 · 4 / (6 + 7) = 8/13",
    "entities.CoNLL": "F = (2/3 + 28/39 + 26/35) / 3 = 968/1365",
    "events.MUC": "R = (1 + 0 + 0) / (2 + 0 + 0) = 1/2, P = (1 + 0 + 0) / (1 + 1 + 0) = 1/2, F = 1/2",
    "events.B3": "R = (5/3 + 1 + 0) / 5 = 8/15, P = (2 + 1 + 0) / 5 = 3/5, F = 2 · 3/5 · 8/15 / (3/5 + 8/15) = 48/85",
    "events.CEAFm": "R = (2 + 1) / 5 = 3/5, P = (2 + 1) / 5 = 3/5, F = 2 · 3 / (5 + 5) = 3/5",
    "events.CEAFe": "R = (4/5 + 2/3) / 3 = 22/45, P = (4/5 + 2/3) / 3 = 22/45, F = 22/45",
    "events.BLANC": "R = (1/3 + 2/7) / 2 = 13/42, P = (1/2 + 2/8) / 2 = 3/8, F = (2/5 + 4/15) / 2 = 1/3",
    "events.LEA": "R = (3 · 1/3 + 0 + 0) / 5 = 1/5, P = (2 · 1/1 + 2 · 0/1 + 0) / 5 = 2/5, "
    "F = 2 · 2/5 · 1/5 / (2/5 + 1/5) = 4/15",
    "events.CoNLL": "F = (1/2 + 48/85 + 22/45) / 3 = 2377/4590",
}


def _doc(layer: str, name: str) -> str:
    """The docstring of a line: the layer, what is said of the measure, and its example."""
    line_name = f"{layer}.{name}"
    return f"Coreference of {layer}: {_SAID[name]}Example:    {_CLUSTERS[layer]}: {_SUMS[line_name]}\n"


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
        doc=_doc("entities", _name),
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
        doc=_doc("events", _name),
    )(event_chains)
