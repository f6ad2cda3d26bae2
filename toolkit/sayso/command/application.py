"""The application: every command under its name, in the order in which one meets them."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.command.bench import bench
from sayso.command.explain import explain
from sayso.command.extract import extract
from sayso.command.list import list_
from sayso.command.schema import schema
from sayso.command.score import score
from sayso.command.show import show
from sayso.command.validate import validate

# Help as plain text: it starts faster, pipes cleanly, and keeps examples as they are written.
app = typer.Typer(
    name="sayso",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

for _name, _command in {
    "bench": bench,
    "extract": extract,
    "score": score,
    "validate": validate,
    "show": show,
    "list": list_,
    "explain": explain,
    "schema": schema,
}.items():
    app.command(_name)(_command)


def _version(asked: bool) -> None:  # noqa: FBT001 - click calls it so
    if asked:
        from sayso import __version__

        typer.echo(f"sayso {__version__}")
        raise typer.Exit


@app.callback()
def sayso(
    *,
    version: Annotated[  # noqa: ARG001 - the callback has done all there is to do
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Who says what, about which event, taking which side - and how well does an extractor know?

    Scores extractors of speakers, quotes, events and stances against gold annotations.

    \b
    Start here:
      sayso bench                                  the configured extractors on the bundled article
      sayso extract spacy bundled -o spacy.jsonl   run one
      sayso score bundled spacy.jsonl              score it

    \b
    Exit status: 0 fine, 1 gate failed, 2 usage, 3 invalid data, 4 extractor failed,
    5 nothing to score, 70 internal error, 130 interrupted.
    """
