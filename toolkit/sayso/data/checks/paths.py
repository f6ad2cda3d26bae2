"""Paths into a record, and the list in which a record's problems are gathered.

A path is a linked list from the inside out, since hardly any is ever spelled: a record without problems spells none.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sayso.data.codes import problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from sayso.errors import Problem, Where

Path = tuple[str | int, Any] | None
_SHOWN = 60


def path_text(path: Path) -> str:
    """A path as JSON paths are written: `$.quotes[3].content[0]`."""
    parts: list[str] = []
    while path is not None:
        step, path = path
        plain = isinstance(step, str) and step.isidentifier()
        parts.append(f".{step}" if plain else f"[{_quoted(step)}]")
    return "$" + "".join(reversed(parts))


def _quoted(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """A value as JSON spells it, without what a terminal or UTF-8 could not show."""
    text = json.dumps(value, ensure_ascii=False)
    return text if text.isprintable() else json.dumps(value)


def spelled(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """A value as JSON spells it, shortened."""
    try:
        text = _quoted(value)
    except (TypeError, ValueError, RecursionError):
        text = f"a {type(value).__name__}"
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


@dataclass(slots=True)
class Report:
    """The problems of one record.

    Attributes:
        where: File and line.
        doc_id: The document, if the record says which.
        problems: What was told so far.
        loose: The paths of spans without offsets.
        restored: Gives a path the numbers it has in the record as it was read, where a part of it is checked.
    """

    where: Where
    doc_id: Any = None
    problems: list[Problem] = field(default_factory=list)
    loose: list[Path] = field(default_factory=list)
    restored: Callable[[Path], Path] | None = None

    def add(self, code: str, path: Path, found: str, expected: str, mend: str | None = None) -> None:
        """Tell a problem."""
        doc_id = self.doc_id if isinstance(self.doc_id, str) else None
        if self.restored is not None:
            path = self.restored(path)
        where = replace(self.where, path=path_text(path), doc_id=doc_id)
        self.problems.append(problem(where, code, found, expected, mend))
