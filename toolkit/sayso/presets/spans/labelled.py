"""Mentions, quotes and triggers as labelled spans of tokens, which is what span scorers count.

A span reaches from the first to the last token that it touches; content of several fragments counts as one such span.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sayso.presets.preset import ScorerError
from sayso.presets.tokens import TOKENS, Tokens, fragments, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sayso.data.sources import Record
    from sayso.presets.preset import Conventions, Pair

# Where the items of each kind are found, and the label of those that have none.
_LAYERS = {"mentions": "entities", "quotes": "quotes", "triggers": "events"}
_UNLABELLED = {"mentions": "entity", "quotes": "quote", "triggers": "event"}

CONVENTIONS = {"items": "mentions", "tokens": "words"}
CHOICES: Mapping[str, tuple[str, ...]] = {"items": tuple(_LAYERS), "tokens": TOKENS}


class Span(NamedTuple):
    """A labelled span: tokens, half open, with the id that a knowledge base has for it ("" where there is none)."""

    start: int
    end: int
    label: str
    link: str = ""


class Spans(NamedTuple):
    """The spans of a document in the order of the records, and how many tokens it has."""

    doc_id: str
    gold: list[Span]
    predicted: list[Span]
    tokens: int


def spans_of(pairs: Sequence[Pair], conventions: Conventions) -> list[Spans]:
    """The spans of every document whose gold has the layer; a run without it there has found nothing.

    Raises:
        ScorerError: A span has no offsets, or touches no token.
    """
    items = conventions["items"]
    found = []
    for pair in pairs:
        if pair.gold.get(_LAYERS[items]) is not None:
            tokens = tokens_of(pair.text, conventions["tokens"])
            gold, predicted = (
                [_span(pair.doc_id, one, tokens) for one in _items(record, items)]
                for record in (pair.gold, pair.predicted)
            )
            found.append(Spans(pair.doc_id, gold, predicted, len(tokens)))
    return found


def labels_of(documents: Sequence[Spans]) -> list[str]:
    """Every label that occurs, sorted."""
    return sorted({span.label for one in documents for side in (one.gold, one.predicted) for span in side})


def _items(record: Mapping[str, Any] | None, items: str) -> Iterator[tuple[Record | list[Record], str, str]]:
    """Each item as its span or spans, its label, and its id in a knowledge base."""
    default = _UNLABELLED[items]
    for one in (record or {}).get(_LAYERS[items]) or []:
        if items == "mentions":
            for mention in one.get("mentions") or []:
                yield mention["span"], one.get("type") or default, one.get("wikidata") or ""
        elif items == "quotes":
            yield one["content"], one.get("kind") or default, ""
        else:
            yield one["trigger"], one.get("type") or default, ""


def _span(doc_id: str, item: tuple[Record | list[Record], str, str], tokens: Tokens) -> Span:
    spans, label, link = item
    parts = fragments(spans)
    if not parts:
        reason = f"document {doc_id!r}: a span has no offsets ({spans}); `sayso ground` finds them"
        raise ScorerError("KeyError", reason)
    touched = tokens.touched(min(start for start, _ in parts), max(end for _, end in parts))
    if not touched:
        reason = f"document {doc_id!r}: a span touches no token ({spans}); the convention tokens=characters counts it"
        raise ScorerError("ValueError", reason)
    return Span(touched.start, touched.stop, label, link)
