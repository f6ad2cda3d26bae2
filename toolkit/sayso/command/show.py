"""`sayso show`: a document with its annotations, to be read."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from sayso.command.options import Documents, Layer

Record = dict[str, Any]
_NAMED = 5

EXAMPLES = """
sayso show bundled --doc rutte-air-defence
sayso show spacy.jsonl --gold bundled --doc rutte-air-defence --layer quotes
"""


def show(
    annotations: Annotated[
        str, typer.Argument(metavar="RUN|GOLD", help="A run, a corpus (folder, corpus.toml, gold file), or `bundled`.")
    ],
    *,
    doc: Annotated[
        str | None, typer.Option("--doc", metavar="ID", help="Which document; needed where there are several.")
    ] = None,
    gold: Annotated[
        str | None, typer.Option("--gold", metavar="CORPUS", help="Show the run beside the gold of this corpus.")
    ] = None,
    documents: Documents = None,
    layer: Annotated[
        list[Layer] | None,
        typer.Option(
            "--layer", metavar="LAYER", help="Show this layer alone: entities, quotes, events, stances. Repeatable."
        ),
    ] = None,
) -> None:
    """Print a document with its annotations, or a run beside gold.

    Beside gold: = the same in both, ~ the same characters but other details, - in gold only, + in the run only.
    """
    from sayso.command.printing import is_for_people, say, say_rich
    from sayso.reports.page import coloured, plain
    from sayso.reports.reading import read
    from sayso.reports.wording import LAYERS

    document, record, beside = _found(annotations, doc, gold, documents)
    reading = read(document, record, beside, [one.value for one in layer or ()] or LAYERS)
    if is_for_people():
        say_rich(coloured(reading))
    else:
        say(plain(reading))


def _found(
    annotations: str, doc: str | None, gold: str | None, documents: Path | None
) -> tuple[Record, Record, Record | None]:
    """The document, its annotations, and gold to show them beside."""
    from sayso.data.corpus import load
    from sayso.data.sources import FileSource, read_run

    if gold is not None:
        corpus = load(gold, documents=documents)
        document = _one(corpus.documents, doc, str(gold))
        doc_id = document["doc_id"]
        run = read_run(Path(annotations))
        return document, _one(run.source, doc_id, annotations), _one(corpus.gold.source, doc_id, str(gold))
    if documents is not None:
        document = _one(FileSource(documents), doc, str(documents))
        return document, _one(read_run(Path(annotations)).source, document["doc_id"], annotations), None
    corpus = load(annotations)
    document = _one(corpus.documents, doc, annotations)
    return document, _one(corpus.gold.source, document["doc_id"], annotations), None


def _one(records: Iterable[Record], doc_id: str | None, name: str) -> Record:
    """The record of a document; of the only document, if none is named.

    Raises:
        UsageError: There is no such document, or none is named where there are several.
    """
    import difflib

    from sayso.errors import UsageError

    seen = []
    for record in records:
        if doc_id is not None and record["doc_id"] == doc_id:
            return record
        seen.append(record)
    if doc_id is None and len(seen) == 1:
        return seen[0]
    ids = [record["doc_id"] for record in seen]
    shown = ", ".join(difflib.get_close_matches(doc_id or "", ids) or ids[:_NAMED])
    if doc_id is None:
        msg = f"{name} has {len(seen):,} documents; name one with --doc, as in --doc {ids[0] if ids else 'ID'}"
    else:
        msg = f"{name} has no document {doc_id!r}; it has {shown or 'none'}{', …' if len(ids) > _NAMED else ''}"
    raise UsageError(msg)
