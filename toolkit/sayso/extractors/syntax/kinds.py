"""What a proper name names: the recogniser's label, weighed against what the sentences around it say.

A small model guesses at names it has not seen. The article knows better: a known country is one; a name with a *foreign
minister* or with people called after it (*Marovia*, *Marovian*) is a country; a name after a title is a person's, and
so is the last word of a person's full name.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sayso.extractors import lexicon
from sayso.extractors.syntax.relations import is_noun, is_verb, lemma, singular

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

SUFFIXES = ("n", "an", "ian", "i", "ese", "ish", "er")
GOVERNED = frozenset(
    {"ambassador", "army", "border", "border guard", "citizen", "government", "parliament", "troop", "navy"}
)
OFFICES = frozenset({"foreign minister", "prime minister", "defence minister", "defense minister", "interior minister"})
LONGEST = 3  # words of a usual name, letters of the shortest stem
SPEAKS = lexicon.listed("cues", "clause") | lexicon.listed("cues", "direct")


def spelling(run: list[Token]) -> str:
    """What makes two names one: their words, case folded."""
    return " ".join(token.text for token in run).casefold()


def decided(runs: Iterable[tuple[list[Token], str]]) -> dict[str, str]:
    """One entity type for each spelling."""
    votes: dict[str, Counter[str]] = {}
    for run, kind in runs:
        count = votes.setdefault(spelling(run), Counter())
        count[kind] += 1
        for evidence in _evidence(run):
            count[evidence] += 5
    _people(votes)
    found = {name: count.most_common(1)[0][0] for name, count in votes.items()}
    surnames = {name.split()[-1] for name, kind in found.items() if kind == "person" and " " in name}
    return {name: "person" if name in surnames else kind for name, kind in found.items()}


def country_of(name: str, others: Iterable[str]) -> str | None:
    """The country that a name or an adjective stands for: a known one, or one of `others` that it derives from."""
    known = lexicon.countries().get(name) or lexicon.countries().get(name.removesuffix("s"))
    return known or next((other for other in others if _derives(name.removesuffix("s"), other)), None)


def is_title(token: Token) -> bool:
    """Whether a word before a name says what the person is: *Mr*, *Minister*, *activist*."""
    word = token.lower_.rstrip(".")
    return word in lexicon.listed("nouns", "titles") or lexicon.entity_types().get(singular(token)) == "person"


def _derives(adjective: str, name: str) -> bool:
    if len(name) <= LONGEST or adjective == name:
        return False
    stem = name.rstrip("aeiou") if len(name.rstrip("aeiou")) >= LONGEST else name
    return any(adjective in (name + suffix, stem + suffix) for suffix in SUFFIXES)


def _people(votes: dict[str, Counter[str]]) -> None:
    """Countries by the list, and names with people called after them; the people's adjective goes with the name."""
    for name, count in votes.items():
        country = country_of(name, (other for other in votes if other != name))
        if country is not None:
            count["country"] += 100
            if country in votes:
                votes[country]["country"] += 100


def _evidence(run: list[Token]) -> Iterable[str]:
    """What the words beside one occurrence make of the name."""
    first, last = run[0], run[-1]
    before = first.nbor(-1) if first.i else None
    if before is not None and is_title(before) and before.text[:1].isupper() and len(run) <= LONGEST:
        yield "person"
    after = [token.lower_ for token in last.doc[last.i + 1 : last.i + 4] if token.tag_ != "POS"]
    owner = last.i + 1 < len(last.doc) and (last.nbor(1).tag_ == "POS" or is_noun(last.nbor(1)))
    if owner and (" ".join(after[:2]) in OFFICES or (after and after[0].removesuffix("s") in GOVERNED)):
        yield "country"
    if before is not None and before.lower_ == "in" and len(run) < LONGEST:
        yield "place"
    if len(run) == LONGEST - 1 and last.dep_ == "nsubj" and is_verb(last.head) and lemma(last.head) in SPEAKS:
        yield "person"
