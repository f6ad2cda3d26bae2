"""Proper names: cut out of runs of capitals, with the titles before them, and judged by what they name.

*Marovian Foreign Minister Ilan Voss* is one run and two names: the adjective names the country, the last two words the
person, and what stands between is the title. What a name names is voted on over all its occurrences: a word in it
(*Council*), a title before it, a given name, a place preposition, a list of countries.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.extractors import lexicon
from sayso.extractors.patterns import words
from sayso.extractors.patterns.capitals import TITLE_MODIFIERS, occurrences
from sayso.extractors.patterns.given_names import GIVEN
from sayso.extractors.patterns.inflection import STEM, is_plural, singular
from sayso.extractors.patterns.tagging import Tagged
from sayso.extractors.patterns.vocabulary import cue_forms
from sayso.extractors.patterns.words import word_set

BODIES = word_set("""
    ministry inc ltd corp plc gmbh times post news herald gazette tribune daily radio tv media university
    college motors airlines airways railways party democrats nations holdings industries partners associates
    observatory commission chamber guard guards echo mail press television agency systems energy lines
""")
PLACES = word_set("""
    river street road avenue square bridge island islands mountain mountains lake sea ocean bay valley city
    town airport park strait peninsula coast beach hill county
""")
GOVERNED = word_set("""
    government parliament president army capital citizens people border embassy ambassador navy troops
    forces economy foreign prime defence defense interior
""")
LONGEST = 9  # words of a name
FULL = 3  # words of a full name
SURE = 10  # votes of a title, a given name or an age
ACRONYM = 5  # letters at most; a longer word all in capitals is shouted, or a dateline
LOCATING = word_set("in near at around outside")
SUFFIXES = ("n", "an", "ian", "i", "ese", "ish", "er")


@dataclass(frozen=True, slots=True)
class Name:
    """A name: its own tokens `first` to `last`, half open, and those of its title from `title` on.

    `last_words` is true of a name that ends its run, so that it can be the head of a phrase.
    """

    first: int
    last: int
    title: int
    ends_run: bool


@dataclass(frozen=True, slots=True)
class Titled:
    """A title without a name (*the Prime Minister*) or a common noun with a capital (*Harbour League Allies*)."""

    first: int
    last: int


def cut(found: Tagged) -> tuple[list[Name], list[Titled]]:
    """The names of a text, and the capitalised common nouns that stand for somebody."""
    names: list[Name] = []
    titled: list[Titled] = []
    for first, last in _runs(found):
        for part in _parts(found, first, last):
            if isinstance(part, Name):
                names.append(part)
            else:
                titled.append(part)
    return names, titled


def _runs(found: Tagged) -> Iterator[tuple[int, int]]:
    reading = found.reading
    for first, last in occurrences([tag == "M" for tag in found.tags]):
        start = first
        for n in range(first + 1, last):
            if (
                reading.paragraph_of[n] != reading.paragraph_of[n - 1]
                or reading.depth[n] != reading.depth[n - 1]
                or n - start > LONGEST
            ):
                yield start, n
                start = n
        yield start, last


def _parts(found: Tagged, first: int, last: int) -> Iterator[Name | Titled]:
    """The names and titles of one run."""
    low = [found.reading.lower(n) for n in range(first, last)]
    office = max((n for n, word in enumerate(low) if is_office(word)), default=-1)
    if office >= 0 and any(_is_body(word) for word in low[office + 1 :]):
        yield Name(first, last, first, ends_run=True)
        return
    if office < 0 and _is_company(low[-1]):
        office = len(low) - 1
    if office < 0:
        yield from _whole(first, last, low)
        return
    begin = _title_begins(low, office)
    if begin > 0:
        yield Name(first, first + begin, first, ends_run=False)
    if office + 1 < len(low):
        yield Name(first + office + 1, last, first + begin, ends_run=True)
    else:
        yield Titled(first + begin, last)


def _whole(first: int, last: int, low: Sequence[str]) -> Iterator[Name]:
    """A run without a title; an adjective of nationality at its beginning names a country too."""
    yield Name(first, last, first, ends_run=True)
    country = lexicon.countries().get(low[0])
    if len(low) > 1 and country and country.casefold() != low[0] and " ".join(low) not in lexicon.countries():
        yield Name(first, first + 1, first, ends_run=False)


def _title_begins(low: Sequence[str], office: int) -> int:
    begin = office
    while begin > 0 and (low[begin - 1] in TITLE_MODIFIERS or is_office(low[begin - 1]) or low[begin - 1] == "of"):
        begin -= 1
    return begin


def is_office(word: str) -> bool:
    """Whether a word in lower case is a title or an office: *Mr*, *minister*, *general*."""
    return word in lexicon.listed("nouns", "titles") or lexicon.entity_types().get(singular(word)) == "person"


def _is_company(word: str) -> bool:
    """Whether a word names several by a common noun: *Allies*, *Countries*."""
    base = singular(word)
    return is_plural(word) and (
        base in lexicon.listed("nouns", "members") or lexicon.entity_types().get(base) == "group"
    )


def _is_body(word: str) -> bool:
    return word in BODIES or lexicon.entity_types().get(word) == "organization"


def spelling(found: Tagged, name: Name) -> str:
    """A name's words in lower case, by which its occurrences are one."""
    return " ".join(found.reading.lower(n) for n in range(name.first, name.last))


