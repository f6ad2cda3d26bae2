"""GitHub: annotations at the items that were lost, and a summary of the step.

Annotations are workflow commands, lines on standard output; in them `%`, carriage returns and line feeds are escaped,
and in their properties colons and commas too. GitHub shows ten errors a step, so what every failed rule has to say
comes before any of the items.
Source: "Workflow commands for GitHub Actions", GitHub Docs; `core/src/command.ts` of actions/toolkit.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.errors import UsageError
from sayso.gates.outputs.markdown import markdown
from sayso.gates.outputs.places import checkout, within
from sayso.gates.outputs.telling import called, failures_told, is_below, told
from sayso.gates.outputs.visible import shortened, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sayso.gates.outcome import Item, Outcome, Verdict

ITEMS = 10
"""How many items of an outcome are annotated."""
SUMMARY = 1_000_000
"""How many bytes a summary may have; GitHub refuses more than a mebibyte."""

_LONGEST = 500
_LEVELS = {"failed": "error", "not evaluated": "error", "nothing to score": "error"}


def report(verdict: Verdict, environment: Mapping[str, str] = os.environ) -> str:
    """What to print in GitHub Actions, nothing elsewhere; the summary of the step is added to its file.

    Raises:
        UsageError: The file of the summary cannot be written.
    """
    if environment.get("GITHUB_ACTIONS") != "true":
        return ""
    if environment.get("GITHUB_STEP_SUMMARY"):
        add_summary(verdict, Path(environment["GITHUB_STEP_SUMMARY"]))
    return github(verdict)


def github(verdict: Verdict, *, root: Path | None = None) -> str:
    """Annotations as workflow commands, a line each, for everything that did not pass; nothing if all passed.

    Args:
        verdict: The verdict.
        root: The folder of the checkout.
    """
    lines = [*_of_rules(verdict), *_of_items(verdict, root or checkout())]
    return "".join(f"{one}\n" for one in lines)


def _of_rules(verdict: Verdict) -> Iterator[str]:
    for outcome in verdict.outcomes:
        level = "warning" if is_below(outcome) else _LEVELS.get(outcome.status)
        if level:
            yield command(level, f"{outcome.run}: {outcome.message}", title=called(outcome))
    for run, failed in verdict.refused_failures.items():
        yield command("error", failures_told(run, failed), title="extractor failed")


def _of_items(verdict: Verdict, root: Path) -> Iterator[str]:
    for outcome in verdict.outcomes:
        if outcome.status != "failed":
            continue
        for item in outcome.items[:ITEMS]:
            yield _of_item(outcome, item, root)
        left = len(outcome.items) - ITEMS
        if left > 0:
            yield command("notice", f"{outcome.run}: and {left:,} more items", title=called(outcome))


def _of_item(outcome: Outcome, item: Item, root: Path) -> str:
    file = within(item.file, root)
    line = None if file is None or item.line is None else str(item.line)
    return command("error", f"{outcome.run}: {told(item)}", file=file, line=line, title=called(outcome))


def command(level: str, message: str, **properties: str | None) -> str:
    """A workflow command: its name, the properties that have a value, its message; all on one line."""
    given = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value is not None)
    return f"::{level}{' ' if given else ''}{given}::{escaped(visible(shortened(message, _LONGEST)))}"


def escaped(message: str) -> str:
    """A message as a workflow command holds it."""
    return message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return escaped(visible(value)).replace(":", "%3A").replace(",", "%2C")


def add_summary(verdict: Verdict, path: Path) -> None:
    """Add the summary to a file that other commands of the step may have written to.

    Raises:
        UsageError: The file cannot be written.
    """
    try:
        with path.open("a", encoding="utf-8", newline="\n") as stream:
            stream.write(_cut(markdown(verdict)))
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from None


def _cut(text: str) -> str:
    """The text as far as GitHub takes it, in whole lines."""
    if len(text.encode()) <= SUMMARY:
        return text
    kept = text.encode()[:SUMMARY].decode(errors="ignore")
    return f"{kept[: kept.rindex(chr(10)) + 1]}\n… the rest is left out: GitHub takes no longer summary.\n"
