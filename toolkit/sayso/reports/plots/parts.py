"""Slices: a measure by the values of an attribute, a point for each run with its interval over documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.reports.plots.canvas import called, explain, headed, mark, sheet
from sayso.reports.plots.words import count_note, nothing
from sayso.reports.slices import NOTHING, size_of
from sayso.reports.values import name_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sayso.evaluate import Result, Value

    Group = Sequence[Value]

PANELS = 6
ROWS = 25
_PER_ROW = 0.19


def parts(result: Result, title: str) -> Figure:
    """A panel for each measure and attribute; of P, R and F of a line only F is drawn.

    Raises:
        UsageError: Nothing was sliced, or no slice has a value.
    """
    groups = _groups(result.slices)
    if not groups:
        raise nothing("slices", "none was asked for, or none has a value; --by ATTRIBUTE asks for some")
    shown = dict(list(groups.items())[:PANELS])
    labels = {key: _labels(found) for key, found in shown.items()}
    heights = [0.75 + max(0.3, _PER_ROW * len(result.runs)) * len(rows) for rows in labels.values()]
    note = f"Bars: intervals of {result.signature.level:.0%} over documents, where there are any. {count_note(result)}"
    page = sheet(title, panels=len(shown), columns=1, width=6.4, height=heights, names=result.runs, note=note)
    for axes, (key, found) in zip(page.panels, shown.items(), strict=True):
        _panel(axes, key, found, labels[key], result.runs)
    marks = [page.panels[0].plot([], [], linestyle="", **mark(place))[0] for place in range(len(result.runs))]
    explain(page, marks, result.runs)
    return page.figure


def _groups(slices: Sequence[Value]) -> Mapping[tuple[str, str], Group]:
    """Slices by measure and attribute, in the order asked for, without P and R where F is there."""
    groups: dict[tuple[str, str], list[Value]] = {}
    for value in slices:
        if value.slice is not None:
            groups.setdefault((value.measure, value.slice[0]), []).append(value)
    defined = {key: found for key, found in groups.items() if any(one.value is not None for one in found)}
    with_f = {(name_of(measure).counts_of, by) for measure, by in defined if name_of(measure).statistic == "F"}
    return {
        (measure, by): found
        for (measure, by), found in defined.items()
        if name_of(measure).statistic not in {"P", "R"} or (name_of(measure).counts_of, by) not in with_f
    }


def _labels(found: Group) -> dict[str | None, str]:
    """The values of the attribute, each with its n; the first so many."""
    sizes: dict[str | None, list[float]] = {}
    for one in found:
        sizes.setdefault(one.slice[1] if one.slice else None, []).append(size_of(one))
    names = {
        part: f"{NOTHING if part is None else called(part)} (n {max(counts):.0f})" for part, counts in sizes.items()
    }
    return dict(list(names.items())[:ROWS])


def _panel(
    axes: Axes, key: tuple[str, str], found: Group, labels: Mapping[str | None, str], runs: Sequence[str]
) -> None:
    rows = {part: place for place, part in enumerate(labels)}
    for one in found:
        part = one.slice[1] if one.slice else None
        if one.value is None or part not in rows:
            continue
        number = runs.index(one.run)
        place = rows[part] + 0.7 * ((number + 0.5) / len(runs) - 0.5)
        _point(axes, one, place, number)
    axes.set_yticks(range(len(labels)), list(labels.values()))
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.set_xlim(-0.02, 1.02)
    headed(axes, f"{key[0]} by {key[1]}", width=4.6, loc="left")
    axes.grid(axis="x", color="#dddddd", linewidth=0.6)
    axes.tick_params(length=0)


def _point(axes: Axes, value: Value, place: float, number: int) -> None:
    interval = value.interval
    look = mark(number)
    if interval is not None and interval.low is not None and interval.high is not None:
        axes.plot([interval.low, interval.high], [place, place], color=look["color"], linewidth=1.4)
    axes.plot([value.value or 0], [place], markersize=5.5, markeredgecolor="white", markeredgewidth=0.5, **look)
