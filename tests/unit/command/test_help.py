"""Help: every command explains itself, with an example that begins as one would type it."""

import pytest
from typer.testing import CliRunner

from sayso import __version__
from sayso.command.application import app

COMMANDS = (
    "bench",
    "extract",
    "score",
    "compare",
    "gate",
    "power",
    "agree",
    "curve",
    "errors",
    "validate",
    "show",
    "list",
    "explain",
    "schema",
)


def test_help_lists_every_command_with_a_whole_sentence():
    shown = CliRunner().invoke(app, ["--help"], prog_name="sayso", env={"COLUMNS": "80"}).output
    listed = shown.partition("Commands:\n")[2].partition("\n\n")[0].splitlines()

    assert [line.split()[0] for line in listed] == list(COMMANDS)
    assert all(line.endswith(".") and not line.endswith("...") for line in listed)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_shows_examples_as_they_are_typed(command):
    shown = CliRunner().invoke(app, [command, "-h"], prog_name="sayso").output
    examples = shown.partition("  Examples:\n")[2].splitlines()

    assert examples
    assert all(line.startswith(f"    sayso {command}") for line in examples)


def test_version():
    done = CliRunner().invoke(app, ["--version"])

    assert (done.exit_code, done.output) == (0, f"sayso {__version__}\n")


def test_nothing_at_all_is_help_and_a_usage_error():
    done = CliRunner().invoke(app, [])

    assert done.exit_code == 2
    assert "Start here:" in done.output
