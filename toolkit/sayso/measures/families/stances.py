"""Stances: who is for or against what.

A stance is the tuple of holder, target and polarity. Holders and targets are compared through the alignments
of entities and events; a target event is right also where another mention of the same happening was marked.
Among equally right predictions the one whose evidence is closest is paired.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sayso.data.keys import distinct, pack
from sayso.matching.assignment import equal_pairs
from sayso.matching.candidates import Candidates, Items, choose, folded
from sayso.matching.criterion import OVERLAP
from sayso.matching.items import only
from sayso.matching.judging import judge, rivals_among
from sayso.matching.match import Judgement, Match
from sayso.matching.overlap import shared_characters
from sayso.measures.chained import EVIDENCE
from sayso.measures.registry import line
from sayso.measures.statistics import ACCURACY, DETECTION
from sayso.tallies.evidence import Evidenced

if TYPE_CHECKING:
    from collections.abc import Callable

    from sayso.data.columns import Side
    from sayso.data.keys import Bools, Ints
    from sayso.matching.scene import Scene
    from sayso.measures.registry import Options

_STANCES = {"needs": ("stances",), "parameters": ("align", "trigger")}


@line(
    "stances",
    kind=DETECTION,
    symmetric=True,
    items="stances",
    averages={"FavourAgainst": ("polarity", ("support", "oppose"))},
    **_STANCES,
)
def stances(scene: Scene, options: Options) -> Match:
    """Stance detection: holder, target and polarity.

    Counted:    stances; a pair where holders and targets correspond and the polarity is equal
    Example:    gold has four stances, the run six; with ‘Sund’ for ‘the deal’ and against ‘Roe’ two are right; by
        polarity, in favour 1 of 2 and 2, against 1 of 2 and 4: P = 2 / 6 = 1/3, R = 2 / 4, F = 2 · 2 / (4 + 6) = 2/5,
        FavourAgainst = (1/2 + 1/3) / 2 = 5/12
    """
    return _matched(scene, options, alike=True)


@line("stances.pairs", kind=DETECTION, symmetric=True, items="stances", **_STANCES)
def pairs(scene: Scene, options: Options) -> Match:
    """Holder and target detection, whatever the polarity.

    Counted:    stances; a pair where holders and targets correspond
    Example:    gold has four stances, the run six; ‘Sund’ on ‘the deal’ and on ‘Roe’, and ‘Roe’ on ‘the deal’ are on
        both sides: P = 3 / 6 = 1/2, R = 3 / 4, F = 2 · 3 / (4 + 6) = 3/5
    """
    return _matched(scene, options, alike=False)


def _matched(scene: Scene, options: Options, *, alike: bool) -> Match:
    return scene.keep(("stances matched", options, alike), lambda: _match(scene, options, alike=alike))


def _match(scene: Scene, options: Options, *, alike: bool) -> Match:
    gold, predicted = only(scene, "stances", options.only, *all_stances(scene))
    candidates = corresponding(scene, options)
    if options.only is not None:
        candidates = candidates.among(_mask(gold, scene.gold), _mask(predicted, scene.predicted))
    if alike:
        one, other = scene.gold.stances.polarity, scene.predicted.stances.polarity
        candidates = candidates.where(one[candidates.g] == other[candidates.p])
    g, p = choose(candidates)
    if options.only is not None:
        g, p = np.searchsorted(gold.row, g), np.searchsorted(predicted.row, p)
    return Match(gold.row, gold.doc, predicted.row, predicted.doc, g, p)


@line(
    "stances.evidence",
    kind=EVIDENCE,
    symmetric=True,
    items="stances",
    **{**_STANCES, "needs": ("stances", "stances.evidence")},
)
def evidence(scene: Scene, options: Options) -> Evidenced:
    """Stances found, each weighted by how much of its evidence was.

    Counted:    the pairs of `stances`; each adds the share of its evidence that the other side has, 1 where neither
        has any
    Example:    two of gold's four stances are found, six are predicted; ‘hailed’ is 6 of the 6 characters of gold and
        of the 15 of ‘hailed the deal’, the other pair has no evidence: P = (6/15 + 1) / 6 = 7/30, R = (6/6 + 1) / 4 =
        1/2, F = 2 · 7/30 · 1/2 / (7/30 + 1/2) = 7/22
    """
    match = stances(scene, options)
    spans = scene.space.spans
    gold = scene.gold.stances.evidence[match.gold_row[match.g]]
    predicted = scene.predicted.stances.evidence[match.predicted_row[match.p]]
    both = np.flatnonzero((gold >= 0) & (predicted >= 0))
    shared = np.zeros(len(gold), dtype=np.int64)
    shared[both] = shared_characters(spans, gold[both], predicted[both])
    length = np.append(spans.length, 0)
    return Evidenced(match, shared, length[gold], length[predicted])


def _mask(items: Items, side: Side) -> Bools:
    """Which stances of a side are among some."""
    mask = np.zeros(len(side.stances), dtype=np.bool_)
    mask[items.row] = True
    return mask


def corresponding(scene: Scene, options: Options, *, held: bool = True) -> Candidates:
    """All pairs of stances whose targets (and holders, if `held`) correspond, with the closeness of evidence."""
    return scene.keep(
        ("stances", options.align, options.trigger, held), lambda: _corresponding(scene, options, held=held)
    )


def _corresponding(scene: Scene, options: Options, *, held: bool) -> Candidates:
    gold, predicted = scene.gold.stances, scene.predicted.stances
    holder, other = gold.doc, predicted.doc
    if held:
        holder, other = scene.counterpart(options.align, gold.holder), predicted.holder
    entity = scene.counterpart(options.align, gold.entity)
    partner = np.full(len(scene.gold.events), -1, dtype=np.int64)
    g, p = scene.events(options.trigger)
    partner[g] = p
    event, cluster = _targets(scene.gold, gold.event, partner), _targets(scene.gold, gold.event, None)
    paired = np.append(scene.clusters(options.trigger), -1)[cluster]
    theirs = _targets(scene.predicted, predicted.event, None)

    def find(some: Items, others: Items, most: int | None) -> Candidates:
        def joined(target: Ints, other_target: Ints) -> tuple[Ints, Ints]:
            rows = holder[some.row], other[others.row]
            return _joined(*rows, target[some.row], other_target[others.row], most)

        found = [joined(entity, predicted.entity), joined(event, predicted.event), joined(paired, theirs)]
        spans = scene.space.pairs(
            OVERLAP,
            replace(some, span=gold.span[some.row], label=holder[some.row]),
            replace(others, span=predicted.span[others.row], label=other[others.row]),
            most=most,
        )
        found.append((spans.g, spans.p))
        width = max(len(others), 1)
        key = distinct(np.concatenate([g * width + p for g, p in found]))
        return scene.space.pairs_of(some, others, key // width, key % width)

    return folded(find, *all_stances(scene), lambda: stance_classes(scene))


def stance_classes(scene: Scene) -> tuple[Ints, Ints]:
    """Equal for stances of a side that are copies in all that any measure compares."""
    code = np.append(scene.space.spans.code, -1)
    one, other = (
        pack(
            table.doc,
            table.holder,
            table.entity,
            table.event,
            code[table.span],
            code[table.evidence],
            table.polarity,
            table.strength,
            table.expression,
        )
        for table in (scene.gold.stances, scene.predicted.stances)
    )
    return one, other


def _targets(side: Side, event: Ints, partner: Ints | None) -> Ints:
    """For each stance its target event's partner (or its cluster), -1 for none."""
    value = side.events.cluster if partner is None else partner
    return np.append(value, -1)[event]


