"""`sayso validate`: does a file keep the contract?"""

from pathlib import Path
from typing import Annotated

import typer

from sayso.command.options import PlainFormat, TextOrJson

EXAMPLES = """
sayso validate run.jsonl --corpus bundled
sayso validate documents.jsonl gold.jsonl --all
"""


def validate(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Files of documents, gold or predictions.")],
    *,
    corpus: Annotated[
        str | None,
        typer.Option("--corpus", metavar="CORPUS", help="Check against the texts and label sets of this corpus too."),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Print every problem, not only the first ten.")] = False,
    format: PlainFormat = TextOrJson.TEXT,  # noqa: A002 - the option's name
) -> None:
    """Check files against the data contract."""
    raise NotImplementedError
