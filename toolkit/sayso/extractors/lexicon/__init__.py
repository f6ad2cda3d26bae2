"""Words that carry attribution, events and stances in English news, kept as data.

Each `.toml` file beside this module is one list a reader can check without reading code: cue expressions,
event triggers by PLOVER type, words that take a side, words that change modality, common nouns by entity
type, countries and their people. Everything is a base form in lower case, names excepted. Files are read
once, on first use.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

WORD_LISTS = frozenset({"verbs", "nouns", "receive", "hostile", "together"})


@cache
def words(name: str) -> Mapping[str, Any]:
    """The file `name`.toml as decoded; the caller must not change it."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))


@cache
def listed(name: str, key: str) -> frozenset[str]:
    """The words of one list: `key` names it, with a dot between table and list.

    A word in two spellings of one meaning stands twice in the file; a trailing star, the mark of an emphatic word,
    is left out here (see `emphatic`).
    """
    value: Any = words(name)
    for part in key.split("."):
        value = value[part]
    return frozenset(word.rstrip("*") for word in value)


@cache
def emphatic(name: str) -> frozenset[str]:
    """The words of a file that are starred: emphatic in themselves."""
    lists = [entry for table in words(name).values() for entry in table.values()]
    return frozenset(word.rstrip("*") for entry in lists for word in entry if word.endswith("*"))


@dataclass(frozen=True, slots=True)
class EventType:
    """One PLOVER type: its triggers, and which roles its syntactic arguments take.

    `object` is the role of a direct object, `person` that of one that names somebody, `prepositions` that of the
    phrase after each preposition. In a `symmetric` type every side is an actor; with `clause` the object may be a
    clause. `receive` lists verbs that see the happening from the recipient's side, `particles` verbs with the
    particles that make them triggers, `hostile` nouns that need such an adjective, `together` verbs that need
    that adverb.
    """

    name: str
    object: str
    person: str
    verbs: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    receive: frozenset[str] = frozenset()
    hostile: frozenset[str] = frozenset()
    together: frozenset[str] = frozenset()
    particles: Mapping[str, list[str]] = field(default_factory=dict)
    prepositions: Mapping[str, str] = field(default_factory=dict)
    symmetric: bool = False
    clause: bool = False


@cache
def event_types() -> tuple[EventType, ...]:
    """Every type of the ontology, in the order of the file."""
    return tuple(_event_type(name, entry) for name, entry in words("events")["types"].items())


def _event_type(name: str, entry: Mapping[str, Any]) -> EventType:
    known: dict[str, Any] = {key: frozenset(entry[key]) if key in WORD_LISTS else entry[key] for key in entry}
    return EventType(name=name, **known)


@cache
def verb_types() -> Mapping[str, EventType]:
    """The type of each trigger verb; where two types list one, the first does."""
    return _by_word("verbs") | _by_word("receive")


@cache
def noun_types() -> Mapping[str, EventType]:
    """The type of each trigger noun."""
    return _by_word("nouns")


@cache
def special_types(attribute: str) -> Mapping[str, EventType]:
    """The type of each word in one of the conditional lists: `hostile`, `together`, `particles`."""
    return _by_word(attribute)


def _by_word(attribute: str) -> dict[str, EventType]:
    return {word: kind for kind in reversed(event_types()) for word in getattr(kind, attribute)}


@cache
def countries() -> Mapping[str, str]:
    """The country named by each name, adjective or plural of its people, case folded."""
    table = words("countries")
    people = table["people"]
    found = {name.casefold(): name for name in (*people, *table["names"])}
    for name, others in table["names"].items():
        found |= {other.casefold(): name for other in others}
    for name, adjectives in people.items():
        found |= {adjective.casefold(): name for adjective in adjectives}
    return found


@cache
def entity_types() -> Mapping[str, str]:
    """The entity type that each common noun names; a noun in two lists takes the first."""
    kinds = ("person", "organization", "group", "country", "place", "weapon", "other")
    return {noun: kind for kind in reversed(kinds) for noun in listed("nouns", kind)}
