"""Quotation marks of every family, told from apostrophes, paired, and followed from paragraph to paragraph.

A mark is read by its shape and by what stands beside it: an opening one has nothing or a space before it, a closing one
has something. Marks that are also apostrophes need more care: between letters they are one; after a plural (*the
allies’ support*) they are one if a better closing mark follows before the next opening one. A paragraph that ends
inside a quotation is continued if the next opens with the same mark. Each mark is looked at once, and what follows is
known from one pass backwards, so the work is linear whatever the text holds.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

CLOSERS = {
    "“": '”“"',
    "”": "”",
    "„": '“”"',
    "‟": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "‘": "’",
    "‚": "‘’",
    "‛": "’",
    '"': '"',
    "'": "'",
    "`": "'`’",
    "「": "」",
    "『": "』",
    "〝": "〞〟",
    "＂": "＂",
}
MARKS = frozenset("".join(CLOSERS) + "".join(CLOSERS.values()))
SIGNS = MARKS | {"``", "''"}  # marks as tokens
FILLER = "\u2060"
MARK = re.compile("[" + "".join(sorted(MARKS)) + "]")
SINGLES = frozenset("‘’'`‚‛")
APOSTROPHES = frozenset("'’`")
GUILLEMETS = frozenset("«»‹›")
ELISION = re.compile(r"\d\ds?\b|(?:tis|twas|til|em|cause|n|round|bout|cos)\b", re.IGNORECASE)
BEFORE_OPENING = frozenset("([{—–-/:…=>")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between marks: characters `start` to `end`, half open, the marks outside.

    `outer` is the stretch with its marks, `depth` the number of pairs around it. `continued` says that its paragraph
    ended first and that the next one goes on with it; `unclosed`, that the closing mark was never found.
    """

    start: int
    end: int
    outer: tuple[int, int]
    depth: int
    continued: bool = False
    unclosed: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    """One mark: place and shape, and by its neighbours whether it may open, may close, and how surely it closes."""

    place: int
    shape: str
    opens: bool
    closes: bool
    surely: bool


def quotations(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Quotation]:
    """Every stretch between quotation marks, in reading order, nested ones after those around them.

    Args:
        text: The document.
        paragraphs: Its paragraphs as (start, end), half open, in code points.
    """
    plain = _typeset(text)
    found: list[Quotation] = []
    for number, (start, end) in enumerate(paragraphs):
        below = plain[slice(*paragraphs[number + 1])].lstrip()[:1] if number + 1 < len(paragraphs) else ""
        found.extend(_paragraph(plain, start, end, below))
    return sorted((q for q in found if text[q.start : q.end].strip()), key=lambda q: (q.outer[0], -q.outer[1]))


def _typeset(text: str) -> str:
    """The text with a typewriter's double marks (`` and '') as curly ones, each with a filler to keep the offsets."""
    if "``" not in text and "''" not in text:
        return text
    opened = re.sub(r"(?<![^\s(\[—–-])''(?=\S)", "“" + FILLER, text.replace("``", "“" + FILLER))
    return opened.replace("''", "”" + FILLER)


def _paragraph(text: str, start: int, end: int, below: str) -> Iterator[Quotation]:
    marks = [_mark(text, match.start(), start, end) for match in MARK.finditer(text, start, end)]
    if not marks:
        return
    apostrophes = set(_possessives(marks))
    stack: list[_Mark] = []
    closable = _later_closers(marks)
    for index, mark in enumerate(marks):
        if index in apostrophes and any(m.shape in SINGLES for m in stack):
            continue
        depth = _closed_by(mark, stack)
        if depth is not None:
            opener = stack[depth]
            del stack[depth:]
            yield Quotation(opener.place + 1, mark.place, (opener.place, mark.place + 1), depth)
        elif _may_open(mark, closable=closable[index]):
            stack.append(mark)
        elif not stack and mark.shape in "”»" and mark.closes and not any(m.shape == mark.shape for m in marks[:index]):
            yield from _unopened(text, start, mark.place)
    yield from _unclosed(stack, end, below)


def _mark(text: str, place: int, start: int, end: int) -> _Mark:
    shape = text[place]
    before = text[place - 1] if place > start else " "
    after = text[place + 1] if place + 1 < end else " "
    spaced = shape in GUILLEMETS
    inner = before.isalnum() and after.isalnum() and shape in APOSTROPHES | {"‘"}
    free = before.isspace() or before in BEFORE_OPENING or (before in MARKS and before not in "”’»")
    opens = free and (not after.isspace() or spaced) and not inner
    if shape in APOSTROPHES and ELISION.match(text, place + 1):
        opens = False
    closes = (not before.isspace() or spaced) and not inner and not (after.isalnum() and shape in APOSTROPHES)
    possessive = before in "sSzZxX" and after.isspace() and text[place + 2 : place + 3].isalnum()
    return _Mark(place, shape, opens, closes, surely=closes and not possessive)


def _possessives(marks: Sequence[_Mark]) -> Iterator[int]:
    """Indices of marks after a plural that are apostrophes, since a surer closing mark follows before another opens."""
    surer = False
    for index in range(len(marks) - 1, -1, -1):
        mark = marks[index]
        if mark.shape not in SINGLES:
            continue
        if mark.opens and not mark.closes:
            surer = False
        elif mark.surely:
            surer = True
        elif mark.closes and surer and mark.shape in APOSTROPHES:
            yield index


def _later_closers(marks: Sequence[_Mark]) -> list[bool]:
    """For each mark, whether a mark that would close it follows in the paragraph."""
    seen: set[str] = set()
    answers = []
    for mark in reversed(marks):
        answers.append(any(shape in seen for shape in CLOSERS.get(mark.shape, "")))
        if mark.closes:
            seen.add(mark.shape)
    return answers[::-1]


def _closed_by(mark: _Mark, stack: Sequence[_Mark]) -> int | None:
    """Where in the stack the mark stands that this one closes, if any; only the last few are looked at."""
    if not mark.closes or (mark.opens and mark.shape not in GUILLEMETS):
        return None
    for depth in range(len(stack) - 1, max(len(stack) - 5, -1), -1):
        if mark.shape in CLOSERS[stack[depth].shape]:
            return depth
    return None


def _may_open(mark: _Mark, *, closable: bool) -> bool:
    if mark.shape not in CLOSERS or not mark.opens:
        return False
    return closable or mark.shape not in "'’`‘”»›«‹"


def _unopened(text: str, start: int, place: int) -> Iterator[Quotation]:
    """A closing mark whose opening one was lost: the quotation is taken to begin with the paragraph."""
    if text[place - 1] in ",.!?…":
        yield Quotation(start, place, (start, place + 1), 0, unclosed=True)


def _unclosed(stack: Sequence[_Mark], end: int, below: str) -> Iterator[Quotation]:
    """The quotation still open at the end of its paragraph: continued below, or its mark was lost."""
    for depth, mark in enumerate(stack):
        if mark.shape == below:
            yield Quotation(mark.place + 1, end, (mark.place, end), depth, continued=True)
            return
    if stack and stack[0].shape in '“„"「『':
        yield Quotation(stack[0].place + 1, end, (stack[0].place, end), 0, unclosed=True)


def chained(found: Iterable[Quotation]) -> dict[int, int]:
    """From the start of each continued quotation to the start of the one that goes on with it."""
    outermost = [q for q in found if q.depth == 0]
    return {one.start: other.start for one, other in pairwise(outermost) if one.continued}
