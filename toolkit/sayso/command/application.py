"""The application: every command under its name, in the order in which one meets them."""

from typing import Annotated

import typer

from sayso.command import (
    agree,
    bench,
    compare,
    curve,
    errors,
    explain,
    extract,
    gate,
    list,  # noqa: A004 - the command's name
    power,
    schema,
    score,
    show,
    validate,
)

# Help as plain text: it starts faster, pipes cleanly, and keeps examples as they are written.
app = typer.Typer(
    name="sayso",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


_START = """
Start here:
  sayso bench                                  the configured extractors on the bundled article
  sayso extract spacy bundled -o spacy.jsonl   run one of them
  sayso score bundled spacy.jsonl              score it

Exit status:
  0 fine, 1 gate failed, 2 usage or configuration, 3 invalid data, 4 extractor failed,
  5 nothing to score, 70 internal error, 130 interrupted
"""


def _as_written(text: str) -> str:
    """Text that help does not wrap, by the sign that click has for it."""
    return "\n\n".join(f"\b\n{paragraph}" for paragraph in text.strip("\n").split("\n\n"))


def _examples(examples: str) -> str:
    return _as_written("Examples:\n" + "\n".join(f"  {line}" for line in examples.strip().splitlines()))


for _name, _command, _its_examples in (
    ("bench", bench.bench, bench.EXAMPLES),
    ("extract", extract.extract, extract.EXAMPLES),
    ("score", score.score, score.EXAMPLES),
    ("compare", compare.compare, compare.EXAMPLES),
    ("gate", gate.gate, gate.EXAMPLES),
    ("power", power.power, power.EXAMPLES),
    ("agree", agree.agree, agree.EXAMPLES),
    ("curve", curve.curve, curve.EXAMPLES),
    ("errors", errors.errors, errors.EXAMPLES),
    ("validate", validate.validate, validate.EXAMPLES),
    ("show", show.show, show.EXAMPLES),
    ("list", list.list_, list.EXAMPLES),
    ("explain", explain.explain, explain.EXAMPLES),
    ("schema", schema.schema, schema.EXAMPLES),
):
    app.command(_name, epilog=_examples(_its_examples))(_command)


def _version(asked: bool) -> None:  # noqa: FBT001 - click calls it so
    if asked:
        from sayso import __version__

        typer.echo(f"sayso {__version__}")
        raise typer.Exit


@app.callback(epilog=_as_written(_START))
def sayso(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Who says what, about which event, taking which side - and how well does an extractor know?

    Scores extractors of speakers, quotes, events and stances against gold annotations.
    """
