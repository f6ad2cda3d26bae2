"""What each criterion admits: from two lists of items to candidate pairs and their closeness.

measures.md §2. Items are given by the group in which they may meet, the span they cover and, where the measure
wants it, a label that must be equal. Candidates carry q, the intersection over union in millionths, by which
the assignment chooses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from sayso.data.keys import pack
from sayso.errors import MeasureError
from sayso.matching.assignment import assign, contested, equal_pairs, first_with_first
from sayso.matching.overlap import MILLION, Pairs, closeness, overlaps, shared_characters
from sayso.matching.texts import Texts, normalised

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sayso.data.keys import Bools, Ints
    from sayso.data.spans import Spans
    from sayso.matching.criterion import Criterion

    Agreement = Callable[[Ints, Ints], Ints]
    P = TypeVar("P", "Candidates", Pairs)


# Criteria that are plain equality; the others look for characters that items share.
EQUALITIES = frozenset({"exact", "trimmed", "text"})
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
        if criterion.name in EQUALITIES:
            return self._equal(criterion.name, gold, predicted)
        pairs = alike(self.met(gold, predicted) if met is None else met, gold, predicted)
        g, p = gold.span[pairs.g], predicted.span[pairs.p]
        if criterion.name == "head":
            pairs = pairs.where(self._within_head(gold, pairs, g, p))
        else:
            pairs = pairs.where(self._close(criterion, pairs.shared, g, p))
        return self._with_closeness(gold, predicted, pairs)

    def met(self, gold: Items, predicted: Items) -> Pairs:
        """The pairs of items of one group that share a character."""
        return overlaps(self.spans, (gold.group, gold.span), (predicted.group, predicted.span))

    def best(self, criterion: Criterion, gold: Items, predicted: Items) -> tuple[Ints, Ints]:
        """The best one-to-one assignment under a criterion, as places in the two lists, pair by pair in gold order."""
        if criterion.name != "exact":
            return choose(self.admitted(criterion, gold, predicted))
        some_g, some_p, key = self._keys("exact", gold, predicted)
        g, p = first_with_first(key[: len(some_g)], key[len(some_g) :])
        g, p = some_g[g], some_p[p]
        order = np.argsort(g, kind="stable")
        return g[order], p[order]

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
        some_g, some_p, key = self._keys(name, gold, predicted)
        g, p = equal_pairs(key[: len(some_g)], key[len(some_g) :])
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

    def _keys(self, name: str, gold: Items, predicted: Items) -> tuple[Ints, Ints, Ints]:
        """Which items of either side can pair with anything, and their joint keys, those of gold first.

        A key is of the group, of what the criterion compares, and of the label.
        """
        some_g, some_p = self._comparable(name, gold), self._comparable(name, predicted)

        def both(column: str) -> Ints:
            return np.concatenate([getattr(gold, column)[some_g], getattr(predicted, column)[some_p]])

        span = both("span")
        columns = [both("group"), self.spans.code[span] if name == "exact" else self._compared(name, both("doc"), span)]
        if gold.label is not None and predicted.label is not None:
            columns.append(both("label"))
        return some_g, some_p, pack(*columns)

    def _comparable(self, name: str, items: Items) -> Ints:
        """The items that can pair: in a group, and with characters, or for `text` with a text."""
        some = np.flatnonzero((items.span >= 0) & (items.group >= 0))
        return some if name == "text" else some[self.spans.text[items.span[some]] < 0]

    def _compared(self, name: str, doc: Ints, span: Ints) -> Ints:
        return self.texts.trimmed(self.spans, doc, span) if name == "trimmed" else self._wordings(doc, span)

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
        weights.append(_among_contested(candidates, agreement))
    chosen = assign(candidates.g, candidates.p, weights)
    g, p = candidates.g[chosen], candidates.p[chosen]
    order = np.argsort(g, kind="stable")
    return g[order], p[order]


def _among_contested(candidates: Candidates, agreement: Agreement) -> Ints:
    """The agreement of candidates that compete, 0 of the others: it may be dear, and decides nothing there."""
    weight = np.zeros(len(candidates.g), dtype=np.int64)
    rest = contested(candidates.g, candidates.p)
    if len(rest):
        weight[rest] = agreement(candidates.g[rest], candidates.p[rest])
    return weight


def alike(pairs: P, gold: Items, predicted: Items) -> P:
    """The pairs of equal label, where both sides have labels."""
    if gold.label is None or predicted.label is None:
        return pairs
    return pairs.where(gold.label[pairs.g] == predicted.label[pairs.p])
