"""The signature: the line that says what was computed, on what, and how.

Numbers with different signatures are never compared silently. The package's version is shown but not
compared: what decides is the *definitions version*, which is raised only when a number may change.
"""

from __future__ import annotations

import unicodedata
from dataclasses import asdict, dataclass
from typing import Any

from sayso import __version__

DEFINITIONS = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What a set of numbers depends on besides the measures' own spellings.

    Attributes:
        corpus: Digest of the gold content that was scored.
        documents: How many documents that was.
        missing: What a gold document without prediction counts as: an error, or `empty`.
        on: Whether `all` gold documents are scored, or those that every run has (`common`).
        labels: Whether label sets are `closed` or `open` to other labels in runs.
        entities: How entities are aligned, unless a measure's `align` says otherwise.
        where: Which documents were chosen by their fields, None for all.
        level: Level of intervals and of significance.
        resamples: How many resamples there are.
        seed: Where the random numbers of resamples start.
        unicode: Version of the Unicode data by which texts are trimmed and compared.
        definitions: Version of the measures' definitions.
        version: Version of the package; not compared.
    """

    corpus: str
    documents: int
    missing: str = "error"
    on: str = "all"
    labels: str = "closed"
    entities: str = "mentions@overlap(0.5),wikidata,name"
    where: str | None = None
    level: float = 0.95
    resamples: int = 10_000
    seed: int = 1
    unicode: str = unicodedata.unidata_version
    definitions: int = DEFINITIONS
    version: str = __version__

    def __str__(self) -> str:
        """The signature on one line, version last."""
        parts = {**asdict(self), "version": None}
        shown = "|".join(f"{name}:{value}" for name, value in parts.items() if value is not None)
        return f"{shown}|sayso:{self.version}"

    def to_dict(self) -> dict[str, Any]:
        """The signature as it stands in JSON, its one line as `text`."""
        return {**asdict(self), "text": str(self)}

    def compared(self) -> str:
        """The part that must be equal for numbers to be compared."""
        return str(self).rsplit("|", 1)[0]
