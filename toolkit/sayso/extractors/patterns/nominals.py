"""Descriptions: which of them stand for somebody, and for whom.

*The mayor* is the person who was called mayor; *the union* the body with that word in its name; *the allies* the group
last called so; *a spokesman* somebody new. What no list knows stands for nobody.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sayso.extractors import lexicon
from sayso.extractors.patterns import words
from sayso.extractors.patterns.appositions import appositions, settle_owners
from sayso.extractors.patterns.entities import Cast, Entity, Mention, Range
from sayso.extractors.patterns.inflection import is_plural, singular
from sayso.extractors.patterns.names import Titled, is_office
from sayso.extractors.patterns.naming import Register, describe
from sayso.extractors.patterns.phrases import Phrase
from sayso.extractors.patterns.words import word_set

DEFINITE = word_set("the this that these those")
BODY_WORDS = word_set("company firm agency alliance")
ANIMATE = ("ist", "ian", "crat", "eer")


@dataclass(frozen=True, slots=True)
class Description:
    """A nominal phrase that can stand for somebody: tokens, head, its noun in the singular, and its modifiers."""

    span: Range
    head: Range
    noun: str
    kind: str
    plural: bool
    definite: bool
    modifiers: frozenset[str]
    owner: int | None


@dataclass(slots=True)
class Shelf:
    """Entities by their nouns, latest last, and the latest of each kind."""

    by_noun: dict[str, list[int]] = field(default_factory=dict)
    latest: dict[str, int] = field(default_factory=dict)


def resolve(register: Register, titled: Sequence[Titled]) -> None:
    """Mention the descriptions of a text, in reading order between the names."""
    shelf = Shelf()
    same = appositions(register)
    named: list[tuple[int, int, Description | None]] = [
        (mention.head[0], number, None) for number, mention in register.cast.mentions()
    ]
    told = [(found.head[0], -1, found) for found in descriptions(register, titled)]
    for _, known, description in sorted([*named, *told], key=lambda item: item[0]):
        number = known
        if description is not None:
            number = _whom(register, shelf, description, same.get(description.head[1] - 1))
            register.cast.mention(number, Mention(description.span, description.head, "nominal"))
        _shelve(register.cast, shelf, number)
    settle_owners(register, same)


def descriptions(register: Register, titled: Sequence[Titled]) -> Iterator[Description]:
    """The nominal phrases that can stand for somebody."""
    for title in titled:
        yield _from_title(register, title)
    for phrase in register.phrases.every:
        if phrase.kind == "noun":
            description = described(register, phrase)
            if description is not None:
                yield description


def described(register: Register, phrase: Phrase, *, insist: bool = False) -> Description | None:
    """A phrase as a description; with `insist` also where no list knows its noun."""
    reading, found = register.found.reading, register.found
    low = [reading.lower(n) for n in range(phrase.first, phrase.last)]
    start = phrase.owner.last - phrase.first + 1 if phrase.owner else 0
    inner = {
        singular(w)
        for n, w in enumerate(low[:-1])
        if n >= start and found.tags[phrase.first + n] in "NA" and w not in words.QUANTIFYING
    }
    kind = kind_of(low[-1], inner)
    if kind is None and not insist:
        return None
    noun = singular(low[-1])
    plural = is_plural(low[-1]) or noun in PLURAL_NOUNS
    definite = low[0] in DEFINITE or low[0] in words.POSSESSIVES or phrase.owner is not None
    owner = register.cast.of(phrase.owner.head) if phrase.owner else _before_noun(register, phrase)
    kind = "group" if kind == "person" and plural else kind
    return Description(
        (phrase.first, phrase.last),
        (phrase.head, phrase.head + 1),
        noun,
        kind or _guessed(noun, plural=plural),
        plural,
        definite,
        frozenset(inner),
        owner,
    )


PLURAL_NOUNS = word_set("people police staff crew public audience population opposition")


def _guessed(noun: str, *, plural: bool) -> str:
    """The kind of a noun that no list knows, by its ending."""
    if noun.endswith(ANIMATE) or noun.endswith(("er", "or", "man", "ant")):
        return "group" if plural else "person"
    return "other"


def kind_of(word: str, modifiers: set[str] | frozenset[str]) -> str | None:
    """What a common noun in lower case stands for, or None if no list knows it."""
    noun = singular(word)
    if noun in lexicon.listed("nouns", "apparatus") and modifiers & lexicon.listed("nouns", "arming"):
        return "weapon"
    if noun in lexicon.listed("nouns", "members") and is_plural(word):
        return "group"
    return lexicon.entity_types().get(word) or lexicon.entity_types().get(noun)


def _from_title(register: Register, title: Titled) -> Description:
    """A capitalised title or common noun: *the Prime Minister*, *Harbour League Allies*."""
    reading = register.found.reading
    low = [reading.lower(n) for n in range(title.first, title.last)]
    noun = singular(low[-1])
    plural = is_plural(low[-1])
    phrase = register.phrases.headed.get(title.last - 1)
    first = phrase.first if phrase else title.first
    modifiers = frozenset(singular(word) for word in low[:-1])
    kind = "group" if plural else (kind_of(low[-1], modifiers) or "person")
    owner = register.cast.of(title.first - 1)
    if phrase and phrase.owner:
        owner = register.cast.of(phrase.owner.head)
    head = (title.first, title.last) if is_office(low[-1]) and not plural else (title.last - 1, title.last)
    return Description(
        (first, title.last), head, noun, kind, plural, definite=not plural, modifiers=modifiers, owner=owner
    )


def _before_noun(register: Register, phrase: Phrase) -> int | None:
    """The entity whose name modifies the noun: *EBA allies*."""
    for place in range(phrase.head - 1, phrase.first - 1, -1):
        if register.found.tags[place] == "M":
            return register.cast.of(place)
    return None


def _whom(register: Register, shelf: Shelf, told: Description, same: int | None) -> int:
    """The entity that a description stands for, a new one if none fits; `same` is the one it stands beside."""
    cast = register.cast
    known = same if same is not None and not told.plural else _known(cast, shelf, told)
    if known is None and told.definite:
        known = _by_title(cast, shelf, told) if told.kind == "person" else _by_name(cast, shelf, told)
    if known is None:
        known = cast.add(_entity(register, told))
    entity = cast.entities[known]
    entity.owner = entity.owner if entity.owner is not None else told.owner
    if entity.kind == "person":
        for place in range(told.span[0], told.span[1]):
            describe(register.found, entity, place)
    return known


def _entity(register: Register, told: Description) -> Entity:
    reading = register.found.reading
    first = told.span[0]
    while first < told.head[0] and (reading.lower(first) in words.DETERMINERS | words.POSSESSIVES):
        first += 1
    name = register.text(first, told.span[1])
    return Entity(
        told.kind, name, words=set(told.modifiers) | {told.noun}, plural=told.plural, noun=told.noun, owner=told.owner
    )


def _known(cast: Cast, shelf: Shelf, told: Description) -> int | None:
    """An entity described before by the same noun, where nothing said of either speaks against it."""
    if told.kind == "person" and not told.definite:
        return None
    key = _row(told.noun, plural=told.plural)
    for number in reversed(shelf.by_noun.get(key, [])[-8:]):
        entity = cast.entities[number]
        apart = told.owner is not None and entity.owner is not None and told.owner != entity.owner
        if (entity.plural != told.plural and key != "apparatus") or apart:
            continue
        theirs = entity.words - {entity.noun}
        if key == "apparatus" and told.noun != entity.noun and told.modifiers != theirs:
            continue
        if key == "members" and told.noun != entity.noun and (told.owner is None or told.owner != entity.owner):
            continue
        if told.modifiers <= theirs or theirs <= told.modifiers or key == "members":
            return number if told.definite or told.plural or told.modifiers == theirs else None
    return None


def _row(noun: str, *, plural: bool) -> str:
    """Where a noun is shelved: those for members, and those for apparatus, stand in for one another."""
    if plural and noun in lexicon.listed("nouns", "members"):
        return "members"
    return "apparatus" if noun in lexicon.listed("nouns", "apparatus") else noun


def _by_title(cast: Cast, shelf: Shelf, told: Description) -> int | None:
    """The person last spoken of who has all of the title, or the last one where the noun says nothing else."""
    for number in reversed(shelf.by_noun.get("a person", [])[-12:]):
        entity = cast.entities[number]
        if (
            told.noun in entity.words
            and (told.modifiers - words.ORDINARY) <= entity.words | _words_of(cast, entity.owner)
            and not _foreign(entity, told)
        ):
            return number
    if told.noun in lexicon.listed("nouns", "anyone") and not told.modifiers and not told.plural:
        return shelf.latest.get("person")
    return None


def _words_of(cast: Cast, owner: int | None) -> set[str]:
    """The words of an owner's name, by which its leader may be called: *the union leader*."""
    return set() if owner is None else set(cast.entities[owner].name.casefold().split())


