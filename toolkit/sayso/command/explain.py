"""`sayso explain`: what a code or a measure means, and how a measure came out for a document."""

import inspect
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.command.options import Documents, Labels, Missing

if TYPE_CHECKING:
    from sayso.data.codes import Code
    from sayso.measures import Measure

_CODE = re.compile(r"[A-Za-z]\d+")

EXAMPLES = """
sayso explain E203
sayso explain 'quotes.F@overlap(0.5)'
sayso explain quotes.attribution.F bundled spacy.jsonl --doc rutte-air-defence
"""


def explain(
    name: Annotated[str, typer.Argument(metavar="CODE_OR_MEASURE", help="A problem's code, or a measure.")],
    gold: Annotated[
        str | None,
        typer.Argument(metavar="GOLD", help="A corpus, a gold file, or `bundled`: work the measure out on it."),
    ] = None,
    run: Annotated[Path | None, typer.Argument(metavar="RUN", help="A file of predicted annotations.")] = None,
    *,
    doc: Annotated[
        str | None,
        typer.Option("--doc", metavar="ID", help="The document to work it out for; needed where there are several."),
    ] = None,
    documents: Documents = None,
    missing: Annotated[
        Missing, typer.Option(help="A gold document that the run lacks: an error, or empty (it found nothing).")
    ] = Missing.ERROR,
    labels: Annotated[
        Labels, typer.Option(help="Labels outside a declared set: an error (closed), or never right (open).")
    ] = Labels.CLOSED,
) -> None:
    """Explain a code, a measure, or how its number came about.

    With GOLD and RUN: items, pairs, what was left over and why, counts and sum of one document, as on paper.
    """
    from sayso.command.printing import is_for_people, say, say_rich
    from sayso.data.corpus import load
    from sayso.data.sources import read_run
    from sayso.evaluate.explaining import explain as explained
    from sayso.reports.sums import coloured, plain

    is_code = _CODE.fullmatch(name) is not None
    if gold is None or run is None:
        _refuse_alone(gold, doc)
        say(_code(name.upper()) if is_code else _measure(name))
        return
    _refuse_code(name, is_code=is_code)
    walk = explained(
        gold=load(gold, documents=documents).gold,
        predicted=read_run(run),
        measure=name,
        doc_id=doc,
        missing=missing.value,
        labels=labels.value,
    )
    if is_for_people():
        say_rich(coloured(walk))
    else:
        say(plain(walk))


def _refuse_alone(gold: str | None, doc: str | None) -> None:
    from sayso.errors import UsageError

    if gold is not None:
        msg = f"GOLD {gold} is given and no RUN; give both to see how a document's number came about"
        raise UsageError(msg)
    if doc is not None:
        msg = f"--doc {doc} is given and no GOLD and RUN; give them, as in sayso explain quotes.F bundled run.jsonl"
        raise UsageError(msg)


def _refuse_code(name: str, *, is_code: bool) -> None:
    from sayso.errors import UsageError

    if is_code:
        msg = f"{name} is a problem's code, which has no number; leave out GOLD and RUN, or name a measure"
        raise UsageError(msg)


def _code(name: str) -> str:
    import difflib

    from sayso.data.codes import CODES
    from sayso.errors import UsageError

    if name not in CODES:
        close = difflib.get_close_matches(name, CODES, n=3)
        meant = f"did you mean {', '.join(close)}? " if close else ""
        msg = f"unknown code {name!r}; {meant}`sayso list checks` shows all"
        raise UsageError(msg)
    code = CODES[name]
    return f"{name}  {code.title}  ({_level(code)})\n\n{code.meaning}\n\nway out   {code.mend}"


def _level(code: "Code") -> str:
    return f"{code.level}, of spelling: seen in the bytes of the file" if code.spelling else code.level


def _measure(name: str) -> str:
    from sayso.measures import parse

    measure = parse(name)
    statistic = measure.line.kind.statistics[measure.base]
    takes = ", ".join(measure.line.criteria) if measure.line.default else "none: it compares no spans"
    parts = [
        str(measure),
        inspect.cleandoc(measure.line.doc),
        f"{measure.base}: {inspect.cleandoc(statistic.doc)}",
        f"Criteria:   {takes}\nParameters: {', '.join(_parameters(measure))}",
    ]
    return "\n\n".join(parts)


def _parameters(measure: "Measure") -> list[str]:
    """What may stand in parentheses."""
    from sayso.matching.attributes import COLUMNS

    takes = ["average=documents", *(f"{name}=…" for name in measure.line.parameters)]
    if measure.base == "F":
        takes.append("beta=…")
    if measure.by is not None:
        return [*takes, "by=ATTRIBUTE"]
    return takes + [f"{attribute}=LABEL" for attribute in COLUMNS.get(measure.line.items or "", ())]
