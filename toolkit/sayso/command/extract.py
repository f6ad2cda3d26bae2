"""`sayso extract`: an extractor over a corpus, into a run."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.command.options import Dask, Documents, PlainFormat, TextOrJson, written

if TYPE_CHECKING:
    from sayso.data.sources import Source
    from sayso.extractors.running import Outcome

_SHOWN = 10

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
    documents: Documents = None,
    output: Annotated[
        Path,
        typer.Option(
            "-o", "--output", metavar="FILE", parser=written, help="The run: .jsonl, .jsonl.gz or .jsonl.zst."
        ),
    ],
    timeout: Annotated[
        float | None, typer.Option(metavar="S", min=0, help="Seconds a document may take; more is a failure.")
    ] = None,
    max_failures: Annotated[
        int | None, typer.Option(metavar="N", min=0, help="Stop with status 4 when more documents failed.")
    ] = None,
    no_resume: Annotated[
        bool, typer.Option("--no-resume", help="Start anew, whatever an earlier attempt has finished.")
    ] = False,
    dask: Dask = None,
    format: PlainFormat = TextOrJson.TEXT,  # noqa: A002 - the option's name
) -> None:
    """Run an extractor over a corpus and write what it finds.

    Finished documents are kept when it is interrupted; the same command goes on from there. A document on which the
    extractor fails becomes a recorded failure.
    """
    from sayso.bench.documents import checked
    from sayso.command.cluster import connected
    from sayso.command.printing import say, say_json
    from sayso.command.progress import watching
    from sayso.extractors import resolve, spelling_of
    from sayso.extractors.running import extract as extracted

    made = resolve(extractor)
    texts = checked(_documents(corpus, documents))
    with watching() as watch, connected(dask) as client:
        outcome = extracted(
            made,
            texts,
            output,
            resume=not no_resume,
            timeout=timeout,
            max_failures=max_failures,
            progress=lambda progress: watch.run(made.name, progress),
            executor=client,
        )
    if format is TextOrJson.JSON:
        say_json(
            {
                "extractor": spelling_of(made),
                "run": str(outcome.path),
                "documents": outcome.documents,
                "resumed": outcome.resumed,
                "failures": outcome.failures,
                "seconds": outcome.seconds,
            }
        )
    else:
        say(_told(outcome))


def _documents(corpus: str, documents: str | None) -> "Source":
    """The documents of a corpus, or of a file that holds nothing else."""
    from sayso.data.corpus import load
    from sayso.data.packing import unpacked_name
    from sayso.data.sources import source_at
    from sayso.data.spooling import is_stdin
    from sayso.data.urls import place_of

    if documents is None and (is_stdin(corpus) or unpacked_name(place_of(corpus).name).endswith(".jsonl")):
        return source_at(corpus)
    return load(corpus, documents=documents).documents


def _told(outcome: "Outcome") -> str:
    from sayso.reports.report import plural

    failed = f", {len(outcome.failures):,} failed" if outcome.failures else ""
    lines = [f"{outcome.path}: {plural(outcome.documents, 'document')}{failed}, in {outcome.seconds:.1f} s"]
    shown = list(outcome.failures.items())[:_SHOWN]
    lines += [f"  {doc_id}: {message}" for doc_id, message in shown]
    if len(outcome.failures) > len(shown):
        lines.append(f"  … and {len(outcome.failures) - len(shown):,} more; the run has them all")
    return "\n".join(lines)
