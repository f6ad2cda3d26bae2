"""What became of one condition of a rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from sayso.gates.findings import Sighting


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a condition.

    Attributes:
        expected: What was expected.
        holds: Whether it is so.
        words: What was found, and by how much it differs.
        margin: By how much the threshold is exceeded; None without a threshold on the value.
        found: What the threshold is compared with; None without one.
        items: The gold items that it is about.
    """

    expected: str
    holds: bool
    words: str
    margin: Decimal | None = None
    found: float | None = None
    items: tuple[Sighting, ...] = ()
