"""Parts of speech from closed lists, endings and neighbours.

A word of the closed classes is what its list says. An open word is a verb where a verb must stand (*to* and *will*
before it) or can and a noun cannot, and otherwise a noun or an adjective. One letter a token:

    M name    N noun     A adjective   V verb       X auxiliary      B adverb     D determiner   O my, their
    R pronoun G possessive 's          P preposition C conjunction   S that, if, who            T to before a verb
    Q number  Y date     . a sign
"""

from dataclasses import dataclass, field

from sayso.extractors.lexicon import entity_types, noun_types
from sayso.extractors.patterns import words
from sayso.extractors.patterns.capitals import names
from sayso.extractors.patterns.inflection import STEM, Form, is_plural, singular
from sayso.extractors.patterns.marks import APOSTROPHES, SIGNS
from sayso.extractors.patterns.reading import Reading
from sayso.extractors.patterns.vocabulary import adjectives, cue_lemmas, verb_forms
from sayso.extractors.patterns.words import word_set

BEFORE_NOUN = frozenset("DOGAQP")
ADJECTIVAL = ("al", "ic", "ous", "ive", "able", "ible", "ful", "less", "ary", "ish", "ian", "ern")
NOUN_ENDINGS = ("tion", "ment", "ness", "ity", "ance", "ence", "ship", "ism", "ist", "dom")
NEAR = 8  # tokens of auxiliaries and adverbs that may stand before a verb
LONG = 6  # letters; shorter words in *-al*, *-ic* are as often nouns
FREE = word_set("""
    one this that these those all both some any each many most none no other another either neither several
    few more much enough half
""")
SINGULAR = word_set("this that another either neither much")
SKIPPED = words.ADVERBS | SIGNS
LIKE_IT = word_set("it he she that there here what who where how let")


SYMBOLS = {"&": "C", "%": "Q", "$": "Q", "€": "Q", "£": "Q", "¥": "Q", "₴": "Q"}


@dataclass(slots=True)
class Tagged:
    """A reading with its parts of speech, and the verb that each token tagged V or X is a form of."""

    reading: Reading
    tags: list[str] = field(default_factory=list)
    verbs: dict[int, Form] = field(default_factory=dict)

    def tag(self, index: int) -> str:
        """The tag at `index`, a sign outside the text."""
        return self.tags[index] if 0 <= index < len(self.tags) else "."


def tagged(reading: Reading) -> Tagged:
    """The parts of speech of a reading, left to right, each decided by what stands before it and what may follow."""
    capitals = names(reading)
    found = Tagged(reading)
    for index, token in enumerate(reading.tokens):
        if capitals[index]:
            tag = "M"
        elif not token.word:
            tag = "G" if _owns(found, index) else SYMBOLS.get(token.text, ".")
        else:
            tag = _closed(found, index, token.lower) or _open(found, index, token.lower, capitals)
        found.tags.append(tag)
    return found


def _owns(found: Tagged, index: int) -> bool:
    """Whether a lone apostrophe makes the plural before it an owner: *the drivers’ union*."""
    token = found.reading.tokens[index]
    if token.text not in APOSTROPHES or token.start in found.reading.edges or not index:
        return False
    before = found.reading.tokens[index - 1]
    return before.end == token.start and before.lower.endswith(("s", "z", "x")) and found.tags[index - 1] in "NM"


def _closed(found: Tagged, index: int, word: str) -> str | None:  # noqa: PLR0911 - one case a line
    """The tag of a word of the closed classes."""
    reading = found.reading
    if word in words.AMBIGUOUS_DATES and found.reading.tokens[index].text[0].isupper() and _dated(found.reading, index):
        return "Y"
    if word == "'s":
        return "X" if reading.lower(index - 1) in LIKE_IT else "G"
    if word == "to":
        return "T" if _base_follows(reading, index) else "P"
    if word == "that":
        return _that(found, index)
    if word == "neither" and found.tag(index - 1) == "X":
        return "C"
    if word in FREE or word == "her":
        rest = "O" if word == "her" else "D"
        return rest if _noun_follows(reading, index) else "R"
    for tag, group in CLOSED:
        if word in group:
            return tag
    return None


CLOSED = (
    ("X", words.AUXILIARIES),
    ("D", words.DETERMINERS),
    ("O", words.POSSESSIVES),
    ("R", words.PERSONALS | words.INDEFINITES),
    ("S", words.WH | words.SUBORDINATORS),
    ("C", words.CONJUNCTIONS),
    ("P", words.PREPOSITIONS - {"up", "down", "out", "off"}),
    ("B", words.ADVERBS | {"up", "down", "out", "off", "both"}),
    ("Q", words.NUMBERS),
    ("Y", words.CALENDAR - {"may", "march"}),
)


