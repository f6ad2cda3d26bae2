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
from sayso.matching.agreeing import most_agreeing
from sayso.matching.assignment import assign, contested, equal_pairs, first_with_first
from sayso.matching.copies import assign_copies, beside
from sayso.matching.folds import CrowdedError, fold, room_for
from sayso.matching.overlap import MILLION, Pairs, closeness, overlaps, shared_characters
from sayso.matching.ranges import ranges
from sayso.matching.texts import Texts, normalised

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sayso.data.keys import Bools, Ints
    from sayso.data.spans import Spans
    from sayso.matching.criterion import Criterion
    from sayso.matching.folds import Fold

    Agreement = Callable[[Ints, Ints], Ints]
    Seen = Callable[[], tuple[Ints, Ints]]
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

    def where(self, keep: Bools | Ints) -> Items:
        """The items that a mask keeps, or those at some places."""
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
    """Admitted pairs, as places in the two lists of items, with their closeness q.

    Where the items are folded, each pair stands for all pairs of the classes of its items.
    """

    g: Ints
    p: Ints
    q: Ints
    folds: tuple[Fold, Fold] | None = None

    def where(self, keep: Bools) -> Candidates:
        """The candidates that a mask keeps; where they are folded, by what is equal within a class."""
        return Candidates(self.g[keep], self.p[keep], self.q[keep], self.folds)

    def among(self, gold: Bools, predicted: Bools) -> Candidates:
        """The candidates between items that masks over the two lists keep."""
        if self.folds is None:
            return self.where(gold[self.g] & predicted[self.p])
        return Candidates(self.g, self.p, self.q, (self.folds[0].left(gold), self.folds[1].left(predicted)))

    def spread(self) -> Candidates:
        """For each item at least its first candidate, and no folds: of copies the first is enough for the others."""
        if self.folds is None:
            return self
        ours, theirs = self.folds
        some, others = ours.size[ours.number[self.g]], theirs.size[theirs.number[self.p]]
        g = np.concatenate([ours.members[ranges(ours.first[ours.number[self.g]], some)], np.repeat(self.g, others)])
        p = np.concatenate(
            [np.repeat(self.p, some), theirs.members[ranges(theirs.first[theirs.number[self.p]], others)]]
        )
        q = np.concatenate([np.repeat(self.q, some), np.repeat(self.q, others)])
        order = np.lexsort((p, g))
        return Candidates(g[order], p[order], q[order])

    def standing_for(self, gold: int, predicted: int) -> tuple[int, int]:
        """The items whose candidate stands for that of two items."""
        if self.folds is None:
            return gold, predicted
        ours, theirs = self.folds
        return int(ours.foremost[ours.number[gold]]), int(theirs.foremost[theirs.number[predicted]])

    def beside(self, gold: Bools, predicted: Bools) -> tuple[Bools, Bools]:
        """Which gold items have a candidate with some predicted ones, and which predicted ones with some gold ones."""
        found = np.zeros(len(gold), dtype=np.bool_), np.zeros(len(predicted), dtype=np.bool_)
        if self.folds is None:
            found[0][self.g[predicted[self.p]]] = True
            found[1][self.p[gold[self.g]]] = True
            return found
        ours, theirs = self.folds
        g, p = ours.number[self.g], theirs.number[self.p]
        return beside(predicted, g, p, (ours, theirs)), beside(gold, p, g, (theirs, ours))


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

    def admitted(
        self,
        criterion: Criterion,
        gold: Items,
        predicted: Items,
        met: Pairs | None = None,
        seen: Seen | None = None,
    ) -> Candidates:
        """All pairs that the criterion admits, folded where there are too many.

        Args:
            criterion: Any but `entity`.
            gold: Gold items.
            predicted: Predicted items.
            met: The pairs of these items that share characters, if they have been looked for already.
            seen: For gold and predicted items, whatever else the pairs are to be told apart by.
        """

        def find(some: Items, others: Items, most: int | None) -> Candidates:
            return self.pairs(criterion, some, others, met, most)

        return folded(find, gold, predicted, lambda: (self.classes(gold), self.classes(predicted)), seen)

    def classes(self, items: Items) -> Ints:
        """Numbers that are equal for items of which a criterion admits the same pairs."""
        code = np.append(self.spans.code, -1)
        more = [np.append(self.spans.code, -1)[items.head]] if items.head is not None else []
        more += [items.label] if items.label is not None else []
        return pack(items.doc, items.group, code[items.span], *more)

    def pairs(
        self,
        criterion: Criterion,
        gold: Items,
        predicted: Items,
        met: Pairs | None = None,
        most: int | None = None,
    ) -> Candidates:
        """All pairs that the criterion admits, one by one.

        Raises:
            CrowdedError: More than `most` pairs are compared.
        """
        if criterion.name in EQUALITIES:
            return self._equal(criterion.name, gold, predicted, most)
        pairs = alike(self.met(gold, predicted, most) if met is None else met, gold, predicted)
        g, p = gold.span[pairs.g], predicted.span[pairs.p]
        if criterion.name == "head":
            pairs = pairs.where(self._within_head(gold, pairs, g, p))
        else:
            pairs = pairs.where(self._close(criterion, pairs.shared, g, p))
        return self._with_closeness(gold, predicted, pairs)

    def met(self, gold: Items, predicted: Items, most: int | None = None) -> Pairs:
        """The pairs of items of one group that share a character.

        Raises:
            CrowdedError: There are more than `most`.
        """
        return overlaps(self.spans, (gold.group, gold.span), (predicted.group, predicted.span), most)

    def best(self, criterion: Criterion, gold: Items, predicted: Items) -> tuple[Ints, Ints]:
        """The best one-to-one assignment under a criterion, as places in the two lists, pair by pair in gold order."""
        if criterion.name != "exact":
            return choose(self.admitted(criterion, gold, predicted))
        some_g, some_p, key = self._keys("exact", gold, predicted)
        g, p = first_with_first(key[: len(some_g)], key[len(some_g) :])
        g, p = some_g[g], some_p[p]
        order = np.argsort(g, kind="stable")
        return g[order], p[order]

    def most_agreeing(self, gold: Items, predicted: Items, numbers: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
        """The best assignment of items with the same characters, of which those of equal numbers agree."""
        some_g, some_p, key = self._keys("exact", gold, predicted)
        keys = key[: len(some_g)], key[len(some_g) :]
        g, p = most_agreeing(keys, (numbers[0][some_g], numbers[1][some_p]))
        return some_g[g], some_p[p]

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

    def _equal(self, name: str, gold: Items, predicted: Items, most: int | None) -> Candidates:
        some_g, some_p, key = self._keys(name, gold, predicted)
        g, p = equal_pairs(key[: len(some_g)], key[len(some_g) :], most)
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


def folded(
    find: Callable[[Items, Items, int | None], Candidates],
    gold: Items,
    predicted: Items,
    classes: Seen,
    seen: Seen | None = None,
) -> Candidates:
    """The pairs that `find` finds; where they are too many, those of the first of each class, which stand for all.

    Args:
        find: Finds the pairs of items, or raises that there are more than so many.
        gold: Gold items.
        predicted: Predicted items.
        classes: For both, numbers that are equal where the same pairs are found.
        seen: For both, numbers of what else the pairs are to be told apart by.
    """
    try:
        return find(gold, predicted, room_for(len(gold), len(predicted)))
    except CrowdedError:
        keys = classes() if seen is None else tuple(map(pack, classes(), seen()))
        folds = fold(keys[0]), fold(keys[1])
        if all(len(one.members) == len(one.foremost) for one in folds):
            return find(gold, predicted, None)
        one, other = folds[0].foremost, folds[1].foremost
        found = find(gold.where(one), predicted.where(other), None)
        return Candidates(one[found.g], other[found.p], found.q, folds)


def choose(candidates: Candidates, agreement: Agreement | None = None) -> tuple[Ints, Ints]:
    """The best one-to-one assignment: most pairs, then closest, then most agreement, then by order (measures.md §3)."""
    weights = [np.ones(len(candidates.g), dtype=np.int64), candidates.q]
    if candidates.folds is not None:
        weights += [] if agreement is None else [agreement(candidates.g, candidates.p)]
        ours, theirs = candidates.folds
        return assign_copies(ours.number[candidates.g], theirs.number[candidates.p], weights, candidates.folds)
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
