"""Plots: the same numbers as pictures, as SVG or PNG by the ending of the file.

    score     precision-recall · errors · slices · confusion          agree   agreement
    compare   differences                                             power   power
    curve     curve · calibration

A report holds what can be drawn of it by name; nothing is drawn, and the library that draws is not loaded, before
somebody asks. The same report gives the same bytes with one version of that library.
"""

from sayso.reports.plots.canvas import ENDINGS, check_installed, picture
from sayso.reports.plots.kinds import OF_CURVE, OF_SCORE, of_agreement, of_comparison, of_curves, of_plans, of_result
from sayso.reports.plots.saving import check_kinds, named, save

__all__ = [
    "ENDINGS",
    "OF_CURVE",
    "OF_SCORE",
    "check_installed",
    "check_kinds",
    "named",
    "of_agreement",
    "of_comparison",
    "of_curves",
    "of_plans",
    "of_result",
    "picture",
    "save",
]
