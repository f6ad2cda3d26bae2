"""The lexicons turned into tables from each spelling to what it can be, made once and kept."""

from collections.abc import Mapping
from functools import cache

from sayso.extractors import lexicon
from sayso.extractors.patterns import words
from sayso.extractors.patterns.inflection import Form, table

# what a thing is called, attributed where the word for it stands in marks
NAMING = frozenset({"brand", "call", "describe", "dub", "label"})


@cache
def verb_forms() -> Mapping[str, tuple[Form, ...]]:
    """Every spelling of every verb known here."""
    return table(words.VERBS | words.lexicon_verbs() | NAMING)


@cache
def cue_lemmas() -> frozenset[str]:
    """The base forms of all verbs that can attribute speech."""
    keys = ("clause", "infinitive", "request", "object", "direct")
    return frozenset().union(NAMING, *(lexicon.listed("cues", key) for key in keys))


@cache
def cue_forms() -> frozenset[str]:
    """The finite spellings of verbs that take a clause or stand beside marks."""
    kinds = table(lexicon.listed("cues", "clause") | lexicon.listed("cues", "report"))
    return frozenset(spelling for spelling, forms in kinds.items() if any(f.form in {"s", "past"} for f in forms))


@cache
def adjectives() -> frozenset[str]:
    """Adjectives that the stance lexicon lists."""
    tables = ((name, side) for name in ("adjectives", "attitudes") for side in ("support", "oppose"))
    return frozenset().union(*(lexicon.listed("stances", f"{name}.{side}") for name, side in tables))
