"""The slices in which runs are compared: those that occur under any of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sayso.evaluate.result import Result
    from sayso.measures.slicing import Cut

    Part = tuple[str, str | None]


def parts_of(result: Result, cuts: Sequence[Cut]) -> Mapping[Cut, Sequence[Part]]:
    """For each measure and attribute the slices, as attribute and value; what a single run has comes last."""
    return {
        cut: [
            (cut.by, value)
            for value in dict.fromkeys(
                value for run in result.runs for value in result.by(cut.by, cut.measure, run=run)
            )
        ]
        for cut in cuts
    }
