"""Paths into a record, and the list in which a record's problems are gathered.

A path is a linked list from the inside out, since hardly any is ever spelled: a record without problems spells none.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from sayso.data.codes import CODES
from sayso.errors import Problem, Where

Path = tuple[str | int, Any] | None
_SHOWN = 60


def path_text(path: Path) -> str:
    """A path as JSON paths are written: `$.quotes[3].content[0]`."""
    parts: list[str] = []
    while path is not None:
        step, path = path
        parts.append(f"[{step}]" if isinstance(step, int) else f".{step}")
    return "$" + "".join(reversed(parts))


def spelled(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """A value as JSON spells it, shortened."""
    import json

    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


@dataclass(slots=True)
class Report:
    """The problems of one record; `loose` are the paths of its spans without offsets."""

    where: Where
    doc_id: Any = None
    problems: list[Problem] = field(default_factory=list)
    loose: list[Path] = field(default_factory=list)

    def add(self, code: str, path: Path, found: str, expected: str, mend: str | None = None) -> None:
        """Tell a problem."""
        doc_id = self.doc_id if isinstance(self.doc_id, str) else None
        where = replace(self.where, path=path_text(path), doc_id=doc_id)
        self.problems.append(Problem(where, code, found, expected, mend or CODES[code].mend))
