"""Why an item was left over: its error class where the measure is its layer's headline, and what stood nearest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sayso.evaluate.things import kind_of
from sayso.evaluate.walk import Left
from sayso.matching.classes import CLASSES
from sayso.matching.overlap import MILLION, closeness
from sayso.measures import HEADLINES
from sayso.measures.classing import classed
from sayso.measures.families.stances import corresponding

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from sayso.data.keys import Ints
    from sayso.evaluate.things import Listed
    from sayso.evaluate.walk import Pair
    from sayso.matching.scene import Scene
    from sayso.measures import Measure
    from sayso.measures.classing import Classed

    Near = Mapping[int, str]


def leftovers(
    scene: Scene,
    measure: Measure,
    sides: tuple[Listed, Listed],
    pairs: Sequence[Pair],
    tried: Collection[str],
) -> tuple[Left, ...]:
    """What a line left over, gold before predicted.

    Args:
        scene: One document.
        measure: The measure.
        sides: The items of both sides.
        pairs: What was paired.
        tried: The layers that the run attempts.
    """
    kind = kind_of(measure.line)
    partner = {pair.gold: pair.predicted for pair in pairs} | {pair.predicted: pair.gold for pair in pairs}
    part = _headline(scene, measure, kind, tried)
    near = _NEAR.get(kind, _closest)(scene, measure, sides)
    found = []
    for own, other, gold in ((*sides, True), (*sides[::-1], False)):
        for place, thing in enumerate(own.things):
            if thing.name not in partner:
                error = _error(part, own, other, place, gold=gold)
                why = near[0 if gold else 1].get(place, _NOTHING.get(kind, "none shares a character with it"))
                found.append(Left(thing.name, error, _with_partner(why, partner)))
    return tuple(found)


_NOTHING = {
    "entities": "none shares a mention, id or name with it",
    "speakers": "it is aligned with nothing",
    "ids": "it is not on the other side",
    "stances": "none has its holder and target",
}


def _with_partner(why: str, partner: Mapping[str, str]) -> str:
    """The words, and with whom what they name is paired, if it is."""
    before, brace, rest = why.partition("{")
    if not brace:
        return why
    name, _, after = rest.partition("}")
    taken = f" (paired with {partner[name]})" if name in partner else ""
    return f"{before}{name}{taken}{after}"


def _headline(scene: Scene, measure: Measure, kind: str, tried: Collection[str]) -> Classed | None:
    """The classes of the document's items, if this measure is what they are made from there."""
    if kind not in HEADLINES:
        return None
    for part in classed(scene, kind, tried):
        if part.here[0] and part.measure.request == measure.request:
            return part
    return None


def _error(part: Classed | None, own: Listed, other: Listed, place: int, *, gold: bool) -> str:
    if part is None:
        return ""
    classes = part.classes
    number, partner = (classes.gold, classes.gold_partner) if gold else (classes.predicted, classes.predicted_partner)
    row = int(own.row[place])
    if number[row] < 0:
        return ""
    name = CLASSES[number[row]]
    return f"{name} with {other.name(int(partner[row]))}" if partner[row] >= 0 else name


def _closest(scene: Scene, _measure: Measure, sides: tuple[Listed, Listed]) -> tuple[Near, Near]:
    """For each item of either side the one that it shares most characters with, relative to both."""
    gold, predicted = sides
    if gold.span is None or predicted.span is None:
        return {}, {}
    met = scene.space.met(gold.items(), predicted.items())
    q = closeness(scene.space.spans, gold.span[met.g], predicted.span[met.p], met.shared)
    return (
        _nearest(met.g, met.p, q, gold, predicted),
        _nearest(met.p, met.g, q, predicted, gold),
    )


def _nearest(own: Ints, others: Ints, q: Ints, side: Listed, other: Listed) -> Near:
    near: dict[int, str] = {}
    for at in np.lexsort((others, -q, own)).tolist():
        one, nearest = side.things[own[at]], other.things[others[at]]
        labelled = f", labelled {nearest.label or 'nothing'}" if nearest.label != one.label else ""
        near.setdefault(int(own[at]), f"{{{nearest.name}}} is closest, IoU {q[at] / MILLION:.3f}{labelled}")
    return near


