"""Which words name a happening: verbs of the ontology's types, and nouns that are the heads of their phrases.

Many of these verbs do other work as well: *give a speech*, *meet a demand*, *release a report*. Such a verb is a
trigger only with the company that makes it one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.extractors import lexicon
from sayso.extractors.lexicon import EventType
from sayso.extractors.patterns.inflection import is_plural, singular
from sayso.extractors.patterns.phrases import Phrase
from sayso.extractors.patterns.scene import Scene
from sayso.extractors.patterns.subjects import Sentence
from sayso.extractors.patterns.words import word_set

PARTIES = frozenset({"person", "group", "organization", "country"})
GOODS = word_set("""
    money cash fund funding million billion euro dollar pound tank weapon ammunition equipment system aid
    assistance help support relief food medicine supply
""")
EASED = word_set("sanction ban restriction blockade embargo siege measure tariff curfew curb quarantine lockdown")
FREED = word_set("hostage prisoner detainee captive journalist inmate")
MILITARY = word_set("""
    defence defense army force border security military flank navy position troop capability deterrence
    presence
""")
SHARED = word_set("intelligence information data technology experience expertise knowledge")
GIVING = word_set("give get obtain receive send grant transfer ship supply finance fund provide deliver donate")
ARMS = word_set("missile rocket drone shell torpedo warhead weapon")
LIGHT = word_set("have hold host attend conduct launch stage carry make give begin start open resume impose")
MATERIAL = word_set("military financial humanitarian economic material technical")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that names a happening: tokens, base form, type; `phrase` is a noun's own, `verb` says that it is none."""

    first: int
    last: int
    lemma: str
    type: EventType
    phrase: Phrase | None
    receiving: bool = False

    @property
    def verb(self) -> bool:
        """Whether the trigger is a verb."""
        return self.phrase is None


def triggers(scene: Scene, sentence: Sentence) -> Iterator[Trigger]:
    """The triggers of a sentence at its own depth of marks, left to right."""
    for place in range(sentence.frame.first, sentence.frame.last):
        if not sentence.plain(place):
            continue
        if sentence.tag(place) == "V":
            trigger = _verb(scene, sentence, place)
        else:
            trigger = _noun(scene, sentence, place) if sentence.tag(place) == "N" else None
        if trigger is not None:
            yield trigger


def _verb(scene: Scene, sentence: Sentence, place: int) -> Trigger | None:
    form = sentence.found.verbs.get(place)
    if form is None:
        return None
    kind = lexicon.verb_types().get(form.lemma) or _with_adverb(sentence, place, form.lemma)
    if kind is None or not _in_company(scene, sentence, place, form.lemma):
        return None
    return Trigger(place, place + 1, form.lemma, kind, None, receiving=form.lemma in kind.receive)


def _with_adverb(sentence: Sentence, place: int, lemma: str) -> EventType | None:
    """*call for*, *pull out*, *work together*: the type that the word behind the verb makes of it."""
    for kind in lexicon.event_types():
        if sentence.lower(place + 1) in kind.particles.get(lemma, ()):
            return kind
        if lemma in kind.together and sentence.lower(place + 1) == "together":
            return kind
    return None


def thing(sentence: Sentence, place: int) -> Phrase | None:
    """The phrase behind a verb, past an adverb, or before it in the passive."""
    index = place + 1
    while sentence.tag(index) == "B" and index < place + 3:
        index += 1
    return sentence.starting(index)


