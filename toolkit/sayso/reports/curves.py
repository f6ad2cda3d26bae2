"""Curves over scores as a report: some points for people, all of them as numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sayso.measures.averages import number
from sayso.reports.plots.kinds import of_curves
from sayso.reports.report import Cell, Column, Number, Report, Table, counted, plural, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sayso.evaluate import Result
    from sayso.measures.curve import Curve

# Points of a curve that a table shows.
SHOWN = 15
_HEADINGS = ("score ≥", "P", "R", "F", "matched", "predicted")


def curve_report(result: Result, curves: Mapping[str, Sequence[Curve]], *, title: str) -> Report:
    """The report of some curves, by run."""
    tables = []
    numbers: list[Number] = []
    for run, found in curves.items():
        for curve in found:
            tables.append(_table(run, curve))
            numbers += _numbers(run, curve)
    data = {
        "schema_version": 1,
        "signature": result.signature.to_dict(),
        "curves": [_data(run, curve) for run, found in curves.items() for curve in found],
    }
    return Report(
        title=title,
        tables=tuple(tables),
        signature=str(result.signature),
        numbers=tuple(numbers),
        data=data,
        drawings=of_curves(curves, title),
    )


def _table(run: str, curve: Curve) -> Table:
    columns = tuple(Column(heading, numeric=True) for heading in _HEADINGS)
    best = curve.best
    rows = tuple(_row(curve, place, best) for place in _places(curve, best))
    return Table(title=f"{run}: {curve.measure}", columns=columns, rows=rows, remarks=tuple(_remarks(curve)))


def _places(curve: Curve, best: tuple[float, float] | None) -> list[int]:
    """The first, the last and the best threshold, and others evenly between them."""
    every = len(curve.thresholds)
    places = set(np.linspace(0, every - 1, min(every, SHOWN)).round().astype(int).tolist())
    if best is not None:
        places.add(int(np.flatnonzero(curve.thresholds == best[0])[0]))
    return sorted(places)


def _row(curve: Curve, place: int, best: tuple[float, float] | None) -> tuple[Cell, ...]:
    threshold = float(curve.thresholds[place])
    values = [number(values[place]) for values in (curve.precision, curve.recall, curve.f)]
    cells = [Cell(shown(value)) for value in values]
    if best is not None and threshold == best[0]:
        cells[2] = Cell(cells[2].text, "best")
    counts = (Cell(counted(curve.matched[place])), Cell(counted(curve.predicted[place])))
    return (Cell(f"{threshold:.4g}"), *cells, *counts)


def _remarks(curve: Curve) -> Iterator[str]:
    every = len(curve.thresholds)
    if every > SHOWN:
        yield f"{plural(every, 'threshold')} in all; -o curve.csv has them"
    areas = f"average precision {shown(curve.average_precision)}, area by trapezoids {shown(curve.area)}"
    yield f"{areas}, gold {curve.gold}"
    if curve.gold:
        low, high = (number(recall) for recall in (curve.recall[0], curve.recall[-1]))
        yield (
            f"the area joins real points alone, from recall {shown(low)} to {shown(high)}; average precision counts "
            "from recall 0 on"
        )
    if curve.best is not None:
        threshold, f = curve.best
        yield (
            f"best F {f:.3f} at a score of {threshold:.4g} or more; the threshold was chosen on this very data, so "
            "this is what could at best be reached here and no score of the run"
        )
    if curve.unscored:
        yield f"{plural(curve.unscored, 'predicted item')} without a score, there at every threshold"


def _numbers(run: str, curve: Curve) -> Iterator[Number]:
    for name, value in _single(curve).items():
        yield Number(run, curve.measure, name, value)
    for place, threshold in enumerate(curve.thresholds.tolist()):
        for name, column in _columns(curve).items():
            yield Number(run, curve.measure, name, column[place], ("score", repr(threshold)))


def _single(curve: Curve) -> dict[str, float | None]:
    threshold, f = curve.best or (None, None)
    return {
        "average_precision": curve.average_precision,
        "area": curve.area,
        "best_threshold": threshold,
        "best_F_on_this_data": f,
        "gold": curve.gold,
        "unscored": curve.unscored,
    }


def _columns(curve: Curve) -> dict[str, list[float | None]]:
    ratios = {"P": curve.precision, "R": curve.recall, "F": curve.f}
    counts: dict[str, list[float | None]] = {"matched": curve.matched.tolist(), "predicted": curve.predicted.tolist()}
    return {**{name: [number(value) for value in values] for name, values in ratios.items()}, **counts}


def _data(run: str, curve: Curve) -> dict[str, Any]:
    points = {"threshold": curve.thresholds.tolist(), **_columns(curve)}
    return {"run": run, "measure": curve.measure, **_single(curve), "points": points}
