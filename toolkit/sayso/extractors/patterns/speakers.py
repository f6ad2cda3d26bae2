"""From sources to speakers: whom the words before *said* stand for.

A source that nothing else mentions becomes an entity of its own, for whoever speaks takes part. What one speaks through
(*NASA’s website*, *a statement by the union*) speaks for its owner.
"""

from collections.abc import Iterator

from sayso.extractors import lexicon
from sayso.extractors.patterns.attribution import Draft
from sayso.extractors.patterns.entities import Entity, Mention
from sayso.extractors.patterns.inflection import singular
from sayso.extractors.patterns.naming import Register
from sayso.extractors.patterns.nominals import described
from sayso.extractors.patterns.phrases import Phrase
from sayso.extractors.patterns.words import word_set

BEHIND = word_set("of by from for")


def make_speakers(register: Register, drafts: list[Draft]) -> None:
    """Mention the sources that no list of nouns knows, so that every source stands for somebody."""
    known: dict[str, int] = {}
    for draft in drafts:
        for phrase in draft.subject.phrases if draft.subject else ():
            outlet = _outlet(register, phrase)
            if outlet is None and register.cast.of(phrase.head) is None and phrase.kind in {"noun", "name"}:
                _mention(register, phrase, known)


def _mention(register: Register, phrase: Phrase, known: dict[str, int]) -> None:
    told = described(register, phrase, insist=True)
    if told is None:
        return
    same = known.get(told.noun) if told.definite else None
    if same is None:
        words = {told.noun, *told.modifiers}
        entity = Entity(
            told.kind, _name(register, phrase), words=words, plural=told.plural, noun=told.noun, owner=told.owner
        )
        same = known[told.noun] = register.cast.add(entity)
    register.cast.mention(same, Mention(told.span, told.head, "nominal"))


def _name(register: Register, phrase: Phrase) -> str:
    determined = register.found.tags[phrase.first] in "DO" and phrase.last - phrase.first > 1
    return register.text(phrase.first + determined, phrase.last)


def _outlet(register: Register, phrase: Phrase) -> int | None:
    """Who speaks through a website or a statement, if the words around it say so."""
    if phrase.kind != "noun" or singular(register.found.reading.lower(phrase.head)) not in lexicon.listed(
        "cues", "outlets"
    ):
        return None
    if phrase.owner is not None:
        return register.cast.of(phrase.owner.head)
    behind = (
        register.phrases.starting.get(phrase.last + 1) if register.found.reading.lower(phrase.last) in BEHIND else None
    )
    if behind is not None:
        return register.cast.of(behind.head)
    return next(
        (register.cast.of(n) for n in range(phrase.head - 1, phrase.first - 1, -1) if register.found.tags[n] == "M"),
        None,
    )


def speakers(register: Register, draft: Draft) -> list[int]:
    """The entities behind a draft's source, each once."""
    return list(dict.fromkeys(_each(register, draft)))


def _each(register: Register, draft: Draft) -> Iterator[int]:
    for phrase in draft.subject.phrases if draft.subject else ():
        outlet = _outlet(register, phrase)
        number = outlet if outlet is not None else register.cast.of(phrase.head)
        if number is not None:
            yield number
