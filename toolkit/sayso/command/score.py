"""`sayso score`: runs against gold, as numbers with the items behind them."""

from sayso.command.options import (
    AllErrors,
    By,
    Documents,
    Errors,
    Format,
    GoldArgument,
    Labels,
    LabelsOption,
    Level,
    Measures,
    Missing,
    MissingOption,
    On,
    OnOption,
    Outputs,
    Presets,
    ReportFormat,
    Resamples,
    RunArguments,
    Seed,
    Where,
    limit,
)

EXAMPLES = """
sayso score bundled spacy.jsonl
sayso score corpus/ a.jsonl b.jsonl -m quotes.F@exact -m speakers.F -o scores.md -o scores.json
sayso score corpus/ spacy.jsonl -m quotes.attribution.F --by kind --by doc.source --where split=test
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
    format: ReportFormat = Format.TEXT,  # noqa: A002 - the option's name
    output: Outputs = None,
    errors: Errors = None,
    all_errors: AllErrors = False,
) -> None:
    """Score runs against gold: a table with the errors behind it.

    JSON and -o .json list missed and spurious items if --errors or --all-errors asks for them.
    """
    from sayso.command.printing import say_report
    from sayso.data.corpus import load
    from sayso.data.sources import read_run
    from sayso.evaluate import score as scored
    from sayso.reports import build, ending_of, write

    for path in output or ():
        ending_of(path)  # before the work, not after it
    corpus = load(gold, documents=documents)
    result = scored(
        gold=corpus.gold,
        predicted=[read_run(run) for run in runs],
        measures=measure or None,
        missing=missing.value,
        on=on.value,
        labels=labels.value,
        preset=preset or (),
        by=by or (),
        where=where or (),
        level=level,
        resamples=resamples,
        seed=seed,
    )
    title = f"{', '.join(result.runs)} against gold {corpus.name}"
    report = build(result, title=title, errors=limit(errors, every=all_errors))
    for path in output or ():
        write(report, path)
    say_report(report, format)
