"""How far what is said reaches: the fragments of a quote, measured in tokens.

A clause runs to the end of its sentence, unless the newspaper takes the word again: by a second cue joined to the first
(*and said*), by a participle (*, adding that*), by a closing attribution (*, the agency reports*).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.extractors.patterns.clauses import is_clause
from sayso.extractors.patterns.plans import BLOCKING, Plan, attribution_ends
from sayso.extractors.patterns.reading import DASHES
from sayso.extractors.patterns.subjects import Sentence

LONGEST = 250  # tokens; no clause in a newspaper is longer
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Measured:
    """A plan with its content: token ranges, half open, in reading order."""

    plan: Plan
    content: tuple[Range, ...]


def measured(sentence: Sentence, plans: Sequence[Plan]) -> list[Measured]:
    """The contents of the attributions in one sentence."""
    answer: list[Measured] = []
    behind = sentence.frame.first
    for number, plan in enumerate(plans):
        if plan.backward:
            closing = behind == plan.left - 1 and sentence.text(behind) == ","
            if closing:  # ..., the ministry said, Nordic Press reports
                behind = max(sentence.frame.first, plan.left - LONGEST)
            content = _backward(sentence, plan, behind, plans[number + 1 : number + 12])
            behind = attribution_ends(sentence, plan)
        elif plan.forward is not None:
            content = _forward(sentence, plan, plans[number + 1 : number + 12])
        else:
            content = ()
        content = tuple(part for part in content if part[1] > part[0])
        if content:
            answer.append(Measured(plan, content))
    return answer


def _forward(sentence: Sentence, plan: Plan, later: Sequence[Plan]) -> tuple[Range, ...]:
    forward = plan.forward
    if forward is None or forward.kind == "this":
        return ()
    first = forward.first
    if forward.kind == "mark" or (forward.kind in {"colon", "that"} and sentence.opens(first)):
        return ((first, _behind_marks(sentence, first, later, clause=forward.kind != "mark")),)
    if forward.kind == "naming":
        mark = next(n for n in range(first, sentence.frame.last) if sentence.opens(n))
        return ((first, _closing(sentence, mark)),)
    if forward.kind == "object":
        end = min(_cut(sentence, first, later), _main_clause(sentence, plan, first))
        return ((first, _thing_ends(sentence, first, end)),)
    end = min(_cut(sentence, first, later), _main_clause(sentence, plan, first))
    return ((first, _purpose_ends(sentence, first, end) if forward.kind == "infinitive" else end),)


def _closing(sentence: Sentence, mark: int) -> int:
    """The token behind the closing mark of the quotation that opens at `mark`."""
    place = mark + 1
    while place < sentence.frame.last and not sentence.plain(place):
        place += 1
    return min(place + 1, sentence.frame.last)


def _behind_marks(sentence: Sentence, mark: int, later: Sequence[Plan], *, clause: bool) -> int:
    """Where content that begins with a mark ends: at the closing mark, or with the clause that goes on behind it."""
    end = _closing(sentence, mark)
    for _ in range(4):
        if sentence.lower(end) not in {"and", "or", "but"} or not sentence.opens(end + 1):
            break
        end = _closing(sentence, end + 1)
    joined = sentence.starting(end + 1) if sentence.tag(end) == "C" else None
    goes_on = joined is not None and is_clause(sentence, joined) and sentence.text(end - 2) not in {",", "."}
    goes_on = goes_on and not any(plan.left <= end + 3 for plan in later)
    if sentence.tag(end) in "XVNMD" or goes_on or (clause and sentence.tag(end) in "NMPDAXVBT"):
        return _cut(sentence, mark, later)
    return end


def _cut(sentence: Sentence, first: int, later: Sequence[Plan]) -> int:
    """The end of a clause: the frame's, or where a later attribution of the newspaper begins."""
    end = _semicolon(sentence, first)
    for plan in later:
        if plan.cue[0] > end:
            break
        cut = _resumes(sentence, plan)
        if cut is not None and cut > first:
            return cut
    return end


def _purpose_ends(sentence: Sentence, first: int, end: int) -> int:
    """Where a purpose ends: before *and* with a finite verb, which can only be the newspaper's."""
    for place in range(first, end - 1):
        if sentence.tag(place) == "C" and sentence.plain(place) and sentence.tag(place + 1) in "VB":
            ahead = place + 1 + (sentence.tag(place + 1) == "B")
            form = sentence.found.verbs.get(ahead)
            if form is not None and form.form in {"past", "s"}:
                return _comma_before(sentence, place)
    return end


