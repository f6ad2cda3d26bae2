"""Tags of tokens as chunks and back: which runs of B-PER, I-PER, O an evaluation takes for one span.

Two readings are about. The lenient one finds a chunk in any sequence, by where tags and types change; conlleval and
seqeval's default share it but for E and S. The strict one knows a scheme, and a chunk that breaks its rules is none.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sayso.presets.preset import ScorerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


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

    def edges(self, texts: Iterable[str], tags: Mapping[str, Tag]) -> Iterator[tuple[bool, bool]]:
        """For each tag, given by its text, whether a chunk ends before it and whether one starts at it."""
        known: dict[tuple[str | None, str], tuple[bool, bool]] = {}
        before: str | None = None
        for text in texts:
            edge = known.get((before, text))
            if edge is None:
                edge = self._edge(OUTSIDE if before is None else tags[before], tags[text])
                known[before, text] = edge
            yield edge
            before = text

    def _edge(self, before: Tag, tag: Tag) -> tuple[bool, bool]:
        pair = before.prefix, tag.prefix
        changes = before.label != tag.label
        return (
            before.prefix in self.closing or pair in self.ends or (changes and before.prefix not in _OUTSIDES),
            tag.prefix in self.opening or pair in self.starts or (changes and tag.prefix not in _OUTSIDES),
        )

    def chunks(self, texts: Sequence[str], tags: Mapping[str, Tag]) -> list[Chunk]:
        """The chunks that end within a sequence, in reading order: close it with an outside tag to have them all."""
        found = []
        start = 0
        for place, (ends, starts) in enumerate(self.edges(texts, tags)):
            if ends:
                found.append(Chunk(start, place - 1, tags[texts[place - 1]].label))
            if starts:
                start = place
        return found


OUTSIDE = Tag("O", "")
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


@dataclass(frozen=True, slots=True)
class Scheme:
    """What a scheme of tags allows between two tokens: where a chunk may start, go on, and end.

    Each rule is a pair of prefixes, the earlier first, with `=` where the types must be equal and `!` where they must
    differ; `*` stands for any prefix.
    """

    prefixes: str
    starts: str
    inside: str
    ends: str

    def chunks(self, tags: Sequence[Tag]) -> list[Chunk]:
        """The chunks of a sentence that keep to the scheme, in reading order.

        Raises:
            ScorerError: A prefix is none of the scheme (ValueError).
        """
        closed = [*tags, OUTSIDE]
        for tag in closed:
            if tag.prefix not in self.prefixes:
                raise ScorerError(
                    "ValueError", f"tag {tag.prefix}-{tag.label}: the scheme has {', '.join(self.prefixes)}"
                )
        found = []
        place = 0
        before = OUTSIDE
        while place < len(tags):
            start = place
            place += 1
            if _allowed(self.starts, before, closed[start]):
                while _allowed(self.inside, closed[place - 1], closed[place]):
                    place += 1
                if _allowed(self.ends, closed[place - 1], closed[place]):
                    found.append(Chunk(start, place - 1, closed[start].label))
            before = closed[place - 1]
        return found


@functools.cache
def _allowed(rules: str, before: Tag, tag: Tag) -> bool:
    """Whether one of the rules lets a tag follow another."""
    same = "=" if before.label == tag.label else "!"
    return any(
        rule[0] in {"*", before.prefix} and rule[1] in {"*", tag.prefix} and rule[2:] in {"", same}
        for rule in rules.split()
    )


SCHEMES: Mapping[str, Scheme] = {
    "IOB1": Scheme("IOB", starts="OI II! BI IB= BB=", inside="II= BI=", ends="II! IO IB BO BI! BB="),
    "IOE1": Scheme("IOE", starts="OI II! EI EE=", inside="II= IE=", ends="II! IO IE! EI= EE="),
    "IOB2": Scheme("IOB", starts="*B", inside="BI= II=", ends="IO IB II! BO BB BI!"),
    "IOE2": Scheme("IOE", starts="OI OE EI EE II! IE!", inside="II= IE=", ends="E*"),
    "IOBES": Scheme("IOBES", starts="*B *S", inside="BI= BE= II= IE=", ends="S* E*"),
    "BILOU": Scheme("IOBUL", starts="*B *U", inside="BI= BL= II= IL=", ends="U* L*"),
}
