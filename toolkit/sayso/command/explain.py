"""`sayso explain`: what a code or a measure means."""

import inspect
import re
from typing import Annotated

import typer

_CODE = re.compile(r"[A-Za-z]\d+")

EXAMPLES = """
sayso explain E203
sayso explain 'quotes.F@overlap(0.5)'
"""


def explain(
    name: Annotated[str, typer.Argument(metavar="CODE_OR_MEASURE", help="A problem's code, or a measure.")],
) -> None:
    """Say what a problem's code means, or how a measure is defined."""
    from sayso.command.printing import say

    say(_code(name.upper()) if _CODE.fullmatch(name) else _measure(name))


def _code(name: str) -> str:
    import difflib

    from sayso.data.checks import CODES
    from sayso.errors import UsageError

    if name not in CODES:
        close = difflib.get_close_matches(name, CODES, n=3)
        meant = f"did you mean {', '.join(close)}? " if close else ""
        msg = f"unknown code {name!r}; {meant}`sayso list checks` shows all"
        raise UsageError(msg)
    code = CODES[name]
    return f"{name}  {code.title}  ({code.level})\n\n{code.meaning}\n\nway out   {code.mend}"


def _measure(name: str) -> str:
    from sayso.measures import parse

    measure = parse(name)
    statistic = measure.line.kind.statistics[measure.base]
    takes = ", ".join(measure.line.criteria) if measure.line.default else "none: it compares no spans"
    parts = [
        str(measure),
        inspect.cleandoc(measure.line.doc),
        f"{measure.base}: {inspect.cleandoc(statistic.doc)}",
        f"Criteria:   {takes}",
    ]
    return "\n\n".join(parts)
