"""Differences from a baseline: for each headline measure a point for each run, with its interval over documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.evaluate.comparison_words import is_shown
from sayso.reports.plots.canvas import GREY, called, explain, mark, sheet
from sayso.reports.plots.words import count_note, nothing

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sayso.evaluate.comparison import Compared, Comparison


def differences(comparison: Comparison, title: str) -> Figure:
    """A row for each measure: of the headline measures, or of all where none of these has a difference.

    Raises:
        UsageError: No difference is defined.
    """
    found = [one for one in comparison.comparisons if one.difference is not None]
    found = [one for one in found if one.headline] or found
    if not found:
        raise nothing("differences", "no measure is defined for the baseline and a run")
    measures = list(dict.fromkeys(one.measure for one in found))
    per = max(0.34, 0.19 * len(comparison.runs))
    note = (
        f"Bars: intervals of {comparison.signature.level:.0%} over documents, where there are any. Filled: shown to "
        f"differ after Holm's correction; hollow: not shown. {count_note(comparison.result)}"
    )
    height = 0.7 + per * len(measures)
    page = sheet(title, columns=1, width=6.4, height=height, names=comparison.runs, note=note)
    (axes,) = page.panels
    axes.axvline(0, color=GREY, linewidth=0.8)
    for one in found:
        number = comparison.runs.index(one.run)
        shift = 0.7 * ((number + 0.5) / len(comparison.runs) - 0.5)
        _point(axes, comparison, one, (measures.index(one.measure) + shift, number))
    axes.set_yticks(range(len(measures)), measures)
    axes.set_ylim(len(measures) - 0.4, -0.6)
    axes.set_xlabel(f"difference from {called(comparison.baseline)}")
    axes.grid(axis="x", color="#dddddd", linewidth=0.6)
    axes.tick_params(length=0)
    marks = [axes.plot([], [], linestyle="", **mark(place))[0] for place in range(len(comparison.runs))]
    explain(page, marks, comparison.runs)
    return page.figure


def _point(axes: Axes, comparison: Comparison, one: Compared, where: tuple[float, int]) -> None:
    place, number = where
    look = mark(number)
    if one.interval.low is not None and one.interval.high is not None:
        axes.plot([one.interval.low, one.interval.high], [place, place], color=look["color"], linewidth=1.4)
    filled: dict[str, Any] = {} if one.headline and is_shown(comparison, one) else {"markerfacecolor": "white"}
    axes.plot([one.difference or 0.0], [place], markersize=6, markeredgewidth=1.1, **look, **filled)
