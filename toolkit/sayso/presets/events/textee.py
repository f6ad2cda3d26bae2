"""TextEE: triggers and arguments as sets of tuples over the corpus, with and without the trigger they belong to."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Literal

from sayso.presets.events.windows import IN_TOKENS, TOKEN_CHOICES, Event, Window, windows_of
from sayso.presets.preset import Defect, Preset, ScorerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sayso.presets.preset import Conventions, Numbers

Task = Literal["E2E", "ED", "EAE"]
Counts = dict[str, int | float]

_TRIGGERS = ("trigger_id", "trigger_cls")
_ARGUMENTS = ("argument_id", "argument_cls", "argument_attached_id", "argument_attached_cls")
NAMES: dict[Task, tuple[str, ...]] = {"E2E": _TRIGGERS + _ARGUMENTS, "ED": _TRIGGERS, "EAE": _ARGUMENTS}

# What each number counts of (window, start, end, type) and, for an argument, (…, its start, its end, role).
_COUNTED = {
    "trigger_id": itemgetter(0, 1, 2),
    "trigger_cls": itemgetter(0, 1, 2, 3),
    "argument_id": itemgetter(0, 3, 4, 5),
    "argument_cls": itemgetter(0, 3, 4, 5, 6),
    "argument_attached_id": itemgetter(0, 1, 2, 3, 4, 5),
    "argument_attached_cls": itemgetter(0, 1, 2, 3, 4, 5, 6),
}


def textee(windows: Iterable[Window], task: Task = "E2E") -> dict[str, Counts]:
    """Micro precision, recall and F1 of triggers and arguments, identified and classified, in percent.

    Everything is a set of tuples over the corpus, so that copies count once. A trigger is identified by its window and
    span, classified by its type besides. An argument is identified by its window, the *type* of its event and its own
    span, and classified by its role besides; an attached argument has the span of its trigger as well.

    Args:
        windows: Documents or pieces of them; their names tell them apart. Spans are of tokens, half open.
        task: `E2E` for all six, `ED` for triggers alone, `EAE` for arguments under gold triggers: then the events of
            each window are paired in order, and each pair must have the same trigger (see `under_gold_triggers`).

    Returns:
        For each of `trigger_id` (TI), `trigger_cls` (TC), `argument_id` (AI), `argument_cls` (AC),
        `argument_attached_id` (AI+) and `argument_attached_cls` (AC+): `pred_num`, `gold_num`, `match_num`,
        `precision`, `recall` and `f1`, nothing over nothing being 0.

    Raises:
        ScorerError: The triggers differ in `EAE` (AssertionError).

    Source:     ej0cl6/TextEE TextEE/scorer.py at 25d5dca (Apache-2.0); Huang et al., TextEE, Findings of ACL 2024
    """
    listed = list(windows)
    if task == "EAE":
        _check_triggers(listed)
    numbers: dict[tuple[str, ...], int] = {}
    places = [numbers.setdefault(window.name, len(numbers)) for window in listed]
    triggers, arguments = (
        [list(whole(zip(places, (window.sides[side] for window in listed), strict=True))) for side in (0, 1)]
        for whole in (_triggers, _arguments)
    )
    found: dict[str, Counts] = {}
    for name in NAMES[task]:
        gold, predicted = (set(map(_COUNTED[name], side)) for side in (triggers if name in _TRIGGERS else arguments))
        found[name] = _counts(len(predicted), len(gold), len(gold & predicted))
    return found


def under_gold_triggers(gold: Sequence[Event], predicted: Sequence[Event]) -> list[Event]:
    """The gold triggers with the arguments of the predicted event that has the identical one; the last, if several."""
    arguments = {event.trigger: event.arguments for event in predicted}
    return [Event(event.trigger, arguments.get(event.trigger, ())) for event in gold]


def _check_triggers(windows: Sequence[Window]) -> None:
    for window in windows:
        one, other = ([event.trigger for event in side] for side in (window.gold, window.predicted))
        if one != other:
            name = ", ".join(window.name)
            raise ScorerError("AssertionError", f"window {name} has gold triggers {one}, predicted ones {other}")


def _triggers(windows: Iterable[tuple[int, Sequence[Event]]]) -> Iterator[tuple[object, ...]]:
    return ((place, *event.trigger) for place, events in windows for event in events)


def _arguments(windows: Iterable[tuple[int, Sequence[Event]]]) -> Iterator[tuple[object, ...]]:
    return (
        (place, *event.trigger, *argument)
        for place, events in windows
        for event in events
        for argument in event.arguments
    )


def _counts(predicted: int, gold: int, matched: int) -> Counts:
    precision = 100 * matched / predicted if predicted else 0.0
    recall = 100 * matched / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if matched else 0.0
    return {
        "pred_num": predicted,
        "gold_num": gold,
        "match_num": matched,
        "precision": precision,
        "recall": recall,
        "f1": f1,
    }


def _scored(windows: Sequence[Window], conventions: Conventions) -> Numbers:
    if conventions["triggers"] == "gold":
        given = [
            Window(window.name, window.gold, under_gold_triggers(window.gold, window.predicted)) for window in windows
        ]
        return textee(given, "EAE")
    return textee(windows)


PRESETS = (
    Preset(
        name="textee",
        scorer="TextEE scorer.py",
        version="25d5dca",
        layer="events",
        unit="tuples of tokens",
        source="ej0cl6/TextEE TextEE/scorer.py at 25d5dca; Apache-2.0; Huang et al., Findings of ACL 2024",
        differs=(
            "Sayso pairs events one to one on their triggers (events.F@exact) and then their arguments within each "
            "pair (events.roles.F@exact), so that a copy is wrong and an argument has the trigger it belongs to."
        ),
        defects=(
            Defect(
                what="Arguments that are not `attached` ignore the trigger: any event of the same type will do.",
                example=(
                    "Gold trigger [3, 4), predicted [2, 4), both Attack, with the same two arguments: argument_cls "
                    "100, argument_attached_cls 0."
                ),
            ),
            Defect(
                what="Two events of one type that share an argument count it once.",
                example=(
                    "Gold events of Attack at [3, 4) and [9, 10), both with attacker [0, 1), the first predicted: "
                    "argument_cls 1 of 1, argument_attached_cls 1 of 2."
                ),
            ),
            Defect(
                what="Copies are free, since everything is a set.",
                example="Gold attacker and target, predicted attacker twice and target: precision 100, not 66.7.",
            ),
        ),
        native=textee,
        given=windows_of,
        scored=_scored,
        conventions={**IN_TOKENS, "triggers": "predicted"},
        choices={**TOKEN_CHOICES, "triggers": ("predicted", "gold")},
        vectors="events/trigger_argument.json",
        headline="argument_attached_cls.f1",
    ),
)