def _dated(reading: Reading, index: int) -> bool:
    """Whether a word that may be a month or a day is one: a number or a stop stands beside it, or *in* before it."""
    following = reading.lower(index + 1)
    return (
        following[:1].isdigit()
        or reading.lower(index - 1)[:1].isdigit()
        or reading.lower(index - 1) in {"in", "since", "last", "next", "until", "by"}
    )


def _that(found: Tagged, index: int) -> str:
    """*that* opens a clause, but for a determiner: *in that case*."""
    following = found.reading.lower(index + 1)
    if is_plural(following) and not verb_forms().get(following):
        return "S"
    if following in words.DETERMINERS | words.PERSONALS or found.tag(index - 1) in "VNMRYSBA":
        return "S"
    if not _noun_follows(found.reading, index):
        return "S" if found.tag(index - 1) == "." else "R"
    return "D" if found.tag(index - 1) == "P" or not found.reading.tokens[index + 1].text[0].isupper() else "S"


def _base_follows(reading: Reading, index: int) -> bool:
    place = index + 1
    while place < index + 4 and (reading.lower(place) in SKIPPED or reading.lower(place).endswith("ly")):
        place += 1
    word = reading.lower(place)
    forms = verb_forms().get(word, ())
    return word in {"be", "have", "do"} or any(form.form == "base" for form in forms) or _unknown_base(reading, place)


def _unknown_base(reading: Reading, place: int) -> bool:
    """Whether an unlisted word after *to* looks like a verb: something with an article of its own comes after it."""
    token = reading.tokens[place] if place < len(reading.tokens) else None
    if token is None or not token.text[0].islower() or token.lower in words.DETERMINERS | words.PERSONALS | words.WH:
        return False
    return reading.lower(place + 1) in words.ARTICLES | words.POSSESSIVES and not token.lower.endswith(NOUN_ENDINGS)


def _noun_follows(reading: Reading, index: int) -> bool:
    word = reading.lower(index + 1)
    token = reading.tokens[index + 1] if index + 1 < len(reading.tokens) else None
    if token is None or not token.word or word.startswith("'"):
        return False
    closed = (
        words.AUXILIARIES
        | words.PREPOSITIONS
        | words.CONJUNCTIONS
        | words.SUBORDINATORS
        | words.WH
        | words.SUBJECTS
        | words.ARTICLES
        | words.ADVERBS
    )
    if word in closed or word in words.POSSESSIVES | {"to"}:
        return False
    finite = any(form.form in {"past", "s"} for form in verb_forms().get(word, ()))
    if is_plural(word) and finite:
        return reading.lower(index) not in SINGULAR
    return not finite or word in {"set", "past"}


def _open(  # noqa: PLR0911 - one case a line
    found: Tagged, index: int, word: str, capitals: list[bool]
) -> str:
    """The tag of a word of the open classes."""
    if word[0].isdigit():
        return "Q"
    forms = verb_forms().get(word, ())
    if forms:
        verb = _as_verb(found, index, word, forms, capitals)
        if verb is not None:
            found.verbs[index] = verb
            return "V"
        participle = all(form.form in {"past", "part", "ing"} for form in forms)
        attribute = word in words.ADJECTIVES or (participle and _noun_follows(found.reading, index))
        return "A" if attribute else "N"
    if word.endswith("ly") and len(word) > STEM and word not in adjectives() | words.LY_NOUNS | words.LY_ADJECTIVES:
        return "B"
    if "-" in word and found.reading.tokens[index].text[0].islower() and _noun_follows(found.reading, index):
        return "A"
    if word in words.ADJECTIVES or word in adjectives() or (word.endswith(ADJECTIVAL) and len(word) > LONG):
        return "A"
    if word.endswith("ed") and len(word) > STEM:
        joined = found.tag(index - 1) == "C" and found.tag(index - 2) in "AD"
        return "A" if joined or found.tag(index - 1) in BEFORE_NOUN else "V"
    if word.endswith("ing") and len(word) > STEM + 1 and (_after_be(found, index) or _governs(found, index)):
        return "V"
    return "N"


def _governs(found: Tagged, index: int) -> bool:
    """Whether an unlisted *-ing* behind a noun has an object of its own: *the talk surrounding the vote*."""
    return found.tag(index - 1) in "NM" and found.reading.lower(index + 1) in words.ARTICLES | words.POSSESSIVES


def _after_be(found: Tagged, index: int) -> bool:
    return found.reading.lower(_before(found, index)) in words.BE


def _before(found: Tagged, index: int) -> int:
    """The nearest token before `index` that is no adverb."""
    place = index - 1
    while (
        place >= 0 and index - place < NEAR and (found.tags[place] == "B" or found.reading.tokens[place].text in SIGNS)
    ):
        place -= 1
    return place


