"""`sayso gate`: a run against the rules of a project, with a status that a build can trust."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.command.options import (
    Dask,
    Documents,
    GoldArgument,
    Jobs,
    Labels,
    LabelsOption,
    Level,
    Missing,
    MissingOption,
    On,
    OnOption,
    Resamples,
    RunArguments,
    Seed,
)

if TYPE_CHECKING:
    from sayso.gates.outcome import Verdict

EXAMPLES = """
sayso gate corpus/ run.jsonl --config sayso.toml
sayso gate corpus/ run.jsonl --bless
sayso gate corpus/ run.jsonl --format md --junit gate.xml --badge gate.svg
"""


class GateFormat(StrEnum):
    """What standard output gets."""

    TEXT = "text"
    JSON = "json"
    MD = "md"


class BaselineMissing(StrEnum):
    """What becomes of a rule whose baseline is not there."""

    FAIL = "fail"
    WARN = "warn"
    CREATE = "create"


def gate(
    gold: GoldArgument,
    runs: RunArguments,
    *,
    config: Annotated[
        Path | None,
        typer.Option(
            "--config",
            metavar="FILE",
            help="The rules; by default sayso.toml here, else [tool.sayso] of pyproject.toml here.",
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option("--baseline", metavar="FILE", help="The baseline of rules that name none of their own."),
    ] = None,
    baseline_missing: Annotated[
        BaselineMissing,
        typer.Option(help="A baseline that is not there: status 2 (fail), a remark (warn), or write it (create)."),
    ] = BaselineMissing.FAIL,
    bless: Annotated[
        bool, typer.Option("--bless", help="Write the baselines from this run, and judge nothing.")
    ] = False,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="Exit 0 where rules failed; what is broken keeps its status.")
    ] = False,
    documents: Documents = None,
    missing: MissingOption = Missing.ERROR,
    on: OnOption = On.ALL,
    labels: LabelsOption = Labels.CLOSED,
    level: Level = 0.95,
    resamples: Resamples = 10_000,
    seed: Seed = 1,
    jobs: Jobs = None,
    dask: Dask = None,
    format: Annotated[  # noqa: A002 - the option's name
        GateFormat, typer.Option("--format", help="What to print: text, JSON for programs, or Markdown.")
    ] = GateFormat.TEXT,
    all_items: Annotated[bool, typer.Option("--all-items", help="List every item behind a failure.")] = False,
    junit: Annotated[
        Path | None, typer.Option("--junit", metavar="FILE", help="Write JUnit XML, a test case for every rule.")
    ] = None,
    gitlab: Annotated[
        Path | None, typer.Option("--gitlab", metavar="FILE", help="Write a GitLab code-quality report.")
    ] = None,
    badge: Annotated[Path | None, typer.Option("--badge", metavar="FILE", help="Write a badge as SVG.")] = None,
    summary: Annotated[
        Path | None, typer.Option("--summary", metavar="FILE", help="Write a summary in Markdown.")
    ] = None,
) -> None:
    """Judge runs by rules: exit 0 if all hold, 1 if one does not.

    Status 2, 3, 4, 5 or 70 says that the gate could not be evaluated: a rule or baseline that cannot be used,
    invalid data, failed documents, nothing to score, an internal error.
    """
    from sayso.command.cluster import workforce
    from sayso.data.corpus import load
    from sayso.data.sources import read_run
    from sayso.gates.config import read

    file, rules = read(config)
    corpus = load(gold, documents=documents)
    predicted = [read_run(run) for run in runs]
    shared: dict[str, Any] = {
        "gold": corpus.gold,
        "predicted": predicted,
        "rules": rules,
        "baseline": baseline,
        "missing": missing.value,
        "on": on.value,
        "labels": labels.value,
        "jobs": jobs,
    }
    with workforce(corpus.gold, predicted, jobs=jobs, dask=dask) as helpers:
        from sayso.gates.gate import bless as blessed
        from sayso.gates.gate import gate as judged

        if bless:
            from sayso.command.printing import say
            from sayso.gates.text import blessed_text

            say(blessed_text(blessed(**shared, executor=helpers)))
            return
        verdict = judged(
            **shared,
            baseline_missing=baseline_missing.value,
            level=level,
            resamples=resamples,
            seed=seed,
            executor=helpers,
        )
    from sayso.gates.outputs import Kind, write

    _say(verdict, format, all_items=all_items)
    left: dict[Kind, Path | None] = {"junit": junit, "gitlab": gitlab, "badge": badge, "markdown": summary}
    for kind, path in left.items():
        if path is not None:
            write(verdict, path, kind, rules=file)
    status = verdict.exit_status
    raise typer.Exit(0 if exit_zero and status == 1 else status)


def _say(verdict: "Verdict", form: GateFormat, *, all_items: bool) -> None:
    """The verdict on standard output; in GitHub Actions annotations too, beside what a program would read."""
    from sayso.command.printing import remark, say, say_json
    from sayso.gates.outputs import render, report
    from sayso.gates.text import SHOWN, text

    if form is GateFormat.JSON:
        say_json(verdict.to_dict())
    elif form is GateFormat.MD:
        say(render(verdict, "markdown"))
    else:
        say(text(verdict, limit=None if all_items else SHOWN))
    annotations = report(verdict)
    if annotations:
        (say if form is GateFormat.TEXT else remark)(annotations.rstrip("\n"))
