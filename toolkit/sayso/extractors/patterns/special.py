"""Attributions without a verb: *according to*, a colon, and nouns of saying.

*According to the ministry, …*; *Karr: Bridge to Close in May* and *Bridge to close in May: mayor* in a headline; *the
claim that …*.
"""

from bisect import bisect_right
from collections.abc import Iterator

from sayso.extractors import lexicon
from sayso.extractors.patterns.capitals import headline
from sayso.extractors.patterns.contents import LONGEST, Measured
from sayso.extractors.patterns.inflection import singular
from sayso.extractors.patterns.marks import SIGNS
from sayso.extractors.patterns.names import is_office
from sayso.extractors.patterns.plans import Plan
from sayso.extractors.patterns.reading import DASHES
from sayso.extractors.patterns.subjects import Sentence, Subject, subject_after

FEW = 5  # words at most of a speaker in a headline


def special(sentence: Sentence, cuts: list[int]) -> Iterator[Measured]:
    """The attributions of a sentence that have no verb; `cuts` are tokens where another attribution begins."""
    yield from _according(sentence)
    yield from _colon(sentence)
    yield from _signed(sentence)
    yield from _nouns(sentence, cuts)


def _according(sentence: Sentence) -> Iterator[Measured]:
    behind = sentence.frame.first
    for place in range(sentence.frame.first, sentence.frame.last - 2):
        if sentence.lower(place) != "according" or sentence.lower(place + 1) != "to" or not sentence.plain(place):
            continue
        subject = subject_after(sentence, place + 1)
        if subject is None:
            continue
        stop = _stops(sentence, subject.last)
        plan = Plan((place, place + 2), place, subject.last, subject, None, backward=False)
        content = tuple(part for part in _around(sentence, behind, place, stop) if part[1] - part[0] > 1)
        behind = stop
        if content:
            yield Measured(plan, content)


def _stops(sentence: Sentence, first: int) -> int:
    """The sign that ends a source, past an apposition where another comma follows it closely."""
    for place in range(first, min(first + 40, sentence.frame.last)):
        sign = sentence.plain(place) and sentence.text(place) in {",", ";", ":", ".", ")"} | DASHES
        if sign and sentence.lower(place + 1) not in {"who", "which", "where"}:
            return place
    return sentence.frame.last


def _around(sentence: Sentence, behind: int, place: int, stop: int) -> Iterator[tuple[int, int]]:
    """The clause before *according to*, the one behind it, or both where the clause is broken by it."""
    first = max(behind, place - LONGEST)
    verbal = any(sentence.tag(n) in "XV" for n in range(first, place))
    if place - first > 1:
        yield first, place
    goes_on = sentence.text(stop) == "," and stop + 2 < sentence.frame.last
    turned = sentence.tag(stop + 1) in "SP" or sentence.lower(stop + 1) in {"who", "which"}
    if goes_on and (place - first <= 1 or not verbal or (sentence.tag(stop + 1) == "C" and not turned)):
        yield stop + 1, min(sentence.frame.last, stop + 1 + LONGEST)


def _colon(sentence: Sentence) -> Iterator[Measured]:
    """A speaker and a colon, in a headline or before marks; or, at a headline's end, a colon or dash and a speaker."""
    first, last = sentence.frame.first, sentence.frame.last
    phrase = sentence.starting(first)
    heads = headline(sentence.found.reading, sentence.frame.paragraph) and sentence.frame.depth == 0
    if phrase is not None and sentence.text(phrase.last) == ":" and phrase.last + 2 < last:
        place = phrase.last
        if sentence.opens(place + 1) or (heads and _speaks(sentence, phrase.first, phrase.last)):
            plan = Plan(
                (place, place + 1),
                first,
                place + 1,
                Subject(phrase.first, phrase.last, (phrase,)),
                None,
                backward=False,
            )
            yield Measured(plan, ((place + 1, last),))
            return
    ending = sentence.ending(last)
    if heads and ending is not None and sentence.text(ending.first - 1) in {":", "—", "–", "-"}:
        place = ending.first - 1
        if place - first > 1 and _speaks(sentence, ending.first, ending.last):
            plan = Plan((place, place + 1), place, last, Subject(ending.first, last, (ending,)), None, backward=False)
            yield Measured(plan, ((first, place),))


def _signed(sentence: Sentence) -> Iterator[Measured]:
    """A quotation with a signature: *“…” — Tove Karr*."""
    first, last = sentence.frame.first, sentence.frame.last
    ending = sentence.ending(last)
    if ending is None or not sentence.opens(first) or sentence.text(ending.first - 1) not in DASHES | {"~"}:
        return
    place = ending.first - 1
    if place - first > 1 and sentence.text(place - 1) in SIGNS and _speaks(sentence, ending.first, ending.last):
        subject = Subject(ending.first, ending.last, (ending,))
        yield Measured(Plan((place, place + 1), place, last, subject, None, backward=False), ((first, place),))


def _speaks(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a short phrase can name a speaker: a name, a person's office, a body."""
    if last - first > FEW:
        return False
    word = singular(sentence.lower(last - 1))
    known = lexicon.entity_types().get(word) in {"person", "organization", "group", "country"}
    return sentence.tag(last - 1) == "M" or known or is_office(word)


def _nouns(sentence: Sentence, cuts: list[int]) -> Iterator[Measured]:
    """*There was agreement that …*, *Karr's claim that …*: nouns of saying with a clause behind them."""
    nouns = lexicon.listed("cues", "nouns")
    verbal = False
    for place in range(sentence.frame.first, sentence.frame.last - 3):
        if not sentence.plain(place):
            continue
        verbal = sentence.tag(place) != "S" and (verbal or sentence.tag(place) in "XV")
        if sentence.tag(place) != "N" or singular(sentence.lower(place)) not in nouns or not verbal:
            continue
        clause = _that_behind(sentence, place)
        if clause is not None:
            cut = cuts[bisect_right(cuts, clause) :][:1]
            end = min(*cut, sentence.frame.last, clause + LONGEST)
            plan = Plan((place, place + 1), place, place + 1, _owner(sentence, place), None, backward=False)
            yield Measured(plan, ((clause, end),))


def _that_behind(sentence: Sentence, place: int) -> int | None:
    """The token behind *that*, past a preposition with its phrase or a date."""
    index = place + 1
    for _ in range(4):
        if sentence.lower(index) == "that" and sentence.tag(index) == "S":
            return index + 1
        phrase = sentence.starting(index + 1) if sentence.tag(index) == "P" else sentence.starting(index)
        if phrase is None or (sentence.tag(index) != "P" and phrase.kind != "time"):
            return None
        index = phrase.last
    return None


def _owner(sentence: Sentence, place: int) -> Subject | None:
    """Who owns the noun (*Karr's claim*, *their promise*) or stands behind it with *by* or *from*."""
    phrase = sentence.phrases.ending.get(place + 1)
    if phrase is not None and phrase.owner is not None:
        return Subject(phrase.owner.first, phrase.owner.last, (phrase.owner,))
    if sentence.lower(place + 1) in {"by", "from"}:
        return subject_after(sentence, place + 1)
    return None
