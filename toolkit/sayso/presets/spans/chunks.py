"""Tags of tokens as chunks and back: which runs of B-PER, I-PER, O an evaluation takes for one span.

Two readings are about. The lenient one finds a chunk in any sequence, by where tags and types change; conlleval and
seqeval's default share it but for E and S. The strict one knows a scheme, and a chunk that breaks its rules is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sayso.presets.preset import ScorerError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sayso.presets.spans.labelled import Span


class Chunk(NamedTuple):
    """A typed run of tokens: the first, the last, the type."""

    first: int
    last: int
    label: str


class Tag(NamedTuple):
    """A tag taken apart."""

    prefix: str
    label: str


@dataclass(frozen=True, slots=True)
class Lenient:
    """Between which two tags of one type a chunk ends or starts; a change of type always does both.

    Attributes:
        closing: Prefixes after which a chunk ends, whatever comes.
        ends: Pairs of prefixes, the earlier first, between which a chunk ends.
        opening: Prefixes at which a chunk starts, whatever came.
        starts: Pairs of prefixes between which a chunk starts.
    """

    closing: frozenset[str]
    ends: frozenset[tuple[str, str]]
    opening: frozenset[str]
    starts: frozenset[tuple[str, str]]

    def chunks(self, tags: Sequence[Tag]) -> list[Chunk]:
        """The chunks of a sentence, in reading order."""
        found = []
        start = 0
        before = _OUTSIDE
        for place, tag in enumerate([*tags, _OUTSIDE]):
            pair = before.prefix, tag.prefix
            changes = before.label != tag.label
            if before.prefix in self.closing or pair in self.ends or (changes and before.prefix not in _OUTSIDES):
                found.append(Chunk(start, place - 1, before.label))
            if tag.prefix in self.opening or pair in self.starts or (changes and tag.prefix not in _OUTSIDES):
                start = place
            before = tag
        return found


_OUTSIDE = Tag("O", "")
_OUTSIDES = frozenset("O.")


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    return frozenset((pair[0], pair[1]) for pair in text.split())


CONLLEVAL = Lenient(
    closing=frozenset("[]"),
    ends=_pairs("BB BO IB IO EE EI EO"),
    opening=frozenset("[]"),
    starts=_pairs("BB IB OB OI EE EI OE"),
)
SEQEVAL = Lenient(
    closing=frozenset("ES"),
    ends=_pairs("BB BS BO IB IS IO"),
    opening=frozenset("BS"),
    starts=_pairs("EE EI SE SI OE OI"),
)
