"""The page that `show` prints: a reading as plain text, or in a terminal's colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from sayso.reports.reading import Marked, Paragraph, Reading
    from sayso.reports.wording import Item

_LEGEND = "= the same in both   ~ the same characters, other details   - in gold only   + in the run only"
_NOWHERE = "(without a place in the text)"
_IN_TEXT = {"entities": "cyan", "quotes": "italic", "events": "bold magenta", "stances": "underline"}
_MARKS = {"": "", "=": "green", "-": "red", "+": "yellow", "~-": "red", "~+": "yellow"}
_INDENT = 4


def plain(reading: Reading) -> str:
    """The page as plain text, ending in a newline."""
    return "\n".join(_lines(reading)) + "\n"


def _lines(reading: Reading) -> Iterator[str]:
    yield from (reading.heading, "=" * len(reading.heading))
    if reading.compared:
        yield _LEGEND
    for paragraph in reading.paragraphs:
        yield ""
        yield f"[{paragraph.start}] {paragraph.text}" if paragraph.text else _NOWHERE
        yield from (" " * _INDENT + line for line in map(_line, paragraph.items))


def _line(marked: Marked) -> str:
    mark = f"{marked.mark:<2} " if marked.mark else ""
    item = marked.item
    places = " ".join(f"{start}–{end}" for start, end in item.spans)
    return f"{mark}{item.kind:<8} {places:<10} {item.words}"


def coloured(reading: Reading) -> Iterator[Text]:
    """The page piece by piece, for a rich console: items made visible in the text, marks in colour."""
    from rich.text import Text

    yield Text(reading.heading, style="bold")
    if reading.compared:
        yield Text(_LEGEND, style="dim")
    yield Text.assemble(*((f"{layer} ", style) for layer, style in _IN_TEXT.items()))
    for paragraph in reading.paragraphs:
        yield Text("")
        yield _text(paragraph, reading.shown) if paragraph.text else Text(_NOWHERE)
        for marked in paragraph.items:
            yield Text(" " * _INDENT + _line(marked), style=_MARKS[marked.mark] or _IN_TEXT[marked.item.layer])


def _text(paragraph: Paragraph, items: tuple[Item, ...]) -> Text:
    from rich.text import Text

    number = f"[{paragraph.start}] "
    text = Text(number + paragraph.text)
    text.stylize("dim", 0, len(number))
    shift = len(number) - paragraph.start
    for item in items:
        for start, end in item.spans:
            first, last = max(start, paragraph.start), min(end, paragraph.start + len(paragraph.text))
            if first < last:
                text.stylize(_IN_TEXT[item.layer], first + shift, last + shift)
    return text
