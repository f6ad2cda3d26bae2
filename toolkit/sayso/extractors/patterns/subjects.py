"""Who stands before a verb, or behind it: the subject, however far an apposition or a *who* has pushed it.

*The mayor of Arvale, Tove Karr, 54, said* and *said Tove Karr, the mayor of Arvale* name their subjects in the same
words.
"""

from dataclasses import dataclass

from sayso.extractors.patterns import words
from sayso.extractors.patterns.phrases import Phrase, Phrases
from sayso.extractors.patterns.reading import Frame
from sayso.extractors.patterns.tagging import NEAR, Tagged
from sayso.extractors.patterns.words import word_set

MOST = 5  # joined subjects
RELATIVE = 12  # tokens of a relative clause without commas
REACH = 40  # tokens that an apposition may take
ATTACHING = word_set("of for from in at with on to by")
CLAUSE_BEGINS = frozenset({",", ";", ":", "—", "–", "-", "(", "that", "and", "but", "while", "as"})


@dataclass(frozen=True, slots=True)
class Subject:
    """The phrases that are a verb's subject; with what hangs on them they fill the tokens `first` to `last`."""

    first: int
    last: int
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A frame with the parts of speech and the phrases of its text: where subjects are looked for."""

    found: Tagged
    phrases: Phrases
    frame: Frame

    def text(self, index: int) -> str:
        """The token at `index` as written, empty outside the frame."""
        return self.found.reading.tokens[index].text if self.frame.first <= index < self.frame.last else ""

    def lower(self, index: int) -> str:
        """The token at `index` in lower case, empty outside the frame."""
        return self.found.reading.lower(index) if self.frame.first <= index < self.frame.last else ""

    def tag(self, index: int) -> str:
        """The part of speech at `index`, a sign outside the frame."""
        return self.found.tags[index] if self.frame.first <= index < self.frame.last else "."

    def plain(self, index: int) -> bool:
        """Whether the token stands in the frame at its own depth of marks."""
        return self.frame.first <= index < self.frame.last and self.found.reading.depth[index] == self.frame.depth

    def opens(self, index: int) -> bool:
        """Whether the token is an opening mark of a quotation inside the frame."""
        inner = index + 1 < self.frame.last and self.found.reading.depth[index + 1] > self.frame.depth
        return inner and self.plain(index)

    def ending(self, index: int) -> Phrase | None:
        """The phrase that ends before the token at `index`, within the frame."""
        phrase = self.phrases.ending.get(index)
        return phrase if phrase and phrase.first >= self.frame.first and self.plain(phrase.first) else None

    def starting(self, index: int) -> Phrase | None:
        """The phrase that starts with the token at `index`, within the frame."""
        phrase = self.phrases.starting.get(index)
        return phrase if phrase and phrase.last <= self.frame.last and self.plain(index) else None


def before_verb(sentence: Sentence, verb: int) -> int:
    """The token left of a verb and its auxiliaries and adverbs."""
    place = verb - 1
    while place >= sentence.frame.first and verb - place < NEAR:
        if sentence.tag(place) in "XB" and sentence.plain(place):
            place -= 1
        elif sentence.text(place) == "," and sentence.tag(place - 1) == "B" and sentence.text(place - 2) == ",":
            place -= 3
        else:
            break
    return place


def subject_before(sentence: Sentence, verb: int) -> Subject | None:
    """The subject that stands before a verb, or None where it shares another's or has none."""
    place = before_verb(sentence, verb)
    if place < sentence.frame.first or not sentence.plain(place):
        return None
    if sentence.tag(place) == "S" and sentence.lower(place) in {"who", "which"}:
        return _antecedent(sentence, place)
    who = _relative_before(sentence, place)
    if who is not None:
        return _antecedent(sentence, who)
    phrase = sentence.ending(place + 1)
    if phrase is None and sentence.text(place) in {",", ")", "—", "–"}:
        phrase = _before_apposition(sentence, place)
    elif phrase is not None and phrase.kind in {"time", "number"}:
        dated = phrase.first - 1 if sentence.tag(phrase.first - 1) == "P" else phrase.first
        comma = sentence.text(dated - 1) in {",", ")"}
        phrase = _before_apposition(sentence, dated - 1) if comma else sentence.ending(dated)
    return _joined(sentence, _extended(sentence, phrase)) if phrase else None


