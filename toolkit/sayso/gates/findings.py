"""Which gold items a measure found, and which it missed, by their ids.

A measure that pairs items is asked itself: what counts as found for `quotes.F@exact` is a quote with exactly these
characters. Accuracies find the items that they judge right. Coreference and what else has no items that are found or
not goes by the headline measure of its layer (measures.md §8).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from sayso.data.choosing import chosen
from sayso.data.extras import members
from sayso.evaluate.job import Job
from sayso.evaluate.things import kind_of
from sayso.evaluate.wording import wordings
from sayso.gates.retold import id_of, is_id, with_ids
from sayso.matching.match import Judgement, Match
from sayso.matching.parts import parts
from sayso.measures import HEADLINES, parse
from sayso.measures.slicing import DOCUMENT, items_of
from sayso.measures.tallying import defined
from sayso.tallies.evidence import Evidenced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sayso.data.keys import Bools, Ints
    from sayso.data.sources import Run
    from sayso.evaluate.batches import Work
    from sayso.gates.scores import Part, Scores
    from sayso.matching.parts import Parts
    from sayso.measures import Measure

# What is listed where a line counts what stands for items.
_LAYERS = {"cues": "quotes", "sources": "quotes", "speakers": "entities"}


@dataclass(frozen=True, slots=True, order=True)
class Sighting:
    """An item that a measure looked at.

    Attributes:
        doc_id: The document.
        layer: The kind of item.
        item_id: Its id; None of a predicted item.
        spans: What it covers.
        text: In words.
        label: Its label, '' for none.
        note: What else identifies it.
        file, line: Where its document's gold stands.
        parts: The slices that it is in, of those that were asked for.
    """

    doc_id: str
    layer: str
    item_id: str | None
    spans: tuple[tuple[int, int], ...]
    text: str
    label: str
    note: str
    file: str | None = None
    line: int | None = None
    parts: frozenset[Part] = field(default=frozenset(), compare=False)

    @property
    def name(self) -> str:
        """The item by its document and id."""
        return f"{self.doc_id}:{self.item_id}"


@dataclass(slots=True)
class Findings:
    """What a measure made of the items of gold and of one run.

    Attributes:
        found, missed: Gold items.
        spurious: Predicted items that answer no gold item.
    """

    found: list[Sighting] = field(default_factory=list)
    missed: list[Sighting] = field(default_factory=list)
    spurious: list[Sighting] = field(default_factory=list)

    def within(self, part: Part | None) -> Findings:
        """The same in a slice."""
        if part is None:
            return self
        kept = ([one for one in side if part in one.parts] for side in (self.found, self.missed, self.spurious))
        return Findings(*kept)


def findings(scores: Scores, run: Run, wanted: Mapping[str, Iterable[str]]) -> dict[str, Findings]:
    """What measures found in one run.

    Args:
        scores: Whose gold, conditions and policies hold.
        run: The run.
        wanted: For each measure the attributes by which its items are to be parted.
    """
    gold, places = with_ids(scores.gold)
    policy = scores.policy
    runs = [run, *(other for other in scores.runs if other.name != run.name)] if policy.on == "common" else [run]
    cuts = {spelling: list(dict.fromkeys(by)) for spelling, by in wanted.items()}
    fields = {name.removeprefix(DOCUMENT) for by in cuts.values() for name in by if name.startswith(DOCUMENT)}
    job = Job(
        gold=gold,
        runs=runs,
        missing=policy.missing,
        on=policy.on,
        labels=policy.labels,
        where=chosen(scores.where),
        fields=sorted(fields),
    )
    job.settle()
    found = {spelling: Findings() for spelling in cuts}
    for work in job.work():
        for spelling, by in cuts.items():
            _look(work, parse(spelling), by, frozenset(job.attempted[0]), found[spelling])
    for one in found.values():
        for side in (one.found, one.missed, one.spurious):
            side[:] = [_placed(sighting, *places[sighting.doc_id]) for sighting in sorted(side, key=_order)]
    return found


def _order(sighting: Sighting) -> tuple[object, ...]:
    return sighting.doc_id, sighting.spans, sighting.text, sighting.item_id or "", sighting.label, sighting.note


def _placed(sighting: Sighting, file: str | None, line: int | None) -> Sighting:
    return replace(sighting, file=file, line=line)


def asked(measure: Measure) -> tuple[Measure, ...]:
    """The measures whose items stand for a measure's, each where those before it are undefined."""
    own = measure.line.kind.name in {"detection", "accuracy"} or measure.line.name == "stances.evidence"
    if own and kind_of(measure.line) in {*HEADLINES, *_LAYERS}:
        return (measure,)
    return tuple(parse(spelling) for spelling in HEADLINES.get(measure.layer, ()))


