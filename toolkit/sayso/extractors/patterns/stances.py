"""Who is for or against what: attitudes by verb, by noun, by a word of judgement, by effort and by choice of words.

The holder is the subject of a verb of attitude (*Karr condemned the raid*), or whoever speaks where the words
themselves judge (*“It was a cowardly raid”*). The target is as narrow as the words make it: the event, else the
entity, else the span.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.extractors import lexicon
from sayso.extractors.patterns.events import Event
from sayso.extractors.patterns.inflection import singular
from sayso.extractors.patterns.phrases import Phrase
from sayso.extractors.patterns.roles import is_passive, subjects_of
from sayso.extractors.patterns.scene import Scene
from sayso.extractors.patterns.subjects import Sentence, subject_after
from sayso.extractors.patterns.tagging import NEAR

SIDES = ("support", "oppose")
KNOWN = frozenset({"the", "this", "that", "these", "those"})
RECENT = 60  # tokens back to what *it* judges
OTHER = {"support": "oppose", "oppose": "support"}
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stance:
    """An attitude: the numbers of holder and quote, the target as (event, entity or span, its number or tokens)."""

    holder: int
    target: tuple[str, int | Range]
    polarity: str
    strength: str
    expression: str
    evidence: tuple[Range, ...]
    quote: int | None


@dataclass(frozen=True, slots=True)
class Reader:
    """A document with its events found by the tokens of their triggers."""

    scene: Scene
    events: list[Event]
    at: dict[int, int]

    def target(self, phrase: Phrase) -> tuple[str, int | Range]:
        """What a phrase makes the target: the event it names, the entity it mentions, or its own words."""
        if phrase.head in self.at:
            return "event", self.at[phrase.head]
        number = self.scene.entity(phrase)
        return ("entity", number) if number is not None else ("span", (phrase.first, phrase.last))

    def speaker(self, place: int) -> tuple[int | None, int | None]:
        """Who says the word at `place`, and in which quote."""
        quote = self.scene.around.get(place)
        if quote is None or len(self.scene.speakers[quote]) != 1:
            return None, quote
        return self.scene.speakers[quote][0], quote


def stances(scene: Scene, events: list[Event]) -> list[Stance]:
    """The stances of a document in reading order of their evidence, each holder and target once in a quote."""
    reader = Reader(scene, events, {event.trigger.first: n for n, event in enumerate(events)})
    found: dict[tuple[object, ...], Stance] = {}
    shown: set[tuple[int, object]] = set()
    for rule in (_by_verbs, _by_nouns, _by_efforts, _by_judgement, _by_promises, _by_words):
        for frame in scene.found.reading.frames:
            for stance in rule(reader, scene.sentence(frame)):
                pair = (stance.holder, stance.target)
                if rule is _by_promises and pair in shown:
                    continue
                shown.add(pair)
                found.setdefault((stance.holder, stance.target, stance.quote), stance)
    return sorted((s for s in found.values() if s.target != ("entity", s.holder)), key=lambda s: (s.evidence, s.holder))


def _by_verbs(reader: Reader, sentence: Sentence) -> Iterator[Stance]:
    """*Karr condemned the raid*; *the plan was welcomed by Voss*; *Karr does not support the plan*."""
    for place in range(sentence.frame.first, sentence.frame.last):
        form = sentence.found.verbs.get(place)
        side = _side(form.lemma, "verbs") if form and sentence.plain(place) else None
        if form is None or side is None:
            continue
        phrase = _object(reader, sentence, place)
        negated = any(
            sentence.lower(n) in lexicon.listed("modality", "negators")
            for n in range(max(place - 3, sentence.frame.first), place)
        )
        if phrase is None or _is_idle(sentence, place):
            continue
        first = place
        emphatic = form.lemma in lexicon.emphatic("stances") or sentence.lower(place - 1) in lexicon.listed(
            "stances", "emphatic.words"
        )
        quote = reader.scene.cued.get(place, reader.scene.around.get(place))
        for holder in _holders(reader, sentence, place):
            yield Stance(
                holder,
                reader.target(phrase),
                OTHER[side] if negated else side,
                "strong" if emphatic and not negated else "weak",
                "explicit",
                ((first, place + 1),),
                quote,
            )


def _side(word: str, table: str) -> str | None:
    return next((side for side in SIDES if word in lexicon.listed("stances", f"{table}.{side}")), None)


def _is_idle(sentence: Sentence, place: int) -> bool:
    """Whether a verb of attitude is only wished for or asked about: *urged them to back the plan*."""
    index = place - 1
    while sentence.tag(index) in "XB" and place - index < NEAR:
        if sentence.lower(index) in lexicon.listed("modality", "possible"):
            return True
        index -= 1
    return sentence.tag(index) == "T"


def _object(reader: Reader, sentence: Sentence, place: int) -> Phrase | None:
    """What a verb of attitude is about: its object, or its subject in the passive."""
    if is_passive(sentence, place):
        return next(iter(subjects_of(sentence, place)), None)
    index = place + 1
    while sentence.tag(index) == "B" or sentence.lower(index) in {"against", "for"}:
        index += 1
    phrase = sentence.starting(index)
    if phrase is None or phrase.kind in {"time", "number"} or sentence.tag(phrase.last) == "S":
        return None
    behind = sentence.starting(phrase.last + 1) if sentence.lower(phrase.last) in {"of", "for"} else None
    return behind if behind is not None and behind.head in reader.at and phrase.head not in reader.at else phrase


def _holders(reader: Reader, sentence: Sentence, place: int) -> list[int]:
    """The entities that the subject of a verb stands for; its agent in the passive."""
    if is_passive(sentence, place):
        agent = next(
            (n for n in range(place + 1, min(place + 5, sentence.frame.last)) if sentence.lower(n) == "by"), None
        )
        subject = subject_after(sentence, agent) if agent is not None else None
        phrases = subject.phrases if subject else ()
    else:
        phrases = subjects_of(sentence, place)
    numbers = (reader.scene.entity(phrase) for phrase in phrases)
    return [number for number in numbers if number is not None]


def _by_nouns(reader: Reader, sentence: Sentence) -> Iterator[Stance]:
    """*Voss voiced support for the plan*; *the union's opposition to the plan*; *hostile actions against Norland*."""
    for place in range(sentence.frame.first, sentence.frame.last - 2):
        phrase = (
            reader.scene.phrases.headed.get(place) if sentence.plain(place) and sentence.tag(place) == "N" else None
        )
        target = (
            sentence.starting(place + 2)
            if phrase and sentence.lower(place + 1) in {"for", "to", "of", "against", "towards", "toward", "with"}
            else None
        )
        if phrase is None or target is None or target.kind in {"time", "number"}:
            continue
        side, first = _side(singular(sentence.lower(place)), "nouns"), phrase.first
        last = place + 1
        if side is None:
            marked = next((n for n in range(phrase.first, place) if _side(sentence.lower(n), "attitudes")), None)
            if marked is None:
                continue
            side, first, last = _side(sentence.lower(marked), "attitudes"), marked, place + 2
        for holder in _noun_holders(reader, sentence, phrase):
            if side is not None:
                yield Stance(
                    holder,
                    reader.target(target),
                    side,
                    "weak",
                    "explicit",
                    ((first, last),),
                    reader.scene.around.get(place),
                )