def _aligned(scene: Scene, measure: Measure, sides: tuple[Listed, Listed]) -> tuple[Near, Near]:
    """Entities: one that shares mentions."""
    gold, predicted = sides
    sharing = scene.shared_mentions(measure.request.options.align).spread()
    g, p, count = sharing.g, sharing.p, sharing.q
    order = np.lexsort((p, g, -count)).tolist()
    near: tuple[dict[int, str], dict[int, str]] = ({}, {})
    for at in order:
        for side, place, other in ((0, int(g[at]), predicted.name(int(p[at]))), (1, int(p[at]), gold.name(int(g[at])))):
            near[side].setdefault(
                place, f"{{{other}}} shares {count[at]} mention{'s' if count[at] > 1 else ''} with it"
            )
    return near


def _speakers(scene: Scene, measure: Measure, sides: tuple[Listed, Listed]) -> tuple[Near, Near]:
    """Speakers: what they are aligned with, though it does not speak."""
    aligned = scene.entities(measure.request.options.align)
    back = np.full(len(scene.predicted.entities), -1, dtype=np.int64)
    some = np.flatnonzero(aligned >= 0)
    back[aligned[some]] = some
    return (
        {place: _SILENT for place, row in enumerate(sides[0].row.tolist()) if aligned[row] >= 0},
        {place: _SILENT for place, row in enumerate(sides[1].row.tolist()) if back[row] >= 0},
    )


_SILENT = "it is aligned with an entity that does not speak there"


def _stances(scene: Scene, measure: Measure, sides: tuple[Listed, Listed]) -> tuple[Near, Near]:
    """Stances: one of corresponding holder and target, or of corresponding target at least."""
    options = measure.request.options
    near: tuple[dict[int, str], dict[int, str]] = ({}, {})
    for words, held in (("has its holder and target", True), ("has its target, another holder", False)):
        found = corresponding(scene, options, held=held).spread()
        for g, p in zip(found.g.tolist(), found.p.tolist(), strict=True):
            for side, row, other_row in ((0, g, p), (1, p, g)):
                _note(near[side], words, (sides[side], row), (sides[1 - side], other_row))
    return near


def _note(near: dict[int, str], words: str, one: tuple[Listed, int], other: tuple[Listed, int]) -> None:
    if one[1] not in one[0].row or other[1] not in other[0].row:
        return  # a label keeps it out of this measure
    place = int(np.searchsorted(one[0].row, one[1]))
    near.setdefault(place, f"{{{other[0].name(other[1])}}} {words}")


_NEAR: Mapping[str, Callable[[Scene, Measure, tuple[Listed, Listed]], tuple[Near, Near]]] = {
    "entities": _aligned,
    "speakers": _speakers,
    "stances": _stances,
}


def entity_ties(scene: Scene, measure: Measure) -> Iterator[str]:
    """For each aligned gold entity, in order, what ties it to its counterpart."""
    sharing = scene.shared_mentions(measure.request.options.align)
    mentions = dict(zip(zip(sharing.g.tolist(), sharing.p.tolist(), strict=True), sharing.q.tolist(), strict=True))
    one, other = scene.gold.entities, scene.predicted.entities
    for g, p in enumerate(scene.entities(measure.request.options.align).tolist()):
        if p < 0:
            yield ""
            continue
        m = mentions.get(sharing.standing_for(g, p), 0)
        ties = [f"{m} shared mention{'s' if m > 1 else ''}"] if m else []
        ties += ["the same Wikidata id"] if one.wikidata[g] >= 0 and one.wikidata[g] == other.wikidata[p] else []
        ties += ["the same name"] if one.normal[g] >= 0 and one.normal[g] == other.normal[p] else []
        yield ", ".join(ties)