def _main_clause(sentence: Sentence, plan: Plan, first: int) -> int:
    """Where the main clause begins if the attribution stands in one before it: *While Karr said …, Voss left*."""
    blocked = sentence.lower(plan.left - 1) in BLOCKING and plan.left - 1 <= sentence.frame.first + 2
    if blocked or (plan.form == "ing" and plan.left == sentence.frame.first):
        for place in range(first, min(first + LONGEST, sentence.frame.last)):
            follower = sentence.starting(place + 1) if sentence.text(place) == "," else None
            if follower is not None and sentence.plain(place) and is_clause(sentence, follower):
                return place
    return sentence.frame.last


def _semicolon(sentence: Sentence, first: int) -> int:
    """The end of the frame, or a semicolon before it, behind which the newspaper may speak again."""
    end = min(sentence.frame.last, first + LONGEST)
    return next((n for n in range(first, end) if sentence.text(n) == ";" and sentence.plain(n)), end)


def _resumes(sentence: Sentence, plan: Plan) -> int | None:
    """The token at which the newspaper takes the word again, or None if the plan stands inside what is said."""
    place = plan.left - 1
    while sentence.tag(place) == "B":
        place -= 1
    if plan.backward:
        return place if sentence.text(place) in {","} | DASHES else None
    if plan.form == "ing":
        return _comma_before(sentence, place) if sentence.text(place) in {",", "and"} | DASHES else None
    joined = sentence.tag(place) == "C" or sentence.lower(place) in {"while", "whereas"}
    if plan.shared:
        return _comma_before(sentence, place) if joined else None
    if sentence.text(place) == ";":
        return place
    return place - 1 if joined and sentence.text(place - 1) in {",", ";"} else None


def _comma_before(sentence: Sentence, place: int) -> int:
    return place - 1 if sentence.tag(place) in "CS" and sentence.text(place - 1) == "," else place


def _thing_ends(sentence: Sentence, first: int, end: int) -> int:
    """Where a thing spoken of ends: with its clause, or before one that says something else of the speaker."""
    for place in range(first, end):
        if not sentence.plain(place):
            continue
        ahead = place + 1
        if sentence.text(place) in {",", ";"} | DASHES and (
            sentence.tag(ahead) in "SVXCRP" or sentence.lower(ahead) in {"who", "which"}
        ):
            return place
        if sentence.tag(place) == "C" and sentence.tag(ahead) in "VX" and _finite(sentence, ahead):
            return place
        if sentence.tag(place) == "S" and sentence.lower(place) in {
            "after",
            "because",
            "when",
            "while",
            "as",
            "although",
        }:
            return place
    return end


def _finite(sentence: Sentence, place: int) -> bool:
    form = sentence.found.verbs.get(place)
    return form is None or form.form in {"past", "s"}


def _backward(sentence: Sentence, plan: Plan, behind: int, later: Sequence[Plan]) -> tuple[Range, ...]:
    """What stands before an attribution, and what goes on behind it."""
    first = behind
    while first < plan.left and (sentence.tag(first) in "C." and not sentence.opens(first)):
        first += 1
    first = max(first, plan.left - LONGEST * 4)
    whole = sentence.opens(first)
    before = (first, plan.left)
    stop = attribution_ends(sentence, plan)
    limit = later[0].left if later else sentence.frame.last
    quoted = next((n for n in range(stop, min(limit, sentence.frame.last)) if sentence.opens(n)), None)
    if later and later[0].backward and quoted is not None:
        quoted = None  # the next attribution looks back on it
    if quoted is not None and sentence.text(quoted - 1) in {",", ":", "and", "that", "."} | DASHES:
        return before, (quoted, _last_mark(sentence, quoted, limit))
    if not whole and _goes_on(sentence, plan, stop, first):
        return before, (stop + 1, _cut(sentence, stop + 1, later))
    return (before,)


def _last_mark(sentence: Sentence, mark: int, limit: int) -> int:
    """The token behind the last quotation of the frame, where the words between belong to it; else behind this one."""
    end = _closing(sentence, mark)
    return end if any(sentence.tag(n) != "." for n in range(end, limit)) else limit


def _goes_on(sentence: Sentence, plan: Plan, stop: int, first: int) -> bool:
    """Whether a clause broken by its attribution goes on: *The bridge, Karr said, will close*."""
    if sentence.text(stop) not in {","} | DASHES or stop + 2 >= sentence.frame.last:
        return False
    ahead = stop + 1
    begun = any(sentence.tag(n) in "XV" for n in range(first, plan.left))
    if not begun:
        follower = sentence.starting(ahead)
        return sentence.tag(ahead) in "XV" or (follower is not None and is_clause(sentence, follower))
    form = sentence.found.verbs.get(ahead)
    turned = sentence.tag(ahead) in "SP" or (form is not None and form.form == "ing")
    appositive = sentence.starting(ahead) is not None and plan.right > plan.cue[1]
    return not turned and not appositive and sentence.tag(ahead) == "C"
