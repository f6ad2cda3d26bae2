"""What each criterion admits: from two lists of items to candidate pairs and their closeness.

measures.md §2. Items are given by the group in which they may meet, the span they cover and, where the measure
wants it, a label that must be equal. Candidates carry q, the intersection over union in millionths, by which
the assignment chooses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sayso.data.keys import pack
from sayso.errors import MeasureError
from sayso.matching.assignment import assign, equal_pairs, first_with_first
from sayso.matching.overlap import MILLION, Pairs, closeness, overlaps, shared_characters
from sayso.matching.texts import Texts, normalised

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sayso.data.keys import Bools, Ints
    from sayso.data.spans import Spans
    from sayso.matching.criterion import Criterion

    Agreement = Callable[[Ints, Ints], Ints]


# The finest threshold whose products with numbers of characters still fit into an integer.
_FINEST = 10**9


@dataclass(frozen=True, slots=True)
class Items:
    """Items of one side that a criterion looks at, in canonical order.

    `row` are their rows in the layer, `doc` their documents, `group` where they may meet (-1: nowhere),
    `span` the rows of their spans (-1: none), `label` what must be equal besides (the same coding on both
    sides), `head` the spans of gold heads.
    """

    row: Ints
    doc: Ints
    group: Ints
    span: Ints
    label: Ints | None = None
    head: Ints | None = None

    def __len__(self) -> int:
        return len(self.row)

    def where(self, keep: Bools) -> Items:
        """The items that a mask keeps."""
        return Items(
            self.row[keep],
            self.doc[keep],
            self.group[keep],
            self.span[keep],
            None if self.label is None else self.label[keep],
            None if self.head is None else self.head[keep],
        )


@dataclass(frozen=True, slots=True)
class Candidates:
    """Admitted pairs, as places in the two lists of items, with their closeness q."""

    g: Ints
    p: Ints
    q: Ints

    def where(self, keep: Bools) -> Candidates:
        """The candidates that a mask keeps."""
        return Candidates(self.g[keep], self.p[keep], self.q[keep])


class Space:
    """What spans mean in one batch: the span table, the texts, and the wording of spans."""

    def __init__(self, spans: Spans, texts: Sequence[str], span_texts: Sequence[str]) -> None:
        """Take what a batch's sides share."""
        self.spans = spans
        self.texts = Texts(texts)
        self._span_texts = span_texts

    def wording(self, doc: int, row: int) -> str:
        """The text that a span covers."""
        return self.texts.wording(self.spans, doc, row, self._span_texts)

    def admitted(self, criterion: Criterion, gold: Items, predicted: Items, met: Pairs | None = None) -> Candidates:
        """All pairs that the criterion admits.

        Args:
            criterion: Any but `entity`.
            gold: Gold items.
            predicted: Predicted items.
            met: The pairs of these items that share characters, if they have been looked for already.
        """
        if criterion.name in {"exact", "trimmed", "text"}:
            return self._equal(criterion.name, gold, predicted)
        pairs = self.met(gold, predicted) if met is None else met
        if gold.label is not None and predicted.label is not None:
            pairs = pairs.where(gold.label[pairs.g] == predicted.label[pairs.p])
        g, p = gold.span[pairs.g], predicted.span[pairs.p]
        if criterion.name == "head":
            pairs = pairs.where(self._within_head(gold, pairs, g, p))
        else:
            pairs = pairs.where(self._close(criterion, pairs.shared, g, p))
        return self._with_closeness(gold, predicted, pairs)

    def met(self, gold: Items, predicted: Items) -> Pairs:
        """The pairs of items of one group that share a character."""
        return overlaps(self.spans, (gold.group, gold.span), (predicted.group, predicted.span))

    def best(
        self,
        criterion: Criterion,
        gold: Items,
        predicted: Items,
        *,
        agreement: Agreement | None = None,
        met: Pairs | None = None,
    ) -> tuple[Ints, Ints]:
        """The best one-to-one assignment under a criterion, as places in the two lists, pair by pair in gold order."""
        if criterion.name == "exact" and agreement is None:
            keys = self._keys("exact", gold, predicted)
            some_g, some_p = np.flatnonzero(keys[0] >= 0), np.flatnonzero(keys[1] >= 0)
            g, p = first_with_first(keys[0][some_g], keys[1][some_p])
            g, p = some_g[g], some_p[p]
            order = np.argsort(g, kind="stable")
            return g[order], p[order]
        return choose(self.admitted(criterion, gold, predicted, met), agreement)

    def _with_closeness(self, gold: Items, predicted: Items, pairs: Pairs) -> Candidates:
        q = closeness(self.spans, gold.span[pairs.g], predicted.span[pairs.p], pairs.shared)
        return Candidates(pairs.g, pairs.p, q)

    def _close(self, criterion: Criterion, shared: Ints, g: Ints, p: Ints) -> Bools:
        if criterion.threshold is None:
            msg = f"criterion {criterion} does not compare spans; `entity` is for arguments alone"
            raise MeasureError(msg)
        union = self.spans.length[g] + self.spans.length[p] - shared
        up, down = criterion.threshold.numerator, criterion.threshold.denominator
        if down <= _FINEST:
            return shared * down >= union * up
        # A threshold of many decimals, in exact integers: the least that each union wants, rounded up.
        unions, place = np.unique(union, return_inverse=True)
        least = np.array([-(-size * up // down) for size in unions.tolist()], dtype=np.int64)
        return shared >= least[place]

    def _within_head(self, gold: Items, pairs: Pairs, g: Ints, p: Ints) -> Bools:
        """Head of g within p within g; without a head all of g is wanted."""
        head = g if gold.head is None else np.where(gold.head[pairs.g] < 0, g, gold.head[pairs.g])
        inside = pairs.shared == self.spans.length[p]
        return inside & (shared_characters(self.spans, head, p) == self.spans.length[head])

    def _equal(self, name: str, gold: Items, predicted: Items) -> Candidates:
        keys = self._keys(name, gold, predicted)
        some_g, some_p = np.flatnonzero(keys[0] >= 0), np.flatnonzero(keys[1] >= 0)
        g, p = equal_pairs(keys[0][some_g], keys[1][some_p])
        g, p = some_g[g], some_p[p]
        if name == "exact":
            return Candidates(g, p, np.full(len(g), MILLION, dtype=np.int64))
        return self._with_closeness_of(gold, predicted, g, p)

    def _with_closeness_of(self, gold: Items, predicted: Items, g: Ints, p: Ints) -> Candidates:
        one, other = gold.span[g], predicted.span[p]
        q = closeness(self.spans, one, other, shared_characters(self.spans, one, other))
        same_text = (self.spans.text[one] >= 0) & (self.spans.text[one] == self.spans.text[other])
        return Candidates(g, p, np.where(same_text, MILLION, q))

    def pairs_of(self, gold: Items, predicted: Items, g: Ints, p: Ints) -> Candidates:
        """Candidates made of given places, with the closeness of their spans (0 where either has none)."""
        one, other = gold.span[g], predicted.span[p]
        q = np.zeros(len(g), dtype=np.int64)
        both = np.flatnonzero((one >= 0) & (other >= 0))
        q[both] = closeness(self.spans, one[both], other[both], shared_characters(self.spans, one[both], other[both]))
        return Candidates(g, p, q)

    def _keys(self, name: str, gold: Items, predicted: Items) -> tuple[Ints, Ints]:
        """Joint keys of (group, what the criterion compares, label); -1 for an item that can pair with nothing."""
        both = _joined(gold, predicted)
        given = (both.span >= 0) & (both.group >= 0)
        if name != "text":
            given[given] = self.spans.text[both.span[given]] < 0
        compared = np.full(len(both.span), -1, dtype=np.int64)
        compared[given] = self._compared(name, both.doc[given], both.span[given])
        columns = (both.group, compared) if both.label is None else (both.group, compared, both.label)
        key = np.where(given, pack(*columns), -1)
        return key[: len(gold)], key[len(gold) :]

    def _compared(self, name: str, doc: Ints, span: Ints) -> Ints:
        if name == "exact":
            return self.spans.code[span]
        if name == "trimmed":
            return self.texts.trimmed(self.spans, doc, span)
        return self._wordings(doc, span)

    def _wordings(self, doc: Ints, span: Ints) -> Ints:
        """Numbers of normalised wordings; where nothing is left of one, of the characters themselves."""
        number: dict[str | int, int] = {}
        found = np.empty(len(span), dtype=np.int64)
        for place, (document, row) in enumerate(zip(doc.tolist(), span.tolist(), strict=True)):
            # Without characters it has nothing to be equal by, and gets a number that no code has.
            otherwise = int(self.spans.code[row]) if self.spans.text[row] < 0 else -1 - place
            found[place] = number.setdefault(normalised(self.wording(document, row)) or otherwise, len(number))
        return found


def choose(candidates: Candidates, agreement: Agreement | None = None) -> tuple[Ints, Ints]:
    """The best one-to-one assignment: most pairs, then closest, then most agreement, then by order (measures.md §3)."""
    weights = [np.ones(len(candidates.g), dtype=np.int64), candidates.q]
    if agreement is not None:
        weights.append(agreement(candidates.g, candidates.p))
    chosen = assign(candidates.g, candidates.p, weights)
    g, p = candidates.g[chosen], candidates.p[chosen]
    order = np.argsort(g, kind="stable")
    return g[order], p[order]


def _joined(gold: Items, predicted: Items) -> Items:
    label = None
    if gold.label is not None and predicted.label is not None:
        label = np.concatenate([gold.label, predicted.label])
    row, doc, group, span = (
        np.concatenate([getattr(gold, name), getattr(predicted, name)]) for name in ("row", "doc", "group", "span")
    )
    return Items(row, doc, group, span, label)
