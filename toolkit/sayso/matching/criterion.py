"""Criteria by name: `exact`, `trimmed`, `overlap(t)`, `head`, `text`, and `entity` for arguments.

A criterion is a value: it is spelled, compared and hashed, and knows nothing of arrays. What it admits is in
`sayso.matching.candidates`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction

from sayso.errors import MeasureError

SPAN_CRITERIA = ("exact", "trimmed", "overlap", "head", "text")
CRITERIA = (*SPAN_CRITERIA, "entity")
_SPELLING = re.compile(r"(?P<name>[a-z]+)(?:\((?P<threshold>[^()]*)\))?")
_DECIMAL = re.compile(r"(?:0|1)(?:\.[0-9]+)?|\.[0-9]+")


@dataclass(frozen=True, slots=True)
class Criterion:
    """When may a gold and a predicted item pair.

    `threshold` is the least intersection over union under `overlap`, exactly the decimal that was spelled.
    """

    name: str
    # Two thresholds of one criterion are rare in a table, and to hash a fraction takes long.
    threshold: Fraction | None = field(default=None, hash=False)

    def __str__(self) -> str:
        """The canonical spelling, the threshold as its shortest decimal."""
        return self.name if self.threshold is None else f"{self.name}({_shortest(self.threshold)})"


EXACT = Criterion("exact")
OVERLAP = Criterion("overlap", Fraction(1, 2))
MEETING = Criterion("overlap", Fraction(0))


def parse_criterion(text: str) -> Criterion:
    """Read a criterion; `overlap` alone is `overlap(0.5)`.

    Raises:
        MeasureError: It is not one of the criteria, or its threshold is not a decimal from 0 to 1.
    """
    found = _SPELLING.fullmatch(text.strip())
    name = found["name"] if found else text
    if not found or name not in CRITERIA:
        msg = (
            f"unknown criterion {text!r}; there are {', '.join(CRITERIA)}, overlap with a threshold as in overlap(0.5)"
        )
        raise MeasureError(msg)
    threshold = found["threshold"]
    if name != "overlap":
        if threshold is not None:
            msg = f"criterion {name!r} takes no threshold, found {text!r}; only overlap does, as in overlap(0.5)"
            raise MeasureError(msg)
        return Criterion(name)
    if threshold is None:
        return OVERLAP
    if not _DECIMAL.fullmatch(threshold.strip()) or not 0 <= Fraction(threshold.strip()) <= 1:
        msg = f"the threshold of overlap is a decimal from 0 to 1, found {text!r}; write it as in overlap(0.5)"
        raise MeasureError(msg)
    return Criterion(name, Fraction(threshold.strip()))


def _shortest(threshold: Fraction) -> str:
    """The shortest decimal of a fraction whose denominator divides a power of ten."""
    digits, scale = threshold.numerator, 0
    while digits % threshold.denominator:
        digits, scale = digits * 10, scale + 1
    text = str(digits // threshold.denominator).zfill(scale + 1)
    return f"{text[:-scale]}.{text[-scale:]}" if scale else text
