"""Verbs of saying where they stand, and whether anything is said: *declined to comment* tells of no speech."""

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.extractors import lexicon
from sayso.extractors.patterns import words
from sayso.extractors.patterns.subjects import Sentence
from sayso.extractors.patterns.tagging import NEAR
from sayso.extractors.patterns.vocabulary import cue_lemmas
from sayso.extractors.patterns.words import word_set

UNUTTERED = word_set("would could might may should can cannot ca must ought 'd will wo shall 'll")
GOES_ON = word_set("go continue begin start proceed")
QUESTIONS = word_set("whether if what how why who where when which whose")
ADDRESSED = word_set("tell inform assure remind warn notify advise promise urge ask caution")


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of saying at token `place`: its base form, its form, and what stands before it.

    `passive`: *was announced*. `silent`: the saying is denied, wished for or merely possible. `bare`: *to* stands
        before.
    """

    place: int
    lemma: str
    form: str
    passive: bool
    silent: bool
    bare: bool

    def takes(self, what: str) -> bool:
        """Whether the lexicon gives the verb a complement of this kind: clause, infinitive, request, object, direct."""
        return self.lemma in lexicon.listed("cues", what)


def cues(sentence: Sentence) -> Iterator[Cue]:
    """The cues of a frame, left to right, at its own depth of marks."""
    for place in range(sentence.frame.first, sentence.frame.last):
        form = sentence.found.verbs.get(place)
        if form is not None and form.lemma in cue_lemmas() and sentence.plain(place):
            yield _cue(sentence, place, form.lemma, form.form)


def _cue(sentence: Sentence, place: int, lemma: str, form: str) -> Cue:
    helpers = list(_helpers(sentence, place))
    passive = form in {"part", "past"} and any(word in words.BE for word in helpers[:3])
    silent = any(word in words.NEGATORS | UNUTTERED for word in helpers) or _unsaid(sentence, place, helpers)
    return Cue(place, lemma, form, passive, silent, bare=_after_to(sentence, place))


def _helpers(sentence: Sentence, place: int) -> Iterator[str]:
    """The auxiliaries and adverbs before a verb, nearest first."""
    index = place - 1
    while sentence.tag(index) in "XB" and place - index < NEAR:
        yield sentence.lower(index)
        index -= 1


def _after_to(sentence: Sentence, place: int) -> bool:
    index = place - 1
    while sentence.tag(index) == "B" and place - index < NEAR:
        index -= 1
    return sentence.tag(index) == "T"


def _unsaid(sentence: Sentence, place: int, helpers: list[str]) -> bool:
    """Whether *to* stands before and what governs it does not itself say that the words were spoken."""
    index = place - 1 - len(helpers)
    if sentence.tag(index) != "T":
        return "to" in helpers
    while sentence.tag(index - 1) == "B" or sentence.lower(index - 1) == "on":
        index -= 1
    governor = sentence.found.verbs.get(index - 1)
    return governor is None or governor.lemma not in GOES_ON
