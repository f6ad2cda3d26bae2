"""Quotation marks of every family, told from apostrophes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extractors.syntax.marks import MARKS, marked


def inside(text):
    return [(text[m.start : m.end], m.depth) for m in marked(text)]


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        "“”",
        "„“",
        "„”",
        "«»",
        "»«",
        "‹›",
        "‘’",
        "‚‘",
        "‚’",
        '""',
        "''",
        "「」",
        "『』",
        ("``", "''"),
        ("''", "''"),
        "＂＂",
        '"”',
    ],
)
def test_every_family_marks_what_stands_between(opening, closing):
    text = f"She said {opening}the mill is shut{closing} and left."
    assert [found.strip() for found, _ in inside(text)] == ["the mill is shut"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The allies don't know the mayor's plan.", [], id="apostrophes mark nothing"),
        pytest.param("It was ’tis and the '90s.", [], id="elisions open nothing"),
        pytest.param(
            "‘It’s the workers’ hall,’ he said.", [("It’s the workers’ hall,", 0)], id="a possessive closes nothing"
        ),
        pytest.param("‘We back the allies’ he said.", [("We back the allies", 0)], id="unless nothing better follows"),
        pytest.param(
            "“He called it ‘a joke’ twice,” she said.",
            [("He called it ‘a joke’ twice,", 0), ("a joke", 1)],
            id="marks within marks have depth 1",
        ),
        pytest.param('A 5" pipe.', [], id="inches open nothing"),
        pytest.param("‘Never closed.\nNext line.", [], id="a lost single mark marks nothing"),
        pytest.param("“Never closed.\nNext line.", [("Never closed.", 0)], id="a lost double mark costs its paragraph"),
        pytest.param("“” and ‘ ’", [], id="nothing between marks is nothing"),
    ],
)
def test_marks_are_told_from_apostrophes(text, expected):
    assert inside(text) == expected


def test_a_paragraph_that_the_next_goes_on_with_is_open_ended():
    text = "“First.\n\n“Second.\n“Third.” The end."
    assert [(text[m.start : m.end], m.open_ended) for m in marked(text)] == [
        ("First.", True),
        ("Second.", True),
        ("Third.", False),
    ]


@given(st.text(alphabet="".join(sorted(MARKS)) + "as s.,\n(—", max_size=40))
def test_marked_stretches_never_cross(text):
    found = marked(text)
    for one in found:
        assert one.outer[0] < one.start <= one.end <= one.outer[1]
        assert text[one.start : one.end].strip()
        for other in found:
            apart = one.outer[1] <= other.outer[0] or other.outer[1] <= one.outer[0]
            within = one.start <= other.outer[0] and other.outer[1] <= one.end
            around = other.start <= one.outer[0] and one.outer[1] <= other.end
            assert one is other or apart or within or around