def _noun_holders(reader: Reader, sentence: Sentence, phrase: Phrase) -> list[int]:
    """Whose attitude a noun names: its owner's, or the subject's of the verb whose object it is."""
    if phrase.owner is not None:
        number = reader.scene.entity(phrase.owner)
        return [] if number is None else [number]
    if sentence.tag(phrase.first) == "O":
        number = reader.scene.cast.of(phrase.first)
        return [] if number is None else [number]
    verb = phrase.first - 1
    if sentence.tag(verb) not in "VX" or _is_idle(sentence, verb):
        return []
    return _holders(reader, sentence, verb)


def _by_efforts(reader: Reader, sentence: Sentence) -> Iterator[Stance]:
    """*Allies will do everything to help*, *it is necessary to send aid*: what one works for, one supports."""
    wanted = lexicon.listed("stances", "wanted.words")
    for place in range(sentence.frame.first, sentence.frame.last):
        word = sentence.lower(place)
        if not sentence.plain(place):
            continue
        if word in lexicon.listed("stances", "wanted.efforts") and sentence.lower(place - 1) in {
            "do",
            "doing",
            "does",
            "did",
        }:
            yield from _effort(reader, sentence, place)
        elif word in wanted and sentence.tag(place) in "AN" and _is_predicate(sentence, place):
            holder, quote = reader.speaker(place)
            number = _event_behind(reader, sentence, place)
            if holder is not None and number is not None:
                yield Stance(holder, ("event", number), "support", "weak", "explicit", ((place, place + 1),), quote)


def _effort(reader: Reader, sentence: Sentence, place: int) -> Iterator[Stance]:
    number = _event_behind(reader, sentence, place)
    if number is None:
        return
    last = place + 2 if sentence.lower(place + 1) in {"possible", "necessary"} else place + 1
    for holder in _holders(reader, sentence, place - 1):
        yield Stance(
            holder,
            ("event", number),
            "support",
            "strong",
            "explicit",
            ((place - 1, last),),
            reader.scene.around.get(place),
        )


def _event_behind(reader: Reader, sentence: Sentence, place: int) -> int | None:
    """The first event of a purpose or clause behind a word."""
    for index in range(place + 1, min(place + 16, sentence.frame.last)):
        if sentence.text(index) in {";", ":"}:
            return None
        if index in reader.at and reader.events[reader.at[index]].trigger.verb:
            return reader.at[index]
    return None


