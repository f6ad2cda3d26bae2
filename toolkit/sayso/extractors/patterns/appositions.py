"""Descriptions beside a name: *Ilan Voss, the leader of the union*, and *the leader of the union, Ilan Voss*."""

from sayso.extractors import lexicon
from sayso.extractors.patterns.inflection import singular
from sayso.extractors.patterns.naming import Register
from sayso.extractors.patterns.phrases import Phrase


def appositions(register: Register) -> dict[int, int]:
    """From the head of each description that stands beside a person's name to that person."""
    answer: dict[int, int] = {}
    for number, mention in list(register.cast.mentions()):
        entity = register.cast.entities[number]
        if entity.kind != "person" or mention.form != "name":
            continue
        for phrase in (_behind(register, mention.span[1]), _before(register, mention.span[0])):
            if phrase is not None and phrase.head not in answer and _is_office(register, phrase):
                answer[phrase.head] = number
                entity.owner = entity.owner if entity.owner is not None else _of(register, phrase)
    return answer


def settle_owners(register: Register, same: dict[int, int]) -> None:
    """Note whose spokesman, leader or minister a person is, once the descriptions stand for somebody."""
    for number, mention in list(register.cast.mentions()):
        phrase = register.phrases.headed.get(mention.head[1] - 1)
        entity = register.cast.entities[number]
        if phrase is not None and entity.kind == "person" and entity.owner is None and mention.form != "pronoun":
            owner = _of(register, phrase) if phrase.head in same or phrase.owner is not None else None
            entity.owner = owner if owner != number else None


def _is_office(register: Register, phrase: Phrase) -> bool:
    """Whether a phrase tells what one person is."""
    word = register.found.reading.lower(phrase.head)
    return phrase.kind == "noun" and lexicon.entity_types().get(word) == "person" and singular(word) == word


def _text(register: Register, place: int) -> str:
    tokens = register.found.reading.tokens
    return tokens[place].text if 0 <= place < len(tokens) else ""


def _behind(register: Register, end: int) -> Phrase | None:
    """The phrase behind the name's comma, past an age."""
    if _text(register, end) != ",":
        return None
    phrase = register.phrases.starting.get(end + 1)
    if phrase is not None and phrase.kind == "number" and _text(register, phrase.last) == ",":
        phrase = register.phrases.starting.get(phrase.last + 1)
    return phrase


def _before(register: Register, start: int) -> Phrase | None:
    """The phrase before the comma in front of the name, or what it hangs on: *the leader of the union, Voss*."""
    if _text(register, start - 1) != ",":
        return None
    phrase = register.phrases.ending.get(start - 1)
    if phrase is not None and _text(register, phrase.first - 1) in {"of", "for", "at"}:
        phrase = register.phrases.ending.get(phrase.first - 1) or phrase
    return (
        phrase
        if phrase and register.found.reading.lower(phrase.first) in {"the", "its", "their", "our", "his", "her"}
        else None
    )


def _of(register: Register, phrase: Phrase) -> int | None:
    """Whose office it is: the union's, in *leader of the union* and in *the union's leader*."""
    if phrase.owner is not None:
        return register.cast.of(phrase.owner.head)
    whole = (
        register.phrases.starting.get(phrase.last + 1) if _text(register, phrase.last) in {"of", "for", "at"} else None
    )
    return register.cast.of(whole.head) if whole else None
