"""`sayso compare`: runs against a baseline, with paired tests over documents and the items that changed."""

import json
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from sayso.command.options import (
    By,
    Dask,
    Documents,
    Format,
    GoldArgument,
    Jobs,
    Labels,
    LabelsOption,
    Level,
    Measures,
    Missing,
    MissingOption,
    NoText,
    On,
    OnOption,
    Outputs,
    ReportFormat,
    Resamples,
    Seed,
    Where,
    given,
)
from sayso.data.urls import place_of, said

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from sayso.data.sources import Run
    from sayso.data.urls import Place
    from sayso.evaluate.comparison import Comparison

EXAMPLES = """
sayso compare bundled pattern.jsonl spacy.jsonl
sayso compare corpus/ old/spacy.jsonl new/spacy.jsonl -m quotes.F -m speakers.F -o compared.md
sayso compare corpus/ base.jsonl --group new=new1.jsonl,new2.jsonl,new3.jsonl
"""


def compare(
    gold: GoldArgument,
    baseline: Annotated[
        str, typer.Argument(metavar="BASELINE", help="The run that others are compared with, or the name of a group.")
    ],
    runs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="RUN", parser=given, help="Runs; none are needed where there is a group.", show_default=False
        ),
    ] = None,
    *,
    measure: Measures = None,
    group: Annotated[
        list[str] | None,
        typer.Option(
            "--group",
            metavar="NAME=RUN,RUN",
            help="Runs that differ in their seed alone, compared by their mean. Repeatable.",
        ),
    ] = None,
    documents: Documents = None,
    missing: MissingOption = Missing.ERROR,
    on: OnOption = On.ALL,
    labels: LabelsOption = Labels.CLOSED,
    by: By = None,
    where: Where = None,
    level: Level = 0.95,
    resamples: Resamples = 10_000,
    seed: Seed = 1,
    jobs: Jobs = None,
    dask: Dask = None,
    flips: Annotated[
        int | None,
        typer.Option(
            "--flips",
            metavar="N",
            min=0,
            help="How many items that changed to list of each kind; 5 up to 50 documents, in JSON all.",
        ),
    ] = None,
    format: ReportFormat = Format.TEXT,  # noqa: A002 - the option's name
    output: Outputs = None,
    no_text: NoText = False,
) -> None:
    """Compare runs with a baseline: paired tests, items gained and lost.

    A difference is the run less the baseline; p after Holm counts runs and headline measures.
    """
    from sayso.command.cluster import workforce
    from sayso.data.corpus import load
    from sayso.reports.plots import check_kinds
    from sayso.reports.writing import ending_of

    for path in output or ():
        ending_of(path)  # before the work, not after it
    check_kinds((), (), output or ())
    first, found, groups = _read(baseline, runs or (), group or ())
    corpus = load(gold, documents=documents)
    everybody = found if isinstance(first, str) else [first, *found]
    with workforce(corpus.gold, everybody, jobs=jobs, dask=dask) as helpers:
        from sayso.evaluate.comparing import compare as compared

        comparison = compared(
            gold=corpus.gold,
            baseline=first,
            predicted=found,
            measures=measure or None,
            missing=missing.value,
            on=on.value,
            labels=labels.value,
            where=where or (),
            level=level,
            resamples=resamples,
            seed=seed,
            groups=groups,
            by=by or (),
            jobs=jobs,
            executor=helpers,
        )
        _say(comparison, format, output or (), flips="some" if flips is None else flips, text=not no_text)


def _say(
    comparison: "Comparison", form: Format, output: "Sequence[Path]", *, flips: Literal["some"] | int, text: bool
) -> None:
    """A comparison in files and on standard output."""
    from sayso.command.printing import is_for_people, say, say_rich
    from sayso.reports.comparison import comparison_reports, rendered, save_comparison, spaced
    from sayso.reports.terminal import terminal
    from sayso.reports.wordless import wordless_comparison

    if not text:
        comparison = wordless_comparison(comparison)
    for path in output:
        save_comparison(comparison, path, flips=flips, text=text)
    if form is Format.TEXT and is_for_people():
        for report in comparison_reports(comparison, flips=flips):
            say_rich(terminal(spaced(report)))
            say("")
    else:
        say(rendered(comparison, form.value, flips=flips))


def _read(
    baseline: str, runs: "Sequence[str]", groups: "Sequence[str]"
) -> "tuple[Run | str, list[Run], Mapping[str, Sequence[str]]]":
    """The baseline, or its name if it is a group; all other runs, told apart; the groups by the names of their runs."""
    from sayso.evaluate.compared_runs import told_apart

    teams = dict(map(_group, groups))
    if len(teams) < len(groups):
        from sayso.errors import UsageError

        names = [text.partition("=")[0] for text in groups]
        twice = next(name for name in names if names.count(name) > 1)
        msg = f"--group {twice} is given twice; name all of its runs in one"
        raise UsageError(msg)
    given = list(map(place_of, runs))
    paths = [place_of(baseline)] if baseline not in teams else []
    paths += [*given, *(_path(member, given) for members in teams.values() for member in members)]
    found = told_apart([read(path) for path in _distinct(paths)])
    named = dict(zip((path.resolve() for path in _distinct(paths)), found, strict=True))
    members = {
        name: [named[_path(member, given).resolve()].name for member in members] for name, members in teams.items()
    }
    rest = [named[path.resolve()] for path in paths[baseline not in teams :]]
    first: Run | str = baseline if baseline in teams else named[place_of(baseline).resolve()]
    return first, rest, members


def _group(text: str) -> tuple[str, list[str]]:
    from sayso.errors import UsageError

    name, _, rest = text.partition("=")
    members = [member.strip() for member in rest.split(",") if member.strip()]
    if not name or not members:
        msg = f"--group {said(text)!r}: expected NAME=RUN,RUN, as in --group new=new1.jsonl,new2.jsonl"
        raise UsageError(msg)
    return name, members


def _path(member: str, runs: "Iterable[Place]") -> "Place":
    """The run that a member of a group names: one of those given, by its name, or a path."""
    from sayso.data.sources import run_name

    return next((path for path in runs if member in {str(path), run_name(path)}), place_of(member))


def _distinct(paths: "Iterable[Place]") -> "list[Place]":
    return list({path.resolve(): path for path in reversed(list(paths))}.values())[::-1]


def read(path: "str | Place") -> "Run":
    """A run in a file; a saved result is none, and is told so.

    Raises:
        UsageError: There is no such file, or it holds saved numbers.
    """
    from sayso.data.sources import read_run

    _refuse_numbers(place_of(path))
    return read_run(path)


def _refuse_numbers(path: "Place") -> None:
    from sayso.errors import UsageError

    if path.suffix.lower() != ".json" or not path.is_file():
        return
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        return  # A run has one record a line, and is no JSON as a whole; whatever else this is will be told later.
    if isinstance(found, dict) and "signature" in found and "schema_version" in found:
        msg = (
            f"{path}: found saved results, expected a run; a paired test needs every document, so give the runs "
            "themselves (JSON Lines, as `sayso extract` writes them)"
        )
        raise UsageError(msg)
