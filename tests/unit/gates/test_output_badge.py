"""The badge: a picture that says how it went, to eyes and to screen readers, and cuts nothing off."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_verdicts import ALL, verdict

from sayso.gates.outputs import badge, render
from sayso.gates.outputs.badge import COLOURS, badge_of, width
from sayso.gates.outputs.visible import shortened

SVG = "{http://www.w3.org/2000/svg}"
DARK = "#484848"


def parsed(written):
    return ET.fromstring(written)  # noqa: S314 - our own output


def texts(top):
    return [element.text for element in top.iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("made", "words", "colour"),
    [
        ("passed", "1 rule passed", "good"),
        ("lost", "1 of 2 rules failed", "bad"),
        ("unevaluated", "1 of 2 rules not evaluated", "unsure"),
        ("broken", "extractor failed", "unsure"),
        ("nothing", "nothing to score", "nothing"),
    ],
)
def test_words_and_colour_are_of_the_verdict(made, words, colour):
    top = parsed(badge(ALL[made]()))

    assert texts(top) == ["sayso", words]
    assert [rect.get("fill") for rect in top.iter(f"{SVG}rect")][1:] == [DARK, COLOURS[colour]]


def test_nothing_judged_is_no_success():
    assert texts(parsed(badge(verdict(ALL["reported"]().outcomes[0])))) == ["sayso", "no rule judged"]


def test_a_screen_reader_reads_the_same():
    top = parsed(badge(ALL["lost"]()))

    assert top.get("role") == "img"
    assert top.get("aria-label") == top.findtext(f"{SVG}title") == "sayso: 1 of 2 rules failed"


def luminance(colour):
    """Relative luminance (WCAG 2.2)."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colour", [DARK, *COLOURS.values()])
def test_white_letters_can_be_read_on_every_colour(colour):
    assert 1.05 / (luminance(colour) + 0.05) >= 4.5


@given(st.text(max_size=80))
def test_every_text_has_its_room(message):
    top = parsed(badge_of(message, "#000000"))
    left, right = list(top.iter(f"{SVG}rect"))[1:]
    for field, text in zip((left, right), top.iter(f"{SVG}text"), strict=True):
        start, end = (float(field.get(name, "0")) for name in ("x", "width"))
        assert float(text.get("textLength")) >= width(text.text or "") - 1
        assert start < float(text.get("x"))
        assert float(text.get("x")) + float(text.get("textLength")) <= start + end
    assert int(top.get("width")) == int(left.get("width")) + int(right.get("width"))
    assert (texts(top)[1] or "") == shortened(message, 60)


# Advance widths of DejaVu Sans at 11 pixels, from its table of horizontal metrics.
MEASURED = {"sayso": 31.4, "passed": 38.9, "5 rules passed": 80.0, "nothing to score": 89.8, "WWW@mm": 65.1}


@pytest.mark.parametrize(("text", "real"), MEASURED.items())
def test_the_estimate_is_on_the_generous_side(text, real):
    assert real <= width(text) <= 1.1 * real


def test_wide_and_combining_characters_are_known():
    assert width("年") == pytest.approx(11.5)
    assert width("e\u0301") == width("e")


def test_markup_is_text():
    top = parsed(badge_of('<a href="x">&amp;', "#000000", label="'\"<>"))

    assert texts(top) == ["'\"<>", '<a href="x">&amp;']


def test_the_bytes_are_the_same_again():
    assert render(ALL["lost"](), "badge") == render(ALL["lost"](), "badge")
    assert badge(ALL["lost"]()).endswith("</svg>\n")
