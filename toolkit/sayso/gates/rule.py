"""What a gate demands: one rule, as a table of its configuration or a dictionary spells it.

The words are the same in `sayso.toml`, in Python and in tests. Thresholds are decimals as they were written, never
their nearest binary fractions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class PerDocument:
    """What every single document has to reach.

    Attributes:
        min: The least value of a document.
        max_drop: By how much a document may lie below its own value in the baseline.
    """

    min: Decimal | None = None
    max_drop: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of a gate.

    Attributes:
        measure: Canonical spelling of the measure.
        name: What outputs call the rule; distinct among the rules of a gate.
        min: The least value.
        baseline: The saved file that values are compared with.
        max_drop: By how much the value may lie below the baseline's; exactly this much passes.
        informational: Whether it is reported only and never decides.
        significant: Whether only a significant drop fails.
        on: What `min` and `max_drop` look at: the value, or the lower end of its interval.
        by: Attributes to slice by, each alone or as ATTRIBUTE=VALUE; the rule holds for every slice.
        where: Conditions FIELD=VALUE on documents; only those that meet all are scored.
        per_document: What every document has to reach.
        max_lost_items: How many gold items of those that the baseline found may be missed.
        must_find: Ids of gold items that must be found, as DOCUMENT:ITEM or, where no other document has it, ITEM.
        allow_undefined: Whether a value that is undefined though gold has items passes.
        allow_failures: Whether a run with failed documents is judged all the same.
    """

    measure: str
    name: str
    min: Decimal | None = None
    baseline: Path | None = None
    max_drop: Decimal | None = None
    informational: bool = False
    significant: bool = False
    on: Literal["value", "lower"] = "value"
    by: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    per_document: PerDocument | None = None
    max_lost_items: int | None = None
    must_find: tuple[str, ...] = ()
    allow_undefined: bool = False
    allow_failures: bool = False
