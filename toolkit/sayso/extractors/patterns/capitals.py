"""Which capitals mean a name: those not owed to the beginning of a sentence or to the style of a headline.

A capital in mid-sentence names something. At a sentence's beginning, and in a headline whose every word has one, the
rest of the article is the witness: a word that it also writes small is none, one that it writes large in mid-sentence
is one.
"""

from collections.abc import Iterator

from sayso.extractors import lexicon
from sayso.extractors.patterns import words
from sayso.extractors.patterns.given_names import GIVEN
from sayso.extractors.patterns.inflection import is_plural, singular
from sayso.extractors.patterns.marks import SIGNS
from sayso.extractors.patterns.reading import TERMINALS, Reading
from sayso.extractors.patterns.vocabulary import cue_forms, verb_forms
from sayso.extractors.patterns.words import word_set

HEADLINE = 30  # tokens at most
SMALL = 3  # letters of a word that a headline may leave small
FEW = 3  # longer words, fewer of which show no style
MOST = 0.7  # of the longer words of a headline have a capital
IN_DATES = frozenset({"in", "since", "last", "next", "until", "by"})
BEFORE_INITIAL = frozenset({":", "(", "[", "—", "–", "•", "*", "-", "/", ";"})


def names(reading: Reading) -> list[bool]:
    """For each token, whether it is capitalised as (a part of) a name."""
    initial = _initials(reading)
    titled = _titled(reading)
    evidence, small = _evidence(reading, initial, titled)
    answers = [_plainly(reading, n) and not (initial[n] or titled[n]) for n in range(len(reading.tokens))]
    for n in range(len(answers) - 1, -1, -1):
        if not answers[n] and _plainly(reading, n):
            answers[n] = _in_doubt(reading, n, answers, evidence, small, titled=titled[n])
            if answers[n] and not _common(reading.lower(n)):
                evidence.add(reading.tokens[n].text)
    for n, token in enumerate(reading.tokens):
        doubted = not answers[n] and (initial[n] or titled[n])
        if doubted and token.lower not in small and _attested(token.text, evidence):
            answers[n] = _plainly(reading, n) and not _common(token.lower)
    for n in range(1, len(answers) - 1):
        answers[n] = answers[n] or _joins(reading, n, answers)
    return answers


def _attested(text: str, evidence: set[str]) -> bool:
    """Whether a word is elsewhere a name, or one for its people: *Marovia* where there are *Marovians*."""
    return text in evidence or (len(text) > SMALL and any(text + ending in evidence for ending in PEOPLES))


PEOPLES = ("s", "n", "ns", "an", "ans", "ian", "ians", "er", "ers", "i", "is")


def _joins(reading: Reading, n: int, answers: list[bool]) -> bool:
    """Whether a small word stands inside a name: *van* in Jan van Holt, *of* in Bank of Arvale."""
    word, before = reading.lower(n), reading.lower(n - 1)
    if not answers[n - 1]:
        return False
    if word in PARTICLES:
        return answers[n + 1] or (reading.lower(n + 1) in PARTICLES and n + 2 < len(answers) and answers[n + 2])
    if word == "of":
        body = lexicon.entity_types().get(before) in {"organization", "place", "country"} or before in {"house", "bank"}
        office = before in {"secretary", "minister"} and reading.lower(n + 1) in TITLE_MODIFIERS
        after = n + 2 if reading.lower(n + 1) == "the" else n + 1
        return (body or office) and after < len(answers) and answers[after]
    return word == "the" and before == "of" and answers[n + 1]


PARTICLES = word_set("de van von der den bin ibn al el da dos di du la le ter ten zu del della af")


def headline(reading: Reading, number: int) -> bool:
    """Whether a paragraph is written as a headline: no full stop at its end, and short."""
    first, last = reading.paragraphs[number]
    ending = reading.tokens[last - 1].text
    return (
        last - first <= HEADLINE
        and ending not in TERMINALS
        and ending not in {":", ",", ";"}
        and (number == 0 or ending not in SIGNS)
    )


def _initials(reading: Reading) -> list[bool]:
    marked = [False] * len(reading.tokens)
    for frame in reading.frames:
        first = next((n for n in range(frame.first, min(frame.last, frame.first + 4)) if reading.tokens[n].word), None)
        if first is not None:
            marked[first] = True
    for n, token in enumerate(reading.tokens[:-1]):
        if token.text in BEFORE_INITIAL or token.text in SIGNS:
            marked[n + 1] = True
    return marked


