"""`sayso validate`: does a file keep the contract?"""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.command.options import Documents, Labels, PlainFormat, TextOrJson, given

if TYPE_CHECKING:
    from sayso.errors import Problem

_SHOWN = 10

EXAMPLES = """
sayso validate run.jsonl --corpus bundled
sayso validate documents.jsonl gold.jsonl --all
"""


def validate(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE", parser=given, help="Files of documents, gold or predictions; - is standard input."
        ),
    ],
    *,
    corpus: Annotated[
        str | None,
        typer.Option("--corpus", metavar="CORPUS", help="Check against the texts and label sets of this corpus too."),
    ] = None,
    documents: Documents = None,
    labels: Annotated[
        Labels, typer.Option(help="Labels of runs outside the corpus's sets: a problem (closed), or not (open).")
    ] = Labels.CLOSED,
    every: Annotated[bool, typer.Option("--all", help="Print every problem, not only the first ten.")] = False,
    format: PlainFormat = TextOrJson.TEXT,  # noqa: A002 - the option's name
) -> int:
    """Check files against the data contract.

    Exit 3 if something is wrong; all problems of all files are found in one go.
    """
    from sayso.command.printing import say, say_json
    from sayso.data.corpus import load
    from sayso.data.validate import validate as problems_of
    from sayso.errors import DataError
    from sayso.reports.report import plural

    problems = problems_of(
        files, corpus=None if corpus is None else load(corpus, documents=documents), labels=labels.value
    )
    if format is TextOrJson.JSON:
        say_json({"files": len(files), "problems": [_as_json(problem) for problem in problems]})
    elif problems:
        say(_told(problems, every=every))
    else:
        say(f"{plural(len(files), 'file')}: no problem found")
    return DataError.exit_status if problems else 0


def _told(problems: list["Problem"], *, every: bool) -> str:
    from sayso.reports.report import plural

    shown = problems if every else problems[:_SHOWN]
    lines = [f"{plural(len(problems), 'problem')} found", *map(str, shown)]
    if len(problems) > len(shown):
        lines.append(f"… and {len(problems) - len(shown):,} more; --all prints them")
    lines.append("`sayso explain CODE` says what a code means and how to mend it")
    return "\n".join(lines)


def _as_json(problem: "Problem") -> dict[str, Any]:
    found = asdict(problem)
    return {"code": found["code"], **found.pop("where"), **found}
