"""Noun phrases, and which of them owns, follows or is joined to which.

A phrase begins with a determiner, a modifier or a noun and goes on to its last noun: *the new Marovian air defence
systems*. An owner (*Marovia’s*) is a phrase inside the phrase it owns. What is left out is what the guidelines leave
out: relative clauses, appositions, prepositional phrases behind the noun.
"""

from dataclasses import dataclass, field

from sayso.extractors import lexicon
from sayso.extractors.patterns import words
from sayso.extractors.patterns.inflection import singular
from sayso.extractors.patterns.marks import SIGNS
from sayso.extractors.patterns.tagging import Tagged
from sayso.extractors.patterns.words import word_set

LONGEST = 16  # tokens; a longer run of nouns is a list without commas, not a phrase
STARTS = frozenset("DOAQNMRY")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: tokens `first` to `last`, half open; `head`, the last noun.

    `owner` is the phrase before its *'s*; `kind` one of pronoun, name, noun, number, time.
    """

    first: int
    last: int
    head: int
    kind: str
    owner: "Phrase | None" = None


@dataclass(slots=True)
class Phrases:
    """All phrases of a text; those that begin or end at a token (the largest); those with a head there."""

    every: list[Phrase] = field(default_factory=list)
    starting: dict[int, Phrase] = field(default_factory=dict)
    ending: dict[int, Phrase] = field(default_factory=dict)
    headed: dict[int, Phrase] = field(default_factory=dict)

    def add(self, phrase: Phrase) -> None:
        """Take in a phrase and the owners inside it."""
        self.starting[phrase.first] = phrase
        self.ending[phrase.last] = phrase
        inner: Phrase | None = phrase
        while inner is not None:
            self.every.append(inner)
            self.headed[inner.head] = inner
            inner = inner.owner


def phrases(found: Tagged) -> Phrases:
    """The noun phrases of a tagged text, left to right, none overlapping another but owners inside what they own."""
    answer, index = Phrases(), 0
    while index < len(found.tags):
        phrase = _phrase(found, index) if found.tags[index] in STARTS else None
        if phrase is None:
            index += 1
        else:
            answer.add(phrase)
            index = phrase.last
    return answer


def _phrase(found: Tagged, first: int) -> Phrase | None:
    """The phrase that begins at `first`, if one does."""
    tags = found.tags
    if tags[first] == "R":
        return Phrase(first, first + 1, first, "pronoun")
    owner: Phrase | None = None
    place, head = first, -1
    paragraph = found.reading.paragraph_of[first]
    while place < min(len(tags), first + LONGEST) and found.reading.paragraph_of[place] == paragraph:
        step = _step(found, first, place, head)
        if not step:
            break
        if tags[place] == "G":
            owner = Phrase(owner.first if owner else first, place, place - 1, _kind(found, first, place - 1), owner)
            head = -1
        elif (tags[place] in "NM" and not _in_marks(found, first, place)) or (tags[place] == "Y" and head < 0):
            head = place
        place += step
    return _closed(found, first, place, head, owner)


def _closed(found: Tagged, first: int, last: int, head: int, owner: Phrase | None) -> Phrase | None:
    """The phrase up to its head; a number alone, or an adjective behind an article, is one too."""
    if head < 0:
        while last > first and found.tags[last - 1] not in "AQDO":
            last -= 1
        if last - first > 1 and found.tags[last - 1] == "A" and found.tags[first] in "DO":
            return Phrase(first, last, last - 1, "noun", owner)
        number = last > first and found.tags[last - 1] == "Q" and all(tag in "QBD" for tag in found.tags[first:last])
        return Phrase(first, last, last - 1, "number") if number else owner
    return Phrase(first, head + 1, head, _kind(found, first, head), owner)


def _kind(found: Tagged, first: int, head: int) -> str:
    if found.tags[head] == "M":
        return "name"
    period = singular(found.reading.lower(head)) in words.PERIODS
    if found.tags[head] == "Y" or (period and _dates(found, first, head)):
        return "time"
    return "noun"


def _dates(found: Tagged, first: int, head: int) -> bool:
    """Whether the words before *night*, *week* or *year* make it a date: *last*, *this*, a day, a number."""
    return any(found.tags[n] in "YQ" or found.reading.lower(n) in DATING for n in range(first, head))


DATING = word_set("last next this that same the every each past coming previous one")


def _step(found: Tagged, first: int, place: int, head: int) -> int:  # noqa: PLR0911 - one case a line
    """How many tokens the phrase takes on at `place`: none if it ends there."""
    tags, tag = found.tags, found.tags[place]
    if place == first:
        return 1
    if found.reading.tokens[place].text in SIGNS and tag != "G":
        return _through_mark(found, place, head)
    if tag == "G":
        return 1 if head == place - 1 and found.tag(place + 1) in "AQNMYBV" else 0
    if tag in "DO":
        return 1 if head < 0 and tags[place - 1] == "D" else 0
    if tag in "QY":
        return 1 if head < 0 else 0
    if tag == "B":
        return 1 if head < 0 and tags[place - 1] in "DOG" and found.tag(place + 1) in "AQ" else 0
    if tag == "A":
        return 1 if head < 0 or (tags[head] == "M" and tags[place - 1] in "MA" and _noun_in_reach(found, place)) else 0
    if tag == "N":
        return 1 if not _is_new_date(found, place, head) else 0
    if tag == "M":
        return 1 if head < 0 or tags[place - 1] == "M" or _introduces(found, head, place) else 0
    return 1 if tag == "C" and head < 0 and tags[place - 1] == "A" and _noun_in_reach(found, place + 1) else 0


def _through_mark(found: Tagged, place: int, head: int) -> int:
    """A mark around a word or two is passed where the phrase goes on: *the “historic” deal*."""
    depth = found.reading.depth
    if head >= 0 or place + 1 >= len(depth):
        return 0
    if depth[place + 1] > depth[place]:
        short = any(depth[n] == depth[place] for n in range(place + 2, min(place + 4, len(depth))))
        return 1 if short and found.tags[place - 1] in "DAO" and found.tag(place + 1) in "NA" else 0
    return 1 if found.tags[place - 1] in "NA" and found.tag(place + 1) in "NAM" else 0


def _in_marks(found: Tagged, first: int, place: int) -> bool:
    """Whether a word stands deeper in marks than its phrase: it is no head."""
    return found.reading.depth[place] > found.reading.depth[first]


def _noun_in_reach(found: Tagged, place: int) -> bool:
    for n in range(place, min(place + 4, len(found.tags))):
        if found.tags[n] in "NM":
            return True
        if found.tags[n] != "A":
            return False
    return False


def _is_new_date(found: Tagged, place: int, head: int) -> bool:
    return head >= 0 and found.reading.lower(place) in {"today", "yesterday", "tomorrow"}


def _introduces(found: Tagged, head: int, place: int) -> bool:
    """Whether a common noun introduces the name behind it: *activist Jon Dahl*, *panel Chairman Dahl*."""
    if lexicon.entity_types().get(found.reading.lower(place)) == "person" and head == place - 1:
        return True
    word = found.reading.lower(head)
    return lexicon.entity_types().get(word) == "person" or word in NAMED or word in lexicon.listed("nouns", "titles")


NAMED = word_set("agency broadcaster company firm magazine newspaper party ship village")
