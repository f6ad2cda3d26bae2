"""OmniEvent's overall F1: tuples as multisets, and a tenth of a billionth in every denominator."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sayso.presets.events.windows import IN_TOKENS, TOKEN_CHOICES, windows_of
from sayso.presets.preset import Defect, Preset

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from sayso.presets.events.windows import Event, Window
    from sayso.presets.preset import Conventions, Numbers

# What keeps the original from dividing by zero.
_SMALL = 1e-10


def omnievent(gold: Sequence[Hashable], predicted: Sequence[Hashable]) -> dict[str, float]:
    """Micro precision, recall and F1 of tuples: each prediction takes one equal gold tuple that is still free.

    P = matched / (predicted + 1e-10), R = matched / (gold + 1e-10), F1 = 2PR / (P + R + 1e-10).

    Args:
        gold: Tuples, whatever the caller puts into them; `trigger_tuples` and `argument_tuples` are customary.
        predicted: Likewise; a copy needs a gold copy.

    Returns:
        `P`, `R` and `F1`, as fractions.

    Source:     THU-KEG/OmniEvent OmniEvent/evaluation/metric.py `f1_score_overall` at ec72e72 (MIT)
    """
    matched = (Counter(gold) & Counter(predicted)).total()
    precision = matched / (len(predicted) + _SMALL)
    recall = matched / (len(gold) + _SMALL)
    return {"P": precision, "R": recall, "F1": 2 * precision * recall / (precision + recall + _SMALL)}


def trigger_tuples(windows: Iterable[Window]) -> tuple[list[Hashable], list[Hashable]]:
    """Gold and predicted triggers as (document, start, end, type)."""
    return _both(windows, lambda event: [event.trigger])


def argument_tuples(windows: Iterable[Window]) -> tuple[list[Hashable], list[Hashable]]:
    """Gold and predicted arguments as (document, trigger, start, end, role), the trigger with its type."""
    return _both(windows, lambda event: [(event.trigger, *argument) for argument in event.arguments])


def _both(
    windows: Iterable[Window], of_event: Callable[[Event], Iterable[tuple[Hashable, ...]]]
) -> tuple[list[Hashable], list[Hashable]]:
    both: tuple[list[Hashable], list[Hashable]] = ([], [])
    for window in windows:
        for side, events in zip(both, window.sides, strict=True):
            side.extend((window.name, *one) for event in events for one in of_event(event))
    return both


def _scored(windows: Sequence[Window], _conventions: Conventions) -> Numbers:
    return {"trigger": omnievent(*trigger_tuples(windows)), "argument": omnievent(*argument_tuples(windows))}


PRESETS = (
    Preset(
        name="omnievent",
        scorer="OmniEvent f1_score_overall",
        version="ec72e72",
        layer="events",
        unit="tuples of tokens",
        source="THU-KEG/OmniEvent OmniEvent/evaluation/metric.py at ec72e72; MIT; Peng et al., EMNLP 2023 demos",
        differs=(
            "Sayso pairs events one to one on their triggers (events.F@exact) and then their arguments "
            "(events.roles.F@exact), and a perfect run has exactly 1."
        ),
        defects=(
            Defect(
                what="No run is perfect: 1e-10 in each denominator keeps it below 1, the more the fewer tuples.",
                example="One gold tuple, predicted: P and R 0.9999999999, F1 0.99999999985.",
            ),
            Defect(
                what="Events that share a trigger pool their arguments, whichever event they were predicted for.",
                example="Gold two Attacks at [3, 4), one with a place, one with a time; predicted exchanged: F1 1.",
            ),
        ),
        native=omnievent,
        given=windows_of,
        scored=_scored,
        conventions=IN_TOKENS,
        choices=TOKEN_CHOICES,
        vectors="events/trigger_argument.json",
        headline="argument.F1",
    ),
)
