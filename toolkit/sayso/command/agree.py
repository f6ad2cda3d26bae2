"""`sayso agree`: how far annotators' passes agree, beyond chance where that means something."""

from pathlib import Path
from typing import Annotated

import typer

from sayso.command.options import AllErrors, Documents, Errors, Format, Outputs, ReportFormat, Seed, limit

EXAMPLES = """
sayso agree annotator-a.jsonl annotator-b.jsonl
sayso agree a.jsonl b.jsonl c.jsonl --corpus corpus/ -o agreement.json
"""


def agree(
    passes: Annotated[list[Path], typer.Argument(metavar="PASS", help="Files of annotations, two or more.")],
    *,
    corpus: Annotated[
        str, typer.Option(metavar="CORPUS", help="The documents: a corpus, a gold file, or `bundled`.")
    ] = "bundled",
    documents: Documents = None,
    seed: Seed = 1,
    format: ReportFormat = Format.TEXT,  # noqa: A002 - the option's name
    output: Outputs = None,
    errors: Errors = None,
    all_errors: AllErrors = False,
) -> None:
    """Agreement between annotators' passes, with every disagreement.

    Spans and structures by F between every two passes, labels by Krippendorff's alpha, both together by gamma.
    """
    from sayso.agreement import agree as agreed
    from sayso.command.printing import say_report
    from sayso.data.corpus import load
    from sayso.data.sources import read_run
    from sayso.reports import ending_of, write
    from sayso.reports.agreement import agreement_report

    for path in output or ():
        ending_of(path)  # before the work, not after it
    loaded = load(corpus, documents=documents)
    found = agreed(loaded, [read_run(path) for path in passes], seed=seed)
    shown = limit(errors, every=all_errors)
    title = f"Agreement of {', '.join(found.passes)} on {loaded.name}"
    report = agreement_report(found, title=title, errors=10 if shown == "some" else shown)
    for path in output or ():
        write(report, path)
    say_report(report, format)
