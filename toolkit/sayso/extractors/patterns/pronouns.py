"""Whom *he*, *they* and *we* stand for: the one in focus, or, in somebody's own words, the speaker.

Outside quotation marks *she* is the person who was last a subject, if nothing speaks against it. Inside them *I* is the
speaker, *we* those whom the speaker speaks for, and *he* is anybody but the speaker. So the newspaper's own pronouns
are read first, since they tell who speaks; then those at each depth of marks.
"""

from bisect import bisect_left
from dataclasses import dataclass, field

from sayso.extractors.patterns import words
from sayso.extractors.patterns.attribution import Draft
from sayso.extractors.patterns.entities import Cast, Entity, Mention
from sayso.extractors.patterns.naming import Register
from sayso.extractors.patterns.speakers import speakers
from sayso.extractors.patterns.words import word_set

PERSONS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
THINGS = frozenset({"it", "its", "itself"})
PLURALS = frozenset({"they", "them", "their", "theirs", "themselves"})
SELF = frozenset({"i", "me", "my", "mine", "myself"})
OURS = frozenset({"we", "us", "our", "ours", "ourselves"})
REACH = 150  # tokens back to the last mention of whom a pronoun stands for
SENTENCE = 30  # tokens back to the subject that *it* stands for
NEARBY = 50  # tokens back to anything else
SEEMING = word_set("seem appear take turn")


@dataclass(slots=True)
class Focus:
    """Whom the text is about: the last subject and the last mentions of each sort; the members of bodies."""

    subject: dict[str, tuple[int, int]] = field(default_factory=dict)
    latest: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    members: dict[int, int] = field(default_factory=dict)


def resolve(register: Register, drafts: list[Draft]) -> list[list[int]]:
    """Mention the pronouns that stand for somebody; the speakers of each draft."""
    told = [speakers(register, draft) for draft in drafts]
    deepest = min(max(register.found.reading.depth, default=0), 3)
    sources = {phrase.head for draft in drafts if draft.subject for phrase in draft.subject.phrases}
    for depth in range(deepest + 1):
        _at_depth(register, drafts, told, sources, depth)
        for number, draft in enumerate(drafts):
            if not told[number] and draft.subject is not None:
                told[number] = speakers(register, draft)
        if depth == 0:
            _float(drafts, told)
    return told


def _float(drafts: list[Draft], told: list[list[int]]) -> None:
    """Quotations without attribution are said by who spoke last."""
    last: list[int] = []
    for number, draft in enumerate(drafts):
        if draft.floating:
            told[number] = list(last)
        elif draft.depth == 0 and told[number] and draft.cue is not None:
            last = told[number]


def _at_depth(register: Register, drafts: list[Draft], told: list[list[int]], sources: set[int], depth: int) -> None:
    """One reading of the text, resolving the pronouns at one depth of marks."""
    found, cast = register.found, register.cast
    owners = _owners(register, drafts, depth)
    focus = Focus(members=_members(cast))
    for place in range(len(found.tags)):
        number = cast.of(place) if found.reading.depth[place] <= depth else None
        if number is None and found.reading.depth[place] == depth and found.tags[place] in "RO":
            speaking = told[owners[place]] if owners.get(place) is not None else []
            number = _whom(register, focus, place, speaking, marked=depth > 0)
            if number is not None:
                cast.mention(number, Mention((place, place + 1), (place, place + 1), "pronoun"))
        if number is not None:
            _attend(register, focus, number, place, subject=place in sources or _is_subject(register, place))


def _owners(register: Register, drafts: list[Draft], depth: int) -> dict[int, int]:
    """Which draft's words stand at each token of a depth: the smallest one around it."""
    owners: dict[int, int] = {}
    if not depth:
        return owners
    sizes = [
        (sum(b - a for a, b in draft.content), n)
        for n, draft in enumerate(drafts)
        if draft.depth < depth and draft.kind != "indirect"
    ]
    starts = [token.start for token in register.found.reading.tokens]
    for _, number in sorted(sizes, reverse=True):
        for start, end in drafts[number].content:
            for place in range(bisect_left(starts, start), bisect_left(starts, end)):
                if register.found.reading.depth[place] == depth:
                    owners[place] = number
    return owners


