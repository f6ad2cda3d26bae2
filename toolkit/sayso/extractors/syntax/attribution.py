"""One attribution: what is said, by which expression, by whom.

Finders propose attributions from the parse; `quotes` joins them with the quotation marks of the text. Content is a list
of extents in code points, half open.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso.extractors.syntax.sources import Source

if TYPE_CHECKING:
    from sayso.extractors.syntax.phrases import Extent


@dataclass(slots=True, eq=False)
class Attribution:
    """Content, cue and source of a piece of reported speech, with its place in the record once that is known."""

    content: list[Extent]
    cue: Extent | None
    source: Source = field(default_factory=Source)
    kind: str = "indirect"
    parent: Attribution | None = None

    def covers(self, offset: int) -> bool:
        """Whether a code point stands in the content."""
        return any(start <= offset < end for start, end in self.content)

    def encloses(self, extent: Extent) -> bool:
        """Whether an extent lies within one fragment of the content."""
        return any(start <= extent[0] and extent[1] <= end for start, end in self.content)

    @property
    def length(self) -> int:
        """Code points of content."""
        return sum(end - start for start, end in self.content)


def joined(extents: list[Extent]) -> list[Extent]:
    """The extents in order, those that overlap or touch made one, empty ones left out."""
    found: list[Extent] = []
    for start, end in sorted(extent for extent in extents if extent[0] < extent[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
