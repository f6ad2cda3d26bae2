"""`sayso extract`: an extractor over a corpus, into a run."""

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.command.options import Dask, Documents, PlainFormat, TextOrJson, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sayso.data.executors import Workforce
    from sayso.data.sources import Source
    from sayso.extractors.running import Outcome

_SHOWN = 10
_LOST = "what is finished is kept, and --timeout S makes a failure of a document that ends its process"

EXAMPLES = """
sayso extract spacy bundled -o spacy.jsonl
sayso extract 'mine.py:Mine(depth=2)' corpus/ -o mine.jsonl --timeout 30
sayso extract pattern s3://bucket/corpus/ -o pattern.jsonl --jobs 4
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
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            metavar="N",
            min=1,
            help="How many processes extract, each with its own models; by default this one alone. Changes no record.",
        ),
    ] = None,
    dask: Dask = None,
    format: PlainFormat = TextOrJson.TEXT,  # noqa: A002 - the option's name
) -> None:
    """Run an extractor over a corpus and write what it finds.

    Finished documents are kept when it is interrupted; the same command goes on from there. A document on which the
    extractor fails becomes a recorded failure.
    """
    from sayso.command.printing import say, say_json
    from sayso.command.progress import watching
    from sayso.extractors import resolve, spelling_of
    from sayso.extractors.running import extract as extracted

    made = resolve(extractor)
    texts = _documents(corpus, documents)
    with watching() as watch, _workforce(jobs, dask) as workforce:
        outcome = extracted(
            made,
            texts,
            output,
            resume=not no_resume,
            timeout=timeout,
            max_failures=max_failures,
            progress=lambda progress: watch.run(made.name, progress),
            executor=workforce,
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


@contextlib.contextmanager
def _workforce(jobs: int | None, dask: str | None) -> "Iterator[Workforce | None]":
    """Who extracts in place of this process: a cluster, processes beside it, or nobody.

    Unlike those that score, processes are started where they are asked for alone: each loads the models once more.
    """
    from sayso.command.cluster import connected
    from sayso.errors import UsageError
    from sayso.evaluate.processes import Processes

    if jobs is not None and dask is not None:
        raise UsageError("--jobs is about processes on this machine, --dask about a cluster in their place; give one")
    if jobs is None or jobs == 1:
        with connected(dask) as client:
            yield client
        return
    with Processes(jobs, lost=_LOST) as processes:
        yield processes


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
