"""Entities that fill the roles of events, as document-level scorers take them: strings of mentions, without places.

A document's events may be pooled, or each be a template of its own; either way a role lists entities, and an entity
lists what its mentions say. Strings are compared normalised.
"""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING

from sayso.presets.quotes.quotients import or_zero
from sayso.presets.tokens import by_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sayso.data.sources import Record

    # What the mentions of an entity say.
    Entity = Sequence[str]
    Fillers = Mapping[str, Sequence[Entity]]

# Roles of the MUC-4 templates, in the order in which the scorers report them.
MUC_ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")

# Whether an entity is all that the document calls it, or what stands at its arguments alone. Gold knows all names, and
# the scorers' own models predict the one that they found.
CONVENTIONS: Mapping[str, str] = {"gold": "entity", "predicted": "arguments"}
CHOICES: Mapping[str, tuple[str, ...]] = dict.fromkeys(CONVENTIONS, ("entity", "arguments"))

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_WITHOUT_PUNCTUATION = str.maketrans("", "", string.punctuation)


def normalised(text: str) -> str:
    """In lower case, without ASCII punctuation, then without the words a, an and the, blanks made single."""
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_WITHOUT_PUNCTUATION)).split())


def of_counts(p_num: float, p_den: float, r_num: float, r_den: float) -> dict[str, float]:
    """A row as the scorers report it: the counts, `p`, `r` and `f1`, nothing over nothing being 0."""
    p, r = or_zero(p_num, p_den), or_zero(r_num, r_den)
    counts = {"p_num": p_num, "p_den": p_den, "r_num": r_num, "r_den": r_den}
    return {**counts, "p": p, "r": r, "f1": or_zero(2 * p * r, p + r)}


def with_micro(rows: Mapping[str, Sequence[float]]) -> dict[str, dict[str, float]]:
    """Rows from (p_num, p_den, r_num, r_den) by name, and `micro_avg` over them."""
    totals = [sum(column) for column in zip(*rows.values(), strict=True)] or [0, 0, 0, 0]
    return {name: of_counts(*counts) for name, counts in {**rows, "micro_avg": totals}.items()}


def fillers_of(events: Iterable[Record], record: Record, text: str, how: str) -> dict[str, list[list[str]]]:
    """What fills each role of some events: one entity for each of the record's, or for each text that is without one.

    Args:
        events: Those events of the record whose arguments are taken.
        record: The record.
        text: The document's text.
        how: `entity` for all that the document calls an entity, `arguments` for what stands at the arguments alone.
    """
    entities = by_id(record, "entities")
    found: dict[str, dict[tuple[str, str], dict[str, None]]] = {}
    for event in events:
        for argument in event.get("arguments") or ():
            said = _said(argument["span"], text)
            entity = entities.get(argument.get("entity") or "")
            key = ("text", said) if entity is None else ("entity", entity["id"])
            strings = found.setdefault(argument["role"], {}).setdefault(key, {})
            strings[said] = None
            if entity is not None and how == "entity":
                strings.update(dict.fromkeys(_said(mention["span"], text) for mention in entity.get("mentions") or ()))
    return {role: [list(strings) for strings in of_role.values()] for role, of_role in found.items()}


def _said(span: Record, text: str) -> str:
    return str(span["text"]) if span.get("start") is None else text[span["start"] : span["end"]]
