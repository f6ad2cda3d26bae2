"""`sayso extract`: an extractor over a corpus, into a run."""

from pathlib import Path
from typing import Annotated

import typer

from sayso.command.options import PlainFormat, TextOrJson

EXAMPLES = """
sayso extract spacy bundled -o spacy.jsonl
sayso extract 'mine.py:Mine(depth=2)' corpus/ -o mine.jsonl --timeout 30
"""


def extract(
    extractor: Annotated[
        str,
        typer.Argument(metavar="EXTRACTOR", help="A name, name(option=value), module:object, or path/file.py:object."),
    ],
    corpus: Annotated[
        str, typer.Argument(metavar="CORPUS", help="A corpus, a file of documents, or `bundled`.")
    ] = "bundled",
    *,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The run: .jsonl or .jsonl.gz.")],
    timeout: Annotated[
        float | None, typer.Option(metavar="S", min=0, help="Seconds a document may take; more is a failure.")
    ] = None,
    max_failures: Annotated[
        int | None, typer.Option(metavar="N", min=0, help="Stop with status 4 when more documents failed.")
    ] = None,
    no_resume: Annotated[
        bool, typer.Option("--no-resume", help="Start anew, whatever an earlier attempt has finished.")
    ] = False,
    format: PlainFormat = TextOrJson.TEXT,  # noqa: A002 - the option's name
) -> None:
    """Run an extractor over a corpus and write what it finds.

    Finished documents are kept when it is interrupted; the same command goes on from there. A document on which the
    extractor fails becomes a recorded failure.
    """
    raise NotImplementedError
