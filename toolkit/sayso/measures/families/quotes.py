"""Quotes: were they found, with their kind, cue, source and speakers; and is the right one said to have spoken.

A quote is its content: the set of characters said. Attribution is judged end to end (`quotes.attribution`:
content found and speakers right) and on the quotes found (`quotes.speaker.accuracy`); speakers are entities,
compared through the alignment of entities.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sayso.matching.criterion import EXACT, OVERLAP
from sayso.matching.items import distinct_spans, only
from sayso.matching.judging import judge
from sayso.matching.match import Judgement, Match
from sayso.matching.overlap import shared_characters
from sayso.measures.registry import line
from sayso.measures.statistics import ACCURACY, DETECTION

if TYPE_CHECKING:
    from sayso.data.keys import Bools, Ints
    from sayso.matching.candidates import Items
    from sayso.matching.judging import Agrees
    from sayso.matching.scene import Scene
    from sayso.measures.registry import Options


def _quotes(scene: Scene, options: Options) -> tuple[Items, Items]:
    return only(scene, "quotes", options.only, *scene.all_quotes())


def _matched(scene: Scene, options: Options, labels: tuple[Ints, Ints] | None = None) -> Match:
    """The best assignment of quotes by content, with equal labels if there are any."""
    gold, predicted = _quotes(scene, options)
    if labels is not None:
        gold, predicted = (
            replace(gold, label=labels[0][gold.row]),
            replace(predicted, label=labels[1][predicted.row]),
        )
    g, p = scene.best("quotes", options.criterion, gold, predicted)
    return Match(gold.row, gold.doc, predicted.row, predicted.doc, g, p)


@line("quotes", kind=DETECTION, needs=("quotes",), symmetric=True, default=OVERLAP, items="quotes")
def quotes(scene: Scene, options: Options) -> Match:
    """Quote detection: stretches of attributed speech, by content.

    Counted:    quotes; a pair where the criterion holds of their contents
    Example:    gold ‘The bridge is safe’, ‘Nobody will cross it’, ‘the ferry would return’, ‘By May’, predicted three
        that overlap by half and ‘Orsund slept’, ‘he added’: P = 3 / 5, R = 3 / 4, F = 2 · 3 / (4 + 5) = 2/3
    """
    return _matched(scene, options)


@line(
    "quotes.kind",
    kind=DETECTION,
    needs=("quotes", "quotes.kind"),
    symmetric=True,
    default=OVERLAP,
    items="quotes",
)
def kind(scene: Scene, options: Options) -> Match:
    """Quote detection with the kind: direct, indirect or mixed.

    Counted:    quotes; a pair where the criterion holds of their contents and the kinds are equal
    Example:    four of five predicted quotes overlap gold's four by half; ‘the ship is late’ is direct in gold and
        mixed in the run: P = 3 / 5, R = 3 / 4, F = 2 · 3 / (4 + 5) = 2/3
    """
    return _matched(scene, options, (scene.gold.quotes.kind, scene.predicted.quotes.kind))


@line(
    "quotes.attribution",
    kind=DETECTION,
    needs=("quotes", "entities", "quotes.speakers"),
    symmetric=True,
    default=OVERLAP,
    parameters=("align",),
    items="quotes",
)
def attribution(scene: Scene, options: Options) -> Match:
    """Quote attribution end to end: content found, and its speakers correspond to those of gold as a set.

    Counted:    quotes; a pair where the criterion holds of their contents and their sets of speakers correspond
    Example:    four of five predicted quotes overlap gold's four by half; ‘the ship is late’ is given to another
        entity, ‘No,’ to nobody: P = 2 / 5, R = 2 / 4, F = 2 · 2 / (4 + 5) = 4/9
    """
    return _matched(scene, options, scene.speakers(options.align))


@line("quotes.cue", kind=DETECTION, needs=("quotes", "quotes.cue"), symmetric=True, default=EXACT)
def cue(scene: Scene, options: Options) -> Match:
    """Cue detection: the distinct attributing expressions of a document.

    Counted:    the distinct cue spans of a document; a pair where the criterion holds
    Example:    gold ‘said’, ‘told’, ‘According to’, ‘added’, predicted ‘said’, ‘told us’, ‘According to’, ‘crews’,
        ‘added’: P = 3 / 5, R = 3 / 4, F = 2 · 3 / (4 + 5) = 2/3
    """
    return _spans(scene, options, scene.gold.quotes.cue, scene.predicted.quotes.cue)


@line("quotes.source", kind=DETECTION, needs=("quotes", "quotes.source"), symmetric=True, default=EXACT)
def source(scene: Scene, options: Options) -> Match:
    """Source detection: the distinct spans that name a source.

    Counted:    the distinct source spans of a document; a pair where the criterion holds
    Example:    gold ‘Eva Dahl’, ‘Lind’, ‘Bo Lind’, ‘Dahl’, predicted ‘Eva Dahl’, ‘Lind’ and the ‘Lind’ of ‘Bo Lind’: P
        = 2 / 3, R = 2 / 4, F = 2 · 2 / (4 + 3) = 4/7
    """
    return _spans(scene, options, scene.gold.quotes.source, scene.predicted.quotes.source)


def _spans(scene: Scene, options: Options, gold_span: Ints, predicted_span: Ints) -> Match:
    gold = distinct_spans(scene.space.spans, scene.gold.quotes.doc, gold_span)
    predicted = distinct_spans(scene.space.spans, scene.predicted.quotes.doc, predicted_span)
    g, p = scene.space.best(options.criterion, gold, predicted)
    return Match(gold.row, gold.doc, predicted.row, predicted.doc, g, p)


@line(
    "quotes.nesting",
    kind=DETECTION,
    needs=("quotes", "quotes.parent"),
    symmetric=True,
    default=OVERLAP,
    parameters=("align",),
    items="quotes",
)
def nesting(scene: Scene, options: Options) -> Match:
    """Nesting: quotes within quotes, paired together with the quotes that enclose them.

    Counted:    quotes that have a parent; pairs of the alignment of quotes whose parents it pairs too
    Example:    in gold ‘the ship is late’ stands within another quote, in the run too, and ‘rest’ within ‘crews rest’:
        P = 1 / 2, R = 1 / 1, F = 2 · 1 / (1 + 2) = 2/3
    """
    gold, predicted = _quotes(scene, options)
    everything = scene.quotes(options.criterion, options.align)
    pairs = everything
    if options.only is not None:
        pairs = scene.pair_quotes(options.criterion, options.align, gold, predicted)
    parent, other = scene.gold.quotes.parent, scene.predicted.quotes.parent
    partner = np.full(len(parent) + 1, -2, dtype=np.int64)
    partner[everything[0]] = everything[1]
    g, p = pairs
    good = (parent[g] >= 0) & (other[p] >= 0) & (partner[parent[g]] == other[p])
    gold, predicted = gold.where(parent[gold.row] >= 0), predicted.where(other[predicted.row] >= 0)
    return Match(
        gold.row,
        gold.doc,
        predicted.row,
        predicted.doc,
        np.searchsorted(gold.row, g[good]),
        np.searchsorted(predicted.row, p[good]),
    )


def _judged(scene: Scene, options: Options, considered: Bools, agrees: Agrees) -> Judgement:
    pairs = scene.quotes(options.criterion, options.align)
    rivals = scene.quote_rivals(options.criterion, options.align)
    return judge(scene.all_quotes()[0], pairs, considered, agrees, rivals)


@line(
    "quotes.speaker",
    kind=ACCURACY,
    needs=("quotes", "entities", "quotes.speakers"),
    symmetric=False,
    default=OVERLAP,
    parameters=("align",),
)
def speaker(scene: Scene, options: Options) -> Judgement:
    """Speaker accuracy on the quotes found: speakers correspond as sets.

    Counted:    pairs of the alignment of quotes; those whose sets of speakers correspond agree
    Example:    of four quotes found ‘the ship is late’ is given to another entity, ‘No,’ to nobody: accuracy = 2 / 4 =
        1/2
    """
    sets = scene.speakers(options.align)
    considered = scene.annotated["quotes.speakers"][scene.gold.quotes.doc]
    return _judged(scene, options, considered, lambda g, p: sets[0][g] == sets[1][p])


@line(
    "quotes.kind",
    kind=ACCURACY,
    needs=("quotes", "quotes.kind"),
    symmetric=False,
    default=OVERLAP,
    parameters=("align",),
)
def kind_accuracy(scene: Scene, options: Options) -> Judgement:
    """Kind accuracy on the quotes found.

    Counted:    pairs of the alignment of quotes; those of equal kind agree
    Example:    of four quotes found ‘the ship is late’ is direct in gold and mixed in the run: accuracy = 3 / 4
    """
    gold, predicted = scene.gold.quotes.kind, scene.predicted.quotes.kind
    considered = scene.annotated["quotes.kind"][scene.gold.quotes.doc]
    return _judged(scene, options, considered, lambda g, p: gold[g] == predicted[p])


@line(
    "quotes.source",
    kind=ACCURACY,
    needs=("quotes", "quotes.source"),
    symmetric=False,
    default=OVERLAP,
    parameters=("align",),
)
def source_accuracy(scene: Scene, options: Options) -> Judgement:
    """Source accuracy on the quotes found that have a source: the predicted source shares a character with it.

    Counted:    pairs of the alignment of quotes with a source in gold; those whose sources share a character agree
    Example:    of four quotes found ‘Bo Lind’ and ‘Lind’ share characters, the ‘Dahl’ of the last sentence shares none
        with ‘Eva Dahl’: accuracy = 3 / 4
    """
    gold, predicted = scene.gold.quotes.source, scene.predicted.quotes.source
    considered = scene.annotated["quotes.source"][scene.gold.quotes.doc] & (gold >= 0)

    def agrees(g: Ints, p: Ints) -> Bools:
        meets = np.zeros(len(g), dtype=np.bool_)
        both = np.flatnonzero((gold[g] >= 0) & (predicted[p] >= 0))
        meets[both] = shared_characters(scene.space.spans, gold[g[both]], predicted[p[both]]) > 0
        return meets

    return _judged(scene, options, considered, agrees)
