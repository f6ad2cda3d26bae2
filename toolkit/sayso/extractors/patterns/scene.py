"""All that is known of a document before its events and stances are read: words, phrases, cast, quotes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sayso.extractors.patterns import names, naming, nominals, pronouns
from sayso.extractors.patterns import speakers as speaking
from sayso.extractors.patterns.attribution import Draft, drafts
from sayso.extractors.patterns.entities import Cast
from sayso.extractors.patterns.phrases import Phrase, Phrases, phrases
from sayso.extractors.patterns.reading import Frame, read
from sayso.extractors.patterns.subjects import Sentence
from sayso.extractors.patterns.tagging import Tagged, tagged


@dataclass(frozen=True, slots=True)
class Scene:
    """A document as understood so far.

    `speakers` are those of each draft; `around` gives the smallest draft at each token, `cued` the draft of each cue.
    """

    found: Tagged
    phrases: Phrases
    cast: Cast
    drafts: list[Draft]
    speakers: list[list[int]]
    around: Mapping[int, int] = field(default_factory=dict)
    cued: Mapping[int, int] = field(default_factory=dict)

    def sentence(self, frame: Frame) -> Sentence:
        """A frame of the document with its words and phrases."""
        return Sentence(self.found, self.phrases, frame)

    def entity(self, phrase: Phrase) -> int | None:
        """The entity that a phrase is a mention of."""
        return self.cast.of(phrase.head)

    def kind(self, phrase: Phrase) -> str | None:
        """What sort of entity a phrase mentions."""
        number = self.cast.of(phrase.head)
        return None if number is None else self.cast.entities[number].kind


def scene(text: str) -> Scene:
    """Read a document as far as its quotes and their speakers."""
    found = tagged(read(text))
    chunks = phrases(found)
    cut, titled = names.cut(found)
    register = naming.Register(found, chunks, Cast(), names.kinds(found, cut))
    naming.enrol(register, cut)
    nominals.resolve(register, titled)
    quotes = drafts(found, chunks)
    speaking.make_speakers(register, quotes)
    told = pronouns.resolve(register, quotes)
    cued = {draft.place: number for number, draft in enumerate(quotes) if draft.cue}
    return Scene(found, chunks, register.cast, quotes, told, _around(quotes), cued)


def _around(quotes: list[Draft]) -> dict[int, int]:
    """The smallest draft whose content covers each token."""
    around: dict[int, int] = {}
    sizes = [(sum(b - a for a, b in draft.tokens), number) for number, draft in enumerate(quotes)]
    for _, number in sorted(sizes, reverse=True):
        for first, last in quotes[number].tokens:
            around.update(dict.fromkeys(range(first, last), number))
    return around
