"""Choosing the items that a measure looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sayso.data.keys import pack
from sayso.matching.attributes import COLUMNS, column
from sayso.matching.candidates import Items

if TYPE_CHECKING:
    from sayso.data.keys import Ints
    from sayso.data.spans import Spans
    from sayso.matching.scene import Scene


def only(scene: Scene, kind: str, wanted: tuple[str, str] | None, gold: Items, predicted: Items) -> tuple[Items, Items]:
    """The items of both sides that have a label, given as (attribute, text); all if none is wanted."""
    if wanted is None:
        return gold, predicted
    attribute, text = wanted
    code = scene.labels[COLUMNS[kind][attribute][0]].code(text)
    return (
        gold.where(column(scene.gold, kind, attribute)[gold.row] == code),
        predicted.where(column(scene.predicted, kind, attribute)[predicted.row] == code),
    )


def distinct_spans(spans: Spans, doc: Ints, span: Ints) -> Items:
    """The spans of a column, each once a document, in order: distinct by characters, text-only ones by text."""
    some = np.flatnonzero(span >= 0)
    if not len(some):
        return Items(some, some, some, some)
    first = some[np.unique(pack(doc[some], spans.code[span[some]]), return_index=True)[1]]
    return Items(first, doc[first], doc[first], span[first])