def kinds(found: Tagged, names: Sequence[Name]) -> dict[str, str]:
    """What each name names: person, organization, country, group, place or other."""
    votes: dict[str, Counter[str]] = {}
    for name in names:
        votes.setdefault(spelling(found, name), Counter()).update(dict(_evidence(found, name)))
    origins = {key: countries_of(key, votes) for key in votes}
    decided = {key: _decided(key, count, origins[key]) for key, count in votes.items()}
    for key, country in origins.items():
        if country and key != country and country in votes and key not in lexicon.countries():
            decided[country] = "country" if votes[country]["person"] < SURE else "person"
    surnames = {key.rsplit(" ", 1)[-1] for key, kind in decided.items() if kind == "person" and " " in key}
    return {key: "person" if key in surnames and kind != "country" else kind for key, kind in decided.items()}


def countries_of(key: str, others: Mapping[str, object]) -> str | None:
    """The country that a name, an adjective or a people stands for: a listed one, or one of the article's names."""
    known = lexicon.countries().get(key) or lexicon.countries().get(key.removesuffix("s"))
    if known or " " in key:
        return known
    for word in (key, key.removesuffix("s")):
        for suffix in SUFFIXES:
            stem = word.removesuffix(suffix)
            options = (
                (stem, stem + "a", stem + "e", stem + "ia", stem + "y") if stem != word and len(stem) >= STEM else ()
            )
            for option in options:
                if option in others and option != key:
                    return option
    return None


def _decided(key: str, votes: Counter[str], origin: str | None) -> str:
    if origin:
        return (
            "group" if key.endswith("s") and key not in lexicon.countries() and origin.casefold() != key else "country"
        )
    return max(votes, key=lambda kind: (votes[kind], kind)) if votes else "other"


def _evidence(found: Tagged, name: Name) -> Iterator[tuple[str, int]]:
    """What one occurrence votes for, and how strongly; a later vote for the same kind replaces an earlier one."""
    reading = found.reading
    low = [reading.lower(n) for n in range(name.first, name.last)]
    before, after = reading.lower(name.first - 1), reading.lower(name.last)
    body = any(_is_body(word) for word in low)
    length = name.last - name.first
    if before in LOCATING:
        yield "place", 6 if length < FULL and not body else 1
    if before == "of" and lexicon.entity_types().get(reading.lower(name.first - 2)) == "place":
        yield "place", 8
    if low[-1] in PLACES or low[0] in PLACES:
        yield "place", 7
    yield "organization", _as_body(found, name, before, body=body)
    yield "person", _as_person(found, name, low, body=body)
    if after in GOVERNED or (after == "'s" and reading.lower(name.last + 1) in GOVERNED):
        yield "country", 10 if not reading.tokens[name.first].text.isupper() and not body else 1
    if is_office(after) and length == 1 and not body and after not in lexicon.listed("nouns", "titles"):
        yield "country", 3 if not reading.tokens[name.first].text.isupper() else 0
    if not name.ends_run and not reading.tokens[name.first].text.isupper() and length == 1:
        yield "country", 3


def _as_body(found: Tagged, name: Name, before: str, *, body: bool) -> int:
    text = found.reading.tokens[name.last - 1].text
    acronym = 1 < len(text) <= ACRONYM and text.isupper() and text.isalpha()
    return max(9 if body else 0, 6 if acronym else 0, 4 if before in words.ARTICLES else 1)


def _as_person(found: Tagged, name: Name, low: Sequence[str], *, body: bool) -> int:
    reading, length = found.reading, name.last - name.first
    titled = name.title < name.first or is_office(reading.lower(name.first - 1))
    if titled and not body:
        return 20
    aged = (
        reading.lower(name.last) == ","
        and reading.lower(name.last + 1).isdigit()
        and reading.lower(name.last + 2) == ","
    )
    article = reading.lower(name.first - 1) in words.ARTICLES
    if aged or (low[0] in GIVEN and length > 1 and not body):
        return 12
    if body or article:
        return 0
    if length == 1 and reading.lower(name.last) in {"reports", "reported"} and reading.lower(name.first - 1) == ",":
        return 0  # the closing line of an agency
    speaks = reading.lower(name.last) in cue_forms() or reading.lower(name.last) == ":"
    acts = found.tag(name.last) in "XV"
    return (4 if speaks else 3) if 1 < length <= FULL else (2 if speaks else int(acts))
