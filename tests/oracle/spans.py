"""What a span covers and what it reads (definitions, section 1 and the two normalisations of section 2)."""

import unicodedata
from dataclasses import dataclass
from functools import cached_property

MARKS = frozenset(
    map(
        chr,
        [
            *(0x22, 0x27, 0x60, 0xAB, 0xB4, 0xBB, 0x2BC, 0x2032, 0x2033, 0x2039, 0x203A, 0x2E42),
            *range(0x2018, 0x2020),
            *range(0x300C, 0x3010),
            *range(0x301D, 0x3020),
            *range(0xFE41, 0xFE45),
            *(0xFF02, 0xFF07, 0xFF62, 0xFF63),
        ],
    )
)


@dataclass(frozen=True)
class Span:
    """One or more fragments: touching ones merged, in order. `words` is what each of them reads.

    A text-only span has words and no pieces. Two spans are equal when their characters (or their texts) are.
    """

    pieces: tuple
    words: tuple

    @property
    def grounded(self):
        return bool(self.pieces)

    @cached_property
    def characters(self):
        return frozenset(place for start, end in self.pieces for place in range(start, end))

    @cached_property
    def trimmed(self):
        """T: what is left of the characters when the edges of every fragment are dropped; C if nothing is."""
        left = set()
        for (start, _), word in zip(self.pieces, self.words, strict=True):
            first, last = bare(word)
            left.update(range(start + first, start + last))
        return frozenset(left) or self.characters

    @cached_property
    def normal(self):
        """What `@text` compares."""
        text = without_marks(unicodedata.normalize("NFKC", without_marks(" ".join(self.words))))
        text = " ".join(text.casefold().split())
        first, last = bare(text)
        return text[first:last]


def read(value, document):
    """The span of one JSON value: a span, a list of fragments, or nothing."""
    fragments = value if isinstance(value, list) else [value]
    if not value:
        return None
    if any(one.get("start") is None for one in fragments):
        return Span((), tuple(reading(one, document) for one in fragments))
    pieces = []
    for start, end in sorted((one["start"], one["end"]) for one in fragments):
        if pieces and pieces[-1][1] == start:
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((start, end))
    return Span(tuple(pieces), tuple(document[start:end] for start, end in pieces))


def reading(fragment, document):
    """What a fragment reads: its slice of the document, or the text that stands in its place."""
    return fragment["text"] if fragment.get("start") is None else document[fragment["start"] : fragment["end"]]


def order(span):
    """The sorting key of a span: null, then by fragments, then text-only ones by text."""
    if span is None:
        return (0, ())
    return (1, span.pieces) if span.grounded else (2, span.words)


def loose(character):
    return character.isspace() or character == "`" or unicodedata.category(character).startswith("P")


def bare(text):
    """Where a text begins and ends without white space, punctuation and backticks at its edges."""
    first, last = 0, len(text)
    while first < last and loose(text[first]):
        first += 1
    while last > first and loose(text[last - 1]):
        last -= 1
    return first, last


def without_marks(text):
    return "".join(one for one in text if one not in MARKS)


def name_of(text):
    """A name as it is compared: NFKC, case folded, white space normalised; nothing if it is blank."""
    if text is None:
        return ""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
