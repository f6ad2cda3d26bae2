"""Power of studies: how often so many documents would show a difference, and which difference they would show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.reports.plots.canvas import GREY, LINES, explain, mark, sheet
from sayso.reports.plots.words import nothing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sayso.evaluate.comparison_power import Plan

PLANS = 8


def power(plans: Sequence[Plan], title: str) -> Figure:
    """Two panels over the number of documents: power, and the minimum detectable difference.

    Raises:
        UsageError: There is no plan.
    """
    shown = [plan for plan in plans if plan.curve][:PLANS]
    if not shown:
        raise nothing("power", "no plan has a curve")
    names = [f"{plan.name}, difference {plan.drawn:.3g}" for plan in shown]
    one = shown[0]
    tests = f", Holm over {one.tests} tests (its first step)" if one.tests > 1 else ""
    note = (
        f"Level {one.level:.4g}{tests}. Left, dashed: the power asked for, {one.power:.4g}. "
        "Right: what four of five studies of a size would show."
    )
    page = sheet(title, panels=2, columns=2, width=3.4, height=2.6, names=names, note=note)
    left, right = page.panels
    left.axhline(one.power, color=GREY, linewidth=0.8, linestyle=(0, (4, 3)))
    marks = []
    for place, plan in enumerate(shown):
        documents = [row.documents for row in plan.curve]
        look = {"linestyle": LINES[place % len(LINES)], "linewidth": 1.3, "markersize": 3.8, **mark(place)}
        marks += left.plot(documents, [row.power for row in plan.curve], **look)
        right.plot(documents, [row.detectable for row in plan.curve], **look)
    left.set(ylim=(-0.02, 1.04), ylabel="power")
    right.set(ylabel="detectable difference")
    right.set_ylim(bottom=0)
    _documents(left)
    _documents(right)
    explain(page, marks, names)
    return page.figure


def _documents(axes: Axes) -> None:
    from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

    axes.set_xscale("log")
    axes.xaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    axes.set_xlabel("documents")
    axes.grid(color="#dddddd", linewidth=0.6)
    axes.tick_params(length=2.5)