def _in_company(scene: Scene, sentence: Sentence, place: int, lemma: str) -> bool:
    """Whether what stands beside an ambiguous verb makes it a trigger."""
    phrase = thing(sentence, place)
    noun = singular(sentence.lower(phrase.head)) if phrase else ""
    what = scene.kind(phrase) if phrase else None
    test = TESTS.get(lemma)
    if lemma in GIVING:
        second = sentence.starting(phrase.last) if phrase and what in PARTIES else None
        return (
            _are_goods(scene, sentence, phrase)
            or _are_goods(scene, sentence, second)
            or sentence.lower(phrase.last if phrase else place + 1) == "with"
            or lemma in {"donate", "provide", "deliver"}
        )
    if test == "party":
        return what in PARTIES or sentence.lower(place + 1) == "with" or (lemma == "meet" and phrase is None)
    if test is not None:
        return (
            noun in test
            or (test is ARMS and what == "weapon")
            or (lemma in {"release", "free"} and what in {"person", "group"} and noun != "")
        )
    if lemma == "commit":
        return sentence.lower(place + 1) == "to" or (phrase is not None and phrase.kind == "pronoun")
    if lemma == "ask":
        return sentence.lower(place + 1) == "for" or (phrase is not None and sentence.tag(phrase.last) == "T")
    return not (lemma in LIGHT and noun in lexicon.noun_types())


TESTS: dict[str, frozenset[str] | str] = {
    "meet": "party",
    "help": "party",
    "assist": "party",
    "train": "party",
    "strike": "party",
    "execute": "party",
    "charge": "party",
    "back": "party",
    "share": SHARED,
    "lift": EASED,
    "ease": EASED,
    "release": FREED,
    "free": FREED,
    "launch": ARMS,
    "use": ARMS,
    "fire": ARMS,
    "test": ARMS,
    "strengthen": MILITARY,
    "reinforce": MILITARY,
    "host": frozenset(),
}


def _are_goods(scene: Scene, sentence: Sentence, phrase: Phrase | None) -> bool:
    """Whether a phrase names something that helps materially: goods, weapons, money, aid."""
    if phrase is None:
        return False
    noun = singular(sentence.lower(phrase.head))
    money = any(sentence.text(n) in {"$", "€", "£"} for n in range(phrase.first, phrase.last))
    return (
        noun in GOODS
        or money
        or scene.kind(phrase) in {"weapon", "other"}
        or getattr(lexicon.noun_types().get(noun), "name", "") == "aid"
    )


def _noun(scene: Scene, sentence: Sentence, place: int) -> Trigger | None:
    """A noun of the ontology at the head of its phrase."""
    lemma = singular(sentence.lower(place))
    kind = lexicon.noun_types().get(lemma) or lexicon.noun_types().get(sentence.lower(place))
    kind = kind or _hostile(scene, sentence, place, lemma)
    phrase = scene.phrases.headed.get(place)
    if kind is None or phrase is None or phrase.kind == "name":
        return None
    if lemma == "talk" and not is_plural(sentence.lower(place)):
        return None
    modifiers = {sentence.lower(n) for n in range(phrase.first, place)}
    if kind.name == "support" and modifiers & MATERIAL:
        kind = next(other for other in lexicon.event_types() if other.name == "aid")
    if lemma in WITH_ARMS and not _is_of_arms(scene, sentence, phrase):
        return None
    return Trigger(place, place + 1, lemma, kind, phrase)


def _hostile(scene: Scene, sentence: Sentence, place: int, lemma: str) -> EventType | None:
    """*hostile actions*: the type of a noun that an adjective makes a happening of."""
    phrase = scene.phrases.headed.get(place)
    adjectives = lexicon.listed("stances", "attitudes.oppose")
    hostile = phrase is not None and any(sentence.lower(n) in adjectives for n in range(phrase.first, place))
    return lexicon.special_types("hostile").get(lemma) if hostile else None


WITH_ARMS = word_set("launch use test")


def _is_of_arms(scene: Scene, sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a launch, a use or a test is one of a weapon."""
    behind = sentence.starting(phrase.last + 1) if sentence.lower(phrase.last) == "of" else None
    if behind is not None:
        return scene.kind(behind) == "weapon"
    return any(
        lexicon.entity_types().get(singular(sentence.lower(n))) == "weapon" for n in range(phrase.first, phrase.head)
    )
