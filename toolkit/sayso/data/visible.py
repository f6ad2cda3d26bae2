r"""Text of strangers, made safe to show: what can't be seen, or turns what is seen around, is spelled out.

Names of runs and texts of items come from whoever wrote the files. A terminal obeys escape sequences, a browser obeys
bidirectional controls (Unicode Standard Annex 9) and shows letters in another order than a program reads them; XML
forbids most controls altogether. In every output they stand as `\u202e`, as Python would write them.
"""

from __future__ import annotations

import re

# Controls, surrogates and noncharacters; separators of lines; bidirectional controls; blanks without width. Joiners and
# soft hyphens belong to honest text.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef"
    "\ufeff\ufff9-\ufffb\ufffe\uffff"
    + "".join(chr(plane << 16 | last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
    + "]"
)

_BREAKS = re.compile("\r\n|[\t\n-\r\x1c-\x1e\x85\u2028\u2029]")


def visible(text: str) -> str:
    """The text with every unseen or unwritable character spelled out; line feeds and tabs stay."""
    return UNSEEN.sub(_spelled, text)


def line(text: str) -> str:
    """The text on one line: `visible`, with white space of any length as one space."""
    return visible(" ".join(text.split()))


def flat(text: str) -> str:
    """The text on one line with its blanks kept: `visible`, each tab and end of a line as a space."""
    return visible(_BREAKS.sub(" ", text))


def shortened(text: str, longest: int) -> str:
    """The text on one line, its end left out where it is longer than `longest` characters."""
    whole = line(text)
    return whole if len(whole) <= longest else f"{whole[: longest - 1].rstrip()}…"


def _spelled(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode()
