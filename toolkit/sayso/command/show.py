"""`sayso show`: a document with its annotations, to be read."""

from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from sayso.command.options import Documents, Layer, PagerOption, given
from sayso.data.urls import said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sayso.data.checks.shape import Kind
    from sayso.data.sources import Entry, Source
    from sayso.evaluate.outcomes import Outcomes

Record = dict[str, Any]
_NAMED = 5

EXAMPLES = """
sayso show bundled --doc rutte-air-defence
sayso show bundled spacy.jsonl --doc rutte-air-defence --layer quotes
sayso show spacy.jsonl --gold bundled --doc rutte-air-defence --no-pager
"""


def show(
    annotations: Annotated[
        str, typer.Argument(metavar="RUN|GOLD", help="A run, a corpus (folder, corpus.toml, gold file), or `bundled`.")
    ],
    run: Annotated[
        str | None,
        typer.Argument(metavar="RUN", parser=given, help="A run to show beside the gold that is named first."),
    ] = None,
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
    pager: PagerOption = True,
) -> None:
    """Print a document with its annotations, or a run beside gold.

    Beside gold: = the same in both, ~ the same characters but other details, - in gold only, + in the run only;
    after ← the error class of an item that the measures leave over, as `sayso errors` has it.
    """
    from sayso.command.paging import say_pages
    from sayso.command.printing import is_for_people, say
    from sayso.reports.page import coloured, plain
    from sayso.reports.reading import read
    from sayso.reports.wording import LAYERS

    if run is not None:
        annotations, gold = _swapped(annotations, run, gold)
    document, record, beside = _found(annotations, doc, gold, documents)
    outcomes = None if gold is None else _outcomes(gold, annotations, document["doc_id"], documents)
    reading = read(document, record, beside, [one.value for one in layer or ()] or LAYERS, outcomes)
    if is_for_people():
        say_pages(coloured(reading), paged=pager)
    else:
        say(plain(reading))


def _swapped(first: str, run: str, gold: str | None) -> tuple[str, str]:
    """The run and the gold that it is shown beside, as the two arguments name them.

    Raises:
        UsageError: Gold is named twice.
    """
    from sayso.errors import UsageError

    if gold is not None:
        msg = f"gold is named twice: {said(first)} and --gold {said(gold)}; with GOLD RUN leave --gold out"
        raise UsageError(msg)
    return run, first


def _outcomes(gold: str, run: str, doc_id: str, documents: str | None) -> "Mapping[str, Outcomes] | None":
    """What the measures make of the document's items; nothing, with a remark, where the files can't be scored."""
    from sayso.command.printing import remark
    from sayso.data.corpus import load
    from sayso.data.sources import read_run
    from sayso.errors import DataError
    from sayso.evaluate import score
    from sayso.measures import HEADLINES

    measures = [spelling for headlines in HEADLINES.values() for spelling in headlines]
    corpus = load(gold, documents=documents)
    try:
        result = score(gold=corpus.gold, predicted=read_run(run), measures=measures, missing="empty", labels="open")
        seen = next(result.seen([doc_id]))
    except DataError as error:
        remark(f"without error classes, since elsewhere there are errors in the data: {error}")
        return None
    return seen.outcomes[0]


def _found(
    annotations: str, doc: str | None, gold: str | None, documents: str | None
) -> tuple[Record, Record, Record | None]:
    """The document, its annotations, and gold to show them beside."""
    from sayso.data.corpus import load
    from sayso.data.sources import FileSource

    if gold is None and documents is None:
        corpus = load(annotations)
        document = _one(corpus.documents, "document", doc)
        return document, _one(corpus.gold.source, "gold", document["doc_id"], document), None
    beside = None
    if gold is not None:
        corpus = load(gold, documents=documents)
        document = _one(corpus.documents, "document", doc)
        beside = _one(corpus.gold.source, "gold", document["doc_id"], document)
    else:
        document = _one(FileSource(documents or ""), "document", doc)
    return document, _one(FileSource(annotations), "run", document["doc_id"], document), beside


def _one(source: "Source", kind: "Kind", doc_id: str | None, document: Record | None = None) -> Record:
    """The record of a document, checked; of the only document, if none is named.

    Raises:
        UsageError: There is no such document, or none is named where there are several.
        DataError: The record breaks the contract.
    """
    from sayso.data.checks import check_content, check_shape
    from sayso.errors import DataError

    entry = _found_in(source, doc_id)
    problems = check_shape(entry.record, kind, entry.where)
    if not problems and document is not None:
        problems = check_content(entry.record, document["text"], entry.where)
    if problems:
        raise DataError(problems)
    return entry.record


def _found_in(source: "Source", doc_id: str | None) -> "Entry":
    from sayso.errors import DataError, Problem

    found, ids, problems = None, [], []
    for entry in source.entries():
        if isinstance(entry, Problem):
            problems.append(entry)
            continue
        ids.append(str(entry.record.get("doc_id")))
        if doc_id in {None, ids[-1]}:
            found = found or entry
            if doc_id is not None:
                return entry
    if found is None and problems:
        raise DataError(problems)
    if found is None or len(ids) > 1:
        _no_such(source, doc_id, ids)
    return found


def _no_such(source: "Source", doc_id: str | None, ids: list[str]) -> NoReturn:
    import difflib

    from sayso.errors import UsageError

    name = source.name
    shown = ", ".join(difflib.get_close_matches(doc_id or "", ids) or ids[:_NAMED])
    if doc_id is None:
        msg = f"{name} has {len(ids):,} documents; name one with --doc, as in --doc {ids[0] if ids else 'ID'}"
    else:
        msg = f"{name} has no document {doc_id!r}; it has {shown or 'none'}{', …' if len(ids) > _NAMED else ''}"
    raise UsageError(msg)
