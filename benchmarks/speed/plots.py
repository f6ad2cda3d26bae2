"""Log-log plots of the cost of a document: a panel for all layers and one for each, lines named where they end."""

from __future__ import annotations

import importlib.util
import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    Line = Sequence[tuple[float, float]]
    Curves = Mapping[str, Mapping[str, Mapping[str, Line]]]

AXES = {"documents": "documents", "items": "density (times the items of a news article)"}
# Okabe and Ito (2008), told apart by the colour-blind too; markers differ besides.
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#7F7F7F")
_MARKERS = "sD^vP*X"
_COLUMNS = 2
_APART = 0.068
"""How far names stand apart, in heights of a panel."""


def plotted(curves: Curves, folder: Path) -> list[str]:
    """Plots of all curves, as SVG; none without matplotlib, which the extra `plots` brings.

    Returns:
        The names of the files.
    """
    if importlib.util.find_spec("matplotlib") is None:
        return []
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "sayso"
    from matplotlib import pyplot as plt

    names = []
    for axis, panels in curves.items():
        height = -(-len(panels) // _COLUMNS)
        figure, grid = plt.subplots(height, _COLUMNS, figsize=(11, 3.6 * height), layout="constrained", squeeze=False)
        for place, axes in enumerate(grid.flat):
            if place >= len(panels):
                axes.set_visible(False)
                continue
            name, lines = list(panels.items())[place]
            _draw(axes, lines)
            axes.set_title(name if place == 0 else f"{name}: scoring alone", fontsize="medium", loc="left")
            axes.set_xlabel(AXES[axis], fontsize="small")
            axes.set_ylabel("µs a document", fontsize="small")
        names.append(f"cost-{axis}.svg")
        figure.savefig(folder / names[-1], metadata={"Date": None})
        plt.close(figure)
    return names


def _draw(axes: Any, lines: Mapping[str, Line]) -> None:  # noqa: ANN401 - matplotlib's
    """The lines of a panel: Sayso thick and black, the floor dashed, each with its name at its end."""
    looks = iter(zip(_COLOURS * 3, _MARKERS * 3, strict=True))
    ends = []
    for name, points in lines.items():
        colour, style = _look(name, looks)
        axes.loglog(*zip(*sorted(points), strict=True), color=colour, **style)
        ends.append((max(points), name, colour))
    axes.grid(visible=True, which="major", alpha=0.3)
    axes.tick_params(labelsize="small")
    axes.set_ylim(*_room([value for points in lines.values() for _, value in points], len(lines)))
    _ticks(axes, sorted({size for points in lines.values() for size, _ in points}))
    low, high = (math.log10(one) for one in axes.get_ylim())
    heights = spread([(math.log10(value) - low) / (high - low) for (_, value), _, _ in ends], _APART)
    for (end, name, colour), height in zip(ends, heights, strict=True):
        axes.annotate(
            name,
            end,
            xytext=(1.03, height),
            textcoords="axes fraction",
            color=colour,
            fontsize="small",
            va="center",
            fontweight="bold" if name.startswith("Sayso") else "normal",
            annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": colour, "linewidth": 0.5, "shrinkA": 0, "shrinkB": 3},
        )


def _look(name: str, looks: Any) -> tuple[str, dict[str, Any]]:  # noqa: ANN401 - an iterator of colours and markers
    if name.startswith("Sayso"):
        return "black", {"linewidth": 2.8, "marker": "o", "zorder": 5}
    if name.startswith("json"):
        return "#444444", {"linewidth": 2.2, "linestyle": "--", "marker": "o", "zorder": 4}
    colour, marker = next(looks)
    return colour, {"linewidth": 1.2, "marker": marker, "markersize": 5}


def _room(values: Sequence[float], names: int) -> tuple[float, float]:
    """Limits in which at least two decades are seen, or as many as there are names to write."""
    low, high = math.log10(min(values)), math.log10(max(values))
    lacking = max(2.0, names / 4) - (high - low)
    more = max(0.15, lacking / 2)
    return 10 ** (low - more), 10 ** (high + more)


def _ticks(axes: Any, sizes: Sequence[float]) -> None:  # noqa: ANN401 - matplotlib's
    from matplotlib.ticker import NullFormatter, NullLocator

    axes.set_xticks(sizes, [f"{size:,.0f}" for size in sizes])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.yaxis.set_minor_formatter(NullFormatter())


def spread(heights: Sequence[float], apart: float) -> list[float]:
    """Heights, moved as little as keeps them apart, in the same order."""
    order = sorted(range(len(heights)), key=lambda place: heights[place])
    # Each height less what those below it take: the nearest that do not fall, by pooling neighbours that would.
    pools: list[tuple[float, int]] = []
    for rank, place in enumerate(order):
        value, count = heights[place] - rank * apart, 1
        while pools and pools[-1][0] > value:
            other, more = pools.pop()
            value, count = (value * count + other * more) / (count + more), count + more
        pools.append((value, count))
    found = [0.0] * len(heights)
    level = [value for value, count in pools for _ in range(count)]
    for rank, place in enumerate(order):
        found[place] = level[rank] + rank * apart
    return found
