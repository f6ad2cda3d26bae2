"""One attribution in a sentence: the cue, who speaks, and on which side of them the words stand.

*Karr said that …* and *Karr said: “…”* look forward; *“…,” Karr said* and *…, said Karr* look back; *The bridge, Karr
said, will close* looks both ways.
"""

from dataclasses import dataclass

from sayso.extractors.patterns.clauses import Complement, complement, is_clause
from sayso.extractors.patterns.cues import ADDRESSED, GOES_ON, Cue, cues
from sayso.extractors.patterns.reading import DASHES
from sayso.extractors.patterns.subjects import Sentence, Subject, subject_after, subject_before
from sayso.extractors.patterns.tagging import NEAR
from sayso.extractors.patterns.words import word_set

STOPS = frozenset({",", ";", ":"}) | DASHES
AFTER_WORDS = frozenset({",", "!", "?", "…", "..."}) | DASHES
EXTRACTING = word_set("as what which whom how why where whatever than")
BLOCKING = word_set("as when if because while although though since after before until than how what whether")


@dataclass(frozen=True, slots=True)
class Plan:
    """An attribution before its content is measured out.

    `cue` and `left` to `right` are token ranges, the latter the whole attribution with its subject; `forward` is what
    follows the cue; `backward` says that words before `left` are what is said; `shared` that the subject is another's.
    """

    cue: tuple[int, int]
    left: int
    right: int
    subject: Subject | None
    forward: Complement | None
    backward: bool
    shared: bool = False
    form: str = "past"


def plans(sentence: Sentence) -> list[Plan]:
    """The attributions by verbs in a sentence, left to right."""
    found: list[Plan] = []
    subject: Subject | None = None
    for cue in cues(sentence):
        plan = _plan(sentence, cue, subject)
        if plan is not None:
            found.append(plan)
            subject = plan.subject or subject
    return found


def _plan(  # noqa: PLR0911 - one case a line
    sentence: Sentence, cue: Cue, earlier: Subject | None
) -> Plan | None:
    """The attribution by one cue; `earlier` is the subject of the cue before it."""
    inverted = _inverted(sentence, cue)
    if inverted is not None:
        return None if cue.silent else _backwards(sentence, cue, inverted)
    opening = _opens_with(sentence, cue)
    forward = complement(sentence, cue, opening.last if opening else None)
    if opening and forward and forward.kind in {"mark", "colon"}:
        return Plan(
            (cue.place, cue.place + 1), cue.place, opening.last, opening, forward, backward=False, form=cue.form
        )
    if cue.silent and (forward is None or forward.kind != "mark" or cue.bare):
        return None
    subject, shared = _subject(sentence, cue, earlier)
    left = subject.first if subject and not shared else cue.place
    backward = subject is not None and not shared and _looks_back(sentence, left, cue, forward)
    if (forward is None and not backward) or (cue.lemma == "cite" and cue.form == "ing"):
        return None
    if cue.passive and not (forward and forward.kind in {"that", "bare", "mark", "colon"}):
        return None
    if cue.passive:
        subject, shared = _agent(sentence, cue), False
    if (shared and not _may_share(sentence, cue, forward)) or (
        forward and not shared and _is_relative(sentence, left, forward)
    ):
        return None
    return Plan((cue.place, cue.place + 1), left, cue.place + 1, subject, forward, backward, shared, cue.form)


def _backwards(sentence: Sentence, cue: Cue, inverted: Subject) -> Plan:
    """The attribution by an inverted verb, with the adverbs before it."""
    left = cue.place
    while sentence.tag(left - 1) == "B":
        left -= 1
    return Plan((cue.place, cue.place + 1), left, inverted.last, inverted, None, backward=True, form=cue.form)


def _is_relative(sentence: Sentence, left: int, forward: Complement) -> bool:
    """Whether the clause lacks what it speaks of: *what Karr says she paid*, *the sum he says he paid*."""
    if forward.kind not in {"bare", "naming"}:
        return False
    if sentence.lower(left - 1) in EXTRACTING:
        return True
    before = sentence.ending(left)
    return before is not None and before.kind in {"noun", "number"} and sentence.tag(before.first - 1) != "P"


def _subject(sentence: Sentence, cue: Cue, earlier: Subject | None) -> tuple[Subject | None, bool]:
    """Who speaks, and whether another verb's subject is borrowed."""
    if cue.bare:
        governor = next((n for n in range(cue.place - 1, max(cue.place - 6, -1), -1) if _goes_on(sentence, n)), None)
        own = subject_before(sentence, governor) if governor is not None else None
        return own, False
    if cue.form == "ing":
        place = cue.place - 1
        quoted = sentence.lower(place) == "as" and sentence.tag(place - 1) == "V"
        own = subject_before(sentence, place - 1) if quoted else None
        return (own, False) if own else (earlier or main_subject(sentence, cue.place), True)
    own = subject_before(sentence, cue.place)
    if own is not None:
        return own, False
    return earlier or main_subject(sentence, cue.place), True


def _goes_on(sentence: Sentence, place: int) -> bool:
    form = sentence.found.verbs.get(place)
    return form is not None and form.lemma in GOES_ON and sentence.plain(place)


