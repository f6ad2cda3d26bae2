"""Stances of documents as opinions of sentences, a document a sentence, for scorers of structured sentiment.

The expression is the evidence of a stance. A holder, and a target that is an entity, is where it is mentioned; a target
that is an event is its trigger.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.presets.preset import ScorerError
from sayso.presets.stances.opinions import BySentence, Opinion, Part
from sayso.presets.tokens import TOKENS, by_id, fragments, tokens_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sayso.data.sources import Record
    from sayso.presets.preset import Conventions, Pair

    Spans = list[tuple[int, int]]
    Placed = Callable[[str, Iterable[tuple[int, int]]], Part]

CONVENTIONS = {"tokens": "words", "mentions": "all"}
CHOICES: Mapping[str, tuple[str, ...]] = {"tokens": TOKENS, "mentions": ("all", "first", "nearest")}

# What the polarities of stances are called in SemEval-2022 and in RuOpinionNE, which has no neutral one.
SENTIMENT = {"support": "Positive", "oppose": "Negative", "neutral": "Neutral"}
OPINION = {"support": "POS", "oppose": "NEG"}


def opinions(
    pairs: Sequence[Pair],
    conventions: Conventions,
    polarities: Mapping[str, str],
    placed: Placed | None = None,
) -> tuple[BySentence, BySentence]:
    """The opinions of gold and of the predictions by document, where gold has stances at all.

    Stances of another polarity than those named are left out on both sides. `placed` says which tokens of a text some
    spans are; by default those that they touch.

    Raises:
        ScorerError: A span has no offsets (KeyError).
    """
    gold: BySentence = {}
    predicted: BySentence = {}
    for pair in pairs:
        if pair.gold.get("stances") is not None:
            where = placed or _touched(conventions["tokens"])
            for side, record in ((gold, pair.gold), (predicted, pair.predicted)):
                reader = _Reader(pair, record or {}, conventions["mentions"], where)
                side[pair.doc_id] = [
                    reader.opinion(stance, polarities[stance["polarity"]])
                    for stance in (record or {}).get("stances") or []
                    if stance["polarity"] in polarities
                ]
    return gold, predicted


def _touched(how: str) -> Placed:
    def placed(text: str, spans: Iterable[tuple[int, int]]) -> Part:
        tokens = tokens_of(text, how)
        return frozenset(number for start, end in spans for number in tokens.touched(start, end))

    return placed


class _Reader:
    """Reads the stances of a record."""

    def __init__(self, pair: Pair, record: Record, mentions: str, placed: Placed) -> None:
        self._pair = pair
        self._mentions = mentions
        self._placed = placed
        self._entities = by_id(record, "entities")
        self._events = by_id(record, "events")

    def opinion(self, stance: Record, polarity: str) -> Opinion:
        """A stance as an opinion."""
        evidence = self._spans(stance.get("evidence") or [])
        parts = (self._entity(stance["holder"], evidence), self._target(stance["target"], evidence), evidence)
        holder, target, expression = (self._placed(self._pair.text, part) for part in parts)
        return Opinion(holder, target, expression, polarity)

    def _target(self, target: Mapping[str, Any], evidence: Spans) -> Spans:
        if target.get("entity") is not None:
            return self._entity(target["entity"], evidence)
        return self._spans(
            self._events[target["event"]]["trigger"] if target.get("event") is not None else target["span"]
        )

    def _entity(self, name: str, evidence: Spans) -> Spans:
        spans = sorted(self._spans([mention["span"] for mention in self._entities[name].get("mentions") or []]))
        if self._mentions == "nearest" and evidence:
            start = min(evidence)[0]
            spans.sort(key=lambda span: abs(span[0] - start))
        return spans if self._mentions == "all" else spans[:1]

    def _spans(self, spans: Record | list[Record]) -> Spans:
        found = fragments(spans)
        if len(found) < len([spans] if isinstance(spans, dict) else spans):
            reason = f"document {self._pair.doc_id!r}: a span has no offsets ({spans}); `sayso ground` finds them"
            raise ScorerError("KeyError", reason)
        return found