def _foreign(entity: Entity, told: Description) -> bool:
    """Whether the title is said to be another's: *the Norland minister* is not Marovia's."""
    return told.owner is not None and entity.owner is not None and told.owner != entity.owner


def _by_name(cast: Cast, shelf: Shelf, told: Description) -> int | None:
    """The body whose name has the noun in it (*the union*), or the last country, company or weapon."""
    for number in reversed(shelf.by_noun.get("a body", [])[-12:]):
        if told.noun in cast.entities[number].name.casefold().split() and not told.plural and told.owner is None:
            return number
    if told.kind == "country" and not told.plural and told.owner is None:
        return shelf.latest.get("country")
    if told.noun in BODY_WORDS and not told.plural and not told.modifiers and told.owner is None:
        return shelf.latest.get("organization")
    if told.kind == "weapon" and told.noun in {"weapon", "system"} and not told.modifiers:
        return shelf.latest.get("weapon")
    return None


def _shelve(cast: Cast, shelf: Shelf, number: int) -> None:
    """Remember that an entity has just been spoken of."""
    entity = cast.entities[number]
    shelf.latest[entity.kind] = number
    keys = [_row(entity.noun, plural=entity.plural)] if entity.noun else []
    if entity.kind == "person":
        keys.append("a person")
    if entity.named and entity.kind in {"organization", "place", "other"}:
        keys.append("a body")
    for key in keys:
        row = shelf.by_noun.setdefault(key, [])
        if not row or row[-1] != number:
            row.append(number)