def main_subject(sentence: Sentence, before: int) -> Subject | None:
    """The subject of the first verb of the sentence, looked for up to token `before`."""
    for place in range(sentence.frame.first, min(before, sentence.frame.first + 60)):
        if sentence.plain(place) and sentence.tag(place) in "XV" and sentence.tag(place - 1) not in "XT":
            subject = subject_before(sentence, place)
            if subject is not None and subject.last <= place:
                return subject
    return None


def _may_share(sentence: Sentence, cue: Cue, forward: Complement | None) -> bool:
    """Whether a cue without a subject continues a sentence: *and said*, *, adding*, *, and later said*."""
    place = cue.place - 1
    while sentence.tag(place) in "BX" and cue.place - place < NEAR:
        place -= 1
    if cue.form == "ing":
        if place < sentence.frame.first:
            return forward is not None and forward.kind not in {"object", "infinitive"}
        return (
            sentence.text(place) in STOPS | {"and"}
            or sentence.tag(place) == "C"
            or sentence.lower(place) in {"by", "while"}
            or _closes_quotation(sentence, place)
        )
    joined = sentence.lower(place) in {"and", "but", "or", "then"} or (
        sentence.text(place) == "," and cue.form != "part"
    )
    return joined and cue.form in {"past", "s", "base"}


def _inverted(sentence: Sentence, cue: Cue) -> Subject | None:
    """The subject behind the verb: *“…,” said Karr*, *…, said Karr*."""
    place = cue.place - 1
    while sentence.tag(place) == "B":
        place -= 1
    marked = _closes_quotation(sentence, place) or (
        sentence.text(place) in AFTER_WORDS and _closes_quotation(sentence, place - 1)
    )
    if not (marked or sentence.text(place) in AFTER_WORDS) or cue.form not in {"past", "s"} or cue.lemma in ADDRESSED:
        return None
    if not marked and (
        cue.takes("object") or not cue.takes("clause") or sentence.text(place) != "," or sentence.opens(cue.place + 1)
    ):
        return None
    subject = subject_after(sentence, cue.place)
    if subject is None or sentence.tag(subject.last) in "XV" or sentence.lower(subject.last) == "that":
        return None
    return subject


def _opens_with(sentence: Sentence, cue: Cue) -> Subject | None:
    """The subject behind a verb that opens its sentence: *Said Karr: “…”*."""
    opens = cue.place == sentence.frame.first and cue.form == "past"
    return subject_after(sentence, cue.place) if opens else None


def _closes_quotation(sentence: Sentence, place: int) -> bool:
    """Whether the token closes a quotation inside the frame."""
    inner = place > sentence.frame.first and sentence.found.reading.depth[place - 1] > sentence.frame.depth
    return inner and sentence.plain(place)


def _looks_back(sentence: Sentence, left: int, cue: Cue, forward: Complement | None) -> bool:
    """Whether the words before the subject are what is said."""
    place = left - 1
    if place <= sentence.frame.first or sentence.tag(place) == "S" or sentence.lower(place) in BLOCKING:
        return False
    marked = _closes_quotation(sentence, place) or (
        sentence.text(place) in AFTER_WORDS and _closes_quotation(sentence, place - 1)
    )
    if marked:
        whole = sentence.opens(sentence.frame.first) or (forward is None and cue.takes("clause"))
        return (
            forward is None or forward.kind == "mark" or (whole and forward.kind in {"colon", "object", "infinitive"})
        )
    end = _ends_here(sentence, cue)
    if forward is not None or sentence.text(place) != "," or end is None or not cue.takes("clause"):
        return False
    verbal = any(sentence.tag(n) in "XV" for n in range(max(sentence.frame.first, place - 60), place))
    follower = sentence.starting(end + 1)
    goes_on = sentence.tag(end + 1) in "XV" or (follower is not None and is_clause(sentence, follower))
    return verbal or (sentence.text(end) == "," and goes_on)


def _ends_here(sentence: Sentence, cue: Cue) -> int | None:
    """The sign that ends the cue's clause, if nothing but whom, when and where stands between; else None."""
    place = cue.place + 1
    for _ in range(12):
        if not sentence.plain(place) or (sentence.tag(place) == "." and not sentence.opens(place)):
            return place
        phrase = sentence.starting(place + 1) if sentence.tag(place) == "P" else sentence.starting(place)
        if sentence.tag(place) == "B" or sentence.lower(place) in {"late", "early"}:
            place += 1
        elif phrase is not None and (sentence.tag(place) == "P" or phrase.kind == "time" or cue.lemma in ADDRESSED):
            place = phrase.last
        else:
            return None
    return None


def _agent(sentence: Sentence, cue: Cue) -> Subject | None:
    """Who said it, in a passive: *it was announced by the ministry that*; None where nobody is named."""
    for place in range(cue.place + 1, min(cue.place + 4, sentence.frame.last)):
        if sentence.lower(place) == "by":
            return subject_after(sentence, place)
    return None


def attribution_ends(sentence: Sentence, plan: Plan) -> int:
    """The token at which a backward attribution stops: a sign, an opening mark, or the end of the frame."""
    for place in range(plan.right, min(plan.right + 40, sentence.frame.last)):
        if sentence.opens(place) or (sentence.plain(place) and sentence.text(place) in STOPS):
            return place
    return sentence.frame.last
