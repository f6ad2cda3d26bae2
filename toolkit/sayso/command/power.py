"""`sayso power`: how many documents a study needs to show a difference, from a pilot or a stated spread."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.command.options import Documents, Format, Level, Measures, ReportFormat, Where, given

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.data.sources import Gold, Run
    from sayso.evaluate.comparison_power import Plan

EXAMPLES = """
sayso power --sd 0.15 --difference 0.05
sayso power corpus/ pattern.jsonl spacy.jsonl -m quotes.F --difference 0.02 --power 0.9
sayso power corpus/ pattern.jsonl spacy.jsonl -m stances.F -o plan.csv
"""


def power(
    gold: Annotated[
        str | None,
        typer.Argument(metavar="GOLD", help="The gold of a pilot; none with --sd.", show_default=False),
    ] = None,
    baseline: Annotated[
        str | None,
        typer.Argument(metavar="BASELINE", parser=given, help="A run of the pilot.", show_default=False),
    ] = None,
    run: Annotated[
        str | None,
        typer.Argument(metavar="RUN", parser=given, help="The run to be told apart from it.", show_default=False),
    ] = None,
    *,
    measure: Measures = None,
    sd: Annotated[
        float | None,
        typer.Option("--sd", metavar="SD", help="Standard deviation of single documents' differences, if known."),
    ] = None,
    difference: Annotated[
        list[float] | None,
        typer.Option("--difference", "-d", metavar="D", help="A difference to be shown, as in 0.05. Repeatable."),
    ] = None,
    level: Level = 0.95,
    power: Annotated[float, typer.Option(help="How often such a difference is to be shown.")] = 0.8,
    tests: Annotated[int, typer.Option(help="How many tests Holm's correction will count.")] = 1,
    documents: Documents = None,
    where: Where = None,
    format: ReportFormat = Format.TEXT,  # noqa: A002 - the option's name
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Write the plan too; its ending (.csv .json .md .svg .png .tex …) is its format. Repeatable.",
        ),
    ] = None,
) -> None:
    """Plan a study: how many documents it takes to show a difference.

    The spread of the documents comes from a pilot (GOLD BASELINE RUN) or is stated (--sd).
    """
    from sayso.command.printing import is_for_people, say, say_rich
    from sayso.evaluate.comparison_power import plan
    from sayso.reports.comparison_power import power_report, rendered_plans, save_plans
    from sayso.reports.plots import check_kinds
    from sayso.reports.terminal import terminal
    from sayso.reports.writing import ending_of

    for path in output or ():
        ending_of(path)  # before the work, not after it
    check_kinds((), (), output or ())
    pilot = _pilot(gold, baseline, run, sd=sd)

    def planned(spread: float, name: str = "", size: int | None = None) -> "Plan":
        return plan(spread, difference or (), name=name, pilot=size, level=level, power=power, tests=tests)

    if pilot is None:
        plans = [planned(sd or 0.0)]
    else:
        found = _spreads(_loaded(pilot, documents), measure or (), where or ())
        plans = [planned(*spread) for spread in found]
    for path in output or ():
        save_plans(plans, path)
    if format is Format.TEXT and is_for_people():
        say_rich(terminal(power_report(plans)))
    else:
        say(rendered_plans(plans, format.value))


def _pilot(gold: str | None, baseline: str | None, run: str | None, *, sd: float | None) -> tuple[str, str, str] | None:
    """The pilot's gold and runs, None where a standard deviation is stated.

    Raises:
        UsageError: Neither is given, or both, or only a part of the pilot.
    """
    from sayso.errors import UsageError

    if sd is not None and gold is None:
        return None
    if sd is not None:
        msg = "--sd states what a pilot would tell; give either --sd or GOLD BASELINE RUN"
        raise UsageError(msg)
    if gold is None or baseline is None or run is None:
        msg = "a plan needs a spread: give a pilot (GOLD BASELINE RUN) or a standard deviation (--sd)"
        raise UsageError(msg)
    return gold, baseline, run


def _loaded(pilot: tuple[str, str, str], documents: str | None) -> "tuple[Gold, Run, Run]":
    from sayso.command.compare import read
    from sayso.data.corpus import load

    gold, baseline, run = pilot
    return load(gold, documents=documents).gold, read(baseline), read(run)


def _spreads(
    pilot: "tuple[Gold, Run, Run]", measures: "Sequence[str]", where: "Sequence[str]"
) -> "list[tuple[float, str, int]]":
    """The spread of a pilot for each measure that was asked for, else for the headline measures."""
    from sayso.evaluate.comparing import HEADLINE, compare
    from sayso.evaluate.comparison_power import spread_of

    gold, baseline, run = pilot
    comparison = compare(gold=gold, baseline=baseline, predicted=run, measures=measures or HEADLINE, where=where)
    # Of the usual measures those that the pilot says nothing of are left out; one that was named is an error.
    told = [one for one in comparison.comparisons if measures or one.interval.error]
    return [spread_of(one) for one in told or comparison.comparisons]
