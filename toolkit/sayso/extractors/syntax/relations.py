"""Who is subject, object and governor of what: the one place that knows labels of dependency schemes.

The labels are those of spaCy's English pipelines (ClearNLP), with those of Universal Dependencies beside them where
they differ. Subjects are *understood* ones: a participle, an infinitive or a second verb takes its subject from the
clause that controls it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

TEXT = "sayso.text"
SUBJECTS = frozenset({"nsubj", "nsubjpass", "nsubj:pass", "csubj", "csubjpass", "csubj:pass"})
PASSIVE = frozenset({"nsubjpass", "auxpass", "nsubj:pass", "aux:pass", "csubjpass", "csubj:pass"})
OBJECTS = frozenset({"dobj", "obj"})
DATIVES = frozenset({"dative", "iobj"})
CLAUSES = frozenset({"ccomp"})
PREPOSITIONS = frozenset({"prep", "agent", "dative"})
COMPLEMENTS = frozenset({"pobj", "pcomp"})
RELATIVES = frozenset({"who", "which", "that", "whom"})
WH = frozenset({"what", "how", "whether", "why", "who", "which", "where", "if", "when"})


def text_of(token: Token) -> str:
    """The text of a token's document, kept with it: spaCy puts its own together anew each time."""
    kept = token.doc.user_data.get(TEXT)
    return kept if isinstance(kept, str) else str(token.doc.text)


def lemma(token: Token) -> str:
    """The base form, in lower case."""
    return (token.lemma_ or token.text).lower()


def singular(token: Token) -> str:
    """The singular of a noun, in lower case, also of one that the tagger takes for a name: *Allies*."""
    word = lemma(token)
    if not is_plural(token) or word != token.lower_:
        return word
    for ending, single in (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"), ("men", "man"), ("s", "")):
        if word.endswith(ending):
            return word.removesuffix(ending) + single
    return word


def is_verb(token: Token) -> bool:
    """Whether the tagger calls it a verb, participles included."""
    return token.tag_.startswith("VB") or token.pos_ == "VERB"


def is_noun(token: Token) -> bool:
    """A common noun or a proper one."""
    return token.tag_.startswith("NN") or token.pos_ in {"NOUN", "PROPN"}


def is_plural(token: Token) -> bool:
    """Whether a noun is plural by its tag."""
    return token.tag_ in {"NNS", "NNPS"} or "Number=Plur" in str(token.morph)


def child(token: Token, labels: frozenset[str]) -> Token | None:
    """The first child with one of the labels."""
    return next((c for c in token.children if c.dep_ in labels), None)


def conjuncts(token: Token) -> Iterator[Token]:
    """The token and what is co-ordinated with it, in order."""
    yield token
    for other in token.children:
        if other.dep_ == "conj":
            yield from conjuncts(other)


def governor(token: Token) -> Token:
    """The word that a token or the co-ordination it belongs to depends on; itself at the root."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token.head


def relation(token: Token) -> str:
    """The label of a token, or of the first word of the co-ordination it belongs to."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return str(token.dep_)


def is_passive(verb: Token) -> bool:
    """A passive clause, or a participle after a noun: *the aid promised*."""
    if child(verb, PASSIVE) is not None:
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and child(verb, SUBJECTS) is None:
        return verb.head.i != verb.i and is_verb(verb.head) and is_passive(verb.head)
    return verb.dep_ in {"acl", "amod"} and verb.tag_ == "VBN"


def negated(token: Token) -> bool:
    """Whether a negative word stands right beside it: *not*, *never*, *no*, *neither*."""
    beside = {c.text.lower() for c in token.children if c.dep_ in {"neg", "preconj", "det", "advmod", "cc"}}
    return bool(beside & {"not", "n't", "n’t", "never", "no", "neither"})


def prepositions(token: Token) -> Iterator[tuple[str, Token]]:
    """The phrases that prepositions tie to a token: (preposition, head of the phrase), each of a co-ordination."""
    for prep in token.children:
        if prep.dep_ in PREPOSITIONS and prep.tag_ in {"IN", "TO", "RP", "VBG", ""}:
            yield from ((prep.text.lower(), end) for end in phrase_ends(prep))
        elif prep.dep_ in {"obl", "nmod"} and (case := child(prep, frozenset({"case"}))) is not None:
            yield case.text.lower(), prep


def phrase_ends(prep: Token) -> Iterator[Token]:
    """The heads of the phrases after a preposition, through a second one: *from inside the town*."""
    for inner in prep.children:
        if inner.dep_ in COMPLEMENTS:
            yield from conjuncts(inner)
        elif inner.dep_ == "prep":
            yield from phrase_ends(inner)


def objects(verb: Token) -> list[Token]:
    """The direct objects, each of a co-ordination."""
    return [o for c in verb.children if c.dep_ in OBJECTS for o in conjuncts(c)]


def own_subject(verb: Token) -> Token | None:
    """The subject that stands in the verb's own clause; of a relative clause, what the pronoun refers to."""
    found = child(verb, SUBJECTS)
    if found is None or found.lower_ not in RELATIVES:
        return found
    clause = verb
    while clause.dep_ == "conj" and clause.head.i != clause.i:
        clause = clause.head
    return clause.head if clause.dep_ in {"relcl", "acl:relcl", "acl"} else found


def understood_subject(verb: Token, *, depth: int = 6) -> Token | None:
    """Who does what the verb says, taken from the controlling clause where its own does not name one."""
    found = own_subject(verb)
    if found is not None or depth == 0 or verb.head.i == verb.i:
        return found
    return _controller(verb, depth)


def _controller(verb: Token, depth: int) -> Token | None:
    head = verb.head
    if verb.dep_ == "pcomp":
        carrier = head.head
        return _object_first(carrier, depth) if head.lower_ in {"from", "into"} else _subject_of(carrier, depth)
    if verb.dep_ == "xcomp" and lemma(head) not in {"promise", "threaten", "vow"}:
        return _object_first(head, depth)
    if heads_sentence(verb):
        return head
    if verb.dep_ in {"acl", "relcl"} and is_noun(head) and verb.tag_ != "VB":
        return None if verb.tag_ == "VBN" else head
    return _subject_of(head, depth)


def heads_sentence(verb: Token) -> bool:
    """Whether a noun and an infinitive are the whole sentence, as in headlines: *Town to build bridge*."""
    return verb.dep_ in {"acl", "relcl"} and verb.tag_ == "VB" and is_noun(verb.head) and verb.head.dep_ == "ROOT"


def _object_first(head: Token, depth: int) -> Token | None:
    """The object that controls an infinitive: of *urge them to*, *call on them to*."""
    found = child(head, OBJECTS) if is_verb(head) else None
    if found is None and lemma(head) in {"appeal", "call"}:
        found = next((t for word, t in prepositions(head) if word in {"on", "upon", "to"}), None)
    return found or _subject_of(head, depth)


def _subject_of(head: Token, depth: int) -> Token | None:
    """The understood subject of a verb, or of the verb that a noun or adjective hangs on."""
    while not is_verb(head) and head.pos_ != "AUX" and head.head.i != head.i:
        head = head.head
    return understood_subject(head, depth=depth - 1)
