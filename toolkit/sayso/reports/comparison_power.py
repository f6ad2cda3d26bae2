"""Plans of studies as reports: documents by difference, and a plot of what so many documents would show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.data.placing import put
from sayso.reports.plots.kinds import of_plans
from sayso.reports.report import Cell, Column, Report, Table
from sayso.reports.tidy import separated
from sayso.reports.writing import ending_of, render, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sayso.evaluate.comparison_power import Plan

SCHEMA_VERSION = 1
_WIDE = 40
_HEADINGS = ("plan", "sd", "sd_upper", "pilot", "level", "power", "tests", "difference", "documents", "cautious")


def power_report(plans: Sequence[Plan]) -> Report:
    """The report of some plans."""
    return Report(
        title="Documents for a difference",
        tables=tuple(table for plan in plans for table in (_needs(plan), _plot(plan))),
        notes=tuple(_notes(plans)),
        signature="",
        data={"schema_version": SCHEMA_VERSION, "plans": [plan.to_dict() for plan in plans]},
        drawings=of_plans(plans, "Power to show a difference"),
    )


def rendered_plans(plans: Sequence[Plan], format: str) -> str:  # noqa: A002 - the option's name
    """Plans as `text`, `json`, `md`, `csv`, `tsv` or `tex`."""
    if format in {"csv", "tsv"}:
        return _rows(plans, "," if format == "csv" else "\t")
    return render(power_report(plans), format)


def save_plans(plans: Sequence[Plan], path: Path) -> None:
    """Write plans as a file's ending says.

    Raises:
        UsageError: Unknown ending, or a path that cannot be written.
    """
    ending = ending_of(path)
    if ending in {".csv", ".tsv"}:
        put(path, rendered_plans(plans, ending[1:]))
    else:
        write(power_report(plans), path)


def _needs(plan: Plan) -> Table:
    upper = plan.sd_upper is not None
    heads = ("difference", "documents", *(("cautious",) if upper else ()))
    rows = tuple(
        (
            Cell(f"{need.difference:.3g}"),
            Cell(f"{need.documents:,}"),
            *((Cell("" if need.cautious is None else f"{need.cautious:,}"),) if upper else ()),
        )
        for need in plan.needs
    )
    if plan.sd_upper is None:
        spread = f"standard deviation of documents' differences {plan.sd:.3f}, as stated"
    else:
        spread = (
            f"standard deviation of documents' differences {plan.sd:.3f}, from a pilot of {plan.pilot} documents; "
            f"cautious: with {plan.sd_upper:.3f}, its upper limit of 80 %"
        )
    return Table(
        title=plan.name, columns=tuple(Column(head, numeric=True) for head in heads), rows=rows, remarks=(spread,)
    )


def _plot(plan: Plan) -> Table:
    rows = tuple(
        (
            Cell(f"{row.documents:,}"),
            Cell(f"{row.detectable:.3f}"),
            Cell(f"{row.power:.2f}"),
            Cell("▇" * round(_WIDE * row.power)),
        )
        for row in plan.curve
    )
    return Table(
        title=f"{plan.name}: power to show a difference of {plan.drawn:.3g}",
        columns=(*(Column(head, numeric=True) for head in ("documents", "detectable", "power")), Column("")),
        rows=rows,
        remarks=(
            "detectable: the difference that four of five studies of this size would show; with fewer documents than "
            "the first row no sign-flip test can reach the level",
        ),
    )


def _notes(plans: Sequence[Plan]) -> Iterator[str]:
    one = plans[0]
    tests = f", Holm over {one.tests} tests (its first step)" if one.tests > 1 else ""
    yield f"Level {one.level:.4g}, power {one.power:.4g}{tests}."
    if any(plan.pilot is not None for plan in plans):
        yield (
            "Plan for the smallest difference that matters to you, not for the one that the pilot happened to show; "
            "the pilot's documents must be like those of the study."
        )


def _rows(plans: Sequence[Plan], delimiter: str) -> str:
    rows = ((*_settings(plan), need.difference, need.documents, need.cautious) for plan in plans for need in plan.needs)
    return separated(_HEADINGS, rows, delimiter=delimiter)


def _settings(plan: Plan) -> tuple[str | float | None, ...]:
    return (plan.name, plan.sd, plan.sd_upper, plan.pilot, plan.level, plan.power, plan.tests)
