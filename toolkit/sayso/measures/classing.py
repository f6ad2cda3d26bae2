"""The error classes of every kind of item, and what mending one would gain.

measures.md §8: over what the headline measure of a layer leaves unpaired; in documents where the headline is undefined,
over what plain detection leaves. The counters of a class are a tally like any other: pairs, single gold and single
predicted items by document.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sayso.data.keys import pack
from sayso.matching.assignment import equal_pairs
from sayso.matching.candidates import folded
from sayso.matching.classes import CLASSES, Classes, View, classify
from sayso.matching.views import entities_view, spans_view
from sayso.measures.averages import number
from sayso.measures.defaults import HEADLINES
from sayso.measures.families.events import argument_items
from sayso.measures.families.stances import all_stances, corresponding, stance_classes
from sayso.measures.measure import parse
from sayso.measures.statistics import ratio
from sayso.measures.tallying import defined
from sayso.tallies.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sayso.data.keys import Bools, Ints
    from sayso.matching.candidates import Candidates, Items
    from sayso.matching.match import Match
    from sayso.matching.scene import Scene
    from sayso.measures.measure import Measure

COUNTERS = ("pairs", "gold", "predicted")


@dataclass(frozen=True, slots=True)
class Classed:
    """The items of one kind in the documents where one measure is its headline.

    Attributes:
        items: The kind: mentions, entities, quotes, events, arguments or stances.
        measure: The measure whose unpaired items are classed.
        here: The documents.
        view: What the rules saw.
        classes: What they made of it; rows of other documents are to be passed over.
    """

    items: str
    measure: Measure
    here: Bools
    view: View
    classes: Classes


def classed(scene: Scene, items: str, attempted: Collection[str]) -> Iterator[Classed]:
    """Class the items of a kind, by the headline and, in the documents where it is undefined, by plain detection."""
    done = np.zeros(scene.gold.documents, dtype=np.bool_)
    for spelling in HEADLINES[items]:
        measure = parse(spelling)
        if not set(measure.line.layers(measure.request.options)) <= set(attempted):
            continue
        here = defined(scene, measure.request) & ~done
        done |= here
        if here.any():
            view = _VIEWS[items](scene, measure)
            yield Classed(items, measure, here, view, classify(view))


def class_tallies(
    scene: Scene, items: str, attempted: Collection[str]
) -> tuple[dict[str, Tally], tuple[int, int, int]]:
    """For each class that occurs its tally, and how many items the headline matched, gold has and the run has."""
    documents = scene.gold.documents
    rows = {name: np.zeros((documents, len(COUNTERS)), dtype=np.int64) for name in CLASSES}
    anywhere = np.zeros(documents, dtype=np.bool_)
    matched = gold = predicted = 0
    for part in classed(scene, items, attempted):
        anywhere |= part.here
        matched += int(part.here[part.view.gold_doc[part.view.pairs[0]]].sum())
        gold += int(part.here[part.view.gold_doc].sum())
        predicted += int(part.here[part.view.predicted_doc].sum())
        for place, name in enumerate(CLASSES):
            rows[name] += _counted(part, place, documents)
    tallies = {name: Tally(COUNTERS, table, anywhere) for name, table in rows.items() if table.any()}
    return tallies, (matched, gold, predicted)


def mended(counts: Sequence[int], of_class: Sequence[int]) -> float | None:
    """ΔF: what mending a class adds to F, None where F or what it would become is undefined.

    Args:
        counts: Items matched, in gold, and predicted.
        of_class: Pairs, single gold and single predicted items of the class.
    """
    matched, gold, predicted = counts
    pairs, single_gold, single_predicted = of_class
    before = number(ratio(2 * matched, gold + predicted))
    after = number(ratio(2 * (matched + pairs + single_gold), gold + predicted + single_gold - single_predicted))
    return None if before is None or after is None else after - before


def _counted(part: Classed, number: int, documents: int) -> Ints:
    classes, view = part.classes, part.view
    paired = (classes.gold == number) & (classes.gold_partner >= 0)
    single_gold = (classes.gold == number) & (classes.gold_partner < 0)
    single_predicted = (classes.predicted == number) & (classes.predicted_partner < 0)
    docs = (view.gold_doc[paired], view.gold_doc[single_gold], view.predicted_doc[single_predicted])
    counts = np.stack([np.bincount(doc, minlength=documents) for doc in docs], axis=1)
    return np.where(part.here[:, None], counts, 0)


def _pairs(scene: Scene, measure: Measure) -> tuple[Ints, Ints]:
    match: Match = measure.line.find(scene, measure.request.options)
    return match.gold_row[match.g], match.predicted_row[match.p]


def _mentions(scene: Scene, measure: Measure) -> View:
    sides = scene.items("mentions")
    labels = tuple(side.entities.type[side.mentions.entity] for side in (scene.gold, scene.predicted))
    attribute = ("type", labels[0], labels[1]) if measure.line.name == "mentions.typed" else None
    return spans_view(scene, measure.request.options.criterion, sides, _pairs(scene, measure), attribute)


def _entities(scene: Scene, measure: Measure) -> View:
    return entities_view(scene, measure.request.options.align)


def _quotes(scene: Scene, measure: Measure) -> View:
    options = measure.request.options
    attribute = None
    if measure.line.name == "quotes.attribution":
        attribute = ("speaker", *scene.speakers(options.align))
    return spans_view(scene, options.criterion, scene.all_quotes(), _pairs(scene, measure), attribute)


def _events(scene: Scene, measure: Measure) -> View:
    types = scene.gold.events.type, scene.predicted.events.type
    attribute = ("type", *types) if measure.line.name == "events.typed" else None
    return spans_view(scene, measure.request.options.criterion, scene.all_events(), _pairs(scene, measure), attribute)


def _arguments(scene: Scene, measure: Measure) -> View:
    options = measure.request.options
    roles = measure.line.name == "events.roles"
    sides = argument_items(scene, options, roles=True)
    table, other = scene.gold.arguments, scene.predicted.arguments
    return spans_view(
        scene,
        options.criterion,
        (replace(sides[0], label=None), replace(sides[1], label=None)),
        _pairs(scene, measure),
        ("role", table.role, other.role) if roles else None,
        detached=(sides[0].group < 0, sides[1].group < 0),
    )


def _stances(scene: Scene, measure: Measure) -> View:
    options = measure.request.options
    gold, predicted = all_stances(scene)
    one, other = scene.gold.stances, scene.predicted.stances
    holder = scene.counterpart(options.align, one.holder)
    full, aimed = corresponding(scene, options), corresponding(scene, options, held=False)
    alike = one.polarity[aimed.g] == other.polarity[aimed.p]
    rules = [
        ("polarity", full.where(one.polarity[full.g] != other.polarity[full.p])),
        ("target", _elsewhere(scene, holder)),
        ("holder", aimed.where(alike & (holder[aimed.g] != other.holder[aimed.p]))),
    ]
    spans = scene.space.spans
    loose = np.append(spans.text, -1)[other.span] >= 0
    target = np.append(spans.code, -1)[other.span]
    return View(
        gold.doc,
        predicted.doc,
        _pairs(scene, measure),
        ungrounded=loose,
        key=pack(other.doc, other.holder, other.entity, other.event, target, other.polarity),
        rules=rules,
    )


def _elsewhere(scene: Scene, holder: Ints) -> Candidates:
    """Pairs of stances of corresponding holders and equal polarity.

    Where the targets correspond too, the headline has paired one or both of them with what is as right.
    """
    one, other = scene.gold.stances, scene.predicted.stances

    def find(some: Items, others: Items, most: int | None) -> Candidates:
        held = np.flatnonzero(holder[some.row] >= 0)
        row, other_row = some.row[held], others.row
        key = pack(
            np.concatenate([holder[row], other.holder[other_row]]),
            np.concatenate([one.polarity[row], other.polarity[other_row]]),
        )
        g, p = equal_pairs(key[: len(held)], key[len(held) :], most)
        return scene.space.pairs_of(some, others, held[g], p)

    return folded(find, *all_stances(scene), lambda: stance_classes(scene))


_VIEWS = {
    "mentions": _mentions,
    "entities": _entities,
    "quotes": _quotes,
    "events": _events,
    "arguments": _arguments,
    "stances": _stances,
}