def _look(work: Work, measure: Measure, by: Sequence[str], attempted: frozenset[str], found: Findings) -> None:
    """Add what a measure made of a batch."""
    scene = work.scenes[0]
    done = np.zeros(len(work.doc_ids), dtype=np.bool_)
    for one in asked(measure):
        here = defined(scene, one.request) & ~done
        done |= here
        if here.any():
            tried = set(one.line.layers(one.request.options)) <= attempted
            looker = _Looker(work, one, _parted(work, measure, by))
            looker.add(here, found, tried=tried)


class _Looker:
    """Tells in words what a line made of the items of a batch."""

    def __init__(self, work: Work, measure: Measure, parted: _Parted) -> None:
        self._work = work
        self._scene = work.scenes[0]
        self._measure = measure
        self._layer = _LAYERS.get(kind_of(measure.line), kind_of(measure.line))
        self._parted = parted

    def add(self, here: Bools, found: Findings, *, tried: bool) -> None:
        """Add the items of some documents; a run that does not attempt the layers found none."""
        made = self._measure.line.find(self._scene, self._measure.request.options)
        match = made.match if isinstance(made, Evidenced) else made
        if isinstance(match, Judgement):
            self._add_gold((match.g, match.doc), match.agrees & tried, here, found)
        elif isinstance(match, Match):
            hit, answers = np.zeros(len(match.gold_row), dtype=np.bool_), np.zeros(len(match.predicted_row), dtype=bool)
            hit[match.g], answers[match.p] = tried, True
            self._add_gold((match.gold_row, match.gold_doc), hit, here, found)
            over = ~answers & here[match.predicted_doc]
            found.spurious += self._told(match.predicted_row[over], match.predicted_doc[over], gold=False)

    def _add_gold(self, items: tuple[Ints, Ints], hit: Bools, here: Bools, found: Findings) -> None:
        rows, docs = items
        kept, rest = hit & here[docs], ~hit & here[docs]
        found.found += self._told(rows[kept], docs[kept], gold=True)
        found.missed += self._told(rows[rest], docs[rest], gold=True)

    def _told(self, rows: Ints, docs: Ints, *, gold: bool) -> Iterator[Sighting]:
        side = self._scene.gold if gold else self._scene.predicted
        tags, texts = getattr(side, self._layer).tags, self._scene.labels[f"{self._layer}.tags"].texts
        words = wordings(self._scene, side, self._layer, rows)
        for row, doc, wording in zip(rows.tolist(), docs.tolist(), words, strict=True):
            name = id_of(members(texts[tags[row]])) if gold else None
            within = frozenset(self._parted(row, doc, gold=gold))
            yield Sighting(self._work.doc_ids[doc], self._layer, name, *wording, parts=within)


class _Parted:
    """The slices that an item is in."""

    def __init__(self, fields: Mapping[str, Sequence[str | None]], items: Mapping[str, Parts]) -> None:
        self._fields = fields
        self._items = items

    def __call__(self, row: int, doc: int, *, gold: bool) -> Iterator[Part]:
        for name, values in self._fields.items():
            yield name, values[doc]
        for name, parted in self._items.items():
            code = (parted.gold if gold else parted.predicted)[row]
            values = [value for value, codes in parted.codes.items() if code in codes and not is_id(value)]
            # An item whose only tag is its id has none.
            yield from ((name, value) for value in values or [None])


def _parted(work: Work, measure: Measure, by: Sequence[str]) -> _Parted:
    fields = {name: work.fields[name.removeprefix(DOCUMENT)] for name in by if name.startswith(DOCUMENT)}
    items = {name: parts(work.scenes[0], items_of(measure) or "", name) for name in by if not name.startswith(DOCUMENT)}
    return _Parted(fields, items)
