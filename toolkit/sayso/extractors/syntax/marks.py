"""Quotation marks: which characters of a text stand between a pair of them.

Every family is read: curly, straight, low-high, guillemets pointing either way, corner brackets, backticks. A mark
that may also be an apostrophe opens only before a word and closes only after one, and a possessive (*the allies’
support*) closes nothing while a better mark follows. A paragraph that ends inside a quotation and is followed by one
that opens with the same mark continues it; otherwise a lost closing mark costs no more than its own paragraph.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

CLOSERS = {
    "“": '”“"',
    "„": "“”",
    "‟": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "‘": "’",
    "‚": "‘’",
    "‛": "’",
    '"': '"”',
    "'": "'",
    "`": "'`",
    "「": "」",
    "『": "』",
    "〝": "〞〟",
    "＂": "＂",
    "＇": "＇",
}
MARKS = frozenset("".join(CLOSERS) + "".join(CLOSERS.values()))
APOSTROPHES = frozenset("'’`＇")
ELISION = re.compile(r"['’‘](?:\d0s|tis|twas|em|til|cause|n['’]|s)\b", re.IGNORECASE)
OPENED_TWICE = re.compile(r"``|(?<![^\s(\[—–-])''(?=\S)")
CLOSED_TWICE = re.compile(r"''")
BEFORE_OPENING = frozenset("([{—–-/:…")


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch between marks: `start` to `end` without them, `outer` with them.

    `depth` counts the pairs around it. `open_ended` says that the paragraph ended first and the next one goes on.
    """

    start: int
    end: int
    outer: tuple[int, int]
    depth: int
    open_ended: bool = False


def marked(text: str) -> list[Marked]:
    """Every stretch of `text` between quotation marks, in order, nested ones after those around them."""
    text = CLOSED_TWICE.sub("” ", OPENED_TWICE.sub(" “", text))  # the typewriter's marks, at the same offsets
    found = [pair for start, end in _paragraphs(text) for pair in _pairs(text, start, end)]
    return sorted((pair for pair in found if text[pair.start : pair.end].strip()), key=lambda p: p.outer)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^\r\n\v\f\x85\u2028\u2029]+", text):
        yield match.start(), match.end()


def _pairs(text: str, start: int, end: int) -> Iterator[Marked]:
    """The pairs of one paragraph, by a stack of opening marks."""
    stack: list[int] = []
    for index in range(start, end):
        if text[index] not in MARKS:
            continue
        depth = _closes(text, index, stack, end)
        if depth is not None:
            yield Marked(stack[depth] + 1, index, (stack[depth], index + 1), depth)
            del stack[depth:]
        elif _opens(text, index, start, end):
            stack.append(index)
    if stack:
        yield from _unclosed(text, stack[0], end)


def _closes(text: str, index: int, stack: list[int], end: int) -> int | None:
    """The place in the stack of the mark that the one at `index` closes, if it closes any."""
    if index and text[index - 1].isspace() and text[index] not in "»«":
        return None
    for depth in range(len(stack) - 1, -1, -1):
        if text[index] in CLOSERS[text[stack[depth]]]:
            return None if _is_apostrophe(text, index, end) else depth
    return None


def _is_apostrophe(text: str, index: int, end: int) -> bool:
    if text[index] not in APOSTROPHES:
        return False
    before, after = text[index - 1 : index], text[index + 1 : end]
    if before.isalnum() and after[:1].isalnum():
        return True
    possessive = before in "sS" and re.match(r"\s+\w", after) is not None
    return possessive and re.search(rf"(?<!\s){text[index]}(?!\w)", _until_next_opening(after)) is not None


def _until_next_opening(text: str) -> str:
    return re.split(r"\s[‘'‚`](?=\w)", text, maxsplit=1)[0]


def _opens(text: str, index: int, start: int, end: int) -> bool:
    mark = text[index]
    if mark not in CLOSERS or index + 1 >= end or text[index + 1].isspace():
        return False
    before = text[index - 1] if index > start else " "
    free = before.isspace() or before in BEFORE_OPENING or before in MARKS
    if mark in "'‘`":
        return free and not ELISION.match(text, index) and (mark != "'" or "'" in text[index + 1 : end])
    return free or mark not in '"»›“＂＇'


def _unclosed(text: str, opening: int, end: int) -> Iterator[Marked]:
    """A quotation whose paragraph ends first: it goes on below, or the writer forgot to close it."""
    mark, below = text[opening], text[end:].lstrip()
    continued = below.startswith(mark)
    if continued or mark in '“„«"「『＂':
        yield Marked(opening + 1, end, (opening, end), 0, open_ended=continued)
