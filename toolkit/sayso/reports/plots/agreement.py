"""Agreement as matrices: for each measure every pass against every other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.reports.plots.canvas import called, headed, sheet, space
from sayso.reports.plots.words import nothing
from sayso.reports.report import UNDEFINED, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sayso.agreement import Agreement
    from sayso.agreement.passes import Mean

PANELS = 12
_LONGEST = 18


def matrices(agreement: Agreement, title: str) -> Figure:
    """A panel for each measure that is defined between some two passes; of only two passes, a bar for each measure.

    Raises:
        UsageError: No measure is defined.
    """
    means = [mean for mean in agreement.means if mean.value is not None]
    if not means:
        raise nothing("agreement", "no measure is defined between the passes")
    note = f"On {plural(agreement.documents, 'document')}."
    if len(agreement.passes) == 2:  # noqa: PLR2004 - a matrix of two has one number
        return _bars(means, title, note)
    shown = means[:PANELS]
    if len(means) > len(shown):
        note += f" Not drawn: {', '.join(mean.measure for mean in means[PANELS:])}."
    names = [called(name, _LONGEST) for name in agreement.passes]
    side = 0.3 + space(names) + 0.42 * len(names)
    page = sheet(title, panels=len(shown), width=max(2.3, side), height=side + 0.35, note=note)
    for axes, mean in zip(page.panels, shown, strict=True):
        _matrix(axes, mean, agreement.passes, names)
    return page.figure


def _matrix(axes: Axes, mean: Mean, passes: Sequence[str], names: Sequence[str]) -> None:
    found = dict(mean.pairs) | {(other, one): value for (one, other), value in mean.pairs.items()}
    table = [[found.get((one, other)) for other in passes] for one in passes]
    grid = [[float("nan") if value is None else value for value in row] for row in table]
    # Darkest beyond 1, so that numbers in the cells stay legible.
    axes.imshow(grid, cmap="Blues", vmin=-0.1, vmax=1.4)
    for row, values in enumerate(table):
        for column, value in enumerate(values):
            if row != column:
                told = UNDEFINED if value is None else f"{value:.2f}"
                axes.text(column, row, told, ha="center", va="center", fontsize=7)
    axes.set_xticks(range(len(names)), names, rotation=90)
    axes.set_yticks(range(len(names)), names)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(True)
    headed(axes, mean.measure, width=max(2.0, 0.42 * len(names)))


def _bars(means: list[Mean], title: str, note: str) -> Figure:
    page = sheet(title, columns=1, width=6.0, height=0.5 + 0.21 * len(means), note=note)
    (axes,) = page.panels
    values = [mean.value or 0.0 for mean in means]
    axes.barh(range(len(means)), values, height=0.66, color="#9cc3df", edgecolor="#222222", linewidth=0.5)
    for place, value in enumerate(values):
        axes.annotate(
            f"{value:.2f}", (value, place), xytext=(3, 0), textcoords="offset points", va="center", fontsize=7
        )
    axes.set_yticks(range(len(means)), [mean.measure for mean in means])
    axes.invert_yaxis()
    axes.set_xlim(0, 1.08)
    axes.set_xlabel("agreement")
    axes.tick_params(length=0)
    return page.figure
