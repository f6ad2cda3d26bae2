"""`sayso bench`: the configured extractors on a corpus, scored side by side, with the errors behind the numbers."""

from pathlib import Path
from typing import Annotated

import typer

from sayso.command.options import AllErrors, Errors, Format, ReportFormat, limit, written

EXAMPLES = """
sayso bench
sayso bench benchmarks/bundled.toml -o results --fresh
"""


def bench(
    config: Annotated[
        Path | None, typer.Argument(metavar="CONFIG", help="A benchmarks/*.toml; by default the bundled one.")
    ] = None,
    *,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FOLDER", parser=written, help="Where to write.")
    ] = Path("bench-results"),
    fresh: Annotated[bool, typer.Option("--fresh", help="Make every run anew.")] = False,
    format: ReportFormat = Format.TEXT,  # noqa: A002 - the option's name
    errors: Errors = None,
    all_errors: AllErrors = False,
) -> int:
    """Run the configured extractors on a corpus, score, and report.

    The folder gets runs/*.jsonl, results.json, results.csv, report.md, report.txt and report.html. Runs that are
    finished and still hold are not made again. An extractor whose extra is not installed is skipped with a word.
    """
    from sayso.bench import bench as benched
    from sayso.command.printing import remark, say_report
    from sayso.command.progress import watching
    from sayso.errors import ExtractorError

    with watching() as watch:
        found = benched(config, folder=output, fresh=fresh, errors=limit(errors, every=all_errors), tell=watch.bench)
    say_report(found.report, format)
    remark(f"runs, results and report are in {found.folder}")
    return ExtractorError.exit_status if found.failed else 0
