"""Pairs that are judged, in words: what each side says, and whether that agrees.

A pair also counts as wrong where an unpaired prediction that could stand in its place says otherwise (measures.md §5,
Accuracy); then that prediction is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sayso.evaluate.things import closeness_of
from sayso.evaluate.walk import Left, Pair
from sayso.evaluate.wording import Words, wordings
from sayso.matching.attributes import COLUMNS, column
from sayso.matching.judging import rivals_among
from sayso.matching.overlap import shared_characters
from sayso.measures.families.stances import all_stances, corresponding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sayso.data.columns import Side
    from sayso.data.keys import Bools, Ints
    from sayso.evaluate.things import Listed
    from sayso.matching.match import Judgement
    from sayso.matching.scene import Scene
    from sayso.measures import Measure

_NOTHING = "nothing"


def judged_pairs(scene: Scene, measure: Measure, found: Judgement, sides: tuple[Listed, Listed]) -> tuple[Pair, ...]:
    """The considered pairs of a document with what each side says."""
    near = closeness_of(scene, *sides, found.g, found.p)
    said = _said(scene, measure, scene.gold, found.g), _said(scene, measure, scene.predicted, found.p)
    own = _agreement(scene, measure, found.g, found.p).tolist()
    wrong = _wrong_rivals(scene, measure, found)
    return tuple(
        Pair(
            sides[0].name(g),
            sides[1].name(p),
            near[place],
            _verdict(
                said[0][place], said[1][place], [sides[1].name(row) for row in wrong.get(g, ())], alike=own[place]
            ),
            bool(found.agrees[place]),
        )
        for place, (g, p) in enumerate(zip(found.g.tolist(), found.p.tolist(), strict=True))
    )


def _verdict(gold: str, predicted: str, rivals: Sequence[str], *, alike: bool) -> str:
    words = f"{gold} {'=' if alike else '≠'} {predicted}"
    if alike and rivals:
        return f"{words}, but {' and '.join(rivals)}, which could stand for it too, says otherwise"
    return words


def unjudged(scene: Scene, measure: Measure, found: Judgement, sides: tuple[Listed, Listed]) -> Iterator[Left]:
    """The items that no considered pair has, and why."""
    aligned = _alignment(scene, measure)
    for side, taken, paired in zip(sides, (found.g, found.p), aligned, strict=True):
        for row, thing in zip(side.row.tolist(), side.things, strict=True):
            if row not in taken:
                why = "it is paired, but gold has nothing to compare" if row in paired else "it is not paired"
                yield Left(thing.name, "", why)


def _alignment(scene: Scene, measure: Measure) -> tuple[Ints, Ints]:
    """Rows that the alignment pairs, where it is known apart from the pairs that are considered."""
    options = measure.request.options
    if measure.line.name.startswith("quotes."):
        return scene.quotes(options.criterion, options.align)
    nothing = np.zeros(0, dtype=np.int64)
    return nothing, nothing


def _said(scene: Scene, measure: Measure, side: Side, rows: Ints) -> list[str]:
    """What each item says of the attribute that is judged."""
    words = Words(scene, side)
    items, _, attribute = measure.line.name.partition(".")
    if attribute in COLUMNS.get(items, ()):
        codes = column(side, items, attribute)[rows].tolist()
        return [words.label(COLUMNS[items][attribute][0], code) or _NOTHING for code in codes]
    if measure.line.name == "quotes.speaker":
        return [note or "nobody" for _, _, _, note in wordings(scene, side, "quotes", rows)]
    if measure.line.name == "quotes.source":
        spans = side.quotes.source[rows].tolist()
        docs = side.quotes.doc[rows].tolist()
        return [f"‘{words.text(*at)}’" if at[1] >= 0 else _NOTHING for at in zip(docs, spans, strict=True)]
    return ["" for _ in rows]


def _agreement(scene: Scene, measure: Measure, g: Ints, p: Ints) -> Bools:
    """Whether the items of each pair agree by themselves."""
    items, _, attribute = measure.line.name.partition(".")
    agrees: Bools = np.zeros(len(g), dtype=np.bool_)
    if measure.line.name == "quotes.speaker":
        sets = scene.speakers(measure.request.options.align)
        agrees |= sets[0][g] == sets[1][p]
    elif measure.line.name == "quotes.source":
        one, other = scene.gold.quotes.source[g], scene.predicted.quotes.source[p]
        both = np.flatnonzero((one >= 0) & (other >= 0))
        agrees[both] = shared_characters(scene.space.spans, one[both], other[both]) > 0
    else:
        agrees |= column(scene.gold, items, attribute)[g] == column(scene.predicted, items, attribute)[p]
    return agrees


def _wrong_rivals(scene: Scene, measure: Measure, found: Judgement) -> dict[int, list[int]]:
    """For each gold row the unpaired predictions that could stand for it and do not agree with it."""
    g, p = _rivals(scene, measure, found)
    keep = ~_agreement(scene, measure, g, p)
    wrong: dict[int, list[int]] = {}
    for row, rival in zip(g[keep].tolist(), p[keep].tolist(), strict=True):
        wrong.setdefault(row, []).append(rival)
    return wrong


def _rivals(scene: Scene, measure: Measure, found: Judgement) -> tuple[Ints, Ints]:
    options, layer = measure.request.options, measure.line.name.partition(".")[0]
    if layer == "quotes":
        return scene.quote_rivals(options.criterion, options.align)
    if layer == "events":
        return scene.event_rivals(options.criterion)
    if layer == "stances":
        candidates = corresponding(scene, options)
        if measure.line.name != "stances.polarity":
            one, other = scene.gold.stances.polarity, scene.predicted.stances.polarity
            candidates = candidates.where(one[candidates.g] == other[candidates.p])
        return rivals_among(candidates, *all_stances(scene), (found.g, found.p))
    return found.g[:0], found.p[:0]
