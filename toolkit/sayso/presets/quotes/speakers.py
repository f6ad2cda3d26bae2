"""Quotes of sayso/1 records as scorers of speakers want them: who said what, by content.

Such scorers are given the quotes. A predicted quote is the gold quote with the very same content; its speaker is the
first that it names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sayso.presets.tokens import by_id, fragments

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Content = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A quote: its content, its first speaker by id and by name, and its source as first and last character.

    What it has not is None.
    """

    content: Content
    speaker: str | None
    name: str | None
    source: tuple[int, int] | None


def said(record: Mapping[str, Any] | None) -> dict[Content, Said]:
    """The quotes of a record by content, in order; of several with the same content the first."""
    entities = by_id(record, "entities")
    found: dict[Content, Said] = {}
    for quote in (record or {}).get("quotes") or []:
        content = tuple(fragments(quote["content"]))
        speaker = next(iter(quote.get("speakers") or []), None)
        name = None if speaker is None else named(entities[speaker])
        source = next(iter(fragments(quote.get("source"))), None)
        within = None if source is None else (source[0], source[1] - 1)
        found.setdefault(content, Said(content, speaker, name, within))
    return found


def named(entity: Mapping[str, Any]) -> str | None:
    """What an entity is called: its name, else the text of its first mention."""
    name: str | None = entity.get("name")
    return name or next(iter(texts(entity)), None)


def texts(entity: Mapping[str, Any]) -> Sequence[str]:
    """The texts of an entity's mentions, where they are given."""
    return [mention["span"]["text"] for mention in entity.get("mentions") or [] if mention["span"].get("text")]
