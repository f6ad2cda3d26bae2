"""Events of documents as event scorers take them: a trigger with its type, and arguments with their roles.

Spans are of tokens, half open, wherever the scorers count tokens; a convention of the adapters says which tokens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sayso.presets.tokens import TOKENS, fragments, tokens_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sayso.data.sources import Record
    from sayso.presets.preset import Conventions, Pair
    from sayso.presets.tokens import Tokens

# A span with its type or role: (start, end, label).
Labelled = tuple[int, int, str]

IN_TOKENS: Mapping[str, str] = {"tokens": "words"}
TOKEN_CHOICES: Mapping[str, tuple[str, ...]] = {"tokens": TOKENS}


class Event(NamedTuple):
    """A trigger as (start, end, type), and arguments as (start, end, role)."""

    trigger: Labelled
    arguments: tuple[Labelled, ...] = ()


class Window(NamedTuple):
    """What is scored at once, a document or a piece of one: its name and both sides' events, in file order."""

    name: tuple[str, ...]
    gold: Sequence[Event]
    predicted: Sequence[Event]

    @property
    def sides(self) -> tuple[Sequence[Event], Sequence[Event]]:
        """Gold and predicted."""
        return self.gold, self.predicted


def windows_of(pairs: Sequence[Pair], conventions: Conventions) -> list[Window]:
    """A window for each document; one that failed is without predictions."""
    found: list[Window] = []
    for pair in pairs:
        tokens = tokens_of(pair.text, conventions["tokens"])
        gold, predicted = (events_of(record, tokens) for record in (pair.gold, pair.predicted))
        found.append(Window((pair.doc_id,), gold, predicted))
    return found


def events_of(record: Record | None, tokens: Tokens) -> list[Event]:
    """A record's events in tokens; events whose trigger has no offsets are left out, and such arguments."""
    found: list[Event] = []
    for event in (record or {}).get("events") or []:
        trigger = next(iter(fragments(event["trigger"])), None)
        if trigger is None:
            continue
        arguments = tuple(
            (*in_tokens(tokens, *span), argument["role"])
            for argument in event.get("arguments") or []
            for span in fragments(argument["span"])
        )
        found.append(Event((*in_tokens(tokens, *trigger), event.get("type") or ""), arguments))
    return found


def in_tokens(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    """The tokens that a span of characters touches, half open."""
    touched = tokens.touched(start, end)
    return touched.start, touched.stop
