"""`sayso agree`: how far annotators' passes agree, beyond chance where that means something; and their way to gold."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.command.options import AllErrors, Documents, Errors, Format, ReportFormat, Seed, given, limit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.data.corpus import Corpus
    from sayso.data.sources import Run

EXAMPLES = """
sayso agree annotator-a.jsonl annotator-b.jsonl
sayso agree a.jsonl b.jsonl c.jsonl --corpus corpus/ -o agreement.json
sayso agree a.jsonl b.jsonl --adjudicate open.jsonl
sayso agree a.jsonl b.jsonl --decisions open.jsonl -o gold.jsonl
"""


_LINES = (".jsonl", ".jsonl.gz")


def agree(
    passes: Annotated[
        list[str], typer.Argument(metavar="PASS", parser=given, help="Files of annotations, two or more.")
    ],
    *,
    corpus: Annotated[
        str, typer.Option(metavar="CORPUS", help="The documents: a corpus, a gold file, or `bundled`.")
    ] = "bundled",
    documents: Documents = None,
    seed: Seed = 1,
    format: ReportFormat = Format.TEXT,  # noqa: A002 - the option's name
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Write a report too; its ending (.json .md .csv .txt) is its format. With --decisions: write the "
            "gold (.jsonl, .jsonl.gz). Repeatable.",
        ),
    ] = None,
    errors: Errors = None,
    all_errors: AllErrors = False,
    adjudicate: Annotated[
        Path | None,
        typer.Option(
            "--adjudicate",
            metavar="OUT",
            help="Write every disagreement as a line to decide on, with all readings and the text around it.",
        ),
    ] = None,
    decisions: Annotated[
        Path | None,
        typer.Option(
            "--decisions",
            metavar="FILE",
            help="Make gold of what the passes agree on and of such lines with a decision each; no report.",
        ),
    ] = None,
) -> None:
    """Agreement between annotators' passes, with every disagreement.

    Spans and structures by F between every two passes, labels by Krippendorff's alpha, both together by gamma.
    """
    from sayso.agreement import agree as agreed
    from sayso.command.printing import say_report
    from sayso.data.corpus import load
    from sayso.data.sources import read_run
    from sayso.evaluate.compared_runs import told_apart
    from sayso.reports import write
    from sayso.reports.agreement import agreement_report

    _check(adjudicate, decisions, output or ())
    loaded = load(corpus, documents=documents)
    found = told_apart([read_run(path) for path in passes])
    if decisions is not None:
        _gold(loaded, found, decisions, output or ())
        return
    agreement = agreed(loaded, found, seed=seed)
    shown = limit(errors, every=all_errors)
    title = f"Agreement of {', '.join(agreement.passes)} on {loaded.name}"
    report = agreement_report(agreement, title=title, errors=10 if shown == "some" else shown)
    for path in output or ():
        write(report, path)
    say_report(report, format)
    if adjudicate is not None:
        _cases(loaded, found, adjudicate)


def _check(adjudicate: Path | None, decisions: Path | None, output: "Sequence[Path]") -> None:
    """What is to be written, before the work and not after it.

    Raises:
        UsageError: Both ways at once, or an ending that is not the format's.
    """
    from sayso.errors import UsageError
    from sayso.reports import ending_of

    if adjudicate is not None and decisions is not None:
        msg = "--adjudicate writes the cases that --decisions takes; give one of both"
        raise UsageError(msg)
    for path in output:
        if decisions is None:
            ending_of(path)
        else:
            _lines(path)
    if adjudicate is not None:
        _lines(adjudicate)


def _lines(path: Path) -> None:
    """Refuse a path whose ending is not that of JSON Lines."""
    from sayso.errors import UsageError

    if not path.name.endswith(_LINES):
        msg = (
            f"{path}: expected a name that ends in {' or '.join(_LINES)}; gold and open cases are written as JSON Lines"
        )
        raise UsageError(msg)


def _cases(corpus: "Corpus", passes: "Sequence[Run]", path: Path) -> None:
    """Write the open cases, and say what to do with them."""
    from sayso.agreement import open_cases
    from sayso.agreement.decisions import write_cases
    from sayso.command.printing import remark

    count = write_cases(path, open_cases(corpus, passes))
    remark(f"{count:,} open case{'' if count == 1 else 's'} in {path}; fill in each decision, then --decisions {path}")


def _gold(corpus: "Corpus", passes: "Sequence[Run]", decisions: Path, output: "Sequence[Path]") -> None:
    """Write the gold that was decided, or print it."""
    from sayso.agreement import adjudicated
    from sayso.command.printing import remark, say
    from sayso.data.jsonl import dumped, write

    records = adjudicated(corpus, passes, decisions)
    for path in output:
        write(path, records)
        remark(f"gold of {len(records):,} document{'' if len(records) == 1 else 's'} in {path}")
    if not output:
        say("".join(f"{dumped(record)}\n" for record in records))
