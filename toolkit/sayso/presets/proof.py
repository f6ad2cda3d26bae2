"""What is proved of each preset: on how many official results it was tried, and how far from them it is at most.

The table is made by `make parity`, and a test holds it to what the harness measures.
"""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Proof:
    """What a preset was compared with.

    Attributes:
        cases: How many inputs the original scorer was run on.
        numbers: How many of its numbers, and errors, were compared.
        greatest_difference: The greatest relative difference from a number that is known in full precision, absolute
            where that is 0; None if all are known as printed alone.
        digits: To how many decimals the others were printed, all equal to ours; None if there are none.
    """

    cases: int
    numbers: int
    greatest_difference: float | None
    digits: int | None

    @property
    def summary(self) -> str:
        """A few words about it."""
        inputs = f"{self.cases} vectors"
        if self.greatest_difference is None:
            return f"{inputs}, equal to the {self.digits} decimals printed"
        if not self.greatest_difference:
            return f"{inputs}, no difference"
        return f"{inputs}, greatest difference {self.greatest_difference:.0e}"


@functools.cache
def proofs() -> Mapping[str, Proof]:
    """The proof of each preset by its name."""
    table = json.loads(files("sayso.presets").joinpath("proof.json").read_text(encoding="utf-8"))
    return {name: Proof(**row) for name, row in table.items()}