def _as_verb(found: Tagged, index: int, word: str, forms: tuple[Form, ...], capitals: list[bool]) -> Form | None:
    """The verb form that the word is here, or None where it is a noun or an adjective."""
    kinds = {form.form: form for form in forms}
    place = _before(found, index)
    before = found.tag(place)
    if ("past" in kinds or "part" in kinds) and not ("base" in kinds and before in "TX"):
        return _participle(found, place, kinds)
    if "ing" in kinds:
        return (
            None
            if before in "DOGAQ" or (_is_noun_too(word) and not _object_follows(found, index, capitals))
            else kinds["ing"]
        )
    return _finite(found, index, place, kinds, capitals)


def _is_noun_too(word: str) -> bool:
    return word in {
        "training",
        "meeting",
        "bombing",
        "shelling",
        "fighting",
        "building",
        "killing",
        "shooting",
        "hacking",
        "backing",
        "warning",
        "understanding",
        "hearing",
        "funding",
        "opening",
        "briefing",
        "planning",
        "beginning",
        "kidnapping",
        "spending",
        "feeling",
        "ruling",
    }


def _participle(found: Tagged, place: int, kinds: dict[str, Form]) -> Form | None:
    before = found.tag(place)
    if before in "DOGQ" or (before == "A" and found.tag(place - 1) in "DOGQ"):
        return None
    if before == "P" and found.reading.lower(place) not in {"as", "than", "before", "after", "since", "until"}:
        return None
    after_auxiliary = before == "X" and found.reading.lower(place) not in words.DO | words.MODALS
    return kinds["part"] if after_auxiliary and "part" in kinds else kinds.get("past") or kinds["part"]


def _finite(  # noqa: PLR0911 - one case a line
    found: Tagged, index: int, place: int, kinds: dict[str, Form], capitals: list[bool]
) -> Form | None:
    """Whether a base or s form is a verb here."""
    before, word_before = found.tag(place), found.reading.lower(place)
    form = kinds.get("base") or kinds["s"]
    if before == "T" or (before == "X" and (word_before in words.MODALS | words.DO) and form.form == "base"):
        return form
    if before == "R" and word_before in words.SUBJECTS | {"everyone", "nobody", "everybody", "someone", "this", "that"}:
        return form
    if found.reading.lower(index - 1) == "there":
        return form
    if before in BEFORE_NOUN or before in "VX":
        return None
    object_follows = _object_follows(found, index, capitals)
    if before == "S":
        return form if word_before in {"who", "which", "that"} and object_follows else None
    if before in "NMYR":
        sure = _is_sure(form)
        doubtful = object_follows and (
            found.tags[place] != "N" or form.form == "base" or singular(found.reading.lower(place)) in entity_types()
        )
        return form if _agrees(found, place, form) and (sure or doubtful or _says(found, index, form)) else None
    if before == "C":
        paired = word_before in {"neither", "nor"}
        return form if object_follows and (paired or _verb_before(found, place)) else None
    clause = found.reading.lower(index + 1) in {"to", "that"} or (form.form == "s" and _is_sure(form))
    return form if before == "." and (clause or (object_follows and form.form == "base")) else None


def _is_sure(form: Form) -> bool:
    """Whether a verb is never a noun."""
    return form.lemma not in words.NOUNS_TOO and form.lemma not in noun_types()


def _agrees(found: Tagged, place: int, form: Form) -> bool:
    """Whether the noun before agrees with the verb in number; names may be either."""
    plural = found.tags[place] == "N" and is_plural(found.reading.lower(place))
    return found.tags[place] == "M" or plural == (form.form == "base")


def _says(found: Tagged, index: int, form: Form) -> bool:
    """Whether a verb of saying ends its clause: *…, Nordic Press reports*."""
    following = found.reading.tokens[index + 1].text if index + 1 < len(found.reading.tokens) else "."
    return form.lemma in cue_lemmas() and not following[0].isalnum()


def _verb_before(found: Tagged, place: int) -> bool:
    return any(found.tags[n] == "V" for n in range(max(place - 12, 0), place))


def _object_follows(found: Tagged, index: int, capitals: list[bool]) -> bool:
    """Whether what stands after the word can begin an object: an article, a pronoun, a name, *that*, *to*, a number."""
    reading, place = found.reading, index + 1
    if place >= len(reading.tokens):
        return False
    word = reading.lower(place)
    if capitals[place] or word[0].isdigit():
        return True
    return word in words.DETERMINERS | words.PERSONALS | words.NUMBERS | words.INDEFINITES | {
        "that",
        "to",
        "how",
        "what",
        "why",
        "whether",
    }
