"""Confusion of labels: for each attribute and run how often a gold label was predicted as which, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.errors import MeasureError
from sayso.reports.plots.canvas import called, headed, sheet, space
from sayso.reports.plots.words import count_note, nothing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sayso.evaluate import Result
    from sayso.evaluate.confusion import Confusion

RUNS, ATTRIBUTES, LABELS = 4, 4, 12
MISSED, SPURIOUS, OTHER, NONE = "(missed)", "(spurious)", "(other)", "(none)"
_PER_LABEL = 0.3
_LABEL = 24


@dataclass(frozen=True, slots=True)
class Grid:
    """Counts of gold labels (rows) against predicted ones (columns), spurious and missed items last."""

    run: str
    attribute: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


def confusion(result: Result, title: str) -> Figure:
    """A panel for each attribute whose accuracy was measured, and run.

    Raises:
        UsageError: No accuracy of labels was measured, or there are no such items.
    """
    runs = result.runs[:RUNS]
    found = [[_grid(result, attribute, run) for run in runs] for attribute in _attributes(result)]
    grids = [[one for one in row if one is not None] for row in found]
    kept = [row for row in grids if len(row) == len(runs)][:ATTRIBUTES]
    if not kept:
        raise nothing("confusion", "no accuracy of labels was measured, as stances.polarity.accuracy is, or has items")
    panels = [one for row in kept for one in row]
    heights = [0.85 + max(_PER_LABEL * len(one.rows) + space(one.columns) for one in row) for row in kept]
    width = max(0.6 + max(_PER_LABEL * len(one.columns) + space(one.rows) for one in panels), 2.7)
    note = " ".join(_notes(result))
    page = sheet(title, panels=len(panels), columns=len(runs), width=width, height=heights, note=note)
    for axes, one in zip(page.panels, panels, strict=True):
        _panel(axes, one, [one.run] if len(result.runs) > 1 else [], width)
    return page.figure


def _attributes(result: Result) -> list[str]:
    """What the accuracies of a result judge, each by its first criterion."""
    found: dict[str, str] = {}
    for value in result.values:
        line, mark, criterion = value.measure.partition("@")
        if ":" not in value.measure and line.endswith(".accuracy"):
            name = line.removesuffix(".accuracy")
            found.setdefault(name, f"{name}{mark}{criterion}")
    return list(found.values())


def _grid(result: Result, attribute: str, run: str) -> Grid | None:
    """The counts of an attribute; None where its accuracy judges no labels (speakers are entities), or no items."""
    try:
        found = result.confusion(attribute, run=run)
    except MeasureError:
        return None
    table = _table(found)
    return Grid(run, attribute, *table) if any(map(any, table[2])) else None


def _table(found: Confusion) -> tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[int, ...], ...]]:
    """Rows, columns and counts; labels beyond the first so many together, rows and columns of nothing left out."""
    rows, columns = (
        [_told(label, place) for place, label in enumerate(side)] for side in (found.gold, found.predicted)
    )
    counts: dict[tuple[str, str], int] = {}
    for row, line, missed in zip(rows, found.pairs, found.missed, strict=True):
        for column, count in (*zip(columns, line, strict=True), (MISSED, missed)):
            counts[row, column] = counts.get((row, column), 0) + count
    for column, spurious in zip(columns, found.spurious, strict=True):
        counts[SPURIOUS, column] = counts.get((SPURIOUS, column), 0) + spurious
    shown_rows = [
        one for one in (*dict.fromkeys(rows), SPURIOUS) if any(counts[key] for key in counts if key[0] == one)
    ]
    shown = [one for one in (*dict.fromkeys(columns), MISSED) if any(counts[key] for key in counts if key[1] == one)]
    return tuple(shown_rows), tuple(shown), tuple(tuple(counts.get((r, c), 0) for c in shown) for r in shown_rows)


def _told(label: str | None, place: int) -> str:
    if place >= LABELS:
        return OTHER
    return NONE if label is None else called(label, _LABEL)


def _panel(axes: Axes, one: Grid, before: Sequence[str], width: float) -> None:
    table = one.counts
    most = max(map(max, table))
    axes.imshow(table, cmap="Blues", vmin=0, vmax=1.25 * most, aspect="equal")
    for row, counts in enumerate(table):
        for column, count in enumerate(counts):
            if count:
                # The diagonal is bold, since grey prints tell no shades apart.
                right = one.rows[row] == one.columns[column]
                dark = count > 0.75 * most
                axes.text(
                    column,
                    row,
                    f"{count}",
                    ha="center",
                    va="center",
                    fontsize=6.5,
                    color="white" if dark else "black",
                    fontweight="bold" if right else "normal",
                )
    _ticks(axes, one.rows, one.columns)
    headed(axes, *map(called, before), one.attribute, width=width - 0.6 - space(one.rows), loc="left")


def _ticks(axes: Axes, rows: Sequence[str], columns: Sequence[str]) -> None:
    axes.set_xticks(range(len(columns)), list(columns), rotation=90)
    axes.set_yticks(range(len(rows)), list(rows))
    axes.set(xlabel="predicted", ylabel="gold")
    axes.tick_params(length=0)
    axes.spines[:].set_visible(True)


def _notes(result: Result) -> Iterator[str]:
    yield "Items, gold in rows; bold where both say the same."
    yield count_note(result)
    if len(result.runs) > RUNS:
        yield f"Not drawn: {', '.join(result.runs[RUNS:])}."
