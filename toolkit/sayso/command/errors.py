"""`sayso errors`: every missed and spurious item by its class, where it stands in the text."""

from typing import TYPE_CHECKING, Annotated

import typer

from sayso.command.options import (
    Documents,
    GoldArgument,
    Labels,
    LabelsOption,
    Missing,
    MissingOption,
    On,
    OnOption,
    PlainFormat,
    RunArguments,
    TextOrJson,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sayso.data.corpus import Corpus
    from sayso.reports.errors import Group

_SHOWN = 10

EXAMPLES = """
sayso errors bundled spacy.jsonl
sayso errors bundled spacy.jsonl --layer quotes --class speaker --doc rutte-air-defence
sayso errors corpus/ a.jsonl b.jsonl --format json
"""


def errors(
    gold: GoldArgument,
    runs: RunArguments,
    *,
    layer: Annotated[
        list[str] | None,
        typer.Option(
            "--layer",
            metavar="LAYER",
            help="List these alone: mentions, entities, quotes, events, arguments, stances. Repeatable.",
        ),
    ] = None,
    error_class: Annotated[
        list[str] | None,
        typer.Option("--class", metavar="CLASS", help="List this error class alone, as in speaker. Repeatable."),
    ] = None,
    doc: Annotated[
        str | None, typer.Option("--doc", metavar="ID", help="List the errors of this document alone.")
    ] = None,
    documents: Documents = None,
    missing: MissingOption = Missing.ERROR,
    on: OnOption = On.ALL,
    labels: LabelsOption = Labels.CLOSED,
    format: PlainFormat = TextOrJson.TEXT,  # noqa: A002 - the option's name
    limit: Annotated[
        int | None,
        typer.Option("--limit", metavar="N", min=0, help="How many errors of each class to list; 10, in JSON all."),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="List every error.")] = False,
) -> None:
    """List missed and spurious items by error class, in their context.

    For classes of pairs both readings stand together: - in gold, + in the run, and what differs.
    """
    from sayso.command.printing import is_for_people, say, say_json, say_rich
    from sayso.data.corpus import load
    from sayso.data.sources import read_run
    from sayso.evaluate import score
    from sayso.measures import HEADLINES
    from sayso.reports.errors import as_json, grouped
    from sayso.reports.listing import coloured, listing, plain

    layers, classes = _chosen(layer, error_class)
    most = _limit(limit, every=every, json=format is TextOrJson.JSON)
    corpus = load(gold, documents=documents)
    result = score(
        gold=corpus.gold,
        predicted=[read_run(run) for run in runs],
        measures=[spelling for kind in layers for spelling in HEADLINES[kind]],
        missing=missing.value,
        on=on.value,
        labels=labels.value,
    )
    if doc is not None:
        _check_document(corpus, doc)
    groups = grouped(result, layers=layers, classes=classes, doc_id=doc, limit=most)
    if format is TextOrJson.JSON:
        say_json(as_json(result, groups))
        return
    title = f"Errors of {', '.join(result.runs)} against gold {corpus.name}"
    silent = layers if layer and not error_class and doc is None else ()
    found = listing(result, groups, _texts(corpus, groups), title=title, doc_id=doc, layers=silent)
    if is_for_people():
        say_rich(coloured(found))
    else:
        say(plain(found))


def _chosen(layers: "Sequence[str] | None", classes: "Sequence[str] | None") -> "tuple[Sequence[str], Collection[str]]":
    """The kinds of items and the classes that are asked for; all, if none are.

    Raises:
        UsageError: There is no such kind or class.
    """
    from sayso.evaluate.unknown import unknown
    from sayso.matching.classes import CLASSES
    from sayso.measures import HEADLINES

    for what, names, known in (("layer", layers, tuple(HEADLINES)), ("error class", classes, CLASSES)):
        for name in names or ():
            if name not in known:
                raise unknown(what, name, known)
    return [kind for kind in HEADLINES if kind in (layers or HEADLINES)], classes or CLASSES


def _limit(limit: int | None, *, every: bool, json: bool) -> int | None:
    from sayso.errors import UsageError

    if every and limit is not None:
        msg = f"--all lists every error and --limit {limit} does not; give one of them"
        raise UsageError(msg)
    if every or (json and limit is None):
        return None
    return _SHOWN if limit is None else limit


def _check_document(corpus: "Corpus", doc_id: str) -> None:
    from sayso.evaluate.unknown import unknown

    ids = [record["doc_id"] for record in corpus.gold]
    if doc_id not in ids:
        raise unknown("document", doc_id, ids)


def _texts(corpus: "Corpus", groups: "Sequence[Group]") -> dict[str, str]:
    """The texts of the documents that listed errors are in."""
    wanted = {item.doc_id for group in groups for found in group.found for item in found.items}
    return {one["doc_id"]: one["text"] for one in corpus.documents if one["doc_id"] in wanted}
