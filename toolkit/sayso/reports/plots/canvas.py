"""The sheet that plots are drawn on: panels, a key, a title and a note, the same bytes for the same numbers.

Colours are those of Okabe and Ito (2008), which people with any of the usual colour blindnesses tell apart; markers,
lines and hatches differ too, so that a plot printed in grey still reads. Text is drawn as shapes, so that it looks and
fits the same wherever it is shown, and no text of a stranger is taken for a formula.
"""

from __future__ import annotations

import io
import math
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from textwrap import fill
from typing import TYPE_CHECKING, Any, Literal

from sayso.errors import UsageError
from sayso.reports.visible import line, shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    Drawing = Callable[[], Figure]

ENDINGS = (".svg", ".png")
"""Files that a plot can be."""

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
LINES: tuple[Any, ...] = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)))
HATCHES = ("", "////", "xxx", "---", "\\\\\\\\", "...", "|||", "+++", "oo")
GREY = "#666666"

# The names of matplotlib's settings are a type of their own in its newest stubs alone.
_STYLE: dict[Any, Any] = {
    "svg.hashsalt": "sayso",
    "svg.fonttype": "path",
    "text.parse_math": False,
    "font.family": ["DejaVu Sans"],
    "font.size": 8.0,
    "axes.titlesize": 8.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "hatch.linewidth": 0.6,
    "legend.frameon": False,
    "figure.dpi": 100.0,
    "savefig.dpi": 200.0,
}
_NAME = 40
_PER_LINE = 13.5


def check_installed() -> None:
    """Make sure that plots can be drawn.

    Raises:
        UsageError: The library that draws them is not installed.
    """
    if find_spec("matplotlib") is None:
        msg = "plots need matplotlib, which is not installed; pip install 'sayso[plots]' installs it"
        raise UsageError(msg)


def picture(drawing: Drawing, ending: str, about: str) -> bytes:
    """A drawing as a file's content.

    Args:
        drawing: What draws it.
        ending: `.svg` or `.png`.
        about: What the file says of itself to programs: the signature.

    Raises:
        UsageError: There is nothing to draw, or the library that draws is not installed.
    """
    check_installed()
    stream = io.BytesIO()
    told: dict[str, Any] = {"Description": line(about)} | ({"Date": None} if ending == ".svg" else {"Software": None})
    with styled():
        drawing().savefig(stream, format=ending[1:], metadata=told)
    return stream.getvalue()


@contextmanager
def styled() -> Iterator[None]:
    """The style of all plots, whatever the user's own settings are."""
    import matplotlib as mpl

    with mpl.rc_context(), warnings.catch_warnings():
        # Letters that the font lacks are drawn as boxes.
        warnings.filterwarnings("ignore", r"Glyph \d+ .* missing from font")
        mpl.rcdefaults()
        mpl.rcParams.update(_STYLE)
        yield


@dataclass(frozen=True, slots=True)
class Sheet:
    """A figure with its panels, in reading order, and a place for the key."""

    figure: Figure
    panels: tuple[Axes, ...]
    key: Axes | None


