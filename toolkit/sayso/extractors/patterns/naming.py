"""Who is who among the names: full names and surnames, countries and their adjectives, bodies and their initials."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sayso.extractors import lexicon
from sayso.extractors.patterns import words
from sayso.extractors.patterns.entities import Cast, Entity, Mention
from sayso.extractors.patterns.given_names import FEMALE, GIVEN
from sayso.extractors.patterns.inflection import singular
from sayso.extractors.patterns.names import ACRONYM, Name, countries_of, spelling
from sayso.extractors.patterns.phrases import Phrase, Phrases
from sayso.extractors.patterns.tagging import Tagged

SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})


@dataclass(slots=True)
class Register:
    """The names met so far: how each entity can be found again."""

    found: Tagged
    phrases: Phrases
    cast: Cast
    kinds: dict[str, str]
    spelled: dict[str, int] = field(default_factory=dict)
    surnames: dict[str, int] = field(default_factory=dict)
    initials: dict[str, int] = field(default_factory=dict)
    tails: dict[str, int] = field(default_factory=dict)

    def text(self, first: int, last: int) -> str:
        """The words of a token range as written, with single spaces."""
        start, end = self.found.reading.span(first, last)
        return " ".join(self.found.reading.text[start:end].split())


def enrol(register: Register, names: Sequence[Name]) -> None:
    """Make entities of the names, in reading order, and mention them."""
    before: tuple[Name, int] | None = None
    for name in sorted(names, key=lambda n: (n.first, -n.last)):
        number = _number(register, name)
        entity = register.cast.entities[number]
        phrase = _headed(register, name)
        register.cast.mention(number, _mention(name, phrase))
        if entity.kind == "person":
            _entitle(register, number, name, phrase)
            if before is not None and before[0].last == name.title and before[0].last < name.first:
                entity.owner = before[1]
        before = (name, number)


def _number(register: Register, name: Name) -> int:
    """The entity that a name belongs to, a new one if it is not yet known."""
    key = spelling(register.found, name)
    kind = register.kinds[key]
    if kind == "person":
        return _person(register, name, key)
    if kind in {"country", "group"}:
        key = _country(register, name, key)
        kind = "group" if key.startswith("people ") else "country"
    known = register.spelled.get(key)
    if known is None:
        known = _by_initials(register, name, key)
    if known is None and register.found.reading.lower(name.first - 1) == "the":
        known = register.tails.get(key)
    if known is None:
        known = register.cast.add(Entity(kind, _written(register, name, key), named=True, plural=kind == "group"))
    register.spelled[key] = known
    if kind == "organization" and " " in key:
        register.tails.setdefault(key.rsplit(" ", 1)[-1], known)
    entity = register.cast.entities[known]
    if entity.name.isupper() and len(entity.name) > ACRONYM and entity.name.casefold() == key:
        entity.name = _written(register, name, key)
    return known


def _country(register: Register, name: Name, key: str) -> str:
    """What a country is kept under, however it is called; *Norlanders* without *the* are a people of their own."""
    country = (countries_of(key, register.kinds) or key).casefold()
    article = register.found.reading.lower(name.first - 1) == "the"
    people = register.kinds[key] == "group" and not article
    return f"people {country}" if people else country


def _written(register: Register, name: Name, key: str) -> str:
    """The canonical name: a country's from the list, else the name as written."""
    text = register.text(name.first, name.last)
    if key.startswith("people "):
        return text
    listed = lexicon.countries().get(key)
    return listed or (key.title() if key != text.casefold() else text)


def _person(register: Register, name: Name, key: str) -> int:
    parts = [part for part in key.split() if part not in SUFFIXES] or [key]
    known = register.spelled.get(key)
    if known is None and len(parts) == 1:
        known = register.surnames.get(key)
    if known is None and len(parts) > 1:
        known = _by_surname(register, parts)
    text = register.text(name.first, name.last)
    if known is None:
        known = register.cast.add(Entity("person", text, named=True))
    entity = register.cast.entities[known]
    if len(text) > len(entity.name):
        entity.name = text
    register.spelled[key] = known
    register.surnames[parts[-1]] = known
    if parts[0] in GIVEN:
        entity.gender = entity.gender or ("f" if parts[0] in FEMALE else None)
        register.surnames.setdefault(parts[0], known)
    return known


def _by_surname(register: Register, parts: list[str]) -> int | None:
    """Somebody so far called by the surname alone, or by a name that this one lengthens."""
    known = register.surnames.get(parts[-1])
    if known is None:
        return None
    other = register.cast.entities[known].name.casefold().split()
    return known if len(other) == 1 or set(other) <= set(parts) or set(parts) <= set(other) else None


def _by_initials(register: Register, name: Name, key: str) -> int | None:
    """The body that a name abbreviates or spells out: *HUA* is the Harbour Union of Arvale."""
    if key in register.initials:
        return register.initials[key]
    tokens = register.found.reading.tokens[name.first : name.last]
    initials = "".join(token.text[0] for token in tokens if token.text[0].isupper()).lower()
    if min(len(tokens), len(initials)) <= 1:
        return None
    known = register.spelled.get(initials)
    if known is None:
        register.initials.setdefault(initials, len(register.cast.entities))
    elif register.cast.entities[known].kind == "organization":
        register.cast.entities[known].name = register.text(name.first, name.last)
        return known
    return None


def _headed(register: Register, name: Name) -> Phrase | None:
    """The phrase that the name is the head of."""
    return register.phrases.headed.get(name.last - 1) if name.ends_run else None


def _mention(name: Name, phrase: Phrase | None) -> Mention:
    first = phrase.first if phrase is not None and phrase.first <= name.first else name.title
    return Mention((min(first, name.title), name.last), (name.first, name.last), "name")


def _entitle(register: Register, number: int, name: Name, phrase: Phrase | None) -> None:
    """Note the titles before a person's name, what they tell of him or her, and whose they are."""
    entity = register.cast.entities[number]
    first = phrase.first if phrase is not None and phrase.first <= name.first else name.title
    for place in range(first, name.first):
        describe(register.found, entity, place)
    if phrase is not None and phrase.owner is not None:
        entity.owner = register.cast.of(phrase.owner.head)


def describe(found: Tagged, entity: Entity, place: int) -> None:
    """Let one word describe an entity: its title, its office, its sex."""
    word = found.reading.lower(place)
    if found.tags[place] in "NMA" and word not in words.FUNCTION_WORDS:
        entity.words.add(singular(word))
    if word in lexicon.listed("nouns", "female"):
        entity.gender = "f"
    elif word in lexicon.listed("nouns", "male"):
        entity.gender = "m"
