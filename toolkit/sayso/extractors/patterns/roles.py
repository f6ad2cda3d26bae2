"""Who does what to whom: the phrases around a trigger, and the role that each place gives.

The lexicon says which role a type gives to its object and to the phrase after each preposition; a subject is the actor,
in the passive it is what the object would be, and a noun's owner acts.
"""

from collections.abc import Iterator

from sayso.extractors import lexicon
from sayso.extractors.patterns import words
from sayso.extractors.patterns.inflection import singular
from sayso.extractors.patterns.objects import Argument, argument, joined, thing_role, things
from sayso.extractors.patterns.phrases import Phrase
from sayso.extractors.patterns.scene import Scene
from sayso.extractors.patterns.subjects import Sentence, subject_after, subject_before
from sayso.extractors.patterns.tagging import NEAR
from sayso.extractors.patterns.triggers import LIGHT, PARTIES, Trigger
from sayso.extractors.patterns.words import word_set

DAYS = word_set("today yesterday tomorrow tonight")
PLACES = word_set("in at near outside inside")
CONTROLLING = word_set("""
    urge ask call tell order force allow help want invite request encourage deter prevent stop discourage
    enable demand expect
""")
LIGHT_FORMS = LIGHT | {"do"}


def arguments(scene: Scene, sentence: Sentence, trigger: Trigger) -> list[Argument]:
    """The arguments of a trigger in reading order, each phrase once."""
    found = _of_verb(scene, sentence, trigger) if trigger.verb else _of_noun(scene, sentence, trigger)
    kept: dict[tuple[int, int], Argument] = {}
    for one in found:
        kept.setdefault((one.first, one.last), one)
    return sorted(kept.values(), key=lambda a: (a.first, a.last, a.role))


def _of_verb(scene: Scene, sentence: Sentence, trigger: Trigger) -> Iterator[Argument]:
    place, passive = trigger.first, is_passive(sentence, trigger.first)
    subject = subjects_of(sentence, place)
    if passive:
        for phrase in subject:
            yield argument(scene, thing_role(scene, trigger, phrase), phrase)
        agent = next(
            (n for n in range(place + 1, min(place + 8, sentence.frame.last)) if sentence.lower(n) == "by"), None
        )
        by = subject_after(sentence, agent) if agent is not None else None
        yield from (argument(scene, "actor", phrase) for phrase in (by.phrases if by and agent is not None else ()))
    else:
        role = "recipient" if trigger.receiving else "actor"
        yield from (argument(scene, role, phrase) for phrase in subject)
    objects, last = things(scene, sentence, trigger, passive=passive)
    yield from objects
    yield from _prepositional(scene, sentence, trigger, last)
    yield from _time_before(scene, sentence, subject)


def is_passive(sentence: Sentence, place: int) -> bool:
    """Whether a verb is a participle after a form of *be*."""
    form = sentence.found.verbs.get(place)
    if form is None or form.form not in {"past", "part"}:
        return False
    index = place - 1
    while sentence.tag(index) == "B":
        index -= 1
    return sentence.lower(index) in words.BE


def subjects_of(sentence: Sentence, place: int) -> tuple[Phrase, ...]:
    """The subject of a verb: its own, or that of the verb that governs it, or whom that verb is about."""
    index = place - 1
    while sentence.tag(index) in "XB" and place - index < NEAR:
        index -= 1
    form = sentence.found.verbs.get(place)
    governed = sentence.tag(index) == "T" or (
        form is not None and form.form == "ing" and sentence.tag(place - 1) != "X"
    )
    if not governed:
        own = subject_before(sentence, place)
        return own.phrases if own and own.last <= place else _shared(sentence, place)
    controlled = sentence.ending(index) if sentence.tag(index) in "TP" else None
    if controlled is not None and _controls(sentence, controlled):
        return (controlled,)
    shared = _shared(sentence, index)
    return (controlled,) if controlled and not shared and sentence.tag(index) == "T" else shared


