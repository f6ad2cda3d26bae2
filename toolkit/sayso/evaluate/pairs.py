"""Labels of matched pairs, the bridge to scikit-learn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.matching.attributes import COLUMNS, column
from sayso.measures.tallying import defined

if TYPE_CHECKING:
    from sayso.data.keys import Ints
    from sayso.matching.match import Judgement
    from sayso.matching.scene import Scene
    from sayso.measures import Measure

    Labels = list[str | None]


def labels_of_pairs(scene: Scene, measure: Measure) -> tuple[Labels, Labels]:
    """Gold and predicted labels of the pairs that an accuracy considers, None for no label."""
    items, attribute = measure.line.name.split(".")
    judgement: Judgement = measure.line.find(scene, measure.request.options)
    keep = defined(scene, measure.request)[judgement.doc]
    texts = scene.labels[COLUMNS[items][attribute][0]].texts

    def words(codes: Ints) -> Labels:
        return [texts[code] if code >= 0 else None for code in codes.tolist()]

    return (
        words(column(scene.gold, items, attribute)[judgement.g[keep]]),
        words(column(scene.predicted, items, attribute)[judgement.p[keep]]),
    )
