"""`sayso schema`: JSON Schema of the records, for editors and other programs."""

from enum import StrEnum
from typing import Annotated

import typer


class Kind(StrEnum):
    """What there is a schema of."""

    DOCUMENT = "document"
    GOLD = "gold"
    RUN = "run"
    RESULT = "result"
    COMPARISON = "comparison"
    ERRORS = "errors"


EXAMPLES = """
sayso schema run
sayso schema > sayso.schema.json
"""


def schema(
    kind: Annotated[
        Kind | None,
        typer.Argument(metavar="document|gold|run|result|comparison|errors", help="Which; without it all, by name."),
    ] = None,
) -> None:
    """Print JSON Schema of records, and of what the commands write.

    A schema accepts all that `sayso validate` accepts, and refuses every problem of shape; see `sayso list checks`.
    """
    from sayso.command.printing import say_json
    from sayso.data.schema import schema as schema_of

    say_json(schema_of(kind.value) if kind else {each.value: schema_of(each.value) for each in Kind})
