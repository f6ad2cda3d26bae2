"""A text made ready for a parser trained on running prose, at unchanged offsets.

Three things in news text mislead such a parser, and each is mended before parsing without moving a character:
headlines in title case (words are read in the case they have elsewhere in the article), line ends (each starts a
sentence), and brackets or abbreviations inside a sentence (a small letter after them starts none).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from sayso.extractors.syntax.marks import Marked, marked
from sayso.extractors.syntax.relations import TEXT

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
LONGER = 4  # letters of a word that title case capitalises
TERMINAL = (".", "!", "?", "…", ";", ":")
LINE_END = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")
# PORT ELLERY, Jan. 3 (Courier) — the story begins after the dash
DATELINE = re.compile(
    r"^[^\S\n]*[^\W\da-z_][^\W\da-z_]+[^\n.!?:;]{0,40}?\.?(?:\s\([^)\n]{2,40}\))?\s?(?:--|[–—-])\s", re.MULTILINE
)
SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Reading:
    """A document's text, its parse, and the quotation marks found in it.

    `lines` are the offsets at which lines begin, `sentences` the number of each token's sentence, `outer` the
    outermost marked stretches; `heading` is the end of a headline above the text, 0 without one.
    """

    text: str
    doc: Doc
    marks: tuple[Marked, ...]
    outer: tuple[Marked, ...]
    lines: tuple[int, ...]
    sentences: tuple[int, ...]
    heading: int

    def line(self, offset: int) -> int:
        """The number of the line that `offset` stands in."""
        return bisect_right(self.lines, offset) - 1

    def in_heading(self, offset: int) -> bool:
        """Whether `offset` stands in the headline."""
        return offset < self.heading

    def outermost(self, offset: int) -> Marked | None:
        """The outermost marked stretch around `offset`, if it stands in one."""
        place = bisect_right(self.outer, offset, key=lambda mark: mark.start) - 1
        return self.outer[place] if place >= 0 and offset < self.outer[place].end else None


def prepared(nlp: Language, text: str) -> Doc:
    """The tokens of `text`, with the sentence starts that its lines and brackets fix, ready for the pipeline."""
    plain = in_running_case(SURROGATE.sub("\ufffd", text))
    doc = nlp.make_doc(plain)
    doc.user_data[TEXT] = plain
    opened = 0
    datelines = {match.end() for match in DATELINE.finditer(text)}
    for token in doc:
        before = doc[token.i - 1] if token.i else None
        if token.idx in datelines:
            token.is_sent_start, opened = True, 0
        elif before is None or _breaks_line(before):
            token.is_sent_start, opened = not token.is_space, 0
        elif token.is_space or opened or _goes_on(before, token):
            token.is_sent_start = False
        opened = max(0, opened + _opens_bracket(token) - (token.text in {")", "]"}))
    return doc


def reading(doc: Doc, text: str) -> Reading:
    """A parsed document with what is known of its lines, sentences and quotation marks."""
    lines = (0, *(match.end() for match in LINE_END.finditer(text)))
    marks = tuple(marked(text))
    outer = tuple(mark for mark in marks if mark.depth == 0)
    numbers = accumulate(bool(token.is_sent_start) and not token.is_space for token in doc)
    return Reading(text, doc, marks, outer, lines, tuple(numbers), _heading(text))


def _heading(text: str) -> int:
    """The end of the first line, if it is no sentence and text follows it."""
    start = len(text) - len(text.lstrip())
    first, _, rest = text[start:].partition("\n")
    return start + len(first) if rest.strip() and not first.rstrip().endswith((".", "!", "”", "’", '"')) else 0


def in_running_case(text: str) -> str:
    """`text` with the words of its title-case lines as they are written where case carries meaning."""
    lines = text.splitlines(keepends=True)
    titles = [number for number, line in enumerate(lines) if _is_title(line)]
    if not titles or len(titles) == len(lines):
        return text
    elsewhere = Counter(word for n, line in enumerate(lines) if n not in titles for word in WORD.findall(line))
    for number in titles:
        lines[number] = WORD.sub(lambda match: _recased(match[0], elsewhere), lines[number])
    return "".join(lines)


def _is_title(line: str) -> bool:
    """Whether most longer words of a line without a full stop begin with a capital letter."""
    found = [word for word in WORD.findall(line) if len(word) >= LONGER]
    capital = sum(word[0].isupper() for word in found)
    return len(found) >= LONGER - 1 and capital >= 0.7 * len(found) and not line.rstrip().endswith(TERMINAL)


def _recased(word: str, elsewhere: Counter[str]) -> str:
    """A name in a headline comes again below it; a word that does not, or mostly in small letters, is none."""
    small = word.lower()
    keeps = word[1:] != small[1:] or len(small) != len(word) or elsewhere[word] > elsewhere[small]
    return word if keeps else small


def _opens_bracket(token: Token) -> bool:
    """A bracket that a later one closes: an emoticon opens nothing."""
    closer = {"(": ")", "[": "]"}.get(token.text)
    return closer is not None and any(t.text == closer for t in token.doc[token.i : token.i + 60])


def _breaks_line(token: Token) -> bool:
    return token.is_space and token.text.strip(" \t\xa0\u3000") != ""


def _goes_on(before: Token, token: Token) -> bool:
    """A small letter after anything but a sentence's end starts no sentence."""
    return token.text[:1].islower() and before.text[-1:] not in {".", "!", "?", "…"}
