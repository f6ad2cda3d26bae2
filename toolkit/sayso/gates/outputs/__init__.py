"""What a gate leaves where it ran: a verdict in the forms that forges, CI services and readers understand.

    junit      JUnit XML, for test reports          badge      a picture for a README
    gitlab     GitLab code quality, as JSON         markdown   a summary, for a step or a comment
    github     annotations, as workflow commands

All of them are the same bytes for the same verdict. What strangers wrote - names of runs, texts of items - is shown as
text in each and as nothing else.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from sayso.errors import UsageError
from sayso.gates.outputs.badge import badge
from sayso.gates.outputs.github import github, report
from sayso.gates.outputs.gitlab import gitlab
from sayso.gates.outputs.junit import junit
from sayso.gates.outputs.markdown import markdown

if TYPE_CHECKING:
    from collections.abc import Callable

    from sayso.gates.outcome import Verdict

__all__ = ["KINDS", "Kind", "badge", "github", "gitlab", "junit", "markdown", "render", "report", "write"]

Kind = Literal["junit", "gitlab", "badge", "markdown", "github"]
KINDS: tuple[Kind, ...] = get_args(Kind)


def render(verdict: Verdict, kind: Kind, *, rules: str | Path | None = None) -> str:
    """A verdict in one of the forms, ending in a newline unless it is empty.

    Args:
        verdict: The verdict.
        kind: `junit`, `gitlab`, `badge`, `markdown` or `github`.
        rules: The file in which the rules stand, for what has no other place; sayso.toml unless given.

    Raises:
        UsageError: There is no such form.
    """
    if kind == "gitlab" and rules is not None:
        return gitlab(verdict, rules=str(rules))
    forms: dict[str, Callable[[Verdict], str]] = {
        "junit": junit,
        "gitlab": gitlab,
        "badge": badge,
        "markdown": markdown,
        "github": github,
    }
    if kind not in forms:
        raise UsageError(f"found the kind {kind!r}, expected one of {', '.join(KINDS)}")
    return forms[kind](verdict)


def write(verdict: Verdict, path: str | Path, kind: Kind, *, rules: str | Path | None = None) -> None:
    """Write a verdict in one of the forms, in one step.

    Raises:
        UsageError: There is no such form, or the path cannot be written.
    """
    from sayso.data.placing import put

    put(Path(path), render(verdict, kind, rules=rules))
