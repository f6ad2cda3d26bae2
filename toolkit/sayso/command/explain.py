"""`sayso explain`: what a code or a measure means."""

import inspect
import re
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sayso.data.codes import Code
    from sayso.measures import Measure

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
