"""Precision, recall and F1 as quote scorers form them: nothing over nothing is 0, or it stops them."""

from __future__ import annotations

from sayso.presets.preset import ScorerError


def or_zero(part: float, whole: float) -> float:
    """A quotient, 0 where there is nothing to divide by."""
    return part / whole if whole else 0.0


def or_stop(part: float, whole: float, what: str) -> float:
    """A quotient of something that must be there.

    Raises:
        ScorerError: ZeroDivisionError, as in the original.
    """
    if not whole:
        raise ScorerError("ZeroDivisionError", f"division by zero: there are no {what}")
    return part / whole


def prf(precision: float, recall: float) -> dict[str, float]:
    """Both with their harmonic mean `2 * P * R / (P + R)`, formed in that order; 0 where both are."""
    f1 = or_zero(2 * precision * recall, precision + recall)
    return {"precision": precision, "recall": recall, "f1": f1}
