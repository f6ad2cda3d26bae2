"""Plans of studies as reports: documents by difference, and a plot of what so many documents would show."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from sayso.reports.comparison import comparison_ending
from sayso.reports.markdown import markdown
from sayso.reports.report import Cell, Column, Report, Table
from sayso.reports.text import text
from sayso.reports.writing import put

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
    )


def rendered_plans(plans: Sequence[Plan], format: str) -> str:  # noqa: A002 - the option's name
    """Plans as `text`, `json`, `md` or `csv`."""
    if format == "json":
        data = {"schema_version": SCHEMA_VERSION, "plans": [plan.to_dict() for plan in plans]}
        return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
    if format == "csv":
        return _csv(plans)
    return (markdown if format == "md" else text)(power_report(plans))


def save_plans(plans: Sequence[Plan], path: Path) -> None:
    """Write plans as a file's ending says.

    Raises:
        UsageError: Unknown ending, or a path that cannot be written.
    """
    put(path, rendered_plans(plans, comparison_ending(path)))


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


def _csv(plans: Sequence[Plan]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_HEADINGS)
    for plan in plans:
        head = (plan.name, repr(plan.sd), "" if plan.sd_upper is None else repr(plan.sd_upper))
        settings = ("" if plan.pilot is None else plan.pilot, plan.level, plan.power, plan.tests)
        for need in plan.needs:
            cautious = "" if need.cautious is None else need.cautious
            writer.writerow((*head, *settings, repr(need.difference), need.documents, cautious))
    return stream.getvalue()
