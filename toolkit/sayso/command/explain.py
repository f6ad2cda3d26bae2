"""`sayso explain`: what a code or a measure means, and how a measure came out for a document."""

import re
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.command.explain_preset import say_preset
from sayso.command.options import (
    Documents,
    Labels,
    LabelsOption,
    Missing,
    MissingOption,
    PlainFormat,
    TextOrJson,
    given,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from sayso.data.codes import Code
    from sayso.evaluate.walk import Walk
    from sayso.measures import Measure

_CODE = re.compile(r"[A-Za-z]\d+")

EXAMPLES = """
sayso explain E203
sayso explain 'quotes.F@overlap(0.5)'
sayso explain quotes.attribution.F bundled spacy.jsonl --doc rutte-air-defence
sayso explain entities.B3 corpus/ run.jsonl --doc harbour --format json
sayso explain 'quotes.F(average=documents)' corpus/ run.jsonl
"""


def explain(
    name: Annotated[str, typer.Argument(metavar="CODE_OR_MEASURE", help="A problem's code, or a measure.")],
    gold: Annotated[
        str | None,
        typer.Argument(metavar="GOLD", help="A corpus, a gold file, or `bundled`: work the measure out on it."),
    ] = None,
    run: Annotated[
        str | None, typer.Argument(metavar="RUN", parser=given, help="A file of predicted annotations.")
    ] = None,
    *,
    doc: Annotated[
        str | None,
        typer.Option(
            "--doc",
            metavar="ID",
            help="The document to work it out for; needed where there are several, but for a mean over documents.",
        ),
    ] = None,
    documents: Documents = None,
    missing: MissingOption = Missing.ERROR,
    labels: LabelsOption = Labels.CLOSED,
    format: PlainFormat = TextOrJson.TEXT,  # noqa: A002 - the option's name
) -> None:
    """Explain a code, a measure, or how its number came about.

    With GOLD and RUN: items, pairs, what was left over and why, counts and sum of one document, as on paper.
    """
    from sayso.data.corpus import load
    from sayso.data.sources import read_run
    from sayso.evaluate.explaining import explain as explained

    is_code = _CODE.fullmatch(name) is not None
    if gold is None or run is None:
        _refuse_alone(gold, doc)
        if is_code:
            _say_code(name.upper(), format)
        elif _is_preset(name):
            say_preset(name, format)
        else:
            _say_measure(name, format)
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
    _say_walk(walk, format)


def _is_preset(name: str) -> bool:
    from sayso.presets import presets

    return name.partition("(")[0] in presets()


def _say_walk(walk: "Walk", format: TextOrJson) -> None:  # noqa: A002 - the option's name
    from sayso.command.printing import is_for_people, say, say_json, say_rich
    from sayso.reports.sums import coloured, plain

    if format is TextOrJson.JSON:
        say_json(walk.to_dict())
    elif is_for_people():
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


def _say_code(name: str, format: TextOrJson) -> None:  # noqa: A002 - the option's name
    from sayso.command.printing import say, say_json

    code = _code(name)
    if format is TextOrJson.JSON:
        found = {"code": name, "title": code.title, "level": code.level, "spelling": code.spelling}
        say_json({"schema_version": 1, **found, "meaning": code.meaning, "way_out": code.mend})
        return
    say(f"{name}  {code.title}  ({_level(code)})\n\n{code.meaning}\n\nway out   {code.mend}")


def _code(name: str) -> "Code":
    import difflib

    from sayso.data.codes import CODES
    from sayso.errors import UsageError

    if name not in CODES:
        close = difflib.get_close_matches(name, CODES, n=3)
        meant = f"did you mean {', '.join(close)}? " if close else ""
        msg = f"unknown code {name!r}; {meant}`sayso list checks` shows all"
        raise UsageError(msg)
    return CODES[name]


def _level(code: "Code") -> str:
    return f"{code.level}, of spelling: seen in the bytes of the file" if code.spelling else code.level


def _say_measure(name: str, format: TextOrJson) -> None:  # noqa: A002 - the option's name
    from sayso.command.printing import is_for_people, say, say_json, say_rich
    from sayso.measures import describe, parse

    measure = parse(name)
    described = describe(measure)
    if format is TextOrJson.JSON:
        say_json(_definition(measure))
    elif is_for_people():
        say_rich(_for_people(described.name, described.summary, _fields(measure)))
    else:
        fields = "\n".join(f"{heading + ':':<11} {words}" for heading, words in _fields(measure))
        say(f"{described.name}\n\n{described.summary}\n\n{fields}")


def _definition(measure: "Measure") -> dict[str, Any]:
    """A definition as it stands in JSON; null for what is not said."""
    from dataclasses import asdict

    from sayso.measures import describe

    described = {name: value or None for name, value in asdict(describe(measure)).items()}
    listed = {name: list(described.pop(name) or ()) for name in ("needs", "criteria", "parameters")}
    name = described.pop("name")
    return {"schema_version": 1, "measure": name, **described, **listed, "symmetric": measure.line.symmetric}


def _fields(measure: "Measure") -> list[tuple[str, str]]:
    """Headings and what is said under them."""
    from sayso.measures import describe

    found = describe(measure)
    fields = [
        ("Counted", found.counted),
        ("Formula", found.formula),
        ("Range", found.range),
        ("Undefined", found.undefined),
        ("Shape", found.shape),
        ("Source", found.source),
        ("Needs", ", ".join(found.needs)),
        ("Criteria", ", ".join(found.criteria) or "none: it compares no spans"),
        ("Parameters", ", ".join(_parameters(measure))),
        ("Example", found.example),
    ]
    return [(heading, words) for heading, words in fields if words]


def _for_people(name: str, summary: str, fields: list[tuple[str, str]]) -> "Iterator[RenderableType]":
    from rich.table import Table
    from rich.text import Text

    yield Text(name, style="bold")
    yield Text(f"\n{summary}\n")
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for heading, words in fields:
        grid.add_row(Text(f"{heading}:"), Text(words))
    yield grid


def _parameters(measure: "Measure") -> "Iterator[str]":
    """What may stand in parentheses."""
    from sayso.matching.attributes import COLUMNS

    known = {"average": "average=documents", "by": "by=ATTRIBUTE"}
    labels = COLUMNS.get(measure.line.items or "", ())
    for name in measure.takes():
        yield known.get(name, f"{name}=LABEL" if name in labels else f"{name}=…")
