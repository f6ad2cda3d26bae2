"""What offsets seem to count when they are not code points of this text.

Wrong offsets are often right in another way of counting: UTF-16 code units (JavaScript, Java, C#), bytes of UTF-8 (Go,
Rust, C), or characters of the same text with other line ends. Saying so saves the search.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def explained(text: str, start: int, end: int, given: str) -> str | None:
    """The way out, where the text given with a span stands at its offsets in another way of counting.

    Args:
        text: The document.
        start: As given, in whatever it may count.
        end: As given, exclusive.
        given: The text of the span.
    """
    for counts, piece in _pieces(text, start, end):
        if piece.replace("\r\n", "\n") == given.replace("\r\n", "\n"):
            return f"The offsets look like {counts}; count Unicode code points of the document as it is."
    at = text.find(given)
    if not given or at < 0:
        return None
    only = "" if text.find(given, at + 1) < 0 else " first"
    return f"That text stands{only} from {at} to {at + len(given)}."


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[str, str]]:
    wide = text.encode("utf-16-le", "surrogatepass")
    yield "UTF-16 code units", wide[2 * start : 2 * end].decode("utf-16-le", "replace")
    yield "bytes of UTF-8", text.encode()[start:end].decode("utf-8", "replace")
    unix = text.replace("\r\n", "\n")
    yield "characters of a text with CRLF line ends", unix.replace("\n", "\r\n")[start:end]
    yield "characters of a text whose line ends were CRLF and became LF", unix[start:end]
    yield "code points from 1, end inclusive", text[max(start - 1, 0) : end]
    yield "code points with the end inclusive", text[start : end + 1]
