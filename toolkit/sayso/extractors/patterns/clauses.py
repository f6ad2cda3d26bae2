"""What follows a cue: a clause with *that* or without, a purpose, a thing, or words in quotation marks.

Between the cue and what is said may stand whom it is said to, when, where and how: *told reporters in Arvale on Monday
that*. All of it is passed over; a question (*asked whether*) is nothing said.
"""

from dataclasses import dataclass

from sayso.extractors.patterns.cues import ADDRESSED, QUESTIONS, Cue
from sayso.extractors.patterns.phrases import Phrase
from sayso.extractors.patterns.subjects import Sentence
from sayso.extractors.patterns.vocabulary import NAMING
from sayso.extractors.patterns.words import word_set

CONJOINING = word_set("before after since until as than")
APPEALED = word_set("on upon to")
TITLES = 4  # tokens of what is read or posted, below which it is a title
REACH = 24  # tokens between a cue and what is said
GERUNDS = word_set("deny admit suggest propose recommend report acknowledge mention advise confess recall")


@dataclass(frozen=True, slots=True)
class Complement:
    """What a cue takes, from token `first` on.

    `kind` is one of that, bare, infinitive, object, mark, colon, naming, this.
    """

    kind: str
    first: int


def complement(sentence: Sentence, cue: Cue, start: int | None = None) -> Complement | None:
    """What is said behind a cue, or None where nothing is."""
    place = cue.place + 1 if start is None else start
    named = _naming(sentence, place) if cue.lemma in NAMING else None
    if named is not None or (cue.lemma in NAMING and (not cue.takes("request") or sentence.opens(place))):
        return named
    addressed = False
    for _ in range(REACH):
        found = _here(sentence, cue, place, addressed=addressed)
        if isinstance(found, Complement) or found is None:
            return found
        addressed = addressed or _addresses(sentence, place)
        place = found
    return None


def _addresses(sentence: Sentence, place: int) -> bool:
    """Whether somebody is addressed at `place`: *told reporters*, *called on the council*."""
    phrase = sentence.starting(place + (sentence.lower(place) in APPEALED))
    return phrase is not None and phrase.kind != "time"


def _here(  # noqa: PLR0911 - one case a line
    sentence: Sentence, cue: Cue, place: int, *, addressed: bool
) -> Complement | int | None:
    """The complement at `place`, or the place to look on, or None where there is none to find."""
    if not sentence.plain(place):
        return None
    text, tag, lower = sentence.text(place), sentence.tag(place), sentence.lower(place)
    if sentence.opens(place):
        title = cue.lemma == "read" and any(sentence.plain(n) for n in range(place + 1, place + TITLES))
        return None if title else Complement("mark", place)
    if text == ":":
        return Complement("colon", place + 1) if place + 2 < sentence.frame.last else None
    if text == ",":
        return Complement("mark", place + 1) if sentence.opens(place + 1) else _past_insertion(sentence, cue, place)
    if lower == "that" and tag == "S":
        return Complement("that", place + 1) if _takes_clause(cue) else None
    if tag == "S" and lower in QUESTIONS:
        return None
    if tag == "T" or (lower == "not" and sentence.tag(place + 1) == "T"):
        return _infinitive(cue, place, addressed=addressed)
    return _phrase(sentence, cue, place, tag, addressed=addressed)


def _naming(sentence: Sentence, place: int) -> Complement | None:
    """*called the raid “barbaric”*, *described it as “a farce”*: the thing and its word, where marks vouch for it."""
    phrase = sentence.starting(place)
    index = phrase.last if phrase else place
    while sentence.tag(index) in "PDB" and not sentence.opens(index) and index - place < REACH:
        index += 1
        inner = sentence.starting(index)
        index = inner.last if inner and sentence.lower(index - 1) != "as" and sentence.tag(index) != "D" else index
    return Complement("naming", phrase.first if phrase else index) if phrase and sentence.opens(index) else None


def _takes_clause(cue: Cue) -> bool:
    return cue.takes("clause") or cue.takes("request")


def _past_insertion(sentence: Sentence, cue: Cue, place: int) -> int | None:
    """Past *, however,* or *, citing the report,* where *that* follows it."""
    for index in range(place + 1, min(place + 12, sentence.frame.last)):
        if sentence.text(index) == "," and sentence.plain(index):
            return index + 1 if sentence.lower(index + 1) == "that" and _takes_clause(cue) else None
    return None


