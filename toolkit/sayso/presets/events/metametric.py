"""metametric's suite for event extraction: one-to-one matching of events in each document, averaged over documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable
from typing import TYPE_CHECKING

from sayso.presets.events.windows import IN_TOKENS, TOKEN_CHOICES, windows_of
from sayso.presets.preset import Defect, Preset, ScorerError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.presets.events.windows import Event, Window
    from sayso.presets.preset import Conventions, Numbers

# What an event must share to be paired at all, and, for arguments, what they must share.
_SPAN = slice(0, 2)
_WHOLE = slice(0, 3)
_PARTS: dict[str, tuple[slice, slice | None]] = {
    "trigger_identification": (_SPAN, None),
    "trigger_classification": (_WHOLE, None),
    "argument_identification": (_WHOLE, _SPAN),
    "argument_classification": (_WHOLE, _WHOLE),
}


def metametric_events(windows: Sequence[Window]) -> dict[str, float]:
    """Precision, recall and F1 of triggers and arguments, each a mean over documents.

    The events of a document are paired one to one so that their similarities add up to most. Triggers are similar, by
    1, if they have the same span (identification) or the same span and type (classification). For arguments, events
    with the same trigger and type are as similar as the number of arguments that pair one to one, by span or by span
    and role; two events without arguments are similar by 1. With itself an event is similar by the number of its
    arguments, or 1 if it has none, and a document without events by 1. P = paired / of the prediction with itself,
    R = paired / of gold with itself, F1 = 2 * paired / both.

    Args:
        windows: Documents with both sides' events; spans are of tokens, half open.

    Returns:
        `<part>-precision`, `<part>-recall` and `<part>-f1` for the parts `trigger_identification`,
        `trigger_classification`, `argument_identification` and `argument_classification`.

    Raises:
        ScorerError: There are no documents (ZeroDivisionError).

    Source:     metametric 0.2.1 (git 532afe5) metrics/event_extraction.py; Chen et al., EMNLP 2023, section 4
    """
    if not windows:
        raise ScorerError("ZeroDivisionError", "division by zero: there are no documents")
    found: dict[str, float] = {}
    for part, (of_trigger, of_argument) in _PARTS.items():
        rows = [_row(window, of_trigger, of_argument) for window in windows]
        found[f"{part}-precision"] = sum(both / predicted for both, _, predicted in rows) / len(rows)
        found[f"{part}-recall"] = sum(both / gold for both, gold, _ in rows) / len(rows)
        found[f"{part}-f1"] = sum(2 * both / (gold + predicted) for both, gold, predicted in rows) / len(rows)
    return found


def _row(window: Window, of_trigger: slice, of_argument: slice | None) -> tuple[int, int, int]:
    """Similarity of the two sides, of gold with itself and of the prediction with itself."""
    if of_argument is None:
        gold, predicted = (Counter[Hashable](event.trigger[of_trigger] for event in side) for side in window.sides)
        return _shared(gold, predicted), gold.total() or 1, predicted.total() or 1
    sides = (_by_trigger(window.gold, of_argument), _by_trigger(window.predicted, of_argument))
    own = [sum(one.total() or 1 for group in side.values() for one in group) or 1 for side in sides]
    if not any(sides):
        return 1, 1, 1
    both = sum(_paired(sides[0][trigger], sides[1][trigger]) for trigger in sides[0].keys() & sides[1].keys())
    return both, own[0], own[1]


def _by_trigger(events: Sequence[Event], part: slice) -> dict[Hashable, list[Counter[Hashable]]]:
    found: dict[Hashable, list[Counter[Hashable]]] = defaultdict(list)
    for event in events:
        found[event.trigger].append(Counter(argument[part] for argument in event.arguments))
    return found


def _shared(one: Counter[Hashable], other: Counter[Hashable]) -> int:
    """What two collections share one to one; two empty ones share 1."""
    return (one & other).total() if one or other else 1


def _paired(gold: Sequence[Counter[Hashable]], predicted: Sequence[Counter[Hashable]]) -> int:
    """The greatest sum of what paired events share, among those with one trigger."""
    if len(gold) == len(predicted) == 1:
        return _shared(gold[0], predicted[0])
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    shared = np.array([[_shared(one, other) for other in predicted] for one in gold])
    return int(shared[linear_sum_assignment(shared, maximize=True)].sum())


def _scored(windows: Sequence[Window], _conventions: Conventions) -> Numbers:
    return metametric_events(windows)


PRESETS = (
    Preset(
        name="metametric-events",
        scorer="metametric event_extraction_suite",
        version="0.2.1",
        layer="events",
        unit="events and arguments of tokens",
        source="metametric 0.2.1 (PyPI; git 532afe5) metrics/event_extraction.py; Chen et al., EMNLP 2023",
        differs=(
            "Sayso pools counts over the corpus (events.F@exact, events.roles.F@exact); with average=documents it "
            "leaves out documents in which a measure is undefined, where here an empty side counts as one item."
        ),
        defects=(
            Defect(
                what="A document without events on either side counts as a perfect one.",
                example="Two documents, one empty on both sides, one with a wrong prediction alone: all numbers .5.",
            ),
            Defect(
                what="An event without arguments counts as one argument.",
                example=(
                    "Gold Attack and Meet at [3, 4), both without arguments, Attack predicted: "
                    "argument_classification precision 1, recall .5, though there are no arguments."
                ),
            ),
            Defect(
                what="Numbers are means over documents, so that one event in a short document weighs more than many.",
                example="One of one event found in a document, none of nine in another: recall .5, not .1.",
            ),
        ),
        native=metametric_events,
        given=windows_of,
        scored=_scored,
        conventions=IN_TOKENS,
        choices=TOKEN_CHOICES,
        vectors="events/trigger_argument.json",
        headline="argument_classification-f1",
    ),
)
