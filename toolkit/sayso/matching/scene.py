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
from sayso.matching.candidates import EQUALITIES, Candidates, Items, alike, choose
from sayso.matching.criterion import EXACT
from sayso.matching.entities import align_entities, mention_items, shared_mentions
from sayso.matching.judging import rivals_among

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

    # Items

    def items(self, kind: str) -> tuple[Items, Items]:
        """All mentions, quotes (by content) or events (by trigger) of both sides, by row."""
        made = {"mentions": mention_items, "quotes": _contents, "events": _triggers}[kind]
        return self.keep(("items", kind), lambda: (made(self.gold), made(self.predicted)))

    def met(self, kind: str) -> Pairs:
        """All pairs of them that share a character."""
        return self.keep(("met", kind), lambda: self.space.met(*self.items(kind)))

    def admitted(self, kind: str, criterion: Criterion) -> Candidates:
        """All pairs of them that a criterion admits."""
        met = None if criterion.name in EQUALITIES else self.met(kind)
        return self.keep(("admitted", kind, criterion), lambda: self.space.admitted(criterion, *self.items(kind), met))

    def among(self, kind: str, criterion: Criterion, gold: Items, predicted: Items) -> Candidates:
        """The pairs of some of them, with equal labels if they have any; looked up where these are all."""
        all_gold, all_predicted = self.items(kind)
        if len(gold) < len(all_gold) or len(predicted) < len(all_predicted):
            return self.space.admitted(criterion, gold, predicted)
        return alike(self.admitted(kind, criterion), gold, predicted)

    def best(self, kind: str, criterion: Criterion, gold: Items, predicted: Items) -> tuple[Ints, Ints]:
        """The best assignment among some of them, as places in the two lists."""
        if criterion == EXACT:
            return self.space.best(criterion, gold, predicted)
        return choose(self.among(kind, criterion, gold, predicted))

    # Entities

    def entities(self, align: Criterion) -> Ints:
        """A: for each gold entity the predicted row it is aligned with, -1 for none."""
        return self.keep(
            ("entities", align), lambda: align_entities(self.gold, self.predicted, self.shared_mentions(align))
        )

    def shared_mentions(self, align: Criterion) -> tuple[Ints, Ints]:
        """Pairs of entities that share mentions, as keys, and how many: see `entities.shared_mentions`."""
        return self.keep(
            ("shared mentions", align),
            lambda: shared_mentions(self.gold, self.predicted, self.admitted("mentions", align)),
        )

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
        return self.items("quotes")

    def quote_rivals(self, criterion: Criterion, align: Criterion) -> tuple[Ints, Ints]:
        """Pairs of a quote that Q pairs and a prediction that it does not, but might have."""
        return self.keep(
            ("rivals of quotes", criterion, align),
            lambda: rivals_among(self.admitted("quotes", criterion), *self.all_quotes(), self.quotes(criterion, align)),
        )

    def pair_quotes(self, criterion: Criterion, align: Criterion, gold: Items, predicted: Items) -> tuple[Ints, Ints]:
        """Q among some quotes: the best assignment, agreement 2 for corresponding speakers and 1 for equal kind."""
        kinds = self.gold.quotes.kind, self.predicted.quotes.kind
        speakers_count = self.annotated["quotes.speakers"] & self.gold.has["entities"] & self.predicted.has["entities"]

        def agreement(g: Ints, p: Ints) -> Ints:
            sets = self.speakers(align)
            doc, g_row, p_row = gold.doc[g], gold.row[g], predicted.row[p]
            said = speakers_count[doc] & (sets[0][g_row] == sets[1][p_row])
            kind = self.annotated["quotes.kind"][doc] & (kinds[0][g_row] == kinds[1][p_row])
            return 2 * said.astype(np.int64) + kind

        g, p = choose(self.among("quotes", criterion, gold, predicted), agreement)
        return gold.row[g], predicted.row[p]

    # Events

    def events(self, criterion: Criterion) -> tuple[Ints, Ints]:
        """V: pairs of gold and predicted event rows."""
        return self.keep(("events", criterion), lambda: self.pair_events(criterion, *self.all_events()))

    def all_events(self) -> tuple[Items, Items]:
        """All events of both sides as items, by trigger."""
        return self.items("events")

    def event_rivals(self, criterion: Criterion) -> tuple[Ints, Ints]:
        """Pairs of an event that V pairs and a prediction that it does not, but might have."""
        return self.keep(
            ("rivals of events", criterion),
            lambda: rivals_among(self.admitted("events", criterion), *self.all_events(), self.events(criterion)),
        )

    def pair_events(self, criterion: Criterion, gold: Items, predicted: Items) -> tuple[Ints, Ints]:
        """V among some events: the best assignment, agreement 1 for equal type."""
        types = self.gold.events.type, self.predicted.events.type

        def agreement(g: Ints, p: Ints) -> Ints:
            same = types[0][gold.row[g]] == types[1][predicted.row[p]]
            return (same & self.annotated["events.type"][gold.doc[g]]).astype(np.int64)

        g, p = choose(self.among("events", criterion, gold, predicted), agreement)
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
