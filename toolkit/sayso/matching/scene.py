"""One run beside gold in one batch, with the alignments that every measure shares.

measures.md §4. Alignments are made once and kept: entities by shared mentions, then Wikidata id, then name;
events by trigger; quotes by content; clusters of events by the events that pair. Judging a speaker, a holder,
a target or an argument's entity means looking it up here.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from sayso.data.keys import bounds, elements_of, pack, refine
from sayso.matching.assignment import assign
from sayso.matching.candidates import EQUALITIES, Candidates, Items, alike, choose
from sayso.matching.criterion import EXACT
from sayso.matching.entities import align_entities, equal_entities, mention_items, shared_mentions
from sayso.matching.folds import CrowdedError, room_for
from sayso.matching.judging import rivals_among
from sayso.matching.namesakes import shared_among_copies

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sayso.data.columns import Batch, Side
    from sayso.data.interning import Coded
    from sayso.data.keys import Bools, Ints
    from sayso.matching.candidates import Agreement, Seen, Space
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

    def met(self, kind: str) -> Pairs | None:
        """All pairs of them that share a character, if there is room for them."""
        return self.keep(("met", kind), lambda: self._met(*self.items(kind)))

    def _met(self, gold: Items, predicted: Items) -> Pairs | None:
        try:
            return self.space.met(gold, predicted, room_for(len(gold), len(predicted)))
        except CrowdedError:
            return None

    def admitted(self, kind: str, criterion: Criterion) -> Candidates:
        """All pairs of them that a criterion admits."""
        met = None if criterion.name in EQUALITIES else self.met(kind)
        return self.keep(("admitted", kind, criterion), lambda: self.space.admitted(criterion, *self.items(kind), met))

    def among(
        self, kind: str, criterion: Criterion, gold: Items, predicted: Items, seen: Seen | None = None
    ) -> Candidates:
        """The pairs of some of them, with equal labels if they have any; looked up where these are all.

        Args:
            kind: What they are.
            criterion: The criterion.
            gold: Gold items.
            predicted: Predicted items.
            seen: Where pairs are too many, what they are to be told apart by besides.
        """
        all_gold, all_predicted = self.items(kind)
        if len(gold) == len(all_gold) and len(predicted) == len(all_predicted):
            found = self.admitted(kind, criterion)
            if found.folds is None:
                return alike(found, gold, predicted)
        return self.space.admitted(criterion, gold, predicted, seen=seen)

    def best(self, kind: str, criterion: Criterion, gold: Items, predicted: Items) -> tuple[Ints, Ints]:
        """The best assignment among some of them, as places in the two lists."""
        if criterion == EXACT:
            return self.space.best(criterion, gold, predicted)
        return choose(self.among(kind, criterion, gold, predicted))

    def agreeing(
        self, kind: str, criterion: Criterion, gold: Items, predicted: Items, *, agreement: Agreement, numbers: Seen
    ) -> tuple[Ints, Ints]:
        """The best assignment among some of them, of the most agreement among equally good ones.

        Args:
            kind: What they are.
            criterion: The criterion.
            gold: Gold items.
            predicted: Predicted items.
            agreement: 1 for pairs that agree, else 0.
            numbers: The same told by numbers of either side, which are equal where a pair agrees.
        """
        if criterion == EXACT and self._is_crowded(kind, gold, predicted):
            return self.space.most_agreeing(gold, predicted, numbers())
        return choose(self.among(kind, criterion, gold, predicted, numbers), agreement)

    def _is_crowded(self, kind: str, gold: Items, predicted: Items) -> bool:
        """Whether there are more pairs of the same characters than there is room for."""
        if self.admitted(kind, EXACT).folds is None:
            return False
        try:
            self.space.pairs(EXACT, gold, predicted, most=room_for(len(gold), len(predicted)))
        except CrowdedError:
            return True
        return False

    # Entities

    def entities(self, align: Criterion) -> Ints:
        """A: for each gold entity the predicted row it is aligned with, -1 for none."""
        return self.keep(
            ("entities", align),
            lambda: align_entities(self.gold, self.predicted, self.shared_mentions(align), self._equal_entities()),
        )

    def _equal_entities(self) -> list[tuple[Ints, Ints]] | None:
        return self.keep("equal entities", lambda: equal_entities(self.gold, self.predicted))

    def shared_mentions(self, align: Criterion) -> Candidates:
        """Pairs of entities that share mentions, and how many: see `entities.shared_mentions`."""
        return self.keep(("shared mentions", align), lambda: self._shared_mentions(align))

    def _shared_mentions(self, align: Criterion) -> Candidates:
        found, sides = self.admitted("mentions", align), (self.gold, self.predicted)
        if found.folds is None and self._equal_entities() is not None:
            return shared_mentions(*sides, found)
        return shared_among_copies(self.space, align, sides, self.items("mentions"), found)

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
            lambda: self._rivals("quotes", criterion, self.quotes(criterion, align), lambda: self._judged(align)),
        )

    def _rivals(self, kind: str, criterion: Criterion, pairs: tuple[Ints, Ints], seen: Seen) -> tuple[Ints, Ints]:
        return rivals_among(self.among(kind, criterion, *self.items(kind), seen), *self.items(kind), pairs)

    def _judged(self, align: Criterion) -> tuple[Ints, Ints]:
        """Equal for quotes of a side that have the same kind and source, and speakers that correspond to the same."""
        code = np.append(self.space.spans.code, -1)
        said = zip((self.gold.quotes, self.predicted.quotes), self.speakers(align), strict=True)
        one, other = (pack(quotes.kind, code[quotes.source], speakers) for quotes, speakers in said)
        return one, other

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

        def seen() -> tuple[Ints, Ints]:
            sets = self.speakers(align)
            return (
                pack(sets[0][gold.row], kinds[0][gold.row]),
                pack(sets[1][predicted.row], kinds[1][predicted.row]),
            )

        g, p = choose(self.among("quotes", criterion, gold, predicted, seen), agreement)
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
            lambda: self._rivals("events", criterion, self.events(criterion), self._labels),
        )

    def _labels(self) -> tuple[Ints, Ints]:
        """Equal for events of a side that have the same type, polarity and modality."""
        one, other = (pack(v.type, v.polarity, v.modality) for v in (self.gold.events, self.predicted.events))
        return one, other

    def pair_events(self, criterion: Criterion, gold: Items, predicted: Items) -> tuple[Ints, Ints]:
        """V among some events: the best assignment, agreement 1 for equal type."""
        types = self.gold.events.type, self.predicted.events.type

        def agreement(g: Ints, p: Ints) -> Ints:
            same = types[0][gold.row[g]] == types[1][predicted.row[p]]
            return (same & self.annotated["events.type"][gold.doc[g]]).astype(np.int64)

        def seen() -> tuple[Ints, Ints]:
            return types[0][gold.row], types[1][predicted.row]

        g, p = choose(self.among("events", criterion, gold, predicted, seen), agreement)
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
