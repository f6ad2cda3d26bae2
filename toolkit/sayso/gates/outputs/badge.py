"""A badge: one picture, two fields, that says how the gate went; for a README or a dashboard.

Widths are estimated from the shapes of the letters and then stated (`textLength`), so that a text fits its field in
whatever font the reader has. Colours keep a contrast of at least 4.5 to the white letters (WCAG 2.2, criterion 1.4.3).
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from sayso.gates.outputs.telling import standing
from sayso.gates.outputs.visible import shortened

if TYPE_CHECKING:
    import jinja2

    from sayso.gates.outcome import Verdict

LABEL = "sayso"
COLOURS = {"good": "#2d7a31", "bad": "#c62828", "unsure": "#a15c00", "nothing": "#5a5a5a"}
"""The colour of the right field, by how the gate went."""

_LONGEST = 60
_HEIGHT = 20
_EDGE = 6.0
# Advance widths at 11 pixels, a little above those of DejaVu Sans, which is about as wide as Verdana.
_WIDTHS = {
    3.8: "ijlI.,:;|' ",
    4.7: "frt!()[]/\\-",
    6.6: "ckszvxyJ",
    7.1: 'abdeghnopqu0123456789?$*{}L"F`',
    8.9: "ABCDEGHKNOPRSTUVXYZ",
    9.6: "+<>=~#^&_M",
    11.1: "mwWQ@%",
}
_ADVANCES = {character: width for width, characters in _WIDTHS.items() for character in characters}
_OTHER, _FULL = 10.0, 11.5

_TEMPLATE = """\
<svg xmlns="http://www.w3.org/2000/svg" width="{{ width }}" height="{{ height }}" role="img" \
aria-label="{{ label }}: {{ message }}">
  <title>{{ label }}: {{ message }}</title>
  <clipPath id="r"><rect width="{{ width }}" height="{{ height }}" rx="3"/></clipPath>
  <g clip-path="url(#r)">
    <rect width="{{ left }}" height="{{ height }}" fill="#484848"/>
    <rect x="{{ left }}" width="{{ right }}" height="{{ height }}" fill="{{ colour }}"/>
  </g>
  <g fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11">
    <text x="{{ edge }}" y="14" textLength="{{ left - 2 * edge }}" lengthAdjust="spacingAndGlyphs">{{ label }}</text>
    <text x="{{ left + edge }}" y="14" textLength="{{ right - 2 * edge }}" lengthAdjust="spacingAndGlyphs">\
{{ message }}</text>
  </g>
</svg>
"""


def badge(verdict: Verdict) -> str:
    """How a gate went, as SVG; ends in a newline."""
    words, kind = standing(verdict)
    return badge_of(words, COLOURS[kind])


def badge_of(message: str, colour: str, *, label: str = LABEL) -> str:
    """A badge as SVG: `label` on the left, `message` on the right on a ground of `colour`."""
    label, message = shortened(label, _LONGEST), shortened(message, _LONGEST)
    left, right = (round(width(text) + 2 * _EDGE) for text in (label, message))
    return _template().render(
        label=label,
        message=message,
        colour=colour,
        left=left,
        right=right,
        width=left + right,
        height=_HEIGHT,
        edge=int(_EDGE),
    )


def width(text: str) -> float:
    """About how many pixels a text takes at a font size of 11; rather too many than too few."""
    return sum(map(_advance, text))


def _advance(character: str) -> float:
    if unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return _FULL
    return _ADVANCES.get(character, _OTHER)


@cache
def _template() -> jinja2.Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    return environment.from_string(_TEMPLATE)