def _titled(reading: Reading) -> list[bool]:
    """The tokens of lines that give every longer word a capital."""
    marked = [False] * len(reading.tokens)
    for first, last in reading.paragraphs:
        longer = [t for t in reading.tokens[first:last] if len(t.text) > SMALL and t.text[0].isalpha()]
        large = sum(t.text[0].isupper() for t in longer)
        shouted = all(t.text.isupper() for t in longer)
        styled = large >= MOST * len(longer) and reading.tokens[last - 1].text != "."
        if len(longer) >= FEW and (styled or shouted):
            marked[first:last] = [True] * (last - first)
    return marked


def _evidence(reading: Reading, initial: list[bool], titled: list[bool]) -> tuple[set[str], set[str]]:
    """Words with a capital in mid-sentence, and words written small."""
    large, small = set(), set()
    for n, token in enumerate(reading.tokens):
        if token.text[0].islower():
            small.add(token.lower)
        elif token.text[0].isupper() and not initial[n] and not titled[n] and _plainly(reading, n):
            large.add(token.text)
    return large, small


def _plainly(reading: Reading, n: int) -> bool:
    """Whether a token is capitalised and no function word, day or month."""
    token = reading.tokens[n]
    dated = reading.lower(n - 1) in IN_DATES
    named = token.lower in GIVEN and n + 1 < len(reading.tokens) and reading.tokens[n + 1].text[0].isupper()
    if named and not dated and token.text != token.text.upper():
        return token.text[0].isupper()
    if not token.text[0].isupper() or token.lower in words.CALENDAR - {"may", "march"}:
        return False
    if token.lower in words.AMBIGUOUS_DATES and (
        reading.lower(n + 1)[:1].isdigit() or reading.lower(n - 1)[:1].isdigit() or dated
    ):
        return False
    return token.lower not in words.FUNCTION_WORDS or (
        len(token.text) > 1 and token.text.isupper() and token.lower in {"us", "it"}
    )


def _common(word: str) -> bool:
    """Whether a word in lower case is a common word of the lexicons."""
    base = singular(word)
    return (
        word in words.FUNCTION_WORDS
        or word in verb_forms()
        or base in lexicon.entity_types()
        or base in lexicon.noun_types()
        or word in words.ADJECTIVES
        or base in words.PERIODS
        or word in words.NUMBERS
    )


def _in_doubt(
    reading: Reading, n: int, answers: list[bool], evidence: set[str], small: set[str], *, titled: bool
) -> bool:
    token = reading.tokens[n]
    after = n + 1
    while after < n + FEW and reading.lower(after) in PARTICLES:
        after += 1
    followed = after < len(answers) and answers[after] and not titled
    if token.lower in lexicon.countries() or (token.lower.removesuffix("s") in lexicon.countries()):
        return True
    if len(token.text) > 1 and token.text.isupper() and not titled:
        return True
    if _common(token.lower) or token.lower.endswith("ly"):
        return followed and _titles(token.lower)
    if token.lower in small:
        return False
    if token.text in evidence or followed:
        return True
    return _alone(reading, n)


def _titles(word: str) -> bool:
    """Whether a common word can open a name: a title or the word for a body."""
    return (
        lexicon.entity_types().get(word) in {"person", "organization", "place", "country"}
        or word in TITLE_MODIFIERS
        or word in lexicon.listed("nouns", "titles")
    )


def _alone(reading: Reading, n: int) -> bool:
    """Whether a single unknown word stands where names do: before a colon, a possessive or a verb of saying."""
    following = reading.lower(n + 1)
    if following == ":":
        return n + 2 < len(reading.tokens)
    if following == "'s":
        return not is_plural(reading.tokens[n].lower)
    return following in cue_forms() and not is_plural(reading.tokens[n].lower)


TITLE_MODIFIERS = word_set("""
    foreign prime defence defense interior finance health energy deputy vice first high chief senior acting
    state general environment justice trade transport education labour labor culture home economy
    agriculture press executive managing police union permanent special assistant associate federal national
    regional attorney crown former
""")


def occurrences(answers: list[bool]) -> Iterator[tuple[int, int]]:
    """Runs of name words as token ranges, half open."""
    start = -1
    for n, answer in enumerate([*answers, False]):
        if answer and start < 0:
            start = n
        elif not answer and start >= 0:
            yield start, n
            start = -1
