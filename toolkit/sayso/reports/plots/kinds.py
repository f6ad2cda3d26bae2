"""What can be drawn of what: by name, the one that is drawn unless another is named first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sayso.reports.plots.agreement import matrices
from sayso.reports.plots.classes import classes
from sayso.reports.plots.confusion import confusion
from sayso.reports.plots.curves import precision_recall, reliability
from sayso.reports.plots.differences import differences
from sayso.reports.plots.parts import parts
from sayso.reports.plots.power import power
from sayso.reports.plots.scatter import scatter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sayso.agreement import Agreement
    from sayso.evaluate import Result
    from sayso.evaluate.comparison import Comparison
    from sayso.evaluate.comparison_power import Plan
    from sayso.measures.curve import Curve
    from sayso.reports.plots.canvas import Drawing

    Drawings = Mapping[str, Drawing]

OF_SCORE = ("precision-recall", "errors", "slices", "confusion")
OF_CURVE = ("curve", "calibration")


def of_result(result: Result, title: str) -> Drawings:
    """Of scores; slices first, if there are any."""
    found: dict[str, Drawing] = {
        "precision-recall": partial(scatter, result, f"{title}: precision and recall"),
        "errors": partial(classes, result, f"{title}: errors by class"),
        "slices": partial(parts, result, f"{title}: slices"),
        "confusion": partial(confusion, result, f"{title}: confusion of labels"),
    }
    return {"slices": found["slices"], **found} if result.slices else found


def of_curves(curves: Mapping[str, Sequence[Curve]], title: str) -> Drawings:
    """Of curves over scores."""
    return {
        "curve": partial(precision_recall, curves, title),
        "calibration": partial(reliability, curves, f"{title}: calibration"),
    }


def of_comparison(comparison: Comparison, title: str) -> Drawings:
    """Of a comparison."""
    return {"differences": partial(differences, comparison, title)}


def of_agreement(agreement: Agreement, title: str) -> Drawings:
    """Of annotators' passes."""
    return {"agreement": partial(matrices, agreement, title)}


def of_plans(plans: Sequence[Plan], title: str) -> Drawings:
    """Of plans of studies."""
    return {"power": partial(power, plans, title)}