def _infinitive(cue: Cue, place: int, *, addressed: bool) -> Complement | None:
    asked = addressed and cue.takes("request")
    return Complement("infinitive", place) if asked or (cue.takes("infinitive") and not addressed) else None


def _phrase(  # noqa: PLR0911 - one case a line
    sentence: Sentence, cue: Cue, place: int, tag: str, *, addressed: bool
) -> Complement | int | None:
    """A noun phrase behind the cue: the subject of a clause, the person addressed, or the thing spoken of."""
    phrase = sentence.starting(place)
    if sentence.lower(place) == "there" and sentence.tag(place + 1) in "XV" and cue.takes("clause"):
        return Complement("bare", place)
    if phrase is None:
        return _onwards(sentence, cue, place, tag)
    if phrase.kind == "time" and not is_clause(sentence, phrase, relative=False):
        return phrase.last
    if cue.takes("request") and not addressed and sentence.tag(phrase.last) == "T":
        return phrase.last
    if cue.takes("clause") and is_clause(sentence, phrase, relative=cue.lemma not in ADDRESSED):
        return Complement("bare", place)
    if (
        sentence.lower(place) in {"this", "it"}
        and phrase.kind == "pronoun"
        and cue.takes("object") | (cue.lemma in {"say", "state"})
    ):
        return Complement("this", place) if sentence.lower(place) == "this" else None
    if cue.takes("request") and not addressed and not _is_asked_for(sentence, cue, phrase):
        return phrase.last
    if cue.lemma in ADDRESSED and not addressed and sentence.starting(phrase.last) is not None:
        return phrase.last
    if cue.takes("object"):
        return Complement("object", place)
    return phrase.last if cue.lemma in ADDRESSED and not addressed else None


def _is_asked_for(sentence: Sentence, cue: Cue, phrase: Phrase) -> bool:
    """Whether the phrase is what is asked for rather than who is asked: *demanded talks*."""
    return cue.takes("object") or (
        sentence.tag(phrase.last) != "T" and sentence.lower(phrase.last) != "that" and cue.lemma not in ADDRESSED
    )


def _onwards(sentence: Sentence, cue: Cue, place: int, tag: str) -> Complement | int | None:
    """Past an adverb, or a preposition with its phrase; a gerund may be what is said."""
    form = sentence.found.verbs.get(place)
    if tag == "V" and form is not None and form.form == "ing" and cue.lemma in GERUNDS:
        return Complement("object", place)
    if tag == "B":
        return place + 1
    if tag != "P":
        return None
    phrase = sentence.starting(place + 1)
    if phrase is None or (
        cue.takes("clause")
        and phrase.kind != "time"
        and is_clause(sentence, phrase)
        and sentence.lower(place) in {"as", "than"}
    ):
        return None
    return phrase.last


def is_clause(sentence: Sentence, phrase: Phrase, *, relative: bool = True) -> bool:
    """Whether a phrase is the subject of a finite verb behind it: *the bridge over the Arv would close*.

    What may hang on the subject is passed over: prepositions with their phrases, participles, a purpose, and, unless
    `relative` is false, a relative clause.
    """
    place = phrase.last
    for _ in range(REACH):
        tag = sentence.tag(place)
        if (
            place >= sentence.frame.last
            or sentence.lower(place) in CONJOINING
            or (tag == "S" and not (relative and sentence.lower(place) in {"who", "which", "that"}))
        ):
            return False
        if sentence.opens(place):
            return relative or place > phrase.last
        if not sentence.plain(place) or tag == ".":
            return False
        if (tag == "X" and sentence.tag(place - 1) != "T") or (tag == "V" and _finite(sentence, place)):
            return True
        follower = sentence.starting(place)
        if follower is not None and place == phrase.last and sentence.tag(place) in "DOR":
            return False
        place = follower.last if follower is not None else place + 1
    return False


def _finite(sentence: Sentence, place: int) -> bool:
    if sentence.tag(place - 1) == "T":
        return False
    form = sentence.found.verbs.get(place)
    return form is None or form.form in {"past", "s", "base"}
