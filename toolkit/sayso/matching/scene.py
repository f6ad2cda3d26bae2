"""One run beside gold in one batch, with the alignments that every measure shares.

measures.md §4. Alignments are made once and kept: entities by shared mentions, then Wikidata id, then name;
events by trigger; quotes by content; clusters of events by the events that pair. Judging a speaker, a holder,
a target or an argument's entity means looking it up here.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from sayso.data.keys import bounds, elements_of, refine
from sayso.matching.assignment import assign
from sayso.matching.candidates import Items
from sayso.matching.entities import align_entities

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sayso.data.columns import Batch, Side
    from sayso.data.interning import Coded
    from sayso.data.keys import Bools, Ints
    from sayso.matching.candidates import Space
    from sayso.matching.criterion import Criterion
    from sayso.matching.overlap import Pairs

    T = TypeVar("T")


class Scene:
    """Gold and one run, documents numbered alike.

    Attributes:
        gold, predicted: The two sides.
        space: What their spans mean.
        labels: Texts of label codes, the same on both sides.
        annotated: For each attribute (`layer.attribute`), in which documents it is annotated.
    """

    def __init__(self, batch: Batch, run: int, space: Space, annotated: Mapping[str, Bools]) -> None:
        """Set side `run` of the batch (from 1) beside gold (side 0)."""
        self.gold: Side = batch.sides[0]
        self.predicted: Side = batch.sides[run]
        self.space = space
        self.labels: Mapping[str, Coded] = batch.labels
        self.annotated = annotated
        self._kept: dict[Any, Any] = {}

    def beside(self, predicted: Side) -> Scene:
        """The same scene with another predicted side, nothing aligned yet."""
        other = copy.copy(self)
        vars(other).update(predicted=predicted, _kept={})
        return other

    def keep(self, key: object, make: Callable[[], T]) -> T:
        """What `make` makes, made once for each key."""
        if key not in self._kept:
            self._kept[key] = make()
        found: T = self._kept[key]
        return found

    # Entities

    def entities(self, align: Criterion) -> Ints:
        """A: for each gold entity the predicted row it is aligned with, -1 for none."""
        return self.keep(("entities", align), lambda: align_entities(self.gold, self.predicted, self.space, align))

    def counterpart(self, align: Criterion, entity: Ints) -> Ints:
        """The predicted entity of each gold entity row: -1 for null, -2 for one that is not aligned."""
        aligned = np.append(self.entities(align), -2)
        found = np.where(aligned < 0, -2, aligned)[entity]
        return np.where(entity < 0, -1, found)

    def speakers(self, align: Criterion) -> tuple[Ints, Ints]:
        """Numbers of sets of speakers, of gold and of predicted quotes: equal where the sets correspond.

        No speakers make -1 on both sides; a set with a gold entity that is not aligned has a number of its
        own.
        """
        return self.keep(("speakers", align), lambda: self._speaker_sets(align))

    def _speaker_sets(self, align: Criterion) -> tuple[Ints, Ints]:
        gold, predicted = self.gold.speakers, self.predicted.speakers
        n_gold, n_predicted = len(self.gold.quotes), len(self.predicted.quotes)
        mapped = self.counterpart(align, gold.entity)
        order = np.lexsort((mapped, gold.quote))
        owner = np.concatenate([gold.quote, predicted.quote + n_gold])
        # A gold entity that is not aligned gets a number that no predicted one has.
        value = np.concatenate([mapped[order], predicted.entity])
        value = np.where(value < 0, len(self.predicted.entities), value)
        first = bounds(owner, n_gold + n_predicted)
        sets = refine(np.zeros(len(first) - 1, dtype=np.int64), elements_of(first, value))
        sets = np.where(np.diff(first) == 0, -1, sets)
        return sets[:n_gold], sets[n_gold:]

    # Quotes

    def quotes(self, criterion: Criterion, align: Criterion) -> tuple[Ints, Ints]:
        """Q: pairs of gold and predicted quote rows."""
        return self.keep(("quotes", criterion, align), lambda: self.pair_quotes(criterion, align, *self.all_quotes()))

    def all_quotes(self) -> tuple[Items, Items]:
        """All quotes of both sides as items, by content."""
        return self.keep("all quotes", lambda: (_contents(self.gold), _contents(self.predicted)))

    def quotes_met(self) -> Pairs:
        """All pairs of quotes that share a character."""
        return self.keep("quotes met", lambda: self.space.met(*self.all_quotes()))

    def pair_quotes(self, criterion: Criterion, align: Criterion, gold: Items, predicted: Items) -> tuple[Ints, Ints]:
        """Q among some quotes: the best assignment, agreement 2 for corresponding speakers and 1 for equal kind."""
        sets, kinds = self.speakers(align), (self.gold.quotes.kind, self.predicted.quotes.kind)
        speakers_count = self.annotated["quotes.speakers"] & self.gold.has["entities"] & self.predicted.has["entities"]

        def agreement(g: Ints, p: Ints) -> Ints:
            doc, g_row, p_row = gold.doc[g], gold.row[g], predicted.row[p]
            said = speakers_count[doc] & (sets[0][g_row] == sets[1][p_row])
            kind = self.annotated["quotes.kind"][doc] & (kinds[0][g_row] == kinds[1][p_row])
            return 2 * said.astype(np.int64) + kind

        met = self.quotes_met() if gold is self.all_quotes()[0] and predicted is self.all_quotes()[1] else None
        g, p = self.space.best(criterion, gold, predicted, agreement=agreement, met=met)
        return gold.row[g], predicted.row[p]

    # Events

    def events(self, criterion: Criterion) -> tuple[Ints, Ints]:
        """V: pairs of gold and predicted event rows."""
        return self.keep(("events", criterion), lambda: self.pair_events(criterion, *self.all_events()))

    def all_events(self) -> tuple[Items, Items]:
        """All events of both sides as items, by trigger."""
        return self.keep("all events", lambda: (_triggers(self.gold), _triggers(self.predicted)))

    def pair_events(self, criterion: Criterion, gold: Items, predicted: Items) -> tuple[Ints, Ints]:
        """V among some events: the best assignment, agreement 1 for equal type."""
        types = self.gold.events.type, self.predicted.events.type

        def agreement(g: Ints, p: Ints) -> Ints:
            same = types[0][gold.row[g]] == types[1][predicted.row[p]]
            return (same & self.annotated["events.type"][gold.doc[g]]).astype(np.int64)

        g, p = self.space.best(criterion, gold, predicted, agreement=agreement)
        return gold.row[g], predicted.row[p]

    def clusters(self, trigger: Criterion) -> Ints:
        """K: for each gold cluster of events the predicted cluster it is paired with, -1 for none."""
        return self.keep(("clusters", trigger), lambda: self._pair_clusters(trigger))

    def _pair_clusters(self, trigger: Criterion) -> Ints:
        g, p = self.events(trigger)
        one, other = self.gold.events.cluster, self.predicted.events.cluster
        width = int(other.max(initial=0)) + 1
        pairs, shared = np.unique(one[g] * width + other[p], return_counts=True)
        chosen = assign(pairs // width, pairs % width, [shared.astype(np.int64)])
        found = np.full(int(one.max(initial=-1)) + 1, -1, dtype=np.int64)
        found[pairs[chosen] // width] = pairs[chosen] % width
        return found


def _contents(side: Side) -> Items:
    quotes = side.quotes
    return Items(np.arange(len(quotes)), quotes.doc, quotes.doc, quotes.content)


def _triggers(side: Side) -> Items:
    events = side.events
    return Items(np.arange(len(events)), events.doc, events.doc, events.trigger)