def _is_subject(register: Register, place: int) -> bool:
    """Whether a verb follows what is mentioned at `place`."""
    after = place + 1
    while register.found.tag(after) == "B":
        after += 1
    return register.found.tag(after) in "XV"


def _sorts(entity: Entity) -> tuple[str, ...]:
    """The sorts of pronoun an entity can be taken up by."""
    if entity.plural or entity.kind == "group":
        return ("many",)
    if entity.kind == "person":
        return ("person",)
    return ("thing", "body") if entity.kind in {"organization", "country"} else ("thing",)


def _attend(register: Register, focus: Focus, number: int, place: int, *, subject: bool) -> None:
    for sort in _sorts(register.cast.entities[number]):
        row = focus.latest.setdefault(sort, [])
        row.append((number, place))
        del row[:-6]
        if subject:
            focus.subject[sort] = (number, place)


def _whom(register: Register, focus: Focus, place: int, speaking: list[int], *, marked: bool) -> int | None:
    """The entity that the pronoun at `place` stands for, if it is clear enough."""
    word = register.found.reading.lower(place)
    if word in SELF:
        return speaking[0] if marked and len(speaking) == 1 else None
    if word in OURS:
        return _ours(register.cast, focus, speaking) if marked else None
    if word in PERSONS:
        return _person(register, focus, place, PERSONS[word], speaking)
    if word in PLURALS:
        many = _in_focus(focus, "many", place, speaking)
        return many if many is not None else _in_focus(focus, "body", place, speaking)
    if word in THINGS and not _impersonal(register, place):
        return _thing(focus, place, speaking)
    return None


def _members(cast: Cast) -> dict[int, int]:
    """From each body to the group of its members, where the text speaks of them."""
    groups = [
        (e.owner, n) for n, e in enumerate(cast.entities) if e.owner is not None and e.plural and e.kind == "group"
    ]
    return dict(reversed(groups))


def _ours(cast: Cast, focus: Focus, speaking: list[int]) -> int | None:
    """Whom a speaker speaks for: the members of the body that he or she belongs to, that body, or itself."""
    if len(speaking) != 1:
        return None
    entity = cast.entities[speaking[0]]
    if entity.kind != "person":
        return speaking[0]
    if entity.owner is None:
        return None
    return focus.members.get(entity.owner, entity.owner)


def _person(register: Register, focus: Focus, place: int, gender: str, speaking: list[int]) -> int | None:
    candidates = [focus.subject[sort] for sort in ("person",) if sort in focus.subject]
    candidates += reversed(focus.latest.get("person", []))
    for number, where in candidates:
        entity = register.cast.entities[number]
        if entity.gender in {None, gender} and number not in speaking and place - where < REACH:
            entity.gender = gender
            return number
    return None


def _in_focus(focus: Focus, sort: str, place: int, speaking: list[int]) -> int | None:
    candidates = [focus.subject[sort]] if sort in focus.subject else []
    candidates += reversed(focus.latest.get(sort, []))
    near = (number for number, where in candidates if place - where < REACH and number not in speaking)
    return next(near, None)


def _thing(focus: Focus, place: int, speaking: list[int]) -> int | None:
    """The subject of the sentence if it is a thing, else the thing last mentioned nearby."""
    subject = focus.subject.get("thing")
    candidates = [subject] if subject is not None and place - subject[1] < SENTENCE else []
    candidates += reversed(focus.latest.get("thing", []))
    near = (number for number, where in candidates if place - where < NEARBY and number not in speaking)
    return next(near, None)


def _impersonal(register: Register, place: int) -> bool:
    """Whether *it* stands for nothing: *it is necessary to*, *it seems that*."""
    found, after = register.found, place + 1
    if found.reading.lower(place) != "it":
        return False
    verb = found.verbs.get(after)
    if verb is not None and verb.lemma in SEEMING:
        return True
    if found.reading.lower(after) not in words.BE and found.tag(after) != "X":
        return False
    for index in range(after, after + 7):
        if found.reading.lower(index) == "that" or found.tag(index) == "T":
            return True
        if found.tag(index) in ".PDMR" and index > after:
            return False
    return False
