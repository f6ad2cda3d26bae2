"""Mentions: every name, nominal phrase and pronoun that can refer to somebody or something concrete.

Names come from the named entities that the pipeline finds, from demonyms and from further occurrences of a name found
once; nominals from noun phrases whose head names a person, group, body, country, place, weapon or other concrete
thing; pronouns from the personal and possessive ones, but *you* and an impersonal *it*. Which of them are one entity is
decided in `entities`; whether an entity is kept depends on the layers in which it takes part.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sayso.extractors import lexicon
from sayso.extractors.syntax import names
from sayso.extractors.syntax.phrases import noun_phrase, trimmed
from sayso.extractors.syntax.relations import is_noun, is_plural, lemma, singular, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from sayso.extractors.syntax.phrases import Extent
    from sayso.extractors.syntax.reading import Reading

PRONOUNS = {
    "person": frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"}),
    "speaker": frozenset({"i", "me", "my", "mine", "myself"}),
    "group": frozenset({"we", "us", "our", "ours", "ourselves"}),
    "plural": frozenset({"they", "them", "their", "theirs", "themselves"}),
    "thing": frozenset({"it", "its", "itself"}),
}
KINDS = {word: kind for kind, group in PRONOUNS.items() for word in group}
ALONE = frozenset({"ours", "theirs", "hers"})  # possessives that taggers take for nouns
DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
NOBODY = frozenset({"no", "any", "every", "each", "what", "which", "whatever"})
VAGUE = frozenset(
    {
        "more",
        "additional",
        "necessary",
        "new",
        "other",
        "several",
        "many",
        "some",
        "such",
        "same",
        "further",
        "own",
        "recent",
        "current",
    }
)


@dataclass(slots=True, eq=False)
class Mention:
    """One expression that refers: its extent and head in code points, and what coreference needs to know.

    `token` is the place of the syntactic head in the parse, `name` the name or base form, `modifiers` the words
    before the head that narrow it down, `kind` the class of a pronoun.
    """

    extent: Extent
    head: Extent
    form: Literal["name", "nominal", "pronoun"]
    token: int
    type: str
    name: str
    plural: bool = False
    definite: bool = False
    modifiers: frozenset[str] = frozenset()
    kind: str = ""


def mentions(reading: Reading) -> list[Mention]:
    """Every mention of the document, in reading order, no two with the same extent."""
    found: dict[Extent, Mention] = {}
    taken: set[int] = set()
    for mention in _names(reading):
        found.setdefault(mention.extent, mention)
        taken.update(_tokens(reading, mention))
    for token in reading.doc:
        other = None if token.i in taken else of_token(token)
        if other is not None:
            found.setdefault(other.extent, other)
    kept = [fitted(reading.text, mention) for mention in found.values() if mention.extent[0] < mention.extent[1]]
    return sorted(kept, key=lambda m: (m.extent[0], -m.extent[1]))


def fitted(text: str, mention: Mention) -> Mention:
    """The mention with its head inside it, also where the tokeniser leaves marks on a word."""
    head = trimmed(text, max(mention.head[0], mention.extent[0]), min(mention.head[1], mention.extent[1]))
    mention.head = head if head[0] < head[1] else mention.extent
    return mention


def _tokens(reading: Reading, mention: Mention) -> Iterator[int]:
    """The tokens that a name's titles and name use up; names inside it are mentions already."""
    index = mention.token
    while index >= 0 and reading.doc[index].idx >= mention.extent[0]:
        if reading.doc[index].lower_ not in KINDS:
            yield index
        index -= 1


def of_token(token: Token) -> Mention | None:
    """The pronoun or nominal mention headed by a token, if it heads one."""
    if token.lower_ in KINDS and (token.tag_ in {"PRP", "PRP$"} or token.lower_ in ALONE):
        return None if _impersonal(token) else _pronoun(token)
    if not is_noun(token) or token.dep_ in {"compound", "nmod"}:
        return None
    kind = "" if any(c.lower_ in NOBODY for c in token.lefts) else nominal_type(token)
    return nominal(token, kind) if kind else None


