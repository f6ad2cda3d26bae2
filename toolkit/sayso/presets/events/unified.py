"""OmniEvent's unified evaluation: one label for each word or candidate, `NA` where there is nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.presets.events.windows import IN_TOKENS, TOKEN_CHOICES, events_of
from sayso.presets.preset import Defect, Preset, ScorerError
from sayso.presets.tokens import tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sayso.presets.events.windows import Event, Labelled
    from sayso.presets.preset import Conventions, Numbers, Pair

NOTHING = "NA"
_NOTHINGS = frozenset({NOTHING, "None", 0})


def omnievent_unified(gold: Sequence[str], predicted: Sequence[str]) -> dict[str, float]:
    """Micro precision, recall and F1, in percent, over the labels that occur in gold, `NA` apart.

    A candidate is right if both sides have the same label. Predictions count if their label occurs somewhere in gold:
    one that gold never uses costs no precision. Nothing over nothing is 0.

    Args:
        gold: A label for each candidate: an event type or a role, `NA` for none.
        predicted: Likewise.

    Returns:
        `precision`, `recall` and `micro_f1`.

    Raises:
        ScorerError: No candidate is `NA` in gold, or the two differ in length (both ValueError).

    Source:     THU-KEG/OmniEvent OmniEvent/evaluation/metric.py `compute_unified_micro_f1` at ec72e72 (MIT)
    """
    if NOTHING not in gold:
        raise ScorerError("ValueError", f"list.remove(x): x not in list: no candidate is {NOTHING} in gold")
    if len(gold) != len(predicted):
        reason = f"inconsistent numbers of candidates: {len(gold)} in gold, {len(predicted)} predicted"
        raise ScorerError("ValueError", reason)
    positive = set(gold) - {NOTHING}
    matched = sum(one == other for one, other in zip(gold, predicted, strict=True) if one in positive)
    of_gold, of_predicted = (sum(label in positive for label in side) for side in (gold, predicted))
    return {
        "precision": 100.0 * matched / of_predicted if of_predicted else 0.0,
        "recall": 100.0 * matched / of_gold if of_gold else 0.0,
        "micro_f1": 100.0 * 2 * matched / (of_gold + of_predicted) if of_gold + of_predicted else 0.0,
    }


def omnievent_with_type(
    gold: Sequence[str], predicted: Sequence[str], *, gold_types: Sequence[str], predicted_types: Sequence[str]
) -> dict[str, float]:
    """Micro precision, recall and F1 of roles together with the type of their event, as fractions.

    A candidate is positive on a side if neither its role nor its type there is `NA` or `None`. Two different positives
    are one wrong prediction and one missed.

    Args:
        gold: The role of each candidate, `NA` for none.
        predicted: Likewise; the candidates are as many as these.
        gold_types: The type of the event that each candidate is asked about.
        predicted_types: Likewise, as predicted.

    Returns:
        `P`, `R` and `F1`; all 0 if nothing is right.

    Raises:
        ScorerError: Types and roles differ in number (AssertionError), gold has too few roles (IndexError), or nothing
            is positive on a side (ZeroDivisionError).

    Source:     THU-KEG/OmniEvent OmniEvent/evaluation/metric.py `f1_score_overall_with_type` at ec72e72 (MIT)
    """
    if not len(predicted) == len(predicted_types) == len(gold_types):
        numbers = f"{len(predicted)} roles, {len(predicted_types)} and {len(gold_types)} types"
        raise ScorerError("AssertionError", f"predictions have {numbers}")
    if len(gold) < len(predicted):
        raise ScorerError("IndexError", f"list index out of range: {len(gold)} roles in gold for {len(predicted)}")
    rows = [
        ((one_type, one), (other_type, other))
        for one_type, one, other_type, other in zip(gold_types, gold, predicted_types, predicted, strict=False)
    ]
    of_gold, of_predicted = (sum(_NOTHINGS.isdisjoint(row[side]) for row in rows) for side in (0, 1))
    matched = sum(one == other and _NOTHINGS.isdisjoint(one) for one, other in rows)
    for side, number in (("predicted", of_predicted), ("gold", of_gold)):
        if not number:
            raise ScorerError("ZeroDivisionError", f"division by zero: no candidate is positive among the {side}")
    precision, recall = matched / of_predicted, matched / of_gold
    f1 = 2 * precision * recall / (precision + recall) if matched else 0.0
    return {"P": precision, "R": recall, "F1": f1}


def _given(pairs: Sequence[Pair], conventions: Conventions) -> tuple[list[str], list[str], list[str], list[str]]:
    """Types of gold and predicted triggers, then roles of gold and predicted arguments, candidate by candidate."""
    types: tuple[list[str], list[str]] = ([], [])
    roles: tuple[list[str], list[str]] = ([], [])
    for pair in pairs:
        tokens = tokens_of(pair.text, conventions["tokens"])
        gold, predicted = (events_of(record, tokens) for record in (pair.gold, pair.predicted))
        for side, events in enumerate((gold, predicted)):
            types[side].extend(_labels(len(tokens), (event.trigger for event in events)))
        for event in gold:
            roles[0].extend(_labels(len(tokens), event.arguments))
            roles[1].extend(_labels(len(tokens), _arguments_at(event, predicted)))
    return *types, *roles


def _scored(labels: tuple[list[str], list[str], list[str], list[str]], _conventions: Conventions) -> Numbers:
    numbers: dict[str, Numbers] = {"trigger": omnievent_unified(*labels[:2])}
    if labels[2]:
        numbers["argument"] = omnievent_unified(*labels[2:])
    return numbers


def _labels(count: int, spans: Iterable[Labelled]) -> list[str]:
    """A label for each token: that of the first span which covers it."""
    labels = [NOTHING] * count
    for start, end, label in spans:
        for place in range(start, end):
            if labels[place] == NOTHING:
                labels[place] = label
    return labels


def _arguments_at(event: Event, predicted: Sequence[Event]) -> tuple[Labelled, ...]:
    """The arguments of the first predicted event whose trigger starts where this one's does."""
    return next((other.arguments for other in predicted if other.trigger[0] == event.trigger[0]), ())


PRESETS = (
    Preset(
        name="omnievent-unified",
        scorer="OmniEvent compute_unified_micro_f1",
        version="ec72e72",
        layer="events",
        unit="tokens",
        source="THU-KEG/OmniEvent OmniEvent/evaluation/metric.py at ec72e72; MIT; Peng et al., Findings of ACL 2023",
        differs=(
            "Sayso counts triggers and arguments (events.classification.F@exact, events.roles.F@exact), here each "
            "token counts, and a type that gold never uses is no mistake."
        ),
        defects=(
            Defect(
                what="A wrong label that gold never uses costs no precision.",
                example="Gold Meet, NA; predicted Meet, Attack: precision 100, though one of two is wrong.",
            ),
            Defect(
                what="Gold without any `NA` stops the scorer.",
                example="Ten candidates that are all Meet in gold: ValueError, list.remove(x): x not in list.",
            ),
            Defect(
                what="With types, nothing positive on a side divides by zero.",
                example="One candidate, gold Place and predicted NA: ZeroDivisionError.",
            ),
        ),
        native=omnievent_unified,
        given=_given,
        scored=_scored,
        conventions=IN_TOKENS,
        choices=TOKEN_CHOICES,
        vectors="events/omnievent_unified.json",
        headline="trigger.micro_f1",
    ),
)
