r"""Text of strangers in LaTeX: what a reader sees is the text, and nothing in it is a command.

Characters that are special to TeX are written by name, and pairs that a font would draw as one (`--`, `''`, `,,`) are
kept apart. Signs that Sayso itself writes and that pdflatex doesn't know stand as formulas; other letters stay as they
are, and those beyond Latin are said at the top of the fragment, since they need another engine.
"""

from __future__ import annotations

import re
import unicodedata

from sayso.reports.visible import line

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "`": r"\textasciigrave{}",
    '"': r"\textquotedbl{}",
    "\u00a0": "~",
    "\u00ad": r"\-",
}
_SIGNS = {
    "−": "-",
    "±": r"\pm",
    "×": r"\times",
    "≥": r"\ge",
    "≤": r"\le",
    "≠": r"\neq",
    "→": r"\to",
    "↔": r"\leftrightarrow",
    "∩": r"\cap",
    "∪": r"\cup",
    "∅": r"\emptyset",
    "Σ": r"\Sigma",
    "Δ": r"\Delta",
    "α": r"\alpha",
    "β": r"\beta",
    "γ": r"\gamma",
    "ᵤ": r"_u",
    "₀": "_0",
    "¹": "^1",
    "²": "^2",
    "³": "^3",
    "ⁿ": "^n",
    "✓": r"\surd",
    "✗": r"\times",
    "·": r"\cdot",
}
_WRITTEN = _SPECIAL | {
    "▇": r"\rule{0.4em}{1.2ex}",
    "…": r"\dots{}",
    **{sign: rf"\ensuremath{{{formula}}}" for sign, formula in _SIGNS.items()},
}
_ESCAPED = str.maketrans(_WRITTEN)
_TOGETHER = re.compile(r"([-',])(?=\1)")
# What the Latin fonts of pdflatex (encodings T1 and TS1) have besides letters.
_PUNCTUATION = frozenset("–—‘’‚“”„‹›•†‡‰€№™«»¡¿§¶°£¥©®¢¤ª¬º¼½¾÷µ")


def escaped(written: str) -> str:
    """A text on one line, as LaTeX that shows it letter by letter."""
    return _TOGETHER.sub(r"\1{}", line(written).translate(_ESCAPED))


def beyond_latin(written: str) -> bool:
    """Whether some character needs more than the Latin fonts of pdflatex."""
    return any(ord(one) > 0x7F and one not in _PUNCTUATION and not _is_latin(one) for one in written)  # noqa: PLR2004


def _is_latin(one: str) -> bool:
    # U+017F is the last letter of Latin Extended-A, all of which inputenc knows with T1, but for long s and some few.
    return one <= "\u017e" and unicodedata.category(one) in {"Lu", "Ll"}
