"""From characters to words, paragraphs and sentences, with every offset kept.

A sentence in quotation marks stands inside another sentence: *“We will come. They will not,” she said.* is one sentence
of the newspaper around two of the speaker. So sentences are read once for each depth of marks: a `Frame` is a sentence
at one depth, and the words standing deeper are passed over in it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sayso.extractors.patterns.marks import SIGNS, Quotation, quotations
from sayso.extractors.patterns.words import word_set

LETTERS = r"[^\W\d_][\w\u0300-\u036f]*"
TITLED = (
    "Mrs?",
    "Ms",
    "Dr",
    "Prof",
    "Gen",
    "Col",
    "Lt",
    "Sgt",
    "Capt",
    "Sen",
    "Rep",
    "Gov",
    "Rev",
    "Adm",
    "Maj",
    "Hon",
    "St",
    "Jr",
    "Sr",
)
TOKEN = re.compile(
    rf"""\b(?:{"|".join(TITLED)})\.                              # Mr.
    | (?:[^\W\d_]\.){{2,}}                                  # U.S.
    | \d+(?:[.,:/–-]\d+)*(?:{LETTERS})?                         # 1,000.5 and 3rd
    | {LETTERS}(?:[-‐‑&/'’ʼ]\w[\w\u0300-\u036f]*)*             # words, hyphens and apostrophes inside
    | \.\.\.+ | `` | ''
    | [^\w\s] | _""",
    re.VERBOSE,
)
CLITIC = re.compile(r"(?:n['’ʼ]t|['’ʼ](?:s|re|ll|ve|d|m))$", re.IGNORECASE)
PARAGRAPH = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
DASHES = frozenset({"—", "–", "-", "―"})
ATTRIBUTION = 4  # words at most of an attribution as short as *Karr asked*
SHORT = 3  # letters; a longer word all in capitals is a town, not an abbreviation
TERMINALS = frozenset({".", "!", "?", "…", "...", "。", "！", "？"})
CLOSING_BRACKETS = frozenset({")", "]"})
ABBREVIATIONS = word_set("""
    mr mrs ms dr prof gen col lt sgt capt sen rep gov rev st jr sr no vs inc ltd co corp etc fig jan feb mar
    apr jun jul aug sept sep oct nov dec ed cf al hon pres adm maj
""")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign: its place in the text (code points, half open) and its form in lower case."""

    start: int
    end: int
    text: str
    lower: str
    word: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence at one depth of quotation marks: tokens `first` to `last` (half open), the deeper ones hidden."""

    first: int
    last: int
    depth: int
    paragraph: int


@dataclass(slots=True)
class Reading:
    """A text as read: tokens, paragraphs (token ranges), quotations, sentences.

    For each token, `depth` is the number of marks around it and `paragraph_of` its paragraph; `edges` are the places of
    the marks that open or close a quotation.
    """

    text: str
    tokens: list[Token]
    paragraphs: list[tuple[int, int]]
    quotations: list[Quotation]
    depth: list[int] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    paragraph_of: list[int] = field(default_factory=list)
    edges: frozenset[int] = frozenset()

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The characters from token `first` up to token `last`, half open."""
        return self.tokens[first].start, self.tokens[last - 1].end

    def lower(self, index: int) -> str:
        """The word at `index` in lower case, empty outside the text."""
        return self.tokens[index].lower if 0 <= index < len(self.tokens) else ""


def read(text: str) -> Reading:
    """The tokens, paragraphs, marks and sentences of a text, in one pass each."""
    tokens: list[Token] = []
    paragraphs = []
    for start, end in paragraph_spans(text):
        first = len(tokens)
        tokens.extend(_tokens(text, start, end))
        if len(tokens) > first:
            paragraphs.append((first, len(tokens)))
    reading = Reading(text, tokens, paragraphs, quotations(text, list(paragraph_spans(text))))
    reading.depth = _depths(reading)
    reading.paragraph_of = [number for number, (first, last) in enumerate(paragraphs) for _ in range(first, last)]
    reading.edges = frozenset(edge for q in reading.quotations for edge in (q.outer[0], q.outer[1] - 1))
    reading.frames = list(_frames(reading))
    return reading


def paragraph_spans(text: str) -> list[tuple[int, int]]:
    """Where the paragraphs are: a line each, lines that break in mid-sentence joined."""
    lines = [(match.start(), match.end()) for match in PARAGRAPH.finditer(text)]
    lines = [(start, end) for start, end in lines if not text[start:end].isspace()]
    joined: list[tuple[int, int]] = []
    for start, end in lines:
        if joined and text[start:end].lstrip()[:1].islower() and _is_one_break(text[joined[-1][1] : start]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _is_one_break(gap: str) -> bool:
    return len(gap.replace("\r\n", "\n")) == 1


def _tokens(text: str, start: int, end: int) -> Iterator[Token]:
    for match in TOKEN.finditer(text, start, end):
        left, right = match.span()
        clitic = CLITIC.search(match[0])
        if clitic and clitic.start() > 0:
            yield _token(text, left, left + clitic.start())
            left += clitic.start()
        yield _token(text, left, right)


def _token(text: str, start: int, end: int) -> Token:
    form = text[start:end]
    lower = form.lower().replace("’", "'").replace("ʼ", "'")
    lower = lower[:-1] or lower if lower.endswith(".") and lower.count(".") == 1 else lower
    return Token(start, end, form, lower, form[0].isalnum() or (form[-1].isalnum() and form[0] in "'’ʼ"))


def _depths(reading: Reading) -> list[int]:
    """How many pairs of marks stand around each token; a mark itself counts as outside its pair."""
    steps: dict[int, int] = {}
    for quotation in reading.quotations:
        steps[quotation.start] = steps.get(quotation.start, 0) + 1
        steps[quotation.end] = steps.get(quotation.end, 0) - 1
    edges = sorted(steps)
    depth, place, depths = 0, 0, []
    for token in reading.tokens:
        while place < len(edges) and edges[place] <= token.start:
            depth += steps[edges[place]]
            place += 1
        depths.append(depth)
    return depths


def _frames(reading: Reading) -> Iterator[Frame]:
    for number, (first, last) in enumerate(reading.paragraphs):
        deepest = min(max(reading.depth[first:last], default=0), 3)
        for depth in range(deepest + 1):
            yield from _at_depth(reading, number, first, last, depth)


def _at_depth(reading: Reading, number: int, first: int, last: int, depth: int) -> Iterator[Frame]:
    """The sentences of a paragraph whose own words stand at `depth`."""
    start = -1
    begin = _behind_dateline(reading, first, last) if depth == 0 else first
    if begin > first:
        yield Frame(first, begin, depth, number)
    for index in range(begin, last):
        here = reading.depth[index]
        if here < depth:
            if start >= 0:
                yield Frame(start, index, depth, number)
            start = -1
            continue
        start = index if start < 0 else start
        if here == depth and ends_sentence(reading, index, last, depth):
            yield Frame(start, index + 1, depth, number)
            start = -1
    if start >= 0:
        yield Frame(start, last, depth, number)


def _behind_dateline(reading: Reading, first: int, last: int) -> int:
    """The token behind a dateline (*ARVALE (Nordic Press) –*), or `first` where there is none."""
    town = reading.tokens[first].text
    bracket = reading.lower(first + 1) == "(" or reading.lower(first + 2) == "("
    if not (town[0].isupper() and (bracket or (town.isupper() and len(town) > SHORT))):
        return first
    dashes = (n for n in range(first + 1, min(first + 12, last - 1)) if reading.tokens[n].text in DASHES)
    dash = next(dashes, first)
    closed = reading.lower(dash - 1) == ")" or not bracket
    return dash + 1 if dash > first and closed else first


def ends_sentence(reading: Reading, index: int, last: int, depth: int) -> bool:
    """Whether a sentence at `depth` ends with the token at `index`, closing marks and brackets included."""
    if index + 1 >= last:
        return False
    token, following = reading.tokens[index], reading.tokens[index + 1]
    if token.text in TERMINALS:
        return _stops(reading, index) and _starts(reading, index + 1) and reading.depth[index + 1] >= depth
    opening = reading.depth[index + 1] > depth
    if opening or (token.text not in SIGNS and token.text not in CLOSING_BRACKETS):
        return False
    inside = reading.tokens[index - 1] if index else token
    opens = following.text in SIGNS and reading.depth[index + 1] == depth
    stop = inside.text == "." or (inside.text in TERMINALS and not _speaks_on(reading, index + 1))
    return stop and (opens or following.text[0].isupper() or following.text[0].isdigit())


def _stops(reading: Reading, index: int) -> bool:
    """Whether the full stop at `index` ends a sentence rather than an abbreviation or an initial."""
    if reading.tokens[index].text != "." or index == 0:
        return True
    before = reading.tokens[index - 1]
    initial = len(before.text) == 1 and before.text.isupper() and before.end == reading.tokens[index].start
    return before.lower not in ABBREVIATIONS and not (initial and before.text != "I")


def _starts(reading: Reading, index: int) -> bool:
    token, before = reading.tokens[index], reading.tokens[index - 1]
    if token.start == before.end and token.text not in SIGNS:
        return False
    return not token.text[0].islower() and token.text not in {",", ";", ")", "]", ".", ":"}


def _speaks_on(reading: Reading, index: int) -> bool:
    """After *“Why?”*: whether a capital begins the attribution (*Bek asked.*) rather than a sentence."""
    ends = [n for n in range(index, min(index + 6, len(reading.tokens))) if reading.tokens[n].text in {".", ",", ":"}]
    return bool(ends) and ends[0] - index <= ATTRIBUTION