def _relative_before(sentence: Sentence, place: int) -> int | None:
    """The *who* of a relative clause that ends at `place` with no comma: *The man who won the race said*."""
    if sentence.tag(place) in "C.":
        return None
    for index in range(place, max(place - RELATIVE, sentence.frame.first), -1):
        if sentence.tag(index) == ".":
            return None
        if sentence.lower(index) == "who":
            clause = any(sentence.tag(n) in "XV" for n in range(index + 1, place + 1))
            return index if clause else None
    return None


def subject_after(sentence: Sentence, verb: int) -> Subject | None:
    """The subject of an inverted verb: *said Tove Karr*."""
    place = verb + 1
    while sentence.tag(place) == "B":
        place += 1
    phrase = sentence.starting(place)
    if phrase is None or phrase.kind in {"time", "number"}:
        return None
    found, last = [phrase], _after_prepositions(sentence, phrase)
    while (
        sentence.lower(last) == "and"
        and (other := sentence.starting(last + 1))
        and sentence.tag(other.last) not in "XV"
    ):
        found.append(other)
        last = other.last
    return Subject(phrase.first, last, tuple(found))


def _after_prepositions(sentence: Sentence, phrase: Phrase) -> int:
    """Where a common noun ends with what hangs on it: *a spokesman for the ministry*."""
    last = phrase.last
    for _ in range(3):
        follower = sentence.starting(last + 1)
        if (
            phrase.kind != "noun"
            or sentence.lower(last) not in ATTACHING - {"on", "to", "by"}
            or follower is None
            or follower.kind == "time"
        ):
            break
        last = follower.last
    return last


def _antecedent(sentence: Sentence, place: int) -> Subject | None:
    end = place - 1 if sentence.text(place - 1) == "," else place
    phrase = sentence.ending(end)
    if phrase is None:
        return None
    return _extended(sentence, phrase) or Subject(phrase.first, phrase.last, (phrase,))


def _before_apposition(sentence: Sentence, place: int) -> Phrase | None:
    """The phrase before a comma whose partner is at `place`; ages and dates between commas are passed over."""
    partner = "(" if sentence.text(place) == ")" else sentence.text(place)
    for index in range(place - 1, max(sentence.frame.first, place - REACH), -1):
        if not sentence.plain(index) or sentence.text(index) != partner:
            continue
        phrase = sentence.ending(_before_bracket(sentence, index))
        if phrase is None:
            return None
        if phrase.kind not in {"number", "time"}:
            return phrase
    return None


def _before_bracket(sentence: Sentence, end: int) -> int:
    """The end of what stands before a short bracket: *Karr (Arvale), chair of …*."""
    if sentence.text(end - 1) != ")":
        return end
    return next((n for n in range(end - 2, max(end - 8, sentence.frame.first), -1) if sentence.text(n) == "("), end)


def _extended(sentence: Sentence, phrase: Phrase) -> Subject | None:
    """The phrase that another hangs on by a preposition: from *the union* to *a spokesman for the union*."""
    last = phrase.last
    for _ in range(4):
        if sentence.lower(phrase.first - 1) not in ATTACHING or sentence.tag(phrase.first - 1) not in "PT":
            break
        outer = sentence.ending(phrase.first - 1)
        personal = outer is not None and outer.kind == "pronoun" and sentence.lower(outer.first) in words.PERSONALS
        if outer is None or outer.kind == "time" or personal:
            return None
        phrase = outer
    if sentence.tag(phrase.first - 1) == "P" and sentence.lower(phrase.first - 1) not in {
        "after",
        "before",
        "as",
        "since",
        "until",
        "than",
    }:
        return None
    return Subject(phrase.first, last, (phrase,))


def _joined(sentence: Sentence, subject: Subject | None) -> Subject | None:
    """The subject with those joined to it: *Karr and Voss*; the first must begin its clause."""
    if subject is None:
        return None
    found, first = list(subject.phrases), subject.first
    while len(found) < MOST and (other := _joined_before(sentence, first, len(found))) is not None:
        found.insert(0, other)
        first = other.first
    begins = (
        first == sentence.frame.first
        or sentence.lower(first - 1) in CLAUSE_BEGINS
        or not sentence.found.reading.tokens[first - 1].word
    )
    return Subject(first, subject.last, tuple(found)) if begins and len(found) > 1 else subject


def _joined_before(sentence: Sentence, first: int, count: int) -> Phrase | None:
    """The phrase that *and* joins to the one at `first`, or further left a comma."""
    joint = sentence.lower(first - 1) == "and" or (count > 1 and sentence.text(first - 1) == ",")
    phrase = sentence.ending(first - 1) if joint else None
    if phrase is None or phrase.kind in {"time", "number"}:
        return None
    outer = _extended(sentence, phrase)
    return outer.phrases[0] if outer else None
