"""Documents as tags of tokens, a document a sentence: what scorers of sequences read.

Tags cannot hold spans that overlap. Such are refused, or the longest are kept, the earlier of two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sayso.presets.preset import ScorerError
from sayso.presets.spans import labelled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sayso.presets.preset import Conventions
    from sayso.presets.spans.labelled import Span

CONVENTIONS = {**labelled.CONVENTIONS, "overlaps": "refuse"}
CHOICES: Mapping[str, tuple[str, ...]] = {**labelled.CHOICES, "overlaps": ("refuse", "longest")}


class _Prefixes(NamedTuple):
    """The prefixes of a chunk's first, inner and last token, and of one alone.

    `touched` says that the first two schemes mark a border only where two chunks of one type touch: `I` otherwise.
    """

    first: str
    inner: str
    last: str
    single: str
    touched: bool = False


_SCHEMES = {
    "IOB1": _Prefixes("B", "I", "I", "B", touched=True),
    "IOE1": _Prefixes("I", "I", "E", "E", touched=True),
    "IOB2": _Prefixes("B", "I", "I", "B"),
    "IOE2": _Prefixes("I", "I", "E", "E"),
    "IOBES": _Prefixes("B", "I", "E", "S"),
    "BILOU": _Prefixes("B", "I", "L", "U"),
}


def tagged(
    documents: Sequence[labelled.Spans], conventions: Conventions, scheme: str = "IOB2"
) -> tuple[list[list[str]], ...]:
    """The tags of gold and of the predictions, a sentence for each document.

    Raises:
        ScorerError: Spans overlap.
    """
    return tuple(
        [tags(spans, one.tokens, scheme) for spans, one in zip(side, documents, strict=True)]
        for side in apart(documents, conventions["overlaps"])
    )


def apart(documents: Sequence[labelled.Spans], overlaps: str) -> tuple[list[list[Span]], list[list[Span]]]:
    """The spans of gold and of the predictions without overlap, in reading order; the `longest` are kept.

    Raises:
        ScorerError: Some of one side of a document overlap, and `overlaps` is `refuse`.
    """
    return (
        [_apart(one.gold, overlaps, f"document {one.doc_id!r}, gold") for one in documents],
        [_apart(one.predicted, overlaps, f"document {one.doc_id!r}, predicted") for one in documents],
    )


def _apart(spans: Sequence[Span], overlaps: str, where: str) -> list[Span]:
    found: list[Span] = []
    taken: set[int] = set()
    for span in sorted(spans, key=lambda span: (span.start - span.end, span.start)):
        places = range(span.start, span.end)
        if taken.isdisjoint(places):
            taken.update(places)
            found.append(span)
        elif overlaps == "refuse":
            reason = f"{where}: spans overlap at token {span.start} ({span.label}); overlaps=longest keeps the longest"
            raise ScorerError("ValueError", reason)
    return sorted(found)


def tags(spans: Sequence[Span], tokens: int, scheme: str) -> list[str]:
    """The tags of spans that are apart and in reading order, by a scheme."""
    prefixes = _SCHEMES[scheme]
    found = ["O"] * tokens
    for place, span in enumerate(spans):
        inner = [prefixes.inner] * (span.end - span.start)
        before, after = spans[place - 1] if place else None, spans[place + 1] if place + 1 < len(spans) else None
        touches = (_touch(before, span), _touch(span, after)) if prefixes.touched else (True, True)
        if len(inner) == 1:
            marked = touches[0] if prefixes.single == "B" else touches[1]
            inner = [prefixes.single if marked else prefixes.inner]
        else:
            inner[0] = prefixes.first if touches[0] else prefixes.inner
            inner[-1] = prefixes.last if touches[1] else prefixes.inner
        found[span.start : span.end] = [f"{prefix}-{span.label}" for prefix in inner]
    return found


def _touch(one: Span | None, other: Span | None) -> bool:
    return one is not None and other is not None and one.end == other.start and one.label == other.label
