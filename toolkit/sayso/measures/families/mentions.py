"""Mentions and entities: were they found, typed, and linked; and who speaks at all.

Mentions are items by themselves, whatever entity they belong to. Entities are counted through the alignment
of entities (`align` names its criterion), never by comparing names alone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sayso.data.keys import dense, pack
from sayso.matching.assignment import first_with_first
from sayso.matching.criterion import EXACT
from sayso.matching.items import only
from sayso.matching.match import Judgement, Match
from sayso.measures.registry import line
from sayso.measures.statistics import ACCURACY, DETECTION

if TYPE_CHECKING:
    from sayso.data.columns import Side
    from sayso.data.keys import Ints
    from sayso.matching.candidates import Items
    from sayso.matching.scene import Scene
    from sayso.measures.registry import Options


def _mentions(scene: Scene, options: Options) -> tuple[Items, Items]:
    return only(scene, "mentions", options.only, *scene.items("mentions"))


def _matched(scene: Scene, options: Options, gold: Items, predicted: Items) -> Match:
    g, p = scene.best("mentions", options.criterion, gold, predicted)
    return Match(gold.row, gold.doc, predicted.row, predicted.doc, g, p)


@line("mentions", kind=DETECTION, needs=("entities",), symmetric=True, default=EXACT, items="mentions")
def mentions(scene: Scene, options: Options) -> Match:
    """Mention detection: spans that refer to an entity, whichever it is.

    Counted:    mentions of all entities; a pair where the criterion holds
    Example:    gold ‘Mira Holt’, ‘She’, ‘Holt’, ‘Pia Lund’, ‘the board of Norrby’, predicted ‘Mira Holt’, ‘Pia Lund’,
        ‘She’, ‘the board’; three are exactly the same: P = 3 / 4, R = 3 / 5, F = 2 · 3 / (5 + 4) = 2/3
    """
    return _matched(scene, options, *_mentions(scene, options))


@line(
    "mentions.typed",
    kind=DETECTION,
    needs=("entities", "entities.type"),
    symmetric=True,
    default=EXACT,
    items="mentions",
)
def typed(scene: Scene, options: Options) -> Match:
    """Mention detection with the type of the entity.

    Counted:    mentions of all entities; a pair where the criterion holds and their entities' types are equal
    Example:    gold ‘Mira Holt’, ‘She’, ‘Holt’, ‘Pia Lund’ of persons, ‘the board of Norrby’ of an organization,
        predicted ‘Mira Holt’ of a person, ‘Pia Lund’, ‘She’, ‘the board’ of organizations; ‘Mira Holt’ alone is right:
        P = 1 / 4, R = 1 / 5, F = 2 · 1 / (5 + 4) = 2/9
    """
    gold, predicted = _mentions(scene, options)
    return _matched(scene, options, _labelled(gold, scene.gold, "type"), _labelled(predicted, scene.predicted, "type"))


@line(
    "mentions.linked",
    kind=DETECTION,
    needs=("entities", "entities.wikidata"),
    symmetric=True,
    default=EXACT,
    items="mentions",
)
def linked(scene: Scene, options: Options) -> Match:
    """Entity linking by mention: mentions of entities that have a Wikidata id, with that id.

    Counted:    mentions of entities with an id; a pair where the criterion holds and the ids are equal
    Example:    gold ‘Mira Holt’, ‘She’, ‘Holt’ of Q11, ‘the board of Norrby’ of Q12, predicted ‘Mira Holt’ of Q11,
        ‘the board’ of Q12: P = 1 / 2, R = 1 / 4, F = 2 · 1 / (4 + 2) = 1/3
    """
    gold, predicted = _mentions(scene, options)
    gold = _labelled(gold, scene.gold, "wikidata")
    predicted = _labelled(predicted, scene.predicted, "wikidata")
    return _matched(scene, options, gold.where(_labels(gold) >= 0), predicted.where(_labels(predicted) >= 0))


@line(
    "mentions.nil",
    kind=DETECTION,
    needs=("entities", "entities.wikidata"),
    symmetric=True,
    default=EXACT,
    items="mentions",
)
def nil(scene: Scene, options: Options) -> Match:
    """Mentions of entities that have no Wikidata id.

    Counted:    mentions of entities without an id; a pair where the criterion holds
    Example:    gold ‘Pia Lund’, predicted ‘Pia Lund’, ‘She’: P = 1 / 2, R = 1 / 1, F = 2 · 1 / (1 + 2) = 2/3
    """
    gold, predicted = _mentions(scene, options)
    gold = _labelled(gold, scene.gold, "wikidata")
    predicted = _labelled(predicted, scene.predicted, "wikidata")
    return _matched(scene, options, gold.where(_labels(gold) < 0), predicted.where(_labels(predicted) < 0))


@line("entities", kind=DETECTION, needs=("entities",), symmetric=True, parameters=("align",))
def entities(scene: Scene, options: Options) -> Match:
    """Entity detection: entities that the alignment of entities pairs.

    Counted:    entities; the pairs of the alignment by shared mentions, then Wikidata id, then name
    Example:    of gold's four entities ‘Oda Berg’ shares her mentions with a predicted one, ‘Mayor Tor Lie’ has ‘Tor
        Lie’, ‘Ann Falk’ one of her name, ‘the union’ one with another id; five are predicted: P = 3 / 5, R = 3 / 4, F
        = 2 · 3 / (4 + 5) = 2/3
    """
    aligned = scene.entities(options.align)
    g = np.flatnonzero(aligned >= 0)
    gold, predicted = scene.gold.entities, scene.predicted.entities
    return Match(np.arange(len(gold)), gold.doc, np.arange(len(predicted)), predicted.doc, g, aligned[g])


@line("entities.linked", kind=DETECTION, needs=("entities", "entities.wikidata"), symmetric=True)
def entities_linked(scene: Scene, _options: Options) -> Match:
    """Entity linking by document: the distinct Wikidata ids that it mentions.

    Counted:    the distinct Wikidata ids of a document's entities; a pair where they are equal
    Example:    gold has Q1, Q2, Q3, the run Q1, Q3, Q4, Q9: P = 2 / 4, R = 2 / 3, F = 2 · 2 / (3 + 4) = 4/7
    """
    sides = [_ids(side) for side in (scene.gold, scene.predicted)]
    key = pack(*(np.concatenate(columns) for columns in zip(*sides, strict=True)))
    split = len(sides[0][0])
    g, p = first_with_first(key[:split], key[split:])
    return Match(sides[0][1], sides[0][0], sides[1][1], sides[1][0], g, p)


@line(
    "entities.type",
    kind=ACCURACY,
    needs=("entities", "entities.type"),
    symmetric=True,
    parameters=("align",),
)
def entity_type(scene: Scene, options: Options) -> Judgement:
    """Type accuracy: aligned entities that have the same type.

    Counted:    aligned pairs of entities; those of equal type agree
    Example:    ‘Oda Berg’ and ‘Ann Falk’ are persons on both sides, ‘Mayor Tor Lie’ is a person in gold and an
        organization in the run: accuracy = 2 / 3
    """
    aligned = scene.entities(options.align)
    g = np.flatnonzero(aligned >= 0)
    p = aligned[g]
    gold = scene.gold.entities
    considered = scene.annotated["entities.type"][gold.doc[g]]
    g, p = g[considered], p[considered]
    return Judgement(gold.doc[g], g, p, gold.type[g] == scene.predicted.entities.type[p])


@line(
    "speakers",
    kind=DETECTION,
    needs=("entities", "quotes", "quotes.speakers"),
    symmetric=True,
    parameters=("align",),
)
def speakers(scene: Scene, options: Options) -> Match:
    """Speaker inventory: the entities that speak in some quote, paired by the alignment of entities.

    Counted:    entities that are a speaker of some quote; aligned pairs that both speak
    Example:    in gold ‘Oda Berg’ and ‘Mayor Tor Lie’ speak, in the run ‘Oda Berg’, ‘the union’ and ‘left’: P = 1 / 3,
        R = 1 / 2, F = 2 · 1 / (2 + 3) = 2/5
    """
    gold, predicted = np.unique(scene.gold.speakers.entity), np.unique(scene.predicted.speakers.entity)
    speaks = np.full(len(scene.predicted.entities) + 2, -1, dtype=np.int64)
    speaks[predicted] = np.arange(len(predicted))
    partner = speaks[scene.counterpart(options.align, gold)]
    g = np.flatnonzero(partner >= 0)
    return Match(gold, scene.gold.entities.doc[gold], predicted, scene.predicted.entities.doc[predicted], g, partner[g])


def _labelled(items: Items, side: Side, name: str) -> Items:
    """Mentions labelled by a column of their entities."""
    column: Ints = getattr(side.entities, name)
    return replace(items, label=column[side.mentions.entity[items.row]])


def _labels(items: Items) -> Ints:
    return items.row if items.label is None else items.label


def _ids(side: Side) -> tuple[Ints, Ints]:
    """Documents and codes of the distinct Wikidata ids, sorted."""
    some = np.flatnonzero(side.entities.wikidata >= 0)
    doc, code = side.entities.doc[some], side.entities.wikidata[some]
    first = np.unique(dense(pack(doc, code)), return_index=True)[1]
    return doc[first], code[first]
