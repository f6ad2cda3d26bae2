"""`sayso curve`: precision and recall at every threshold on the scores of a run's items."""

from typing import Annotated

import typer

from sayso.command.options import (
    Dask,
    Documents,
    Format,
    GoldArgument,
    Jobs,
    Labels,
    LabelsOption,
    Measures,
    Missing,
    MissingOption,
    On,
    OnOption,
    Outputs,
    Plots,
    ReportFormat,
    Where,
    given,
)

EXAMPLES = """
sayso curve corpus/ scored.jsonl -m quotes.attribution.F
sayso curve corpus/ a.jsonl b.jsonl -m mentions.F -o curves.csv
sayso curve corpus/ scored.jsonl -o curve.svg --plot calibration
"""
_DEFAULT = ["quotes.F"]


def curve(
    gold: GoldArgument,
    runs: Annotated[list[str], typer.Argument(metavar="RUN", parser=given, help="Runs whose items carry a `score`.")],
    *,
    measure: Measures = None,
    documents: Documents = None,
    missing: MissingOption = Missing.ERROR,
    on: OnOption = On.ALL,
    labels: LabelsOption = Labels.CLOSED,
    where: Where = None,
    jobs: Jobs = None,
    dask: Dask = None,
    format: ReportFormat = Format.TEXT,  # noqa: A002 - the option's name
    output: Outputs = None,
    plot: Plots = None,
) -> None:
    """Precision and recall over the scores of a run's items.

    A table of points, the average precision, and the best F.

    At a threshold the run has the items that score no less; pairs are made anew. By default quotes.F. Plots: curve,
    calibration.
    """
    from sayso.command.cluster import workforce
    from sayso.command.printing import say_report
    from sayso.data.corpus import load
    from sayso.data.sources import read_run
    from sayso.reports import ending_of
    from sayso.reports.plots import OF_CURVE, check_kinds

    for path in output or ():
        ending_of(path)  # before the work, not after it
    check_kinds(plot or (), OF_CURVE, output or ())
    corpus = load(gold, documents=documents)
    predicted = [read_run(run) for run in runs]
    with workforce(corpus.gold, predicted, jobs=jobs, dask=dask) as helpers:
        from sayso.evaluate import score as scored
        from sayso.reports import write
        from sayso.reports.curves import curve_report

        result = scored(
            gold=corpus.gold,
            predicted=predicted,
            measures=measure or _DEFAULT,
            missing=missing.value,
            on=on.value,
            labels=labels.value,
            where=where or (),
            jobs=jobs,
            executor=helpers,
        )
        wanted = dict.fromkeys(value.measure for value in result.values)
        curves = {run: [result.curve(one, run=run) for one in wanted] for run in result.runs}
    report = curve_report(result, curves, title=f"Curves of {', '.join(result.runs)} against gold {corpus.name}")
    for path in output or ():
        write(report, path, plots=plot or ())
    say_report(report, format)