def _pronoun(token: Token) -> Mention:
    kind = KINDS[token.lower_]
    extent = (token.idx, token.idx + len(token))
    plural = kind in {"group", "plural"}
    return Mention(extent, extent, "pronoun", token.i, "", token.lower_, plural=plural, kind=kind)


def _impersonal(token: Token) -> bool:
    """*it is necessary to*, *it was announced that*, *it was a mistake*: an *it* that no thing or body stands for."""
    if token.lower_ != "it" or token.dep_ not in {"nsubj", "nsubjpass", "expl"}:
        return False
    verb = token.head
    if lemma(verb) == "be" and any(c.dep_ == "attr" and not nominal_type(c) for c in verb.children):
        return True
    below = [c for c in verb.children if c.i > verb.i and c.dep_ in {"ccomp", "xcomp", "csubj", "advcl", "acomp"}]
    clauses = [c for c in below if c.dep_ != "acomp"] + [c for a in below if a.dep_ == "acomp" for c in a.children]
    copula = lemma(verb) in {"be", "seem", "appear", "become"} or token.dep_ == "nsubjpass"
    return token.dep_ == "expl" or (copula and any(c.dep_ in {"ccomp", "xcomp", "csubj"} for c in clauses))


def nominal_type(token: Token) -> str:
    """The entity type that a common noun names; empty for abstract things."""
    word = singular(token)
    before = {c.lower_ for c in token.lefts if c.dep_ in {"compound", "amod", "nmod"}}
    if word in lexicon.listed("nouns", "apparatus") and before & lexicon.listed("nouns", "arming"):
        return "weapon"
    kind = lexicon.entity_types().get(word, "")
    if word in lexicon.listed("nouns", "members") and is_plural(token):
        return "group"
    return "group" if kind == "person" and is_plural(token) else kind


def nominal(token: Token, kind: str) -> Mention:
    """The nominal mention headed by a common noun."""
    extent = noun_phrase(token)
    head = _nominal_head(token, extent)
    return Mention(
        extent=extent,
        head=head,
        form="nominal",
        token=token.i,
        type=kind,
        name=" ".join((*text_of(token)[head[0] : token.idx].lower().split(), singular(token))),
        plural=is_plural(token),
        definite=any(c.lower_ in DEFINITE or c.dep_ == "poss" for c in token.lefts if c.dep_ in {"det", "poss"}),
        modifiers=frozenset(_modifiers(token)),
    )


def _modifiers(token: Token) -> Iterator[str]:
    for left in token.lefts:
        if left.dep_ in {"compound", "amod", "nmod", "poss"} and left.lower_ not in KINDS:
            yield from (t.lower_ for t in left.subtree if t.is_alpha and t.lower_ not in VAGUE and t.dep_ != "det")


def _nominal_head(token: Token, extent: Extent) -> Extent:
    """The head noun, with the capital words before it that make a title: *Secretary General*."""
    first = token
    while token.text[:1].isupper() and first.i and (before := first.nbor(-1)).idx >= extent[0]:
        if not (before.text[:1].isupper() and is_noun(before)) or before.ent_type_ in names.LABELS:
            break
        first = before
    return (first.idx, token.idx + len(token))


def _names(reading: Reading) -> Iterator[Mention]:
    for name in names.found(reading.doc):
        extent = name.extent if name.type == "person" else _widened(reading, name)
        start, end = trimmed(reading.text, min(extent[0], name.head[0]), max(extent[1], name.head[1]))
        yield Mention(
            (start, end),
            name.head,
            "name",
            name.token,
            name.type,
            name.text,
            plural=name.plural,
            definite=name.definite,
        )


def _widened(reading: Reading, name: names.Name) -> Extent:
    """The noun phrase of a name that is not a person's: with its determiner, where it has one of its own."""
    token = reading.doc[name.token]
    hyphened = reading.text[name.head[0] - 1 : name.head[0]] in {"-", "–"}
    return name.head if hyphened or token.idx + len(token) != name.head[1] else noun_phrase(token)
