"""Text of strangers in Markdown: what a reader sees is the text, and nothing in it is markup.

Whatever could open a table cell, a link, emphasis, code, HTML or a mention is written as a numeric character
reference, which never stands for structure (CommonMark 0.31, section 2.5).
"""

from __future__ import annotations

import re

from sayso.gates.outputs.visible import line

# The colon and the full stop are harmless but for links that GitHub makes of bare addresses.
_MARKUP = re.compile(r"[\\`*_{}\[\]<>|~#&@!$^]|^[-+=\d]|:(?=/)|(?<=www)\.", re.IGNORECASE)
_PLAIN = re.compile(r"[\w.@(),=:;+/ -]+", re.ASCII)


def text(written: str) -> str:
    """A text on one line, as Markdown that shows it letter by letter."""
    return _MARKUP.sub(lambda found: f"&#{ord(found[0])};", line(written))


def code(written: str) -> str:
    """A text on one line, as Markdown that shows it in the letters of code."""
    shown = line(written)
    return f"`{shown}`" if _PLAIN.fullmatch(shown) and shown.strip() == shown else f"<code>{text(shown)}</code>"
