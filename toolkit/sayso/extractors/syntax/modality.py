"""Polarity and modality of an event: what tense, negation and the governing words make of it.

The value of a clause is read off its own auxiliaries, or else handed down: an infinitive is `planned` under a promise
and `hypothetical` under a wish, a purpose or a condition; *start*, *ensure* and the like hand on what they have
themselves; *prevent* turns the polarity round.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from sayso.extractors import lexicon
from sayso.extractors.syntax.relations import (
    governor,
    heads_sentence,
    is_noun,
    is_verb,
    lemma,
    own_subject,
    relation,
    singular,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

Modality: TypeAlias = Literal["actual", "planned", "hypothetical", "generic"]

UNDER = frozenset({"xcomp", "pcomp", "advcl", "acl", "relcl", "ccomp", "acomp", "oprd"})
DEEPEST = 8


def modality(token: Token, *, depth: int = DEEPEST) -> Modality:
    """How an event stands to what happened: `actual`, `planned`, `hypothetical` or `generic`."""
    if depth == 0:
        return "actual"
    if not is_verb(token) and token.pos_ != "AUX":
        return _of_noun(token, depth)
    own = _own(token)
    if own is not None:
        return own
    if token.dep_ == "conj" and own_subject(token) is None:
        return modality(token.head, depth=depth - 1)
    return _handed_down(token, depth)


def negative(token: Token, *, depth: int = DEEPEST) -> bool:
    """Whether the text denies the event: negated, refused, prevented; two negations undo each other."""
    if depth == 0:
        return False
    denied = _denied_itself(token)
    head = governor(token)
    if relation(token) == "pcomp" or (relation(token) == "pobj" and head.lower_ == "from"):
        head = head.head
    if head.i == token.i or not _hands_down(token, head):
        return denied
    word = lemma(head)
    turns = lexicon.listed("modality", "prevents") | lexicon.listed("modality", "denies")
    if word == "deny" or (word in turns and not is_noun(token)):
        return denied == negative(head, depth=depth - 1)
    return denied != (_is_light(head) and negative(head, depth=depth - 1))


def _own(verb: Token) -> Modality | None:
    """What the clause's own auxiliaries say; None where it depends on the clause above."""
    helpers = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    if _conditional(verb) or helpers & lexicon.listed("modality", "possible"):
        return "hypothetical"
    if helpers & lexicon.listed("modality", "future"):
        return "planned"
    named = own_subject(verb) is not None and verb.dep_ not in {"ccomp", "xcomp", "advcl"}
    if "to" in helpers and (named or heads_sentence(verb)):
        return "planned"  # a headline's future: *Allies to send more*
    if "to" in helpers or (verb.tag_ in {"VBG", "VB"} and not helpers):
        return None
    finite = verb.tag_ in {"VBD", "VBZ", "VBP"} or bool(helpers)
    if finite and {c.lower_ for c in verb.children} & lexicon.listed("modality", "habits"):
        return "generic"
    return None if _means(governor(verb)) or not finite else "actual"


def _conditional(verb: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ in lexicon.listed("modality", "conditions") for c in verb.lefts)


def _means(head: Token) -> bool:
    """*ensure that*, *make sure that*: whether it comes about depends on the clause above."""
    return singular(head) in {"ensure", "guarantee", "sure", "see", "hope", "demand", "propose", "suggest", "insist"}


def _handed_down(verb: Token, depth: int) -> Modality:
    head, label = governor(verb), relation(verb)
    if label == "pcomp":
        head = head.head
    if head.i == verb.i or label not in UNDER:
        return "actual"
    word = singular(head) if is_noun(head) else lemma(head)
    above = modality(head, depth=depth - 1)
    if word in lexicon.listed("modality", "denies"):
        return above
    if word in lexicon.listed("modality", "planned"):
        return "hypothetical" if above == "hypothetical" else "planned"
    if word in lexicon.listed("modality", "hypothetical"):
        return "hypothetical"
    purpose = any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children) or _means(head)
    if purpose and word not in lexicon.listed("modality", "through") - {"ensure", "guarantee", "sure", "see"}:
        return "planned" if above == "planned" else "hypothetical"
    return above


def _of_noun(noun: Token, depth: int) -> Modality:
    """A noun is what its verb makes of it, where the verb is about its coming to pass; else it is taken as given."""
    head, label = governor(noun), relation(noun)
    if label == "pobj":
        label, head = "pobj", head.head
    if head.i == noun.i:
        return "actual"
    word = lemma(head)
    governed = label in {"dobj", "obj", "nsubjpass", "nsubj:pass", "pobj"}
    if governed and word in lexicon.listed("modality", "hypothetical"):
        return "hypothetical"
    if label in {"dobj", "obj", "nsubjpass", "nsubj:pass"} and is_verb(head) and _is_light(head):
        if word in {"promise", "pledge", "offer", "plan", "schedule", "announce", "want", "seek"}:
            return "hypothetical" if word in {"want", "seek"} else "planned"
        return modality(head, depth=depth - 1)
    if label == "nsubj" and not any(c.dep_ == "det" for c in noun.lefts):
        above = modality(head, depth=depth - 1) if lemma(head) == "be" else "actual"
        return "planned" if above in {"planned", "hypothetical"} else "actual"
    return "actual"


def _is_light(verb: Token) -> bool:
    word = lemma(verb)
    return word in lexicon.listed("events", "words.light") | lexicon.listed("modality", "through")


def _denied_itself(token: Token) -> bool:
    words = {c.lower_ for c in token.children if c.dep_ in {"neg", "det", "preconj", "mark", "advmod"}}
    if token.dep_ == "conj" and any(c.lower_ == "nor" for c in token.head.children):
        return True
    if token.dep_ == "pcomp" and token.head.lower_ == "without":
        return True
    subject = own_subject(token) if is_verb(token) else None
    nobody = subject is not None and (
        subject.lower_ in {"none", "nobody", "no-one", "nothing"} or any(c.lower_ == "no" for c in subject.lefts)
    )
    return nobody or bool(words & lexicon.listed("modality", "negators"))


def _hands_down(token: Token, head: Token) -> bool:
    label = relation(token)
    if label in {"xcomp", "pcomp", "ccomp"}:
        return is_verb(head)
    return label in {"dobj", "obj", "nsubjpass", "pobj"} and is_verb(head)
