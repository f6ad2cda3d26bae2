"""neleval's `evaluate -m all`: mentions, links and clusters of linked mentions over a whole corpus."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sayso.presets.entities import sets

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from sayso.presets.entities.clusters import Mention
    from sayso.presets.entities.corpus import Corpus

NIL = "NIL"


class Row(NamedTuple):
    """A mention of a file: where it stands (`end` inclusive), what it is linked to, how surely, and its type.

    A `kb_id` that begins with NIL names a cluster of mentions that the knowledge base lacks; None is no link at all.
    """

    doc: str
    start: int
    end: int
    kb_id: str | None
    score: float | None = None
    type: str | None = None

    @property
    def span(self) -> Mention:
        return (self.doc, self.start, self.end)

    @property
    def is_nil(self) -> bool:
        return self.kb_id is not None and self.kb_id.startswith(NIL)

    @property
    def is_linked(self) -> bool:
        return self.kb_id is not None and not self.is_nil

    @property
    def kbid(self) -> str | None:
        """What it is linked to; all mentions that the knowledge base lacks are the same."""
        return NIL if self.is_nil else self.kb_id


# What tells two rows apart.
KEYS: Mapping[str, Callable[[Row], Hashable]] = {
    "span": lambda row: row.span,
    "docid": lambda row: row.doc,
    "type": lambda row: row.type,
    "kbid": lambda row: row.kbid,
}
FILTERS: Mapping[str, Callable[[Row], bool]] = {
    "None": lambda _row: True,
    "is_linked": lambda row: row.is_linked,
    "is_nil": lambda row: row.is_nil,
}
CLUSTERING: Mapping[str, Callable[[Corpus], list[float]]] = {
    "b_cubed": sets.b_cubed,
    "entity_ceaf": sets.entity_ceaf,
    "mention_ceaf": sets.mention_ceaf,
    "muc": sets.muc,
    "pairwise": sets.pairwise,
}
# Each measure as the original spells it: how it counts, over which rows, told apart by what.
MEASURES = {
    "b_cubed": "b_cubed:None:span",
    "b_cubed_plus": "b_cubed:None:span+kbid",
    "entity_ceaf": "entity_ceaf:None:span",
    "entity_match": "sets:is_linked:docid+kbid",
    "mention_ceaf": "mention_ceaf:None:span",
    "mention_ceaf_plus": "mention_ceaf:None:span+kbid",
    "muc": "muc:None:span",
    "pairwise": "pairwise:None:span",
    "strong_all_match": "sets:None:span+kbid",
    "strong_link_match": "sets:is_linked:span+kbid",
    "strong_linked_mention_match": "sets:is_linked:span",
    "strong_mention_match": "sets:None:span",
    "strong_nil_match": "sets:is_nil:span",
    "strong_typed_all_match": "sets:None:span+type+kbid",
    "strong_typed_link_match": "sets:is_linked:span+type+kbid",
    "strong_typed_mention_match": "sets:None:span+type",
    "strong_typed_nil_match": "sets:is_nil:span+type",
    "typed_mention_ceaf": "mention_ceaf:None:span+type",
    "typed_mention_ceaf_plus": "mention_ceaf:None:span+type+kbid",
}


def evaluate(gold: Iterable[Sequence[object]], predicted: Iterable[Sequence[object]]) -> dict[str, dict[str, float]]:
    """All measures."""
    sides = [in_order([Row(*row) for row in side]) for side in (gold, predicted)]
    return {name: _numbers(_counted(spelled, *sides)) for name, spelled in MEASURES.items()}


def in_order(rows):
    first = {}
    for row in rows: first.setdefault(row.doc, len(first))
    return sorted(rows, key=lambda row: (first[row.doc], row.start, row.end))


def _counted(spelled: str, gold: Sequence[Row], predicted: Sequence[Row]) -> list[float]:
    aggregate, chosen, key = spelled.split(":")
    parts = [KEYS[part] for part in key.split("+")]
    sides = []
    for rows in (gold, predicted):
        found: dict[object, list[Hashable]] = defaultdict(list)
        for row in filter(FILTERS[chosen], rows):
            found[row.kb_id].append(tuple(part(row) for part in parts))
        sides.append(list(found.values()))
    if aggregate != "sets":
        return CLUSTERING[aggregate](sets.whole(*sides))
    one, other = ({key for cluster in side for key in cluster} for side in sides)
    return [len(one & other), len(one), len(one & other), len(other)]


def _numbers(counts: Sequence[float]) -> dict[str, float]:
    rtp, gold, ptp, predicted = counts
    recall, precision = rtp / gold if gold else 0.0, ptp / predicted if predicted else 0.0
    both = precision + recall
    return {
        "ptp": ptp, "fp": predicted - ptp, "rtp": rtp, "fn": gold - rtp,
        "precision": precision, "recall": recall, "fscore": 2 * precision * recall / both if both else 0.0,
    }
