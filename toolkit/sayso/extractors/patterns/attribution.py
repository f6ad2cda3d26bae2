"""Who says what: every attribution of a text as a draft of a quote, in reading order, each knowing what encloses it.

Sentence by sentence, at each depth of marks, the attributions are found and measured out (`plans`, `contents`,
`special`); then quotations that nobody claimed go to the attribution before them, continued paragraphs are joined, and
nesting is read off from which content a cue stands in.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sayso.extractors.patterns.capitals import SMALL
from sayso.extractors.patterns.contents import Measured, Range, measured
from sayso.extractors.patterns.marks import APOSTROPHES, SIGNS, Quotation, chained
from sayso.extractors.patterns.phrases import Phrases
from sayso.extractors.patterns.plans import Plan, plans
from sayso.extractors.patterns.reading import Frame
from sayso.extractors.patterns.special import special
from sayso.extractors.patterns.subjects import Sentence, Subject
from sayso.extractors.patterns.tagging import Tagged

TRIMMED = frozenset({".", ",", ";", ":", "—", "–", "-", "―"})
SHORTEST = 4  # words of a quotation that speaks for itself, without any attribution


@dataclass(slots=True)
class Draft:
    """A quote before its speakers are known: content, cue and source as spans of code points, half open.

    `subject` is the source as phrases; `parent`, the place in the list of the draft around it; `before`, the token
    before which its speaker was last named, where it has no source of its own.
    """

    content: list[Range]
    kind: str
    cue: Range | None
    subject: Subject | None
    depth: int
    paragraph: int
    place: int
    parent: int | None = None
    floating: bool = False
    tokens: list[Range] = field(default_factory=list)


def drafts(found: Tagged, phrases: Phrases) -> list[Draft]:
    """All attributions of a text in reading order of their content."""
    answer: list[Draft] = []
    previous: Frame | None = None
    for frame in found.reading.frames:
        sentence = Sentence(found, phrases, frame)
        for item in _in_sentence(sentence, previous):
            draft = _draft(sentence, item)
            if draft is not None:
                answer.append(draft)
        previous = frame if frame.depth == 0 else previous
    _floating(found, answer)
    _continued(found, answer)
    answer = _distinct(answer)
    _nest(answer)
    return answer


def _in_sentence(sentence: Sentence, previous: Frame | None) -> Iterator[Measured]:
    found = plans(sentence)
    for plan in found:
        if plan.forward and plan.forward.kind == "this" and previous is not None and sentence.frame.depth == 0:
            yield Measured(plan, ((previous.first, previous.last),))
    ordinary = [plan for plan in found if not (plan.forward and plan.forward.kind == "this" and not plan.backward)]
    yield from measured(sentence, ordinary)
    yield from special(
        sentence, sorted(plan.left - 1 for plan in found if not plan.shared and sentence.text(plan.left - 1) == ",")
    )


def _draft(sentence: Sentence, item: Measured) -> Draft | None:
    """A measured attribution as spans; None if nothing but signs is left of its content."""
    reading = sentence.found.reading
    tokens = [part for part in (_trimmed(sentence.found, *part) for part in item.content) if part]
    if not tokens:
        return None
    plan: Plan = item.plan
    return Draft(
        content=[reading.span(*part) for part in tokens],
        kind=_kind(sentence.found, tokens, sentence.frame.depth),
        cue=reading.span(*plan.cue),
        subject=plan.subject,
        depth=sentence.frame.depth,
        paragraph=sentence.frame.paragraph,
        place=plan.cue[0],
        tokens=tokens,
    )


def _trimmed(found: Tagged, first: int, last: int) -> Range | None:
    """A token range without marks and signs at its edges; None if no word is left."""
    tokens = found.reading.tokens
    while first < last and (_is_edge(found, first) or tokens[first].text in TRIMMED):
        first += 1
    while last > first and (_is_edge(found, last - 1) or tokens[last - 1].text in TRIMMED):
        last -= 1
    return (first, last) if any(tokens[n].word for n in range(first, last)) else None


def _is_edge(found: Tagged, place: int) -> bool:
    token = found.reading.tokens[place]
    return token.text in SIGNS and (token.start in found.reading.edges or token.text not in APOSTROPHES)


def _kind(found: Tagged, tokens: list[Range], depth: int) -> str:
    """direct, indirect or mixed, by how many of the words stand deeper in marks than the attribution."""
    marked = [found.reading.depth[n] > depth for part in tokens for n in range(*part) if found.reading.tokens[n].word]
    if all(marked):
        return "direct"
    return "mixed" if any(marked) else "indirect"


def _floating(found: Tagged, answer: list[Draft]) -> None:
    """Give unclaimed quotations to the attribution before them in their paragraph, or let them stand alone."""
    given: list[Draft] = []
    claimed = {n for draft in answer if draft.depth == 0 for part in draft.tokens for n in part[:1]}
    for frame in found.reading.frames:
        part = _alone(found, frame, claimed) if frame.depth == 0 else None
        if part is None:
            continue
        draft = _latest_before(given, frame, part) or _latest_before(answer, frame, part)
        if draft is not None:
            draft.tokens.append(part)
            draft.content.append(found.reading.span(*part))
        elif _speaks_for_itself(found, part):
            given.append(_speaking(found, frame, part))
    answer.extend(given)


def _alone(found: Tagged, frame: Frame, claimed: set[int]) -> Range | None:
    """The words of a frame that is nothing but a quotation, unless an attribution has them."""
    reading = found.reading
    outside = any(reading.depth[n] == 0 and reading.tokens[n].word for n in range(frame.first, frame.last))
    part = None if outside else _trimmed(found, frame.first, frame.last)
    return part if part and reading.depth[part[0]] > 0 and part[0] not in claimed else None


def _latest_before(answer: list[Draft], frame: Frame, part: Range) -> Draft | None:
    """The last direct quote of the same paragraph before `part`."""
    for draft in reversed(answer):
        if draft.paragraph < frame.paragraph:
            return None
        if (
            draft.depth == 0
            and draft.kind == "direct"
            and draft.paragraph == frame.paragraph
            and draft.tokens[0][0] < part[0]
        ):
            return draft
    return None


def _speaks_for_itself(found: Tagged, part: Range) -> bool:
    """Whether a quotation is speech rather than a title or a headline: some words, few of them with capitals."""
    said = [token for token in found.reading.tokens[slice(*part)] if token.word]
    large = sum(token.text[0].isupper() for token in said if len(token.text) > SMALL)
    return len(said) >= SHORTEST and large <= 0.6 * sum(len(token.text) > SMALL for token in said)


def _speaking(found: Tagged, frame: Frame, part: Range) -> Draft:
    """A quotation without attribution; whoever was spoken of before it speaks."""
    content = [found.reading.span(*part)]
    return Draft(content, "direct", None, None, 0, frame.paragraph, part[0], floating=True, tokens=[part])


def _continued(found: Tagged, answer: list[Draft]) -> None:
    """Join the paragraphs of one quotation: each further fragment goes to the draft that has the attribution."""
    chains = _chains(found)
    owners: dict[int, Draft] = {}
    taken: dict[int, int] = {}
    for draft in sorted(answer, key=lambda d: d.floating):
        for start, _ in draft.content:
            chain = chains.get(start) if draft.depth == 0 and draft.kind != "indirect" else None
            if chain is not None:
                owners.setdefault(chain[0].start, draft)
    for chain in {id(chain): chain for chain in chains.values()}.values():
        owner = owners.get(chain[0].start)
        if owner is not None:
            _take(found, owner, chain)
            taken |= {q.start: id(owner) for q in chain}
    answer[:] = [d for d in answer if not d.floating or taken.get(d.content[0][0], id(d)) == id(d)]


def _chains(found: Tagged) -> dict[int, list[Quotation]]:
    """For the start of each quotation that spans paragraphs, all its pieces."""
    links = chained(found.reading.quotations)
    pieces = {q.start: q for q in found.reading.quotations}
    answer: dict[int, list[Quotation]] = {}
    for start, following in links.items():
        chain = answer.setdefault(start, [pieces[start]])
        chain.append(pieces[following])
        answer[following] = chain
    return answer


def _take(found: Tagged, draft: Draft, chain: list[Quotation]) -> None:
    have = {start for start, _ in draft.content}
    for piece in chain:
        if piece.start not in have:
            text = found.reading.text[piece.start : piece.end]
            left = piece.start + len(text) - len(text.lstrip("'` \t\u00a0"))
            right = piece.start + len(text.rstrip().rstrip(".,;").rstrip())
            if right > left:
                draft.content.append((left, right))


def _distinct(answer: list[Draft]) -> list[Draft]:
    """Drafts in reading order with fragments in order and apart; the first of those with the same content and cue."""
    seen: dict[tuple[tuple[Range, ...], Range | None], Draft] = {}
    for draft in answer:
        draft.content = merged(draft.content)
        seen.setdefault((tuple(draft.content), draft.cue), draft)
    return sorted(seen.values(), key=lambda d: (d.content[0], d.place))


def merged(spans: list[Range]) -> list[Range]:
    """Spans in order, those that overlap joined."""
    answer: list[Range] = []
    for start, end in sorted(spans):
        if answer and start < answer[-1][1]:
            answer[-1] = (answer[-1][0], max(end, answer[-1][1]))
        else:
            answer.append((start, end))
    return answer


def _nest(answer: list[Draft]) -> None:
    """Set each draft's parent: the smallest content that its cue stands in, never its own descendant."""
    fragments = sorted((start, end, n) for n, draft in enumerate(answer) for start, end in draft.content)
    active: list[tuple[int, int]] = []
    place = 0
    anchors = sorted(((d.cue or d.content[0])[0], n) for n, d in enumerate(answer))
    for anchor, n in anchors:
        while place < len(fragments) and fragments[place][0] <= anchor:
            active.append((fragments[place][1], fragments[place][2]))
            place += 1
        active = [(end, owner) for end, owner in active if end > anchor]
        around = [(end - answer[owner].content[0][0], owner) for end, owner in active if owner != n]
        for _, owner in sorted(around):
            if not _descends(answer, owner, n):
                answer[n].parent = owner
                break


def _descends(answer: list[Draft], draft: int, ancestor: int) -> bool:
    """Whether `ancestor` is among the draft's ancestors, or they are too many to tell."""
    current: int | None = draft
    for _ in range(50):
        if current is None:
            return False
        if current == ancestor:
            return True
        current = answer[current].parent
    return True