def sheet(
    title: str,
    *,
    panels: int = 1,
    columns: int = 3,
    width: float = 2.5,
    height: float | Sequence[float] = 2.5,
    names: Sequence[str] = (),
    note: str = "",
) -> Sheet:
    """An empty sheet.

    Args:
        title: What is drawn; broken into lines.
        panels: How many panels there are.
        columns: How many stand beside each other at most.
        width: Width of a panel, in inches.
        height: Height of a panel, or of the panels of each row, in inches.
        names: What the key will say, which decides its size; no key without.
        note: What a reader must know, in small letters beneath.
    """
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    columns = min(columns, panels)
    rows = math.ceil(panels / columns)
    heights = [height] * rows if isinstance(height, (int, float)) else list(height)
    wide = max(4.2, columns * width)
    key = 0.12 + 0.2 * math.ceil(len(names) / key_columns(names, wide)) if names else 0.0
    heading, foot = (
        fill(line(text), max(24, int(per * wide))) for text, per in ((title, _PER_LINE), (note, _PER_LINE * 1.35))
    )
    above, below = 0.22 * (1 + heading.count("\n")), 0.16 * (1 + foot.count("\n")) if foot else 0.0
    figure = Figure(figsize=(wide, sum(heights) + key + above + below), layout=ConstrainedLayoutEngine(hspace=0.06))
    grid = figure.add_gridspec(rows + bool(names), columns, height_ratios=[*heights, *([key] if names else [])])
    axes = tuple(figure.add_subplot(grid[place // columns, place % columns]) for place in range(panels))
    figure.suptitle(heading, fontsize=9.5, x=0.01, ha="left")
    if foot:
        figure.supxlabel(foot, fontsize=7, color=GREY, x=0.01, ha="left")
    if not names:
        return Sheet(figure, axes, None)
    last = figure.add_subplot(grid[rows, :])
    last.set_axis_off()
    return Sheet(figure, axes, last)


def explain(on: Sheet, marks: Sequence[Artist], names: Sequence[str]) -> None:
    """Draw the key: each mark with its name."""
    if on.key is not None:
        columns = key_columns(names, on.figure.get_figwidth())
        on.key.legend(marks, [called(name) for name in names], loc="center", ncols=columns, borderaxespad=0)


def key_columns(names: Sequence[str], wide: float) -> int:
    """How many names of a key stand beside each other on so many inches."""
    longest = max(len(called(name)) for name in names)
    return max(1, min(len(names), int(wide / (0.6 + 0.075 * longest))))


def called(name: str, longest: int = _NAME) -> str:
    """A name as it stands in a plot: on one line, its end left out where it is long."""
    return shortened(name, longest) or "(no name)"


def headed(axes: Axes, *lines: str, width: float, loc: Literal["left", "center"] = "center") -> None:
    """Give a panel a title: lines that are broken where they would be wider than so many inches, before an @ first."""
    longest = max(12, int(12.5 * width))
    parts = [part for one in lines for part in _parted(line(one), longest)]
    axes.set_title("\n".join(fill(part, longest) for part in parts), loc=loc)


def _parted(name: str, longest: int) -> list[str]:
    measure, mark, criterion = name.partition("@")
    return [name] if len(name) <= longest or not mark else [measure, f"@{criterion}"]


def space(names: Iterable[str]) -> float:
    """The inches that the longest of some names takes beside a panel."""
    return 0.075 * max(map(len, names), default=0)


def mark(place: int) -> dict[str, Any]:
    """Colour and marker of the run at a place."""
    return {"color": COLOURS[place % len(COLOURS)], "marker": MARKERS[place % len(MARKERS)]}


def ratio_axes(axes: Axes, low: float, *, x: str, y: str) -> None:
    """Two axes for ratios, from `low` to 1, of equal scale."""
    from matplotlib.ticker import MaxNLocator

    margin = 0.04 * (1 - low)
    axes.set(xlim=(low - margin, 1 + margin), ylim=(low - margin, 1 + margin), xlabel=x, ylabel=y)
    axes.set_aspect("equal")
    axes.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    axes.tick_params(length=2.5)


def contours(axes: Axes, low: float) -> None:
    """Lines of equal F over recall and precision, each with its value where recall is 1."""
    import numpy as np

    step = 5 if low >= 0.6 else 10  # noqa: PLR2004 - a part of the range needs a finer grid
    for percent in range(step, 100, step):
        f = percent / 100
        recall = np.linspace(f / 2, 1, 200)[1:]
        precision = f * recall / (2 * recall - f)
        there = (precision <= 1) & (precision >= low) & (recall >= low)
        if there.sum() > 1:
            axes.plot(recall[there], precision[there], color="#c8c8c8", linewidth=0.7, zorder=0.5)
        if there[-1]:
            end = (1, float(precision[-1]))
            told = f"{f:.2f}".strip("0")
            look: dict[str, Any] = {"fontsize": 6, "color": GREY, "va": "center"}
            axes.annotate(told, end, xytext=(2.5, 0), textcoords="offset points", **look)


def lower_end(values: Sequence[float]) -> float:
    """Where axes of ratios begin, so that the values fill them: a tenth, and at most .8."""
    return max(0.0, min(0.8, math.floor(10 * (min(values, default=0.0) - 0.05)) / 10))
