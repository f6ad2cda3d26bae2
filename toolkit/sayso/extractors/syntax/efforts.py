"""What somebody works for: *do everything possible to help*, *promised to send food*, *it is necessary to ensure that*.

The target is the event that is to come about, or where it is none of the types, the clause. Asking for an event is for
it, asking for its end against it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.extractors import lexicon
from sayso.extractors.syntax.mentions import KINDS
from sayso.extractors.syntax.phrases import complement
from sayso.extractors.syntax.relations import (
    OBJECTS,
    child,
    is_verb,
    lemma,
    negated,
    own_subject,
    prepositions,
    singular,
    understood_subject,
)
from sayso.extractors.syntax.scene import Scene, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from sayso.extractors.syntax.entities import Entity
    from sayso.extractors.syntax.phrases import Extent
    from sayso.extractors.syntax.scene import Target

HELPING = frozenset({"aid", "support", "cooperate"})
ENDS = frozenset({"cessation", "end", "halt", "lifting", "removal", "suspension", "withdrawal"})
OBLIGED = frozenset({"must", "should"})


def efforts(scene: Scene) -> Iterator[Stance]:
    """Every stance on something to come about."""
    for token in scene.reading.doc:
        if is_verb(token):
            yield from _effort(scene, token)
            yield from _promise(scene, token)
            yield from _request(scene, token)
            yield from _means(scene, token)
        yield from _wanted(scene, token)


def _aims(scene: Scene, verb: Token) -> list[Target]:
    """The events that a clause is about: its own, or those it makes sure of, co-ordinated ones too."""
    if lemma(verb) in lexicon.listed("stances", "wanted.means") or _makes_sure(verb):
        holders = [verb, *(c for c in verb.children if c.dep_ == "acomp")]
        below = [c for h in holders for c in h.children if c.dep_ == "ccomp"]
        return [t for c in below for part in _parts(c) for t in [scene.at_token.get(part.i) or _clause(part)] if t]
    event = scene.at_token.get(verb.i)
    return [] if event is None else [event]


def _makes_sure(verb: Token) -> bool:
    return lemma(verb) == "make" and any(c.lower_ == "sure" for c in verb.children)


def _parts(clause: Token) -> list[Token]:
    """A clause and those co-ordinated with it that have a subject of their own."""
    return [clause, *(c for c in clause.rights if c.dep_ == "conj" and own_subject(c) is not None)]


def _clause(verb: Token) -> Extent | None:
    """The clause up to what is co-ordinated with it."""
    start, end = complement(verb)
    joined = [c for c in verb.rights if c.dep_ == "conj" and own_subject(c) is not None]
    if joined:
        cut = [c.i for c in verb.rights if c.dep_ == "cc"] or [joined[0].left_edge.i]
        before = verb.doc[max(0, cut[0] - 1)]
        end = min(end, before.idx + len(before))
    return (start, end) if start < end else None


def _purposes(verb: Token, thing: Token) -> list[Token]:
    """The infinitives that say what an effort is for."""
    below = [c for holder in (verb, thing) for c in holder.children if c.dep_ in {"advcl", "xcomp", "relcl", "acl"}]
    return [c for c in below if c.i > thing.i and any(t.dep_ == "aux" and t.lower_ == "to" for t in c.children)]


def _effort(scene: Scene, verb: Token) -> Iterator[Stance]:
    """*do everything possible to provide*, *we must do all we can to stop it*."""
    thing = child(verb, OBJECTS)
    if thing is None or thing.lower_ not in lexicon.listed("stances", "wanted.efforts") or negated(verb):
        return
    holder = scene.holder(understood_subject(verb))
    purposes = _purposes(verb, thing)
    if holder is None or not purposes:
        return
    obliged = [c for c in verb.lefts if c.lower_ == "must"]
    last = purposes[0].left_edge.nbor(-1)
    evidence = ((obliged or [verb])[0].idx, last.idx + len(last))
    for purpose in purposes:
        for target in _aims(scene, purpose):
            yield Stance(holder, target, "support", [evidence], strong=True, quote=scene.quote(verb))


def _promise(scene: Scene, verb: Token) -> Iterator[Stance]:
    """*promised to send food*: for what helps somebody."""
    event = scene.at_token.get(verb.i)
    if event is None or event.trigger.type.name != "agree" or event.polarity == "negative":
        return
    for below in (c for c in verb.rights if c.dep_ in {"xcomp", "ccomp"}):
        holder = scene.holder(understood_subject(verb))
        target = scene.at_token.get(below.i)
        if holder is not None and target is not None and target.trigger.type.name in HELPING:
            yield _plain(scene, holder, target, "support", verb)


def _request(scene: Scene, verb: Token) -> Iterator[Stance]:
    """*urged them to free the crew*, *called for an end to the sanctions*."""
    event = scene.at_token.get(verb.i)
    if event is None or event.trigger.type.name != "request" or event.polarity == "negative":
        return
    holder = scene.holder(understood_subject(verb))
    if holder is None:
        return
    for below in (c for c in verb.rights if c.dep_ == "xcomp" and c.i in scene.at_token):
        yield _plain(scene, holder, scene.at_token[below.i], "support", verb)
    for word, head in prepositions(verb):
        if word != "for":
            continue
        if singular(head) in ENDS:
            ended = [t for w, t in prepositions(head) if w in {"to", "of"} and t.i in scene.at_token]
            yield from (_plain(scene, holder, scene.at_token[t.i], "oppose", verb) for t in ended)
        elif head.i in scene.at_token:
            yield _plain(scene, holder, scene.at_token[head.i], "support", verb)


def _means(scene: Scene, verb: Token) -> Iterator[Stance]:
    """*how to ensure that they get food*, in somebody's words: it implies that this is wanted."""
    means = lemma(verb) in lexicon.listed("stances", "wanted.means") or _makes_sure(verb)
    speaker = scene.speaker(verb)
    if not means or speaker is None or _under_effort(verb):
        return
    first = min((c.i for c in verb.lefts if c.lower_ in {"to", "how"} and c.i >= verb.i - 2), default=verb.i)
    last = next((c for c in verb.rights if c.dep_ == "acomp"), verb)
    evidence = (verb.doc[first].idx, last.idx + len(last))
    subject = understood_subject(verb)
    third = subject is not None and subject.lower_ not in KINDS and scene.inventory.at(subject.i) is not None
    holder = scene.holder(subject) if third else speaker
    if holder is None:
        return
    for target in _aims(scene, verb):
        yield Stance(holder, target, "support", [evidence], implied=True, quote=scene.quote(verb))


