"""Fields of documents as plain text: what corpora are cut by (`doc.source`) and chosen by (`split=test`)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sayso.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_OWN = ("doc_id", "title", "language", "source", "published", "url", "rights")


def field_of(document: Mapping[str, Any], name: str) -> str | None:
    """A field of a document, or one of its `meta` (with dots for what is nested); numbers and lists as JSON."""
    value: Any = document.get(name) if name in _OWN else _within(document.get("meta"), name.removeprefix("meta."))
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _within(value: Any, name: str) -> Any:  # noqa: ANN401 - free JSON
    for part in name.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which documents are looked at: those whose fields have these values, all of them."""

    conditions: tuple[tuple[str, str], ...] = ()

    def __call__(self, document: Mapping[str, Any]) -> bool:
        """Whether a document is among them."""
        return all(field_of(document, name) == value for name, value in self.conditions)

    def __str__(self) -> str:
        """The conditions as they are spelled, sorted."""
        return ",".join(f"{name}={value}" for name, value in sorted(self.conditions))


def chosen(conditions: Sequence[str]) -> Chosen:
    """Documents by conditions spelled `FIELD=VALUE`; `doc.` before the field may be left out.

    Raises:
        UsageError: A condition has no `=`.
    """
    found = []
    for condition in conditions:
        name, equals, value = condition.partition("=")
        if not equals or not name:
            msg = f"{condition!r} is no condition on documents; write FIELD=VALUE, as in split=test or source=Gazette"
            raise UsageError(msg)
        found.append((name.removeprefix("doc."), value))
    return Chosen(tuple(dict.fromkeys(found)))
