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
from typing import TYPE_CHECKING

from sayso.extractors.syntax.marks import Marked, marked

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
TERMINAL = (".", "!", "?", "…", ";", ":")
SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Reading:
    """A document's text, its parse, and the quotation marks found in it."""

    text: str
    doc: Doc
    marks: tuple[Marked, ...]
    lines: tuple[int, ...]

    def line(self, offset: int) -> int:
        """The number of the line that `offset` stands in."""
        return bisect_right(self.lines, offset) - 1

    def span(self, start: int, end: int) -> dict[str, object]:
        """The span as a record holds it."""
        return {"start": start, "end": end, "text": self.text[start:end]}

    def outermost(self, offset: int) -> Marked | None:
        """The outermost marked stretch around `offset`, if it stands in one."""
        return next((m for m in self.marks if m.depth == 0 and m.start <= offset < m.end), None)


def prepared(nlp: Language, text: str) -> Doc:
    """The tokens of `text`, with the sentence starts that its lines and brackets fix, ready for the pipeline."""
    doc = nlp.make_doc(in_running_case(SURROGATE.sub("\ufffd", text)))
    opened = 0
    for token in doc:
        before = doc[token.i - 1] if token.i else None
        if before is None or _breaks_line(before):
            token.is_sent_start, opened = not token.is_space, 0
        elif token.is_space or opened or _goes_on(before, token):
            token.is_sent_start = False
        opened = max(0, opened + _opens_bracket(token) - (token.text in {")", "]"}))
    return doc


def reading(doc: Doc, text: str) -> Reading:
    """A parsed document with what is known of its lines and quotation marks."""
    lines = (0, *(match.end() for match in re.finditer(r"\r\n|[\r\n\v\f\x85\u2028\u2029]", text)))
    return Reading(text, doc, tuple(marked(text)), lines)


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
    found = [word for word in WORD.findall(line) if len(word) > 3]
    capital = sum(word[0].isupper() for word in found)
    return len(found) > 2 and capital >= 0.7 * len(found) and not line.rstrip().endswith(TERMINAL)


def _recased(word: str, elsewhere: Counter[str]) -> str:
    small = word.lower()
    keeps = not word[0].isupper() or len(small) != len(word) or elsewhere[word] >= elsewhere[small]
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