def _is_predicate(sentence: Sentence, place: int) -> bool:
    """Whether a word is what a form of *be* says: *is necessary*, *should be a priority*."""
    index = place - 1
    while sentence.tag(index) in "BD" and place - index < NEAR:
        index -= 1
    return sentence.tag(index) == "X"


def _by_judgement(reader: Reader, sentence: Sentence) -> Iterator[Stance]:
    """*a cowardly raid*, *the raid was cowardly*: a speaker's judgement of what happened or of somebody."""
    for place in range(sentence.frame.first, sentence.frame.last):
        word = sentence.lower(place)
        judging = sentence.tag(place) in "AN" and sentence.plain(place)
        side = _side(word, "adjectives") if judging else None
        holder, quote = reader.speaker(place) if side else (None, None)
        if side is None or holder is None:
            continue
        phrase = _judged(reader, sentence, place)
        if phrase is None or sentence.lower(place - 1) in lexicon.listed("modality", "negators"):
            continue
        kind, target = reader.target(phrase)
        if kind == "span" and not _is_predicate(sentence, place):
            continue
        first, last = _together(sentence, place)
        strong = any(
            sentence.lower(n) in lexicon.emphatic("stances") | lexicon.listed("stances", "emphatic.words")
            for n in range(first, last)
        )
        yield Stance(holder, (kind, target), side, "strong" if strong else "weak", "explicit", ((first, last),), quote)


def _judged(reader: Reader, sentence: Sentence, place: int) -> Phrase | None:
    """What an adjective judges: the event noun behind it in its phrase, or the subject that it is said of."""
    for index in range(place + 1, min(place + 8, sentence.frame.last)):
        phrase = reader.scene.phrases.headed.get(index)
        if phrase is not None and phrase.first <= place:
            if index in reader.at:
                return phrase
            place = phrase.first
            break
    return _subject_judged(reader, sentence, place) if _is_predicate(sentence, place) else None


def _subject_judged(reader: Reader, sentence: Sentence, place: int) -> Phrase | None:
    """The subject of a judgement: *it* is what happened last, other pronouns are whom they stand for."""
    subject = next(iter(subjects_of(sentence, place)), None)
    if subject is None or subject.kind != "pronoun":
        return subject
    if sentence.lower(subject.first) in {"it", "this", "that"}:
        near = (n for n in range(subject.first - 1, max(subject.first - RECENT, -1), -1) if n in reader.at)
        named = (reader.scene.phrases.headed[n] for n in near if reader.events[reader.at[n]].trigger.phrase)
        return next((phrase for phrase in named if sentence.found.reading.lower(phrase.first) in KNOWN), None)
    return subject if reader.scene.entity(subject) is not None else None


def _together(sentence: Sentence, place: int) -> Range:
    """An adjective with the adverb before it and those joined to it: *very good*, *horrific and unprovoked*."""
    first, last = place, place + 1
    if sentence.lower(first - 1) in lexicon.listed("stances", "emphatic.words"):
        first -= 1
    while sentence.lower(last) == "and" and sentence.tag(last + 1) == "A":
        last += 2
    return first, last


def _by_promises(reader: Reader, sentence: Sentence) -> Iterator[Stance]:
    """*promised to deliver tanks*: who promises is for it."""
    for place in range(sentence.frame.first, sentence.frame.last):
        number = reader.at.get(place)
        event = reader.events[number] if number is not None and sentence.plain(place) else None
        if event is None:
            continue
        trigger = event.trigger
        if trigger.type.name != "agree" or not trigger.verb or event.polarity != "positive":
            continue
        if sentence.tag(trigger.last) != "T":
            continue
        number = _event_behind(reader, sentence, trigger.last)
        for argument in event.arguments:
            if argument.role == "actor" and argument.entity is not None and number is not None:
                quote = reader.scene.around.get(trigger.first)
                yield Stance(
                    argument.entity,
                    ("event", number),
                    "support",
                    "weak",
                    "explicit",
                    ((trigger.first, trigger.last),),
                    quote,
                )


def _by_words(reader: Reader, sentence: Sentence) -> Iterator[Stance]:
    """*aggression*, *land grab*: a loaded word in somebody's words takes a side."""
    for place in range(sentence.frame.first, sentence.frame.last):
        number = reader.at.get(place)
        if number is None or not sentence.plain(place):
            continue
        if reader.events[number].trigger.lemma in lexicon.listed("stances", "loaded.oppose"):
            holder, quote = reader.speaker(place)
            if holder is not None:
                yield Stance(holder, ("event", number), "oppose", "weak", "implied", ((place, place + 1),), quote)
