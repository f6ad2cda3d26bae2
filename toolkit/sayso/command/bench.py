"""`sayso bench`: the configured extractors on a corpus, scored side by side, with the errors behind the numbers."""

from pathlib import Path
from typing import Annotated

import typer

from sayso.command.options import AllErrors, Errors, Format, ReportFormat

EXAMPLES = """
sayso bench
sayso bench benchmarks/bundled.toml -o results --fresh
"""


def bench(
    config: Annotated[
        Path | None, typer.Argument(metavar="CONFIG", help="A benchmarks/*.toml; by default the bundled one.")
    ] = None,
    *,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FOLDER", help="Where to write.")] = Path(
        "bench-results"
    ),
    fresh: Annotated[bool, typer.Option("--fresh", help="Run every extractor again.")] = False,
    format: ReportFormat = Format.TEXT,  # noqa: A002 - the option's name
    errors: Errors = None,
    all_errors: AllErrors = False,
) -> None:
    """Run the configured extractors on a corpus, score, and report.

    The folder gets runs/*.jsonl, results.json, results.csv, report.md and report.txt. Runs that are finished and still
    hold are not made again. An extractor whose extra is not installed is skipped with a word.
    """
    raise NotImplementedError