def _joined(holder: Ints, other_holder: Ints, target: Ints, other_target: Ints, most: int | None) -> tuple[Ints, Ints]:
    """Pairs of rows with the same holder and target, both given as predicted rows, negative for none."""
    g_rows = np.flatnonzero((holder >= 0) & (target >= 0))
    p_rows = np.flatnonzero(other_target >= 0)
    key = pack(
        np.concatenate([holder[g_rows], other_holder[p_rows]]),
        np.concatenate([target[g_rows], other_target[p_rows]]),
    )
    g, p = equal_pairs(key[: len(g_rows)], key[len(g_rows) :], most)
    return g_rows[g], p_rows[p]


def all_stances(scene: Scene) -> tuple[Items, Items]:
    """All stances of both sides as items, by evidence."""
    return _evidence(scene.gold), _evidence(scene.predicted)


def _evidence(side: Side) -> Items:
    table = side.stances
    return Items(np.arange(len(table)), table.doc, table.doc, table.evidence)


def _judged(scene: Scene, options: Options, attribute: str, *, alike: bool) -> Judgement:
    """Accuracy of an attribute over the best assignment of pairs (or, `alike`, of stances)."""
    one: Ints = getattr(scene.gold.stances, attribute)
    other: Ints = getattr(scene.predicted.stances, attribute)
    candidates = corresponding(scene, options)
    polarity = scene.gold.stances.polarity, scene.predicted.stances.polarity
    if alike:
        candidates = candidates.where(polarity[0][candidates.g] == polarity[1][candidates.p])
    agreement: Callable[[Ints, Ints], Ints] | None = None
    if not alike:
        agreement = lambda g, p: (polarity[0][g] == polarity[1][p]).astype(np.int64)  # noqa: E731 - named by its use
    chosen = choose(candidates, agreement)
    gold, predicted = all_stances(scene)
    rivals = rivals_among(candidates, gold, predicted, chosen)
    considered = scene.annotated[f"stances.{attribute}"][gold.doc]
    return judge(gold, chosen, considered, lambda g, p: one[g] == other[p], rivals)


@line("stances.polarity", kind=ACCURACY, symmetric=False, **_STANCES)
def polarity(scene: Scene, options: Options) -> Judgement:
    """Polarity accuracy on the pairs of holder and target found.

    Counted:    pairs of `stances.pairs`; those of equal polarity agree
    Example:    ‘Sund’ on ‘the deal’ and on ‘Roe’ is right; ‘Roe’ is for ‘the deal’ in gold and against it in the run:
        accuracy = 2 / 3
    """
    return _judged(scene, options, "polarity", alike=False)


@line("stances.strength", kind=ACCURACY, symmetric=False, **{**_STANCES, "needs": ("stances", "stances.strength")})
def strength(scene: Scene, options: Options) -> Judgement:
    """Strength accuracy on the stances found.

    Counted:    pairs of `stances`; those of equal strength agree
    Example:    ‘Sund’ against ‘Roe’ is weak on both sides; for ‘the deal’ it is strong in gold and in the paired
        prediction, weak in another that could stand in its place: accuracy = 1 / 2
    """
    return _judged(scene, options, "strength", alike=True)


@line("stances.expression", kind=ACCURACY, symmetric=False, **{**_STANCES, "needs": ("stances", "stances.expression")})
def expression(scene: Scene, options: Options) -> Judgement:
    """Expression accuracy on the stances found: explicit or implied.

    Counted:    pairs of `stances`; those of equal expression agree
    Example:    ‘Sund’ against ‘Roe’ is implied on both sides; for ‘the deal’ it is explicit in gold and in the paired
        prediction, implied in another that could stand in its place: accuracy = 1 / 2
    """
    return _judged(scene, options, "expression", alike=True)
