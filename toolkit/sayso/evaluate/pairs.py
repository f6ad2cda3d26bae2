"""Labels of matched pairs, the bridge to scikit-learn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sayso.errors import MeasureError
from sayso.matching.attributes import COLUMNS, column
from sayso.measures import parse
from sayso.measures.tallying import defined

if TYPE_CHECKING:
    from sayso.data.columns import Side
    from sayso.data.keys import Bools, Ints
    from sayso.matching.match import Judgement
    from sayso.matching.scene import Scene
    from sayso.measures import Measure

    Labels = list[str | None]


def accuracy_of(name: str) -> Measure:
    """The accuracy whose pairs have labels: `quotes.kind`, `quotes.kind@exact` or the whole measure.

    Raises:
        MeasureError: There is no such accuracy, or it is about references and no labels.
    """
    attribute, at, criterion = name.partition("@")
    measure = parse(f"{attribute.removesuffix('.accuracy')}.accuracy{at}{criterion}")
    items, _, aspect = measure.line.name.partition(".")
    if aspect not in COLUMNS[items]:
        known = ", ".join(f"{items}.{one}" for one in COLUMNS[items])
        raise MeasureError(f"{measure.line.name!r} has no labels, only pairs that agree or not; of {items}: {known}")
    return measure


@dataclass(frozen=True, slots=True)
class Labelled:
    """Labels by what an accuracy makes of the items: of its pairs, of missed and of spurious items; None for none."""

    gold: Labels
    predicted: Labels
    missed: Labels
    spurious: Labels


def labels_of_pairs(scene: Scene, measure: Measure, unpaired: str | None) -> tuple[Labels, Labels]:
    """Gold and predicted labels of the pairs that an accuracy considers, None for no label.

    With `unpaired` the missed items follow, whose partner has that label, and then the spurious ones.
    """
    found = labelled(scene, measure)
    if unpaired is None:
        return found.gold, found.predicted
    gold = found.gold + found.missed + [unpaired] * len(found.spurious)
    return gold, found.predicted + [unpaired] * len(found.missed) + found.spurious


def labelled(scene: Scene, measure: Measure) -> Labelled:
    """The labels of all items where the attribute is annotated."""
    items, attribute = measure.line.name.split(".")
    judgement: Judgement = measure.line.find(scene, measure.request.options)
    annotated = defined(scene, measure.request)
    keep = annotated[judgement.doc]
    g, p = judgement.g[keep], judgement.p[keep]
    texts = scene.labels[COLUMNS[items][attribute][0]].texts

    def words(side: Side, rows: Ints) -> Labels:
        return [texts[code] if code >= 0 else None for code in column(side, items, attribute)[rows].tolist()]

    return Labelled(
        words(scene.gold, g),
        words(scene.predicted, p),
        words(scene.gold, _others(scene.gold, items, g, annotated)),
        words(scene.predicted, _others(scene.predicted, items, p, annotated)),
    )


def _others(side: Side, items: str, rows: Ints, annotated: Bools) -> Ints:
    """The rows that are not among some, in documents where the attribute is annotated."""
    doc = getattr(side, items).doc
    return np.setdiff1d(np.flatnonzero(annotated[doc]), rows)
