"""Judgements in somebody's words: *this horrific attack*, *a very good meeting*, *he is wrong*, *their aggression*.

Only what is said in a quote counts: the newspaper itself takes no side. An adjective of judgement is explicit; a word
that judges what it names (*aggression*) only implies the speaker's side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.extractors import lexicon
from sayso.extractors.syntax.attitudes import emphasised, polarity_of
from sayso.extractors.syntax.phrases import clause, complement, noun_phrase, trimmed
from sayso.extractors.syntax.relations import (
    conjuncts,
    governor,
    is_noun,
    is_verb,
    lemma,
    negated,
    own_subject,
    relation,
    singular,
    text_of,
)
from sayso.extractors.syntax.scene import Scene, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from sayso.extractors.syntax.phrases import Extent
    from sayso.extractors.syntax.scene import Target

BELIEFS = frozenset({"believe", "think", "claim", "say", "insist", "argue", "suggest", "expect", "hope"})
OTHER = {"support": "oppose", "oppose": "support"}


def judgements(scene: Scene) -> Iterator[Stance]:
    """Every stance by a word of judgement inside a quote."""
    judged: set[int] = set()
    for token in scene.reading.doc:
        if token.tag_.startswith("JJ") or token.dep_ in {"amod", "acomp"}:
            for stance, target in _by_adjective(scene, token):
                judged.add(target)
                yield stance
    for token in scene.reading.doc:
        if token.i not in judged:
            yield from _by_loaded_word(scene, token)


def _by_adjective(scene: Scene, token: Token) -> Iterator[tuple[Stance, int]]:
    side = polarity_of("adjectives", token.lower_)
    speaker = scene.speaker(token)
    if side is None or speaker is None or token.dep_ == "conj":
        return
    if relation(token) == "amod" and is_noun(token.head):
        noun = token.head
        target, evidence = _of_noun(scene, noun), _adjectives(token)
    elif relation(token) in {"acomp", "oprd"}:
        noun = token.head
        target, evidence = _of_clause(scene, token), _predicate(token)
        side = OTHER[side] if negated(token.head) or negated(token) else side
    else:
        return
    if target is not None and target is not speaker and evidence[0] < evidence[1]:
        strong = any(emphasised(t) for t in conjuncts(token))
        yield Stance(speaker, target, side, [evidence], strong=strong, quote=scene.quote(token)), noun.i


def _adjectives(token: Token) -> Extent:
    """The adjective with its adverb and with those co-ordinated with it."""
    words = list(conjuncts(token))
    first = min([token.i, *(c.i for c in token.lefts if c.dep_ == "advmod")])
    start, end = token.doc[first].idx, max(t.idx + len(t) for t in words)
    return trimmed(text_of(token), start, end)


def _predicate(token: Token) -> Extent:
    """Subject, *be* and adjective."""
    subject = own_subject(token.head)
    last = max(conjuncts(token), key=lambda t: t.i)
    start = token.idx if subject is None or subject.i > token.i else subject.left_edge.idx
    return trimmed(text_of(token), min(start, token.head.idx), last.idx + len(last))


def _of_noun(scene: Scene, noun: Token) -> Target | None:
    """What a judged noun names; of *it was a mistake*, what *it* is."""
    found = scene.target(noun)
    if found is not None or noun.dep_ != "attr":
        return found
    subject = own_subject(governor(noun))
    return None if subject is None else scene.target(subject) or _meant(subject)


def _of_clause(scene: Scene, token: Token) -> Target | None:
    """What is judged by *is wrong*: an event, what somebody was said to think, somebody, the clause after *it is*."""
    verb = token.head
    subject = own_subject(verb)
    if subject is None:
        return None
    below = next((c for c in (*token.rights, *verb.rights) if c.dep_ in {"xcomp", "ccomp", "csubj"}), None)
    if subject.lower_ == "it" and below is not None and scene.inventory.at(subject.i) is None:
        return scene.at_token.get(below.i) or complement(below)
    event = scene.at_token.get(subject.i)
    if event is not None:
        return event
    thought = _thought(scene, subject) if token.lower_ in {"wrong", "right", "mistaken"} else None
    return thought or scene.target(subject) or _meant(subject)


def _meant(subject: Token) -> Extent | None:
    """A subject that names neither event nor entity, as a proposition; a bare pronoun means nothing by itself."""
    if not is_noun(subject):
        return None
    extent = noun_phrase(subject)
    return extent if extent[0] < extent[1] else None


def _thought(scene: Scene, subject: Token) -> Extent | None:
    """The last thing that the subject was said to think, in this sentence or the one before."""
    who = scene.inventory.at(subject.i)
    for verb in reversed(scene.reading.doc[max(0, subject.i - 60) : subject.i]):
        if scene.reading.sentences[subject.i] - scene.reading.sentences[verb.i] > 1:
            break
        if not is_verb(verb) or lemma(verb) not in BELIEFS:
            continue
        holder = own_subject(verb)
        content = next((c for c in verb.rights if c.dep_ == "ccomp"), None)
        if who is not None and holder is not None and content is not None and scene.inventory.at(holder.i) is who:
            return complement(content)
    return None


def _by_loaded_word(scene: Scene, token: Token) -> Iterator[Stance]:
    word = singular(token) if is_noun(token) else lemma(token)
    if word not in lexicon.listed("stances", "loaded.oppose") or not (is_noun(token) or is_verb(token)):
        return
    speaker = scene.speaker(token)
    predicate = is_noun(token) and token.dep_ == "attr"
    subject = own_subject(governor(token)) if predicate else None
    target = scene.target(subject) if subject is not None else scene.at_token.get(token.i)
    if speaker is None or target is None or target is speaker:
        return
    evidence = clause(token) if predicate else (token.idx, token.idx + len(token))
    yield Stance(speaker, target, "oppose", [evidence], implied=not predicate, quote=scene.quote(token))
