"""Precision against recall, a panel for each line of measures, with lines of equal F."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sayso.measures import HEADLINES, parse
from sayso.measures.averages import number
from sayso.measures.statistics import precision, recall
from sayso.reports.plots.canvas import contours, explain, headed, lower_end, mark, ratio_axes, sheet
from sayso.reports.plots.words import count_note, nothing
from sayso.reports.values import name_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sayso.evaluate import Result, Value

    Points = Mapping[str, tuple[float, float]]

PANELS = 6
_COUNTS = {"matched", "gold", "predicted"}


def scatter(result: Result, title: str) -> Figure:
    """A point for each run: recall to the right, precision upwards.

    Raises:
        UsageError: No measure counts matched, gold and predicted items, or none is defined.
    """
    lines = _lines(result)
    found = {line: points for line, values in lines.items() if (points := _points(values))}
    if not found:
        raise nothing("precision against recall", "no measure with matched, gold and predicted items has a value")
    shown = dict(list(found.items())[:PANELS])
    note = " ".join(_notes(result, lines, found, shown))
    page = sheet(title, panels=len(shown), names=result.runs, note=note)
    for axes, (line, points) in zip(page.panels, shown.items(), strict=True):
        _panel(axes, line, points, result.runs)
    # Every run is in the key, also one that no panel shows.
    marks = [page.panels[0].plot([], [], linestyle="", **mark(place))[0] for place in range(len(result.runs))]
    explain(page, marks, result.runs)
    return page.figure


def _lines(result: Result) -> dict[str, list[Value]]:
    """Values by line of measures; the headlines alone, where there are more lines than panels."""
    lines: dict[str, list[Value]] = {}
    for value in result.values:
        if ":" not in value.measure and value.counts.keys() >= _COUNTS:
            lines.setdefault(name_of(value.measure).counts_of, []).append(value)
    if len(lines) <= PANELS:
        return lines
    heads = {name_of(str(parse(spelling))).counts_of for spellings in HEADLINES.values() for spelling in spellings}
    return {line: values for line, values in lines.items() if line in heads} or lines


def _points(values: Sequence[Value]) -> Points:
    """Recall and precision by run, where both are defined."""
    points = {}
    for value in values:
        both = (number(recall(value.counts, Fraction(1))), number(precision(value.counts, Fraction(1))))
        if both[0] is not None and both[1] is not None:
            points[value.run] = (both[0], both[1])
    return points


def _panel(axes: Axes, line: str, points: Points, runs: Sequence[str]) -> None:
    from matplotlib.transforms import ScaledTranslation

    low = lower_end([value for point in points.values() for value in point])
    ratio_axes(axes, low, x="recall", y="precision")
    contours(axes, low)
    headed(axes, line, width=2.3)
    for place, run in enumerate(runs):
        if run in points:
            same = [other for other in runs if points.get(other) == points[run]]
            aside = 6.5 * (same.index(run) - (len(same) - 1) / 2)
            moved = axes.transData + ScaledTranslation(aside / 72, 0, axes.figure.dpi_scale_trans)
            look: dict[str, Any] = {
                "markersize": 6.5,
                "markeredgecolor": "white",
                "markeredgewidth": 0.6,
                "clip_on": False,
            }
            axes.plot(*points[run], transform=moved, **look, **mark(place))


def _notes(
    result: Result, lines: Mapping[str, Sequence[Value]], found: Mapping[str, Points], shown: Mapping[str, Points]
) -> list[str]:
    notes = ["Grey: lines of equal F.", count_note(result)]
    if any(len(set(points.values())) < len(points) for points in shown.values()):
        notes.append("Equal points stand side by side.")
    hidden = [f"{run} ({line})" for line in shown for run in result.runs if run not in found[line]]
    if hidden:
        notes.append(f"Undefined and not drawn: {', '.join(hidden)}.")
    left = [line for line in found if line not in shown]
    if left:
        notes.append(f"Not drawn: {', '.join(left)}; name measures with -m to choose.")
    absent = [line for line in lines if line not in found]
    if absent:
        notes.append(f"Undefined for every run: {', '.join(absent)}.")
    return notes