def _controls(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a phrase before *to* is told to do it: *urged the union to end the strike*."""
    place = phrase.first - 1
    if sentence.tag(place) == "P":
        place -= 1
    form = sentence.found.verbs.get(place)
    return form is not None and form.lemma in CONTROLLING


def _shared(sentence: Sentence, place: int) -> tuple[Phrase, ...]:
    """The subject of the nearest verb to the left that has one, in the same sentence."""
    for index in range(place - 1, max(place - 26, sentence.frame.first), -1):
        if sentence.text(index) == ";":
            return ()
        if sentence.plain(index) and sentence.tag(index) in "XV" and sentence.tag(index - 1) not in "TX":
            subject = subject_before(sentence, index)
            if subject is not None and subject.last <= index:
                return subject.phrases
    return ()


def _prepositional(scene: Scene, sentence: Sentence, trigger: Trigger, place: int) -> Iterator[Argument]:
    """The phrases behind: after prepositions, dates, sums."""
    for _ in range(5):
        if sentence.lower(place) in DAYS:
            yield Argument("time", place, place + 1, None)
            place += 1
        phrase = sentence.starting(place + 1) if sentence.tag(place) in "PT" else sentence.starting(place)
        if phrase is None:
            return
        role = _role_behind(scene, sentence, trigger, place, phrase)
        if role is None and sentence.tag(place) != "P":
            return
        other: Phrase | None = phrase if role is not None else None
        while role is not None and other is not None:
            yield argument(scene, role, other)
            phrase = other
            other = joined(sentence, other, surely=sentence.lower(place) == "between")
        if singular(sentence.lower(phrase.head)) in lexicon.noun_types():
            return  # what follows belongs to that happening
        place = phrase.last


def _role_behind(  # noqa: PLR0911 - one case a line
    scene: Scene, sentence: Sentence, trigger: Trigger, place: int, phrase: Phrase
) -> str | None:
    if phrase.kind == "time":
        return "time"
    if sentence.tag(place) not in "PT":
        return None
    word = sentence.lower(place)
    money = any(sentence.text(n) in {"$", "€", "£"} for n in range(phrase.first, phrase.last))
    if money and word == "of":
        return "amount"
    if word in PLACES and (scene.kind(phrase) in {"place", "country"} or sentence.tag(phrase.head) == "M"):
        return "place"
    role = trigger.type.prepositions.get(word)
    before = sentence.ending(place)
    if (
        word == "of"
        and trigger.verb
        and before is not None
        and before.first >= trigger.last
        and scene.kind(before) not in PARTIES
    ):
        return None
    if role == "actor" and scene.entity(phrase) is None:
        return None
    return role


def _time_before(scene: Scene, sentence: Sentence, subject: tuple[Phrase, ...]) -> Iterator[Argument]:
    """A date that opens the sentence right before the verb's subject: *Last night, we …*."""
    if not subject:
        return
    place = subject[0].first
    place -= sentence.text(place - 1) == ","
    phrase = sentence.ending(place)
    if phrase is not None and phrase.kind == "time":
        yield argument(scene, "time", phrase)


def _of_noun(scene: Scene, sentence: Sentence, trigger: Trigger) -> Iterator[Argument]:
    phrase = trigger.phrase
    if phrase is None:
        return
    inner = list(_inside(scene, sentence, phrase))
    yield from inner
    governor = phrase.first - 1
    form = sentence.found.verbs.get(governor)
    lemma = form.lemma if form else {"had": "have", "have": "have", "has": "have"}.get(sentence.lower(governor))
    held = lemma in LIGHT_FORMS or (lemma is not None and form is not None and lemma in DEGREES)
    if held and not inner:
        subject = subjects_of(sentence, governor)
        yield from (argument(scene, "actor", p) for p in subject)
        yield from _time_before(scene, sentence, subject)
    yield from _prepositional(scene, sentence, trigger, phrase.last)


DEGREES = word_set("increase reduce expand boost continue cut raise step suspend intensify")


def _inside(scene: Scene, sentence: Sentence, phrase: Phrase) -> Iterator[Argument]:
    """The owner of a noun and the names before it act: *Norland’s attack*, *the Norland attack*."""
    if phrase.owner is not None and scene.entity(phrase.owner) is not None:
        yield argument(scene, "actor", phrase.owner)
    if sentence.tag(phrase.first) == "O" and (number := scene.cast.of(phrase.first)) is not None:
        yield Argument("actor", phrase.first, phrase.first + 1, number)
    start = phrase.owner.last if phrase.owner else phrase.first
    place = phrase.head - 1
    while place >= start and sentence.tag(place) != "M":
        place -= 1
    number = scene.cast.of(place) if place >= start else None
    if number is not None:
        first = place
        while first > start and sentence.tag(first - 1) == "M" and scene.cast.of(first - 1) is None:
            first -= 1
        yield Argument("actor", first, place + 1, number)
