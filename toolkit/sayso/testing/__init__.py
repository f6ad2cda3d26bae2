"""Runs judged within a test suite, by the rules of gates."""

from sayso.testing.evaluation import Evaluation
from sayso.testing.evaluator import Evaluator

__all__ = ["Evaluation", "Evaluator"]
