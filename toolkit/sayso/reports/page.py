"""The page that `show` prints: a reading as plain text, or in a terminal's colours.

Nothing that a file holds reaches the terminal as a control: characters that a terminal would obey are spelled out. In a
terminal long lines go on beneath their beginning, by the columns that characters take.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.reports.text import width
from sayso.reports.visible import flat, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType
    from rich.text import Text

    from sayso.reports.reading import Marked, Paragraph, Reading

_LEGEND = "= the same in both   ~ the same characters, other details   - in gold only   + in the run only"
_ERRORS = "← error: its class, where the measures leave the item over"
_NOWHERE = "(without a place in the text)"
_IN_TEXT = {"entities": "cyan", "quotes": "italic", "events": "bold magenta", "stances": "underline"}
_MARKS = {"": "", "=": "green", "-": "red", "+": "yellow", "~-": "red", "~+": "yellow"}
# Errors in the text: what only gold has, what only the run has, and where something about a pair is wrong.
_IN_ERROR = {"-": "reverse red", "+": "reverse yellow"}
_DIFFERS = "reverse magenta"
_LOST, _ADDED = frozenset({"missed", "merged", "trigger"}), frozenset({"spurious", "split", "duplicate", "ungrounded"})
_INDENT = 4


def plain(reading: Reading) -> str:
    """The page as plain text, ending in a newline."""
    return "\n".join(_lines(reading)) + "\n"


def _lines(reading: Reading) -> Iterator[str]:
    heading = flat(reading.heading)
    yield from (heading, "=" * width(heading))
    if reading.compared:
        yield _LEGEND
    if reading.judged:
        yield _ERRORS
    for paragraph in reading.paragraphs:
        yield ""
        yield f"[{paragraph.start}] {visible(paragraph.text)}" if paragraph.text else _NOWHERE
        yield from (" " * _INDENT + "".join(_columns(one)) for one in paragraph.items)


def _columns(marked: Marked) -> tuple[str, str]:
    """What stands at the beginning of an item's line, and what may go on in the next."""
    mark = f"{marked.mark:<2} " if marked.mark else ""
    item = marked.item
    places = " ".join(f"{start}–{end}" for start, end in item.spans)
    errors = "; ".join(part for part in (marked.error, *marked.more) if part)
    return f"{mark}{item.kind:<8} {places:<10} ", flat(f"{item.words}  ← {errors}" if errors else item.words)


def coloured(reading: Reading) -> Iterator[RenderableType]:
    """The page piece by piece, for a rich console: items made visible in the text, marks in colour."""
    from rich.text import Text

    yield Text(flat(reading.heading), style="bold")
    if reading.compared:
        yield Text(_LEGEND, style="dim")
    yield Text.assemble(*((f"{layer} ", style) for layer, style in _IN_TEXT.items()))
    if reading.judged:
        yield Text(_ERRORS, style="dim")
        in_text = (("missed", _IN_ERROR["-"]), ("spurious", _IN_ERROR["+"]), ("differs", _DIFFERS))
        yield Text.assemble(*(part for name, style in in_text for part in ((name, style), " ")))
    for paragraph in reading.paragraphs:
        yield Text("")
        yield _text(paragraph, reading.shown) if paragraph.text else Text(_NOWHERE)
        yield from map(_line, paragraph.items)


def _line(marked: Marked) -> RenderableType:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    style = _MARKS[marked.mark] or _IN_TEXT[marked.item.layer]
    begin, words = _columns(marked)
    grid = Table.grid()
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    said, arrow, errors = words.partition("  ← ")
    grid.add_row(Text(begin, style=style), Text.assemble((said, style), (arrow + errors, f"bold {style}")))
    return Padding(grid, (0, 0, 0, _INDENT))


def _text(paragraph: Paragraph, items: tuple[Marked, ...]) -> Text:
    """A paragraph with its number, items made visible: by layer, and what is an error above that."""
    from rich.text import Text

    number = f"[{paragraph.start}] "
    places, written = _placed(paragraph.text)
    text = Text(number + written)
    text.stylize("dim", 0, len(number))
    for one in sorted(items, key=lambda one: bool(one.error)):
        for start, end in one.item.spans:
            first, last = max(start, paragraph.start), min(end, paragraph.start + len(paragraph.text))
            if first < last:
                begin, stop = (len(number) + places[place - paragraph.start] for place in (first, last))
                text.stylize(_style(one), begin, stop)
    return text


def _style(one: Marked) -> str:
    if not one.error:
        return _IN_TEXT[one.item.layer]
    if one.error in _LOST:
        return _IN_ERROR["-"]
    return _IN_ERROR["+"] if one.error in _ADDED else _DIFFERS


def _placed(text: str) -> tuple[list[int], str]:
    """A text with what can't be seen spelled out, and for each of its characters where that now stands."""
    pieces = [visible(character) for character in text]
    places = [0]
    for piece in pieces:
        places.append(places[-1] + len(piece))
    return places, "".join(pieces)
