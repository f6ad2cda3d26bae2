"""The page that the benchmark writes, and its plots."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

from speed.machine import described
from speed.timing import figures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from speed.rows import Row

    Curves = Mapping[str, Mapping[str, Sequence[tuple[float, float]]]]

HEAD = """\
# What Sayso costs

<!-- Made by make speed -->

{machine}. One thread for numpy; seed {seed}. Figures are ratios of processor times taken in turn within one run: the
median, and from the least to the most of all rounds. Ratios differ little from machine to machine; times do.
Documents have the measure of a news article (see `../generate.py`); density 4 is four times as long with four times the
items.

"""

AXES = {"documents": "documents", "items": "density (times the items of a news article)"}


def page(rows: Sequence[Row], words: Sequence[str], skipped: Sequence[str], seed: int, plots: Sequence[str]) -> str:
    """The whole page."""
    parts = [HEAD.format(machine=described(), seed=seed), *table(rows), ""]
    if words:
        parts += ["Numbers that agree, or the run would have stopped:", "", *(f"- {word}" for word in words), ""]
    if skipped:
        parts += ["Left out:", "", *(f"- {word}" for word in skipped), ""]
    parts += [f"![microseconds a document, by {name.partition('-')[2].removesuffix('.svg')}]({name})" for name in plots]
    return "\n".join(parts).rstrip() + "\n"


def table(rows: Sequence[Row]) -> list[str]:
    """A line for each row."""
    lines = ["| | target | measured | |", "| --- | --- | --- | --- |"]
    for row in rows:
        sign = "≥" if row.at_least else "≤"
        target = "" if row.target is None else f"{sign} {figures(row.target)}"
        measured = str(row.measured) if len(row.measured.values) > 1 else figures(row.measured.median)
        verdict = "" if row.target is None else ("holds" if row.holds else "**missed**")
        noted = f"{measured}; {row.note}" if row.note else measured
        lines.append(f"| {row.what} | {target} | {noted} | {verdict} |")
    return lines


def plotted(curves: Curves, folder: Path) -> list[str]:
    """Log-log plots of the cost of a document, as SVG; none without matplotlib, which the extra `plots` brings."""
    if importlib.util.find_spec("matplotlib") is None:
        return []
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "sayso"
    from matplotlib import pyplot as plt

    names = []
    for axis, lines in curves.items():
        figure, axes = plt.subplots(figsize=(7, 4.5), layout="constrained")
        for name, points in lines.items():
            axes.loglog(
                *zip(*points, strict=True), marker="o", linewidth=2 if name.startswith("Sayso") else 1, label=name
            )
        axes.set_xlabel(AXES[axis])
        axes.set_ylabel("µs a document")
        axes.grid(visible=True, which="major", alpha=0.3)
        figure.legend(loc="outside right upper", fontsize="x-small")
        names.append(f"cost-{axis}.svg")
        figure.savefig(folder / names[-1], metadata={"Date": None})
        plt.close(figure)
    return names
