"""Gates: rules that a run has to meet, and what is said where it does not."""

from sayso.gates.outcome import Item, Outcome, Verdict
from sayso.gates.rule import PerDocument, Rule

__all__ = ["Item", "Outcome", "PerDocument", "Rule", "Verdict"]
