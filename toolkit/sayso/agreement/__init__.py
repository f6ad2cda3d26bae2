"""Agreement between annotators: what of it is beyond chance, layer by layer; and from their passes to gold.

Degenerate cases are undefined with their reason, never a silent 1 or 0.
"""

from sayso.agreement.adjudicating import adjudicated, open_cases
from sayso.agreement.alpha import Alpha, alpha
from sayso.agreement.cases import Case
from sayso.agreement.gamma import Gamma, disorder, gamma
from sayso.agreement.kappa import Kappa, kappa
from sayso.agreement.passes import Agreement, agree
from sayso.agreement.unitizing import Unit, Unitized, alpha_u

__all__ = [
    "Agreement",
    "Alpha",
    "Case",
    "Gamma",
    "Kappa",
    "Unit",
    "Unitized",
    "adjudicated",
    "agree",
    "alpha",
    "alpha_u",
    "disorder",
    "gamma",
    "kappa",
    "open_cases",
]
