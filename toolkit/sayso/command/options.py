"""Arguments and options that several commands share, spelled once."""

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import typer

from sayso.data.urls import is_url, local, tidy


def given(spelled: str) -> str:
    """A file to read: a path, which must be readable if it is there, without detours; or a URL."""
    if not is_url(spelled):
        _check_readable(spelled)
    return tidy(spelled)


def written(spelled: str | Path) -> Path:
    """A file to write.

    Raises:
        UsageError: It is a URL.
    """
    path = local(spelled)
    _check_readable(spelled)
    return path


def _check_readable(path: str | Path) -> None:
    # As typer checks and words it for what it takes to be a path.
    if os.path.exists(path) and not os.access(path, os.R_OK):  # noqa: PTH110 - what is typed need not be a path
        msg = f"path {str(path)!r} is not readable."
        raise typer.BadParameter(msg)


class Format(StrEnum):
    """What standard output gets."""

    TEXT = "text"
    JSON = "json"
    MD = "md"
    CSV = "csv"
    TSV = "tsv"
    TEX = "tex"


class TextOrJson(StrEnum):
    """What standard output gets from commands without tables of numbers."""

    TEXT = "text"
    JSON = "json"


class Layer(StrEnum):
    """The layers of annotation."""

    ENTITIES = "entities"
    QUOTES = "quotes"
    EVENTS = "events"
    STANCES = "stances"


class Missing(StrEnum):
    """What a gold document without prediction is."""

    ERROR = "error"
    EMPTY = "empty"


class On(StrEnum):
    """Which gold documents are scored."""

    ALL = "all"
    COMMON = "common"


class Labels(StrEnum):
    """Whether a run may use labels outside the declared sets."""

    CLOSED = "closed"
    OPEN = "open"


ReportFormat = Annotated[
    Format, typer.Option("--format", help="What to print: a table for people, or the content of such a file.")
]
PlainFormat = Annotated[
    TextOrJson, typer.Option("--format", help="What to print: text for people or JSON for programs.")
]
Outputs = Annotated[
    list[Path] | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        parser=written,
        help="Write a report too; its ending (.json .md .csv .tsv .tex .txt .svg .png) is its format. Repeatable.",
    ),
]
Places = Annotated[
    list[str] | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Write a report too; its ending (.json .md .csv .tsv .tex .html .txt .svg .png) is its format; a slash at "
        "its end asks for a folder of HTML pages. Repeatable.",
    ),
]
Plots = Annotated[
    list[str] | None,
    typer.Option(
        "--plot",
        metavar="KIND",
        help="What an .svg or .png draws; of several each gets a file of its own. Repeatable.",
    ),
]
NoText = Annotated[
    bool,
    typer.Option("--no-text", help="Leave the article's wording out of everything; ids and offsets stay."),
]
Errors = Annotated[
    int | None,
    typer.Option(
        "--errors",
        metavar="N",
        min=0,
        help="How many missed and spurious items to list for each run and layer.",
    ),
]
AllErrors = Annotated[bool, typer.Option("--all-errors", help="List every missed and spurious item.")]
GoldArgument = Annotated[
    str,
    typer.Argument(
        metavar="GOLD", help="A corpus (folder or corpus.toml), a gold file (- is standard input), or `bundled`."
    ),
]
RunArguments = Annotated[
    list[str],
    typer.Argument(metavar="RUN", parser=given, help="Files of predicted annotations; - is standard input."),
]
MissingOption = Annotated[
    Missing,
    typer.Option("--missing", help="A gold document that a run lacks: an error, or empty (it found nothing)."),
]
OnOption = Annotated[On, typer.Option("--on", help="Look at all gold documents, or at those common to all runs.")]
LabelsOption = Annotated[
    Labels,
    typer.Option("--labels", help="Labels outside a declared set: an error (closed), or never right (open)."),
]
Documents = Annotated[
    str | None,
    typer.Option(
        "--documents",
        metavar="FILE",
        parser=given,
        help="The documents, where a corpus is given as a gold file alone.",
    ),
]
Measures = Annotated[
    list[str] | None,
    typer.Option(
        "-m",
        "--measure",
        metavar="MEASURE",
        help="A measure, as in quotes.F@overlap(0.5). Repeatable; by default the usual set.",
    ),
]

Presets = Annotated[
    list[str] | None,
    typer.Option(
        "--preset",
        metavar="NAME",
        help="Another scorer's numbers by name, as `sayso list presets` shows them, or `all`. Repeatable.",
    ),
]
By = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar="ATTRIBUTE",
        help="Report slices: by an attribute of the items (kind, form, type, role, modality, polarity, length, "
        "nesting, tag, holder, target) or of the documents (doc.FIELD). Repeatable.",
    ),
]
Where = Annotated[
    list[str] | None,
    typer.Option(
        "--where",
        metavar="FIELD=VALUE",
        help="Score only documents with this value, as in split=test or source=Gazette. Repeatable: all must hold.",
    ),
]
Level = Annotated[float, typer.Option(metavar="P", help="Level of intervals and of significance.")]
Resamples = Annotated[int, typer.Option(metavar="N", min=1, help="How often documents are drawn anew.")]
Seed = Annotated[int, typer.Option(metavar="N", min=0, help="Where the random numbers for that start.")]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        metavar="N",
        min=1,
        help="How many processes read; by default one for each core, and one for small files. Changes no number.",
    ),
]
Cache = Annotated[
    Path | None,
    typer.Option(
        "--cache",
        metavar="DIR",
        help="Keep results there; what has not changed since is not computed again. SAYSO_CACHE_LIMIT=256 MiB at most.",
    ),
]
Dask = Annotated[
    str | None,
    typer.Option("--dask", metavar="ADDRESS", help="The scheduler of a Dask cluster that does the work."),
]

PagerOption = Annotated[
    bool,
    typer.Option("--pager/--no-pager", help="Whether what is longer than a terminal goes through PAGER, or less."),
]


def limit(errors: int | None, *, every: bool) -> int | Literal["some"] | None:
    """How many items to list of a kind: all (None), as many as asked, or some."""
    if every:
        return None
    return "some" if errors is None else errors
