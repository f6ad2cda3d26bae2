"""Which attributes are annotated, document by document.

measures.md §1: what corpus.toml or the gold record names; where neither has a list, what some gold item of the
corpus has a value for. That last rule is about the whole corpus, so scoring assumes what it has seen so far
and starts again in the rare case that a later batch shows an attribute for the first time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from sayso.data.columns import Side
    from sayso.data.keys import Bools, Ints

# For each attribute the column that has a value at least 0 where an item has it.
_VALUES: Mapping[str, Callable[[Side], Ints]] = {
    "entities.name": lambda side: side.entities.name,
    "entities.type": lambda side: side.entities.type,
    "entities.wikidata": lambda side: side.entities.wikidata,
    "mentions.head": lambda side: side.mentions.head,
    "mentions.form": lambda side: side.mentions.form,
    "quotes.kind": lambda side: side.quotes.kind,
    "quotes.cue": lambda side: side.quotes.cue,
    "quotes.source": lambda side: side.quotes.source,
    "quotes.speakers": lambda side: side.speakers.entity,
    "quotes.parent": lambda side: side.quotes.parent,
    "events.type": lambda side: side.events.type,
    "events.polarity": lambda side: side.events.polarity,
    "events.modality": lambda side: side.events.modality,
    "events.coref": lambda side: side.events.labelled,
    "events.arguments": lambda side: side.arguments.event,
    "arguments.entity": lambda side: side.arguments.entity,
    "stances.strength": lambda side: side.stances.strength,
    "stances.expression": lambda side: side.stances.expression,
    "stances.evidence": lambda side: side.stances.evidence,
    "stances.quote": lambda side: side.stances.quote,
}
ATTRIBUTES = tuple(_VALUES)
REQUIRED = ("arguments.role", "stances.polarity")


def seen(gold: Side) -> frozenset[str]:
    """The attributes that some gold item of a batch has a value for."""
    return frozenset(name for name, values in _VALUES.items() if bool(np.any(values(gold) >= 0)))


def annotated(
    own: Sequence[Sequence[str] | None], declared: Collection[str] | None, assumed: Collection[str]
) -> Mapping[str, Bools]:
    """For each attribute, in which documents it is annotated.

    Args:
        own: The lists of the gold records, None where a record has none.
        declared: The corpus's list, None if it has none.
        assumed: What holds where there is no list.
    """
    flags = {name: np.ones(len(own), dtype=np.bool_) for name in REQUIRED}
    listless = np.array([listed is None and declared is None for listed in own], dtype=np.bool_)
    by_all = frozenset(declared or ())
    for name in ATTRIBUTES:
        named = np.array([name in by_all or name in (listed or ()) for listed in own], dtype=np.bool_)
        flags[name] = np.where(listless, name in assumed, named)
    return flags
