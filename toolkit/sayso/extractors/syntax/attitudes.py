"""Attitudes that a word names: *condemned the raid*, *support for the plan*, *hostile acts against the town*.

The holder is whoever the word's clause says has the attitude. A denied support is opposition, a denied opposition no
stance; what somebody might or should support shows nothing yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.extractors import lexicon
from sayso.extractors.syntax.modality import modality, negative
from sayso.extractors.syntax.phrases import clause, noun_phrase
from sayso.extractors.syntax.relations import (
    conjuncts,
    governor,
    is_noun,
    is_passive,
    is_verb,
    lemma,
    objects,
    own_subject,
    prepositions,
    relation,
    singular,
    understood_subject,
)
from sayso.extractors.syntax.scene import Scene, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from sayso.extractors.syntax.entities import Entity
    from sayso.extractors.syntax.phrases import Extent

TOWARDS = frozenset({"against", "at", "for", "of", "to", "toward", "towards", "with"})
POLARITIES = ("support", "oppose")


def polarity_of(table: str, word: str) -> str | None:
    """The side that a word takes in one table of `lexicon/stances.toml`."""
    lists = lexicon.words("stances")[table]
    return next((p for p in POLARITIES if p in lists and word in lexicon.listed("stances", f"{table}.{p}")), None)


def emphasised(token: Token) -> bool:
    """Whether a word is emphatic in itself or has an adverb that makes it so."""
    own = lemma(token) in lexicon.emphatic("stances") or token.lower_ in lexicon.emphatic("stances")
    return own or any(c.lower_ in lexicon.listed("stances", "emphatic.words") for c in token.children)


def attitudes(scene: Scene) -> Iterator[Stance]:
    """Every stance by a verb, noun or adjective of attitude."""
    for token in scene.reading.doc:
        if is_verb(token) and token.dep_ != "amod":
            yield from _by_verb(scene, token)
        elif is_noun(token):
            yield from _by_noun(scene, token)


def _by_verb(scene: Scene, verb: Token) -> Iterator[Stance]:
    polarity = polarity_of("verbs", lemma(verb))
    if polarity is None or modality(verb) == "hypothetical":
        return
    denied = negative(verb)
    if denied and polarity == "oppose":
        return
    side = "oppose" if denied else polarity
    evidence, firm = _evidence(verb)
    for holder in _holders(scene, verb):
        for thing in _things(verb):
            target = scene.target(thing) or _span(thing)
            if target is not None and target is not holder:
                strong = firm or emphasised(verb)
                yield Stance(holder, target, side, evidence, strong=strong, quote=scene.quote(verb))


def _holders(scene: Scene, verb: Token) -> list[Entity]:
    if is_passive(verb):
        subjects = [head for word, head in prepositions(verb) if word == "by"]
    else:
        subject = understood_subject(verb)
        subjects = [] if subject is None else list(conjuncts(subject))
    found = (scene.holder(token) for token in subjects)
    return list(dict.fromkeys(entity for entity in found if entity is not None))


def _things(verb: Token) -> list[Token]:
    if is_passive(verb):
        subject = own_subject(verb) or (verb.head if verb.dep_ in {"acl", "relcl"} else None)
        return [] if subject is None else list(conjuncts(subject))
    found = objects(verb)
    return found or [head for word, head in prepositions(verb) if word in {"against", "for"}]


def _span(thing: Token) -> Extent | None:
    """An object that is neither event nor entity, as the proposition it stands for."""
    if not is_noun(thing):
        return None
    extent = clause(thing)
    return extent if extent[0] < extent[1] else None


def _evidence(verb: Token) -> tuple[list[Extent], bool]:
    """The verb; with what would keep them from it, where the text says that nothing does."""
    own = (verb.idx, verb.idx + len(verb))
    first = verb
    while first.dep_ == "conj":
        first = first.head
    if first.dep_ != "pcomp" or lemma(first.head.head) not in lexicon.listed("modality", "prevents"):
        return [own], False
    prevents = first.head.head
    start = min((c.left_edge.idx for c in prevents.lefts if c.dep_ in {"nsubj", "neg"}), default=prevents.idx)
    if first is verb:
        return [(start, own[1])], True
    return [(start, first.head.idx + len(first.head)), own], True


def _by_noun(scene: Scene, noun: Token) -> Iterator[Stance]:
    event = scene.at_token.get(noun.i)
    polarity = polarity_of("nouns", singular(noun))
    if polarity is not None:
        yield from _attitude_noun(scene, noun, polarity)
    lefts = [c for c in noun.lefts if polarity_of("attitudes", c.lower_)]
    if lefts and event is not None:
        for holder in event.entities("actor"):
            for argument in event.filled("recipient"):
                if argument.entity is None or argument.extent[0] < noun.idx:
                    continue
                side = polarity_of("attitudes", lefts[0].lower_) or "oppose"
                word = next((w for w, head in prepositions(noun) if head.i == argument.token), "")
                end = noun.idx + len(noun) + (len(word) + 1 if word else 0)
                yield Stance(holder, argument.entity, side, [(lefts[0].idx, end)], quote=scene.quote(noun))


def _attitude_noun(scene: Scene, noun: Token, polarity: str) -> Iterator[Stance]:
    """*the union's opposition to the plan*, *they increased support for the town*."""
    head = governor(noun)
    governed = relation(noun) in {"dobj", "obj"} and is_verb(head)
    owners = [c for c in noun.lefts if c.dep_ in {"poss", "nmod:poss"}]
    subject = understood_subject(head) if governed and not owners else None
    subjects = owners or ([] if subject is None else list(conjuncts(subject)))
    if governed and (modality(head) == "hypothetical" or negative(noun)):
        return
    start = head.idx if governed and head.i < noun.i else noun_phrase(noun)[0]
    evidence: list[Extent] = [(start, noun.idx + len(noun))]
    for holder in dict.fromkeys(scene.holder(token) for token in subjects):
        for word, thing in prepositions(noun):
            target = scene.target(thing) or _span(thing)
            if holder is not None and word in TOWARDS and target is not None and target is not holder:
                strong = emphasised(noun) or any(emphasised(c) for c in noun.lefts)
                yield Stance(holder, target, polarity, evidence, strong=strong, quote=scene.quote(noun))
