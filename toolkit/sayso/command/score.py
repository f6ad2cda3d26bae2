"""`sayso score`: runs against gold, as numbers with the items behind them."""

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.command.options import (
    AllErrors,
    By,
    Cache,
    Dask,
    Documents,
    Errors,
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
    Places,
    Plots,
    Presets,
    ReportFormat,
    Resamples,
    RunArguments,
    Seed,
    Where,
    limit,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.reports import Report

EXAMPLES = """
sayso score bundled spacy.jsonl
sayso score corpus/ a.jsonl b.jsonl -m quotes.F@exact -m speakers.F -o scores.md -o scores.json
sayso score corpus/ spacy.jsonl -m quotes.attribution.F --by kind --by doc.source --where split=test
sayso score corpus/ a.jsonl b.jsonl -o report.html
sayso score corpus/ a.jsonl b.jsonl -o plots.svg --plot precision-recall --plot errors
"""


def score(
    gold: GoldArgument,
    runs: RunArguments,
    *,
    measure: Measures = None,
    documents: Documents = None,
    missing: MissingOption = Missing.ERROR,
    on: OnOption = On.ALL,
    labels: LabelsOption = Labels.CLOSED,
    preset: Presets = None,
    by: By = None,
    where: Where = None,
    level: Level = 0.95,
    resamples: Resamples = 10_000,
    seed: Seed = 1,
    jobs: Jobs = None,
    dask: Dask = None,
    cache: Cache = None,
    format: ReportFormat = Format.TEXT,  # noqa: A002 - the option's name
    output: Places = None,
    errors: Errors = None,
    all_errors: AllErrors = False,
    plot: Plots = None,
    no_text: NoText = False,
) -> None:
    """Score runs against gold: a table with the errors behind it.

    JSON and -o .json list missed and spurious items if --errors or --all-errors asks for them. Plots: precision-recall,
    errors, slices, confusion.
    """
    from sayso.command.caching import cached
    from sayso.command.cluster import workforce
    from sayso.command.printing import say_report
    from sayso.command.progress import scoring
    from sayso.data.corpus import load
    from sayso.data.sources import read_run

    whole = _checked(output or (), plot or ())  # before the work, not after it
    if no_text:
        from sayso.reports.wordless import check_by

        check_by(by or ())
    corpus = load(gold, documents=documents)
    predicted = [read_run(run) for run in runs]
    options: dict[str, Any] = {
        "measures": measure or None,
        "missing": missing.value,
        "on": on.value,
        "labels": labels.value,
        "preset": preset or (),
        "by": by or (),
        "where": where or (),
        "level": level,
        "resamples": resamples,
        "seed": seed,
    }
    shown: dict[str, Any] = {"errors": limit(errors, every=all_errors), "text": not no_text}

    with contextlib.ExitStack() as whole_command:

        def made() -> "Report":
            with scoring(corpus.gold, predicted) as progress:
                # Only now, so that a bar is there at once.
                helpers = whole_command.enter_context(workforce(corpus.gold, predicted, jobs=jobs, dask=dask))
                from sayso.evaluate import score as scored
                from sayso.reports import build

                result = scored(
                    gold=corpus.gold, predicted=predicted, jobs=jobs, executor=helpers, progress=progress, **options
                )
            return build(result, title=f"{', '.join(result.runs)} against gold {corpus.name}", **shown)

        report = cached(cache, corpus, predicted, {**options, **shown}, make=made, whole=whole)
        for path in output or ():
            from sayso.reports import write

            write(report, path, plots=plot or ())
    say_report(report, format)


def _checked(output: "Sequence[str]", plot: "Sequence[str]") -> bool:
    """Whether some output shows more than a report says by itself, once all of them are known to be possible."""
    if not output and not plot:
        return False
    from sayso.reports.plots import OF_SCORE, check_kinds
    from sayso.reports.writing import needs_result

    whole = [needs_result(path) for path in output]
    check_kinds(plot, OF_SCORE, [Path(path) for path in output])
    return any(whole)
