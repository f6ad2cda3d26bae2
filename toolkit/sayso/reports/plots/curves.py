"""Curves over scores: precision and recall at every threshold, and whether scores say how often a run is right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.measures.averages import number
from sayso.measures.calibration import calibration
from sayso.reports.plots.canvas import COLOURS, GREY, LINES, called, contours, explain, headed, mark, ratio_axes, sheet
from sayso.reports.plots.words import nothing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sayso.measures.calibration import Bin
    from sayso.measures.curve import Curve

    Curves = Mapping[str, Sequence[Curve]]

PANELS = 6
_TICKS = (0, 0.2, 0.4, 0.6, 0.8, 1)


def precision_recall(curves: Curves, title: str) -> Figure:
    """A panel for each measure, a line for each run, a mark where F was best.

    Raises:
        UsageError: No curve has a point where precision and recall are defined.
    """
    measures = _measures(curves)
    runs = list(curves)
    note = "Grey: lines of equal F. Marks: the best F of a run, its threshold chosen on this very data."
    page = sheet(title, panels=len(measures), width=2.9, height=2.8, names=runs, note=note)
    for axes, measure in zip(page.panels, measures, strict=True):
        ratio_axes(axes, 0.0, x="recall", y="precision")
        contours(axes, 0.0)
        headed(axes, measure, width=2.6)
        for place, run in enumerate(runs):
            for curve in curves[run]:
                if curve.measure == measure:
                    _line(axes, curve, place)
    marks = [page.panels[0].plot([], [], **_look(place))[0] for place in range(len(runs))]
    explain(page, marks, runs)
    return page.figure


def _measures(curves: Curves) -> list[str]:
    found = dict.fromkeys(
        one.measure for several in curves.values() for one in several if any(_points(one)) and one.gold
    )
    if not found:
        raise nothing("curves", "precision and recall are nowhere defined")
    return list(found)[:PANELS]


def _points(curve: Curve) -> Iterator[tuple[float, float, float]]:
    """Recall, precision and F where all are defined, by falling threshold."""
    for one in zip(curve.recall, curve.precision, curve.f, strict=True):
        if None not in {number(value) for value in one}:
            yield float(one[0]), float(one[1]), float(one[2])


def _look(place: int) -> dict[str, Any]:
    return {"linestyle": LINES[place % len(LINES)], "linewidth": 1.3, "markersize": 5.5, **mark(place)}


def _line(axes: Axes, curve: Curve, place: int) -> None:
    points = list(_points(curve))
    if not points:
        return
    look = _look(place) | {"marker": ""}
    axes.plot([point[0] for point in points], [point[1] for point in points], **look)
    best = max(points, key=lambda point: point[2])
    axes.plot(*best[:2], markersize=6.5, markeredgecolor="white", markeredgewidth=0.6, **mark(place))


def reliability(curves: Curves, title: str) -> Figure:
    """For each run and measure the share of right items by score, above how many items have such a score.

    Raises:
        UsageError: There are no items with a score.
    """
    found = [(run, curve, calibration(curve)) for run, several in curves.items() for curve in several]
    found = [one for one in found if any(one_bin.predicted for one_bin in one[2])][:PANELS]
    if not found:
        raise nothing("calibration", "no predicted item has a score")
    columns = min(3, len(found))
    note = (
        "Points: the share of items that are right against their mean score, for ten bins of scores; larger points "
        "have more items. On the grey line scores are what they say; below it a run is too sure of itself. Bars: items."
    )
    unscored = [f"{curve.unscored:,} of {called(run)} ({curve.measure})" for run, curve, _ in found if curve.unscored]
    if unscored:
        note += f" Left out, since they have no score: {', '.join(unscored)}."
    rows = -(-len(found) // columns)
    page = sheet(title, panels=2 * columns * rows, columns=columns, width=2.7, height=[2.5, 0.9] * rows, note=note)
    for place in range(columns * rows):
        upper = page.panels[2 * columns * (place // columns) + place % columns]
        lower = page.panels[2 * columns * (place // columns) + columns + place % columns]
        if place < len(found):
            run, curve, bins = found[place]
            _reliable(upper, bins, list(curves).index(run))
            headed(upper, called(run), curve.measure, width=2.3)
            _counts(lower, bins)
        else:
            upper.set_axis_off()
            lower.set_axis_off()
    return page.figure


def _reliable(axes: Axes, bins: Sequence[Bin], place: int) -> None:
    ratio_axes(axes, 0.0, x="", y="share that is right")
    # As wide as the bars beneath it, so that a point stands over the bar of its bin.
    axes.set(aspect="auto", xticks=_TICKS, yticks=_TICKS)
    axes.plot([0, 1], [0, 1], color="#bbbbbb", linewidth=0.8, zorder=0.5)
    there = [(one.score or 0.0, one.share, one.predicted) for one in bins if one.share is not None]
    axes.plot([one[0] for one in there], [one[1] for one in there], color=GREY, linewidth=0.8)
    most = max(one[2] for one in there)
    for score, share, count in there:
        size = 4 + 5 * (count / most) ** 0.5
        axes.plot([score], [share], markersize=size, markeredgecolor="white", markeredgewidth=0.5, **mark(place))


def _counts(axes: Axes, bins: Sequence[Bin]) -> None:
    from matplotlib.ticker import MaxNLocator

    width = bins[0].high - bins[0].low
    axes.bar([one.low + width / 2 for one in bins], [one.predicted for one in bins], 0.85 * width, color=COLOURS[5])
    axes.set(xlim=(-0.04, 1.04), xticks=_TICKS, xlabel="score", ylabel="items")
    axes.yaxis.set_major_locator(MaxNLocator(3, integer=True))
    axes.tick_params(length=2.5)
