"""What the commands print: results on standard output, remarks on standard error; colour for terminals alone.

`NO_COLOR` takes colour away and `CI` or a pipe the layout too; nothing here changes a number.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import typer

from sayso.data.json_text import json_text
from sayso.data.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console, RenderableType

    from sayso.reports import Report


def is_for_people() -> bool:
    """Whether standard output is a terminal that someone looks at."""
    return sys.stdout.isatty() and _is_interactive()


def shows_progress() -> bool:
    """Whether standard error is a terminal that someone looks at."""
    return sys.stderr.isatty() and _is_interactive()


def _is_interactive() -> bool:
    return not os.environ.get("CI") and os.environ.get("TERM") != "dumb"


def console(*, err: bool = False) -> Console:
    """A rich console on standard output or error, without any escape sequence under `NO_COLOR`."""
    from rich.console import Console

    from sayso.command.careful import Careful

    stream = sys.stderr if err else sys.stdout
    plain = bool(os.environ.get("NO_COLOR"))
    made = Console(
        file=stream,
        color_system=None if plain else "auto",
        no_color=plain,
        highlight=False,
        markup=False,
        emoji=False,
    )
    made.push_render_hook(Careful())
    return made


def remark(message: str) -> None:
    """Say something about the work, on standard error."""
    typer.echo(visible(message), err=True)


def say(text: str) -> None:
    """Print a text that ends in a newline or gets one; what a terminal would obey in it is spelled out."""
    sys.stdout.write(visible(text if text.endswith("\n") else f"{text}\n"))


def say_json(value: Any) -> None:  # noqa: ANN401 - whatever JSON can hold
    """Print a value as JSON; escaped where the output's encoding has no room for all of Unicode."""
    ascii_only = not (sys.stdout.encoding or "").lower().startswith("utf")
    say(json_text(value, ascii_only=ascii_only))


def say_rich(pieces: Iterable[RenderableType]) -> None:
    """Print pieces as rich lays them out."""
    screen = console()
    for piece in pieces:
        screen.print(piece)


def say_report(report: Report, format: str) -> None:  # noqa: A002 - the name of the option
    """Print a report: `text` as a terminal or a pipe wants it, otherwise the very content of such a file."""
    from sayso.reports import render

    if format == "json":
        say_json(report.data)
    elif format == "text" and is_for_people():
        from sayso.reports.terminal import terminal

        say_rich(terminal(report))
    else:
        say(render(report, format))