def _under_effort(verb: Token) -> bool:
    """Whether the aim belongs to an effort or a need named above, which shows the stance better."""
    head = verb.head
    thing = child(head, OBJECTS) if is_verb(head) else None
    effort = thing is not None and thing.lower_ in lexicon.listed("stances", "wanted.efforts")
    needed = head if not is_verb(head) else next((c for c in head.children if c.dep_ in {"acomp", "attr"}), head)
    return effort or lemma(needed) in lexicon.listed("stances", "wanted.words")


def _wanted(scene: Scene, token: Token) -> Iterator[Stance]:
    """*it is necessary to ensure that*, *help for the town should be a priority*."""
    if lemma(token) not in lexicon.listed("stances", "wanted.words") or token.dep_ not in {"acomp", "attr"}:
        return
    verb = token.head
    speaker = scene.speaker(token)
    if speaker is None or negated(verb):
        return
    below = [c for c in (*token.rights, *verb.rights) if c.dep_ in {"xcomp", "ccomp", "advcl"} and c.i > token.i]
    for clause in below[:1]:
        end = clause if lemma(clause) in lexicon.listed("stances", "wanted.means") else token
        evidence = (token.idx, end.idx + len(end))
        for target in _aims(scene, clause):
            yield Stance(speaker, target, "support", [evidence], quote=scene.quote(token))
    subject = own_subject(verb)
    event = None if subject is None else scene.at_token.get(subject.i)
    if not below and event is not None:
        yield Stance(speaker, event, "support", [_from_modal(verb, token)], quote=scene.quote(token))


def _from_modal(verb: Token, token: Token) -> Extent:
    modal = next((c for c in verb.lefts if c.lower_ in OBLIGED), verb)
    return (modal.idx, token.idx + len(token))


def _plain(scene: Scene, holder: Entity, target: Target, polarity: str, verb: Token) -> Stance:
    evidence = [(verb.idx, verb.idx + len(verb))]
    return Stance(holder, target, polarity, evidence, quote=scene.quote(verb))
