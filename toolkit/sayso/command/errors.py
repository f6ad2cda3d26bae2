"""`sayso errors`: every missed and spurious item by its class, where it stands in the text."""

import contextlib
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.command.options import (
    Dask,
    Documents,
    GoldArgument,
    Jobs,
    Labels,
    LabelsOption,
    Missing,
    MissingOption,
    NoText,
    On,
    OnOption,
    Outputs,
    PagerOption,
    PlainFormat,
    RunArguments,
    TextOrJson,
    Where,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from sayso.data.corpus import Corpus
    from sayso.evaluate import Result
    from sayso.evaluate.confusion import Confusion
    from sayso.evaluate.phenomena import Phenomenon
    from sayso.reports.errors import Group
    from sayso.reports.report import Report

_SHOWN = 10
_EVERY = "all"

EXAMPLES = """
sayso errors bundled spacy.jsonl
sayso errors bundled spacy.jsonl --layer quotes --class speaker --doc rutte-air-defence
sayso errors corpus/ a.jsonl b.jsonl --where split=test --format json
sayso errors bundled spacy.jsonl --by all
sayso errors bundled spacy.jsonl --confusion events.type --confusion quotes.kind
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
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by",
            metavar="ATTRIBUTE",
            help="In place of the list what costs most, by an attribute (kind, doc.FIELD, …) or `all`. Repeatable.",
        ),
    ] = None,
    confusion: Annotated[
        list[str] | None,
        typer.Option(
            "--confusion",
            metavar="ASPECT",
            help="In place of the list which labels are taken for which, as in events.type. Repeatable.",
        ),
    ] = None,
    where: Where = None,
    documents: Documents = None,
    missing: MissingOption = Missing.ERROR,
    on: OnOption = On.ALL,
    labels: LabelsOption = Labels.CLOSED,
    jobs: Jobs = None,
    dask: Dask = None,
    format: PlainFormat = TextOrJson.TEXT,  # noqa: A002 - the option's name
    limit: Annotated[
        int | None,
        typer.Option("--limit", metavar="N", min=0, help="How many errors of each class to list; 10, in JSON all."),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="List every error.")] = False,
    pager: PagerOption = True,
    output: Outputs = None,
    no_text: NoText = False,
) -> None:
    """List missed and spurious items by error class, in their context.

    For classes of pairs both readings stand together: - in gold, + in the run, and what differs.
    """
    from sayso.command.cluster import workforce
    from sayso.command.paging import say_pages
    from sayso.command.printing import is_for_people, say, say_json
    from sayso.data.corpus import load
    from sayso.data.sources import read_run
    from sayso.measures import HEADLINES
    from sayso.reports.wordless import check_by

    layers, classes = _chosen(layer, error_class)
    most = _limit(limit, every=every, json=format is TextOrJson.JSON)
    _check_whole([*(by or ()), *(confusion or ())], doc, error_class)
    _check_outputs(output or (), [*(by or ()), *(confusion or ())])
    if no_text:
        check_by(by or ())
    corpus = load(gold, documents=documents)
    predicted = [read_run(run) for run in runs]
    with contextlib.ExitStack() as work:
        helpers = work.enter_context(workforce(corpus.gold, predicted, jobs=jobs, dask=dask))
        from sayso.evaluate import score
        from sayso.reports.errors import as_json, grouped
        from sayso.reports.errors_saving import save_errors
        from sayso.reports.listing import coloured, listing, plain
        from sayso.reports.wordless import wordless, wordless_groups
        from sayso.reports.writing import write

        result = score(
            gold=corpus.gold,
            predicted=predicted,
            measures=[spelling for kind in layers for spelling in HEADLINES[kind]],
            missing=missing.value,
            on=on.value,
            labels=labels.value,
            where=where or (),
            jobs=jobs,
            executor=helpers,
        )
        if doc is not None:
            _check_document(corpus, doc)
        title = f"Errors of {', '.join(result.runs)} against gold {corpus.name}"
        if by or confusion:
            analysis = _analysis(result, by, confusion, layers=layers, limit=most, title=title)
            for path in output or ():
                write(analysis, path)
            if format is TextOrJson.TEXT:
                work.close()  # Nobody waits beside a pager.
                _say_analysis(analysis, paged=pager)
                return
        groups = grouped(result, layers=layers, classes=classes, doc_id=doc, limit=most)
        if no_text:
            # Which items belong together is told by their words.
            result, groups = wordless(result), wordless_groups(groups)
        for path in () if by or confusion else output or ():
            save_errors(result, groups, path, title=title, text=not no_text)
        if format is TextOrJson.JSON:
            say_json({**as_json(result, groups), **_analysis_data(result, by, confusion, layers)})
            return
        silent = layers if layer and not error_class and doc is None else ()
        texts = {} if no_text else _texts(corpus, groups)
        found = listing(result, groups, texts, title=title, doc_id=doc, layers=silent)
    if is_for_people():
        say_pages(coloured(found), paged=pager)
    else:
        say(plain(found))


def _check_whole(analyses: "Sequence[str]", doc: str | None, classes: "Sequence[str] | None") -> None:
    """Make sure that what looks at all errors is not asked for some of them.

    Raises:
        UsageError: It is.
    """
    from sayso.errors import UsageError

    option = "--doc" if doc is not None else "--class" if classes else None
    if analyses and option is not None:
        msg = f"--by and --confusion look at all errors, and {option} at some; --where and --layer go with them"
        raise UsageError(msg)


def _check_outputs(paths: "Sequence[Path]", analyses: "Sequence[str]") -> None:
    """Make sure that every file can be written, before the work.

    Raises:
        UsageError: No report has the ending of a file, or what is asked for has no plot.
    """
    from sayso.errors import UsageError
    from sayso.reports import ending_of
    from sayso.reports.plots import check_kinds
    from sayso.reports.writing import PICTURES

    endings = [ending_of(path) for path in paths]
    for path, ending in zip(paths, endings, strict=True):
        if analyses and ending in PICTURES:
            msg = (
                f"{path}: --by and --confusion make tables; for a plot of confusions there is `sayso score -o {path} "
                "--plot confusion`"
            )
            raise UsageError(msg)
    check_kinds((), (), paths)


def _attributes(by: "Sequence[str]") -> "Sequence[str] | None":
    return None if _EVERY in by else by


def _analysis(
    result: "Result",
    by: "Sequence[str] | None",
    confusion: "Sequence[str] | None",
    *,
    layers: "Sequence[str]",
    limit: int | None,
    title: str,
) -> "Report":
    from sayso.reports.analysis import analysis_report, confusion_tables, phenomena_tables
    from sayso.reports.analysis_saving import analysis_data, analysis_numbers

    parts = list(phenomena_tables(result, _attributes(by), layers=layers, limit=limit)) if by else []
    labels = list(confusion_tables(result, confusion or (), limit=limit))
    found = _found(result, by, confusion, layers)
    data, numbers = analysis_data(result, *found), list(analysis_numbers(*found))
    return analysis_report(result, parts, labels, title=title, data=data, numbers=numbers)


def _say_analysis(report: "Report", *, paged: bool) -> None:
    from sayso.command.paging import say_pages
    from sayso.command.printing import is_for_people, say
    from sayso.reports.terminal import terminal
    from sayso.reports.text import text

    if is_for_people():
        say_pages(terminal(report), paged=paged)
    else:
        say(text(report))


def _found(
    result: "Result", by: "Sequence[str] | None", confusion: "Sequence[str] | None", layers: "Sequence[str]"
) -> "tuple[list[Phenomenon], list[Confusion]]":
    """The parts and the confusions that were asked for, of every run."""
    parts = [one for run in result.runs for one in result.phenomena(_attributes(by), run=run)] if by else []
    tables = [result.confusion(aspect, run=run) for aspect in confusion or () for run in result.runs]
    return [one for one in parts if one.layer in layers], tables


def _analysis_data(
    result: "Result", by: "Sequence[str] | None", confusion: "Sequence[str] | None", layers: "Sequence[str]"
) -> dict[str, object]:
    """What JSON says besides the errors, if it was asked for."""
    parts, tables = _found(result, by, confusion, layers)
    found: dict[str, object] = {}
    if by:
        found["phenomena"] = [one.to_dict() for one in parts]
    if confusion:
        found["confusion"] = [one.to_dict() for one in tables]
    return found


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
