"""Uncertainty that stays honest: intervals, paired tests, corrections and plans, with the document as the unit.

Items of one document are never resampled as if they were independent. What is reported follows from the number of
documents, and what cannot be had is said in words.
"""

from sayso.uncertainty.bootstrap import Bootstrap
from sayso.uncertainty.corrections import benjamini_hochberg, bonferroni, holm
from sayso.uncertainty.detectable import detectable
from sayso.uncertainty.interval import Interval, intervals
from sayso.uncertainty.mcnemar import mcnemar
from sayso.uncertainty.paired import Paired, paired
from sayso.uncertainty.power import Planned, deviation, documents_needed, plan, power
from sayso.uncertainty.settings import Settings

__all__ = [
    "Bootstrap",
    "Interval",
    "Paired",
    "Planned",
    "Settings",
    "benjamini_hochberg",
    "bonferroni",
    "detectable",
    "deviation",
    "documents_needed",
    "holm",
    "intervals",
    "mcnemar",
    "paired",
    "plan",
    "power",
]
